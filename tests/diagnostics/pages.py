"""The samples of docs/diagnostics.md and its Arabic twin, put into a workspace and checked.

`python -m tests.diagnostics.pages` writes what briefgen says of each bad sample into both pages anew.

A sample is laid over the workspace in `tests/data/good`. So that it shows no more than its point, it may leave out what
every record must have: it is added at the end. A sample that says `# as it stands` is taken as it stands.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.samples.workspace import LEFT_OVER, WIDE

from briefgen.checks import passages
from briefgen.cli.stores import archive_of
from briefgen.diagnostics.counting import Language
from briefgen.diagnostics.model import Diagnostic, has_errors, ordered
from briefgen.diagnostics.pages import files, sections
from briefgen.diagnostics.render import render
from briefgen.evidence.verification import prove
from briefgen.loading import load
from briefgen.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES: dict[Language, Path] = {"en": ROOT / "docs/diagnostics.md", "ar": ROOT / "docs/diagnostics.ar.md"}
# These show only once a brief is printed.
PRINTED = ("missing-glyph", "template")
_ZEROS = "0" * 64
_PASSAGE = f"{{from: اكتمل البناء, to: في موعده, at: [41, 80], sha256: {_ZEROS}, norm: n1}}"
_FACT = {
    "says": " اكتمل بناء الخزان.",
    "kind": " event",
    "topics": " [water]",
    "evidence": f"\n    - source: council\n      paragraph: 2\n      passage: {_PASSAGE}",
}
_SPEC = {
    "brief": " sample",
    "title": " شبكة المياه",
    "as_of": ' "2024-02"',
    "sections": "\n  - title: ما جرى\n    facts: [network-opened]",
}
_SOURCE = {"type": " report", "title": " محضر الجلسة العاشرة"}


def write(sample: str, folder: Path) -> None:
    """Lays a sample over the good workspace in a folder."""
    shutil.copytree(ROOT / "tests/data/good/briefs", folder / "briefs")
    for path, data in files(sample):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_whole(path, data))


def _whole(path: str, data: bytes) -> bytes:
    if not path.startswith("briefs/") or b"# as it stands" in data:
        return data
    if not path.startswith("briefs/facts/"):
        return data + _missing(_SOURCE if "/sources/" in path else _SPEC, data, b"")
    parts = re.split(rb"^(?=[^\s#])", data, flags=re.MULTILINE)
    return parts[0] + b"".join(part + _missing(_FACT, part, b"  ") for part in parts[1:])


def _missing(defaults: dict[str, str], data: bytes, margin: bytes) -> bytes:
    lines = (b"%s%s:%s\n" % (margin, key.encode(), value.encode()) for key, value in defaults.items())
    found = [line for line in lines if not re.search(rb"^" + line.split(b":")[0] + rb":", data, re.MULTILINE)]
    return b"".join(found)


def problems(folder: Path, code: str) -> tuple[Diagnostic, ...]:
    """The problems of a workspace, except that some of it is of no use: a sample need not use all that is there."""
    return tuple(
        each for each in _all(folder, code) if each.code == code or each.code not in (*LEFT_OVER, *WIDE)
    )


def _all(folder: Path, code: str) -> tuple[Diagnostic, ...]:
    """All problems, those of its snapshots too; of a brief's print where the code needs it."""
    loaded = load(Workspace(folder))
    if code in PRINTED and not has_errors(loaded.problems):
        return _printed(folder)
    store = folder / "snapshots"
    if not store.is_dir():
        return loaded.problems
    library, archive = loaded.library, archive_of(loaded.library, store)
    return ordered((*loaded.problems, *passages.of_proofs(prove(library, archive), library, archive)))


def _printed(folder: Path) -> tuple[Diagnostic, ...]:
    from briefgen.builds import Failed
    from briefgen.cli.materials import materials_of
    from briefgen.runs import run

    materials = materials_of(load(Workspace(folder)), ("html",), (), {})
    return tuple(
        problem
        for outcome in run(("sample",), materials, 1)
        if isinstance(outcome, Failed)
        for problem in outcome.problems
    )


def report(sample: str, code: str, language: Language) -> str:
    """What briefgen says of a sample, in the full format."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(sample, folder)
        return render(problems(folder, code), "full", language=language).rstrip("\n") + "\n"


def _refreshed(page: str, language: Language) -> Iterator[str]:
    parts = re.split(r"(?m)^(?=## `)", page)
    yield parts[0]
    for part in parts[1:]:
        section = next(iter(sections(part).values()))
        if len(section.blocks) == 3:
            said = report(section.blocks[0], section.code, language)
            yield re.sub(
                r"(?ms)^```text\n.*?^```$", lambda _, said=said: f"```text\n{said}```", part, count=1
            )
        else:
            yield part


def main() -> int:
    """Writes the reports of both pages anew; gives 1 when a page changed."""
    changed = 0
    for language, path in PAGES.items():
        before = path.read_text("utf-8")
        after = "".join(_refreshed(before, language))
        path.write_text(after, "utf-8")
        changed |= before != after
    return changed


if __name__ == "__main__":
    sys.exit(main())
