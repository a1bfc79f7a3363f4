"""What must hold for any file whatever: problems are values, told in every form and language, and repairs repair."""

from __future__ import annotations

import atexit
import json
import re
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from tests.fuzz.inputs import ROOT, Input, Kind

from briefgen import html, machinecopy, workspace
from briefgen.cache import FOLDER
from briefgen.citations import cite
from briefgen.cli.fixing import repaired
from briefgen.composition import compose
from briefgen.diagnostics.counting import Language
from briefgen.diagnostics.model import Diagnostic, has_errors, ordered
from briefgen.diagnostics.render import Format, render, summary
from briefgen.loading import Loaded, judged
from briefgen.records.reading import read_library
from briefgen.records.settings import decode_settings
from briefgen.workspace import Inputs, Workspace
from briefgen.yamltext import parse

GOOD = ROOT / "tests" / "data" / "good" / "briefs"
PATHS: dict[Kind, str] = {
    "spec": "briefs/sample.yaml",
    "facts": "briefs/facts/works.yaml",
    "source": "briefs/sources/works.yaml",
}
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_FORMATS: tuple[Format, ...] = get_args(Format)
_LANGUAGES: tuple[Language, ...] = get_args(Language)


def examine(given: Input) -> frozenset[str]:
    """The codes that an input gives. Raises AssertionError, or what the code under test raises, when it is at fault."""
    if given.kind == "template":
        return _of_template(given.data)
    if given.kind == "settings":
        problems = settings_problems(given.data)
        _tell(problems)
        return frozenset(each.code for each in problems)
    found = loaded(PATHS[given.kind], given.data)
    _place(found.problems, {each.path: each.data for each in found.files})
    _tell(found.problems)
    _print(found)
    _mend(found)
    return frozenset(each.code for each in found.problems)


def settings_problems(data: bytes) -> tuple[Diagnostic, ...]:
    """The problems of a `briefgen.yaml`."""
    root, problems = parse("briefgen.yaml", data)
    return ordered((*problems, *(decode_settings(root)[1] if root is not None else ())))


def loaded(path: str, data: bytes) -> Loaded:
    """The good workspace with one file in it, read and checked as commands do it."""
    groups: dict[str, list[workspace.Input]] = {"briefs": [], "briefs/facts": [], "briefs/sources": []}
    for name, each in sorted({**_good(), path: data}.items()):
        groups[name.rpartition("/")[0]].append(workspace.Input(name, each, sha256(each).hexdigest()))
    return judged(Workspace(_folder()), Inputs(*map(tuple, groups.values())))


@cache
def _folder() -> Path:
    """A workspace's folder without a file in it, for what asks for one; it goes with the process."""
    whole = TemporaryDirectory(prefix="briefgen-fuzz-")
    atexit.register(whole.cleanup)
    folder = Path(whole.name)
    (folder / "briefs").mkdir()
    (folder / FOLDER).touch()  # no cache: what random files say is not worth keeping
    return folder


def _print(found: Loaded) -> None:
    """What has no error can be put together, cited, and set as a page and as text."""
    if has_errors(found.problems):
        return
    for spec in found.library.specs.values():
        cited = cite(compose(spec, found.library), found.library)
        if spec.style in ("brief", "report"):
            assert html.render(cited, _templates(), {}, style=spec.style)
        assert machinecopy.text(cited)


@cache
def _good() -> dict[str, bytes]:
    return {
        f"briefs/{path.relative_to(GOOD).as_posix()}": path.read_bytes()
        for path in sorted(GOOD.rglob("*.yaml"))
    }


@cache
def _templates() -> dict[str, str]:
    folder = ROOT / "templates"
    files = (path for path in sorted(folder.rglob("*")) if path.suffix in (".html", ".css", ".txt"))
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}


@cache
def _cited() -> object:
    files = _good()
    groups = [
        [(n, d) for n, d in files.items() if n.rpartition("/")[0] == f]
        for f in ("briefs", "briefs/facts", "briefs/sources")
    ]
    specs, facts, sources = groups
    library = read_library(specs, facts, sources).library
    return cite(compose(library.specs["sample"], library), library)


def _of_template(data: bytes) -> frozenset[str]:
    """A template renders, or is refused with its name and line."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return frozenset()
    if re.search(r"\brange\b|\*\*|\*\s*\d{4}", text):
        return (
            frozenset()
        )  # work without an end is a template author's own affair; see the guide to templates
    try:
        html.render(_cited(), {**_templates(), "brief.html": text}, {}, style="brief")  # type: ignore[arg-type]
    except html.TemplateError:
        return frozenset(("template",))
    return frozenset()


def _place(problems: Iterable[Diagnostic], files: dict[str, bytes]) -> None:
    """Every problem stands inside the file that it names."""
    parted = {file: data.decode("utf-8-sig", "replace").split("\n") for file, data in files.items()}
    for each in problems:
        span = each.span
        assert span.file in parted, span
        assert (span.line, span.column) <= (span.end_line, span.end_column), span
        lines = parted[span.file]
        assert 1 <= span.line <= span.end_line <= len(lines), (each.code, span)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 2, (each.code, span)


def _tell(problems: tuple[Diagnostic, ...]) -> None:
    """Every form in both languages: no control character but line ends, as many problems as there are."""
    for language in _LANGUAGES:
        assert summary(problems, language)
        for form in _FORMATS:
            said = render(problems, form, language=language)
            if said.startswith(("[", "{")):
                told = json.loads(said)
                assert form != "json" or len(told["problems"]) == len(problems)
                continue
            assert not _CONTROL.search(said), _CONTROL.search(said)
            assert said == said.encode().decode()
            assert form == "full" or said.count("\n") == len(problems)


def _mend(found: Loaded) -> None:
    """Safe repairs are made: none is refused for what it would bring, no record is lost, and they come to an end."""
    mended = repaired(found, lambda _: True)
    assert not mended.refused, f"repairs refused in {mended.refused}"
    before, after = found.library, mended.loaded.library
    assert before.facts.keys() <= after.facts.keys()
    assert before.sources.keys() <= after.sources.keys()
    assert before.specs.keys() <= after.specs.keys()
    assert not repaired(mended.loaded, lambda _: True).changes, "repairs do not come to an end"
