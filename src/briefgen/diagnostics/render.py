"""Problems as text: `full` for people, `short` for editors' jump lists, `json` for machines, `github` for CI.

Terminals differ in how they order right-to-left lines, so a caret is drawn only where nothing before or inside the
span is right-to-left; elsewhere the words are named between isolates (UAX #9, section 2.4).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Literal

from briefgen.diagnostics.model import Diagnostic, Span, clipped, counts

Format = Literal["full", "short", "json", "github"]
_FSI, _PDI = "\u2068", "\u2069"
# Control characters (Cc), the marks and controls of direction, separators of lines, halves of surrogate pairs.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
# How much of a long line is shown, in characters before and after the start of the problem.
_BEFORE, _AFTER = 100, 140
_WORDS = 60


def visible(text: str) -> str:
    r"""The text with bidi controls, tabs, line ends and other control characters written as `\u{…}` escapes."""
    return _UNSEEN.sub(lambda match: f"\\u{{{ord(match[0]):04X}}}", text)


def summary(problems: Sequence[Diagnostic]) -> str:
    """`2 errors, 1 warning in 3 files`, or `no problems`."""
    if not problems:
        return "no problems"
    number = counts(problems)
    parts = [counted(number[each], each) for each in ("error", "warning") if number[each]]
    return f"{', '.join(parts)} in {counted(len({each.span.file for each in problems}), 'file')}"


def counted(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def render(problems: Sequence[Diagnostic], form: Format, arabic: Callable[[str], str] = str) -> str:
    """All problems in one format, one text that ends in a line end (empty for none in `full`, `short`, `github`).

    `arabic` prepares a line with Arabic in it for the terminal (shaping and ordering where the terminal does not).
    """
    if form == "json":
        return json.dumps([_json(each) for each in problems], ensure_ascii=False, indent=2) + "\n"
    one = {"full": _full, "short": _short, "github": _github}[form]
    text = "".join(one(each) for each in problems)
    return "".join(arabic(line) + "\n" for line in text.splitlines()) if form == "full" else text


def _place(problem: Diagnostic) -> str:
    return _at(problem.span)


def _at(span: Span) -> str:
    return f"{visible(span.file)}:{span.line}:{span.column}"


def _short(problem: Diagnostic) -> str:
    return f"{_place(problem)}: {problem.severity}[{problem.code}] {visible(problem.message)}\n"


def _github(problem: Diagnostic) -> str:
    span = problem.span
    text = visible(problem.message).replace("%", "%25")
    file = visible(span.file).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    where = (
        f"file={file},line={span.line},col={span.column},endLine={span.end_line},endColumn={span.end_column}"
    )
    return f"::{problem.severity} {where},title={problem.code}::{text}\n"


def _json(problem: Diagnostic) -> dict[str, object]:
    span = problem.span
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "file": span.file,
        "start": {"line": span.line, "column": span.column},
        "end": {"line": span.end_line, "column": span.end_column},
        "route": problem.route,
        "related": [
            {"file": each.span.file, "line": each.span.line, "column": each.span.column, "text": each.text}
            for each in problem.labels
        ],
        "notes": list(problem.notes),
        "help": problem.advice,
    }


def _full(problem: Diagnostic) -> str:
    lines = [f"{problem.severity}[{problem.code}]: {visible(problem.message)}"]
    route = f" ({visible(problem.route)})" if problem.route else ""
    lines.append(f" --> {_place(problem)}{route}")
    lines += _excerpt(problem)
    for label in problem.labels:
        lines.append(f"  = {label.text}: {_at(label.span)}")
    lines += [f"  = note: {visible(note)}" for note in problem.notes]
    if problem.advice:
        lines.append(f"  = help: {visible(problem.advice)}")
    return "\n".join(lines) + "\n\n"


def _excerpt(problem: Diagnostic) -> list[str]:
    if not problem.excerpt:
        return []
    span = problem.span
    number = str(span.line)
    margin = " " * len(number)
    start, end = span.column - 1, len(problem.excerpt)
    if span.end_line == span.line:
        end = max(start, span.end_column - 1)
    first, last = max(0, start - _BEFORE), min(end, start + _AFTER)
    before, marked = problem.excerpt[first:start], problem.excerpt[start:last]
    line = ("…" if first else "") + problem.excerpt[first : start + _AFTER]
    line += "…" if start + _AFTER < len(problem.excerpt) else ""
    lines = [f"{margin} |", f"{number} | {visible(line)}"]
    if not first and not _right_to_left(before + marked) and _starts_left_to_right(line):
        lines.append(f"{margin} | {' ' * len(visible(before))}{'^' * max(1, len(visible(marked)))}")
    elif marked.strip():
        lines.append(f"{margin} | at {_FSI}{visible(clipped(marked.strip(), _WORDS))}{_PDI}")
    elif before.strip():
        lines.append(f"{margin} | after {_FSI}{visible(clipped(before.split()[-1], _WORDS))}{_PDI}")
    return lines


def _right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(each) in ("R", "AL", "AN") for each in text)


def _starts_left_to_right(line: str) -> bool:
    """Whether the line's base direction by its first strong character (UAX #9, rule P2) is left to right."""
    strong = (unicodedata.bidirectional(each) for each in line)
    return next((each for each in strong if each in ("L", "R", "AL")), "L") == "L"
