"""What `briefgen check --fix` and `--diff` do: safe repairs only, each result read and checked again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import PurePosixPath

from briefgen.diagnostics.mending import mended
from briefgen.diagnostics.model import Diagnostic, Fix
from briefgen.loading import Loaded, judged
from briefgen.ondemand import dataclass
from briefgen.workspace import Input, Inputs

_ROUNDS = 10
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Mended:
    """A workspace after its repairs: the files that change (before, after), how many were made, what was left."""

    loaded: Loaded
    changes: tuple[tuple[Input, bytes], ...]
    made: int
    reviewed: int
    refused: tuple[str, ...]


def repaired(loaded: Loaded, wanted: Callable[[Diagnostic], bool]) -> Mended:
    """The safe repairs of the wanted problems, made again until none is left; nothing is written.

    A fact that is reviewed as it stands keeps its words: its reviewer vouched for them. A file that would have an error
    it has not now keeps everything.
    """
    first, made, refused = loaded, 0, set[str]()
    reviewed = sum(_is_reviewed(each, first) for each in first.problems if wanted(each) and _safe(each))
    for _ in range(_ROUNDS):
        fixes = _by_file(each for each in loaded.problems if wanted(each) and not _is_reviewed(each, loaded))
        results = {
            each.path: _applied(each, fixes[each.path])
            for each in loaded.files
            if each.path in fixes and each.path not in refused
        }
        if not results:
            break
        tried = _with(loaded, {path: data for path, (data, _) in results.items()})
        worse = _worse(loaded, tried)
        if worse:
            refused |= worse & results.keys() or results.keys()
            continue
        loaded, made = tried, made + sum(number for _, number in results.values())
    after = {each.path: each.data for each in loaded.files}
    changes = tuple((each, after[each.path]) for each in first.files if after[each.path] != each.data)
    return Mended(loaded, changes, made, reviewed, tuple(sorted(refused)))


def text_of(data: bytes) -> str:
    """The text of an editor's file, without a byte order mark."""
    return data.removeprefix(_BOM).decode("utf-8")


def safe_fixes(problems: Iterable[Diagnostic]) -> int:
    """How many of the problems have a repair that `--fix` makes."""
    return sum(_safe(each) for each in problems)


def _safe(problem: Diagnostic) -> bool:
    return problem.fix is not None and problem.fix.applicability == "safe"


def _is_reviewed(problem: Diagnostic, loaded: Loaded) -> bool:
    fact = loaded.library.facts.get(problem.route.partition(".")[0])
    return fact is not None and fact.reviewed is not None and fact.places.span.file == problem.span.file


def _by_file(problems: Iterable[Diagnostic]) -> dict[str, list[Fix]]:
    found: dict[str, list[Fix]] = {}
    for each in problems:
        if each.fix is not None and _safe(each):
            found.setdefault(each.span.file, []).append(each.fix)
    return found


def _applied(file: Input, fixes: Iterable[Fix]) -> tuple[bytes, int]:
    text, made = mended(text_of(file.data), fixes)
    mark = _BOM if file.data.startswith(_BOM) else b""
    return mark + text.encode("utf-8"), len(made)


def _with(loaded: Loaded, changed: dict[str, bytes]) -> Loaded:
    """The workspace read again with other contents of some files."""

    def fresh(group: tuple[Input, ...]) -> tuple[Input, ...]:
        return tuple(
            replace(each, data=data, sha256=sha256(data).hexdigest())
            if (data := changed.get(each.path)) is not None
            else each
            for each in group
        )

    groups: dict[str, list[Input]] = {"facts": [], "sources": [], "briefs": []}
    for each in loaded.files:
        groups[PurePosixPath(each.path).parent.name].append(each)
    specs, facts, sources = (fresh(tuple(groups[name])) for name in ("briefs", "facts", "sources"))
    return judged(loaded.workspace, Inputs(specs, facts, sources))


def _worse(before: Loaded, after: Loaded) -> set[str]:
    """The files with an error that they had not, but for those that could not be seen in what was not read before."""
    new = _errors(after.problems) - _errors(before.problems)
    old, now = _records(before), _records(after)
    more = {file for file, names in now.items() if names > old.get(file, frozenset())}
    changed = {
        one.path for one, other in zip(before.files, after.files, strict=True) if one.data != other.data
    }
    return {file for (_, file, _) in new if file not in more and (file in changed or not more)}


def _errors(problems: Iterable[Diagnostic]) -> Counter[tuple[str, str, str]]:
    return Counter((each.code, each.span.file, each.route) for each in problems if each.severity == "error")


def _records(loaded: Loaded) -> dict[str, frozenset[str]]:
    """The ids of the records that could be read, by file."""
    library, found = loaded.library, dict[str, set[str]]()
    for records in (library.facts, library.sources, library.specs):
        for each in records.values():
            found.setdefault(each.places.span.file, set()).add(each.id)
    return {file: frozenset(names) for file, names in found.items()}
