"""Problems as text: `full` for people, `short` for editors' jump lists, `json` for machines, `github` for CI.

Terminals differ in how they order right-to-left lines, so a caret is drawn only where nothing before or inside the
span is right-to-left; elsewhere the words are named between isolates (UAX #9, section 2.4).
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Sequence
from typing import Literal

from briefgen.diagnostics.counting import Language, counted
from briefgen.diagnostics.model import Diagnostic, Span, counts
from briefgen.diagnostics.texts import FSI, PDI, RLI, Count, clipped, phrase, visible, worded

__all__ = ["Format", "counted", "render", "summary", "visible"]

Format = Literal["full", "short", "json", "github"]
# How much of a long line is shown, in characters before and after the start of the problem.
_BEFORE, _AFTER = 100, 140
_WORDS = 60


def summary(problems: Sequence[Diagnostic], language: Language = "en") -> str:
    """`2 errors, 1 warning in 3 files`, or `no problems`."""
    if not problems:
        return worded(phrase("no-problems"), language)
    number = counts(problems)
    files = Count(len({each.span.file for each in problems}), "file")
    errors, warnings = (Count(number[each], each) for each in ("error", "warning"))
    if number["error"] and number["warning"]:
        return worded(phrase("summary", errors=errors, warnings=warnings, files=files), language)
    one = errors if number["error"] else warnings
    return worded(phrase("summary-of-one-kind", one=one, files=files), language)


def render(
    problems: Sequence[Diagnostic],
    form: Format,
    arabic: Callable[[str], str] = str,
    language: Language = "en",
) -> str:
    """All problems in one format, one text that ends in a line end (empty for none in `full`, `short`, `github`).

    `arabic` prepares a line with Arabic in it for the terminal (shaping and ordering where the terminal does not).
    """
    if form == "json":
        return json.dumps([_json(each, language) for each in problems], ensure_ascii=False, indent=2) + "\n"
    one = {"full": _full, "short": _short, "github": _github}[form]
    text = "".join(one(each, language) for each in problems)
    return "".join(arabic(line) + "\n" for line in text.splitlines()) if form == "full" else text


def _place(problem: Diagnostic) -> str:
    return _at(problem.span)


def _at(span: Span) -> str:
    return f"{visible(span.file)}:{span.line}:{span.column}"


def _short(problem: Diagnostic, language: Language) -> str:
    return f"{_place(problem)}: {problem.severity}[{problem.code}] {problem.told(language)}\n"


def _github(problem: Diagnostic, language: Language) -> str:
    span = problem.span
    text = problem.told(language).replace("%", "%25")
    file = visible(span.file).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    where = (
        f"file={file},line={span.line},col={span.column},endLine={span.end_line},endColumn={span.end_column}"
    )
    return f"::{problem.severity} {where},title={problem.code}::{text}\n"


def _json(problem: Diagnostic, language: Language) -> dict[str, object]:
    span = problem.span
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.told(language),
        "file": span.file,
        "start": {"line": span.line, "column": span.column},
        "end": {"line": span.end_line, "column": span.end_column},
        "route": problem.route,
        "related": [
            {
                "file": each.span.file,
                "line": each.span.line,
                "column": each.span.column,
                "text": worded(each.text, language),
            }
            for each in problem.labels
        ],
        "notes": [worded(each, language) for each in problem.notes],
        "helps": list(problem.advised(language)),
    }


def _full(problem: Diagnostic, language: Language) -> str:
    def word(key: str) -> str:
        return worded(phrase(key), language)

    def whole(text: str) -> str:
        return f"{RLI}{text}{PDI}" if language == "ar" else text

    lines = [f"{word(problem.severity)}[{problem.code}]: {whole(problem.told(language))}"]
    route = f" ({visible(problem.route)})" if problem.route else ""
    lines.append(f" --> {_place(problem)}{route}")
    lines += _excerpt(problem, language)
    for label in problem.labels:
        lines.append(f"  = {whole(worded(label.text, language))}: {_at(label.span)}")
    lines += [f"  = {word('note')}: {whole(worded(note, language))}" for note in problem.notes]
    lines += [f"  = {word('help')}: {whole(advice)}" for advice in problem.advised(language)]
    return "\n".join(lines) + "\n\n"


def _excerpt(problem: Diagnostic, language: Language) -> list[str]:
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
        lines.append(f"{margin} | {_named('at', marked.strip(), language)}")
    elif before.strip():
        lines.append(f"{margin} | {_named('after', before.split()[-1], language)}")
    return lines


def _named(key: str, token: str, language: Language) -> str:
    word = worded(phrase(key), language)
    return f"{word} {FSI}{visible(clipped(token, _WORDS))}{PDI}"


def _right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(each) in ("R", "AL", "AN") for each in text)


def _starts_left_to_right(line: str) -> bool:
    """Whether the line's base direction by its first strong character (UAX #9, rule P2) is left to right."""
    strong = (unicodedata.bidirectional(each) for each in line)
    return next((each for each in strong if each in ("L", "R", "AL")), "L") == "L"
