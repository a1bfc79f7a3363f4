"""What must hold for any file whatever: problems are values, told in every form and language, and repairs repair."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from typing import get_args

from tests.fuzz.inputs import ROOT, Input, Kind

from briefgen import html, machinecopy
from briefgen.checks import check
from briefgen.citations import cite
from briefgen.composition import compose
from briefgen.diagnostics.counting import Language
from briefgen.diagnostics.model import Diagnostic, Edit, has_errors, ordered
from briefgen.diagnostics.render import Format, render, summary
from briefgen.records.reading import read_library
from briefgen.records.settings import decode_settings
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
# Fixing may take several rounds, where one repair lets another be seen.
_ROUNDS = 8


def examine(given: Input) -> frozenset[str]:
    """The codes that an input gives. Raises AssertionError, or what the code under test raises, when it is at fault."""
    if given.kind == "template":
        return _of_template(given.data)
    if given.kind == "settings":
        problems = settings_problems(given.data)
        _tell(problems)
        return frozenset(each.code for each in problems)
    problems, texts = workspace_problems(PATHS[given.kind], given.data)
    _place(problems, texts)
    _tell(problems)
    _fix(PATHS[given.kind], given.data, problems)
    return frozenset(each.code for each in problems)


def settings_problems(data: bytes) -> tuple[Diagnostic, ...]:
    """The problems of a `briefgen.yaml`."""
    root, problems = parse("briefgen.yaml", data)
    return ordered((*problems, *(decode_settings(root)[1] if root is not None else ())))


def workspace_problems(path: str, data: bytes) -> tuple[tuple[Diagnostic, ...], dict[str, bytes]]:
    """The problems of the good workspace with one file in it, and all its files; without errors it is rendered too."""
    files = {**_good(), path: data}
    groups: dict[str, list[tuple[str, bytes]]] = {"briefs": [], "briefs/facts": [], "briefs/sources": []}
    for name in sorted(files):
        groups[name.rpartition("/")[0]].append((name, files[name]))
    reading = read_library(groups["briefs"], groups["briefs/facts"], groups["briefs/sources"])
    problems = ordered((*reading.problems, *check(reading.library)))
    if not has_errors(problems):
        for spec in reading.library.specs.values():
            cited = cite(compose(spec, reading.library), reading.library)
            if spec.style in ("brief", "report"):
                assert html.render(cited, _templates(), {}, style=spec.style)
            assert machinecopy.text(cited)
    return problems, files


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
    for each in problems:
        span = each.span
        assert span.file in files, span
        assert (span.line, span.column) <= (span.end_line, span.end_column), span
        lines = files[span.file].decode("utf-8-sig", "replace").split("\n")
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
                assert form != "json" or len(told) == len(problems)
                continue
            assert not _CONTROL.search(said), _CONTROL.search(said)
            assert said == said.encode().decode()
            assert form == "full" or said.count("\n") == len(problems)


def _fix(path: str, data: bytes, problems: tuple[Diagnostic, ...]) -> None:
    """Safe repairs leave no more errors than there were, bring no new ones, and come to an end."""
    before = {each.code for each in problems if each.severity == "error"}
    for _ in range(_ROUNDS):
        changed = repaired(path, data, problems)
        if changed == data:
            return
        data = changed
        problems, _files = workspace_problems(path, data)
        new = {each.code for each in problems if each.severity == "error"} - before
        assert not new, f"repairs brought {new}"
    assert repaired(path, data, problems) == data, "repairs do not come to an end"


def repaired(path: str, data: bytes, problems: Iterable[Diagnostic]) -> bytes:
    """A file with the safe repairs of its problems, leaving out those that overlap one before them."""
    edits: list[Edit] = []
    for each in problems:
        if (
            each.fix
            and each.fix.applicability == "safe"
            and all(edit.span.file == path for edit in each.fix.edits)
        ):
            edits += each.fix.edits
    if not edits:
        return data
    text = data.decode("utf-8-sig")
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    ranges = sorted(
        (starts[s.line - 1] + s.column - 1, starts[s.end_line - 1] + s.end_column - 1, edit.text)
        for edit in edits
        for s in (edit.span,)
    )
    parts, at = [], 0
    for start, end, new in ranges:
        if start >= at:
            parts += [text[at:start], new]
            at = end
    fixed = "".join((*parts, text[at:])).encode()
    return b"\xef\xbb\xbf" + fixed if data.startswith(b"\xef\xbb\xbf") else fixed
