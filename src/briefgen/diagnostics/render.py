"""Problems as text: `full` for people, `short` for editors' jump lists, and the formats for programs.

Every format has the problems in the order given; `model.ordered` makes that order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from briefgen.diagnostics.counting import Language, counted
from briefgen.diagnostics.excerpts import excerpt
from briefgen.diagnostics.layout import Style, Terminal
from briefgen.diagnostics.machine import as_github, as_json
from briefgen.diagnostics.model import Diagnostic, Label, Span, counts
from briefgen.diagnostics.texts import Count, Text, phrase, visible, worded

__all__ = ["Format", "counted", "render", "summary", "summed", "visible"]

Format = Literal["full", "short", "json", "github"]


def summary(problems: Sequence[Diagnostic], language: Language = "en") -> str:
    """`2 errors, 1 warning in 3 files`, or `no problems`."""
    return worded(summed(problems), language)


def summed(problems: Sequence[Diagnostic]) -> Text:
    """The summary as a phrase."""
    if not problems:
        return phrase("no-problems")
    number = counts(problems)
    files = Count(len({each.span.file for each in problems}), "file")
    errors, warnings = (Count(number[each], each) for each in ("error", "warning"))
    if number["error"] and number["warning"]:
        return phrase("summary", errors=errors, warnings=warnings, files=files)
    one = errors if number["error"] else warnings
    return phrase("summary-of-one-kind", one=one, files=files)


def render(
    problems: Sequence[Diagnostic],
    form: Format,
    arabic: Callable[[str], str] = str,
    language: Language = "en",
    terminal: Terminal | None = None,
) -> str:
    """All problems in one format, one text that ends in a line end (empty for none in `full`, `short`, `github`).

    `arabic` prepares a part of a line for a terminal that does not order and join letters; `terminal` says more.
    """
    if form == "json":
        return as_json(problems, language)
    if form == "github":
        return "".join(as_github(each, language) for each in problems)
    shown_on = terminal or Terminal(arabic)
    if form == "short":
        return "".join(_short(each, language, shown_on) for each in problems)
    return "".join(_full(each, language, shown_on) for each in problems)


def _at(span: Span) -> str:
    return f"{visible(span.file)}:{span.line}:{span.column}"


def _short(problem: Diagnostic, language: Language, terminal: Terminal) -> str:
    told = Terminal(terminal.arabic).lines(problem.told(language), 0, language)[0]
    word = terminal.arabic(worded(phrase(problem.severity), language))
    return f"{_at(problem.span)}: {word}[{problem.code}] {told}\n"


def _full(problem: Diagnostic, language: Language, terminal: Terminal) -> str:
    paint, severity = terminal.painted, problem.severity
    word = worded(phrase(severity), language)
    head = f"{word}[{problem.code}]"
    first, *rest = terminal.lines(problem.told(language), len(head) + 2, language)
    route = f" ({visible(problem.route)})" if problem.route else ""
    lines = [f"{paint(severity, terminal.arabic(word) + f'[{problem.code}]')}: {paint('strong', first)}"]
    lines += [f"  {paint('strong', each)}" for each in rest]
    margin = " " * len(str(problem.span.line))
    lines.append(f"{paint('place', f'{margin}-->')} {_at(problem.span)}{route}")
    lines += excerpt(problem.excerpt, problem.span, language, terminal, ("^", severity))
    for label in problem.labels:
        lines += _related(label, language, terminal)
    for note in problem.notes:
        lines += _said("note", worded(note, language), language, terminal)
    for advice in problem.advised(language):
        lines += _said("help", advice, language, terminal)
    return "\n".join(lines) + "\n\n"


def _related(label: Label, language: Language, terminal: Terminal) -> list[str]:
    """A further place: its line marked, or where no line is at hand the place alone."""
    text, paint = worded(label.text, language), terminal.painted
    if not label.excerpt:
        return [f"{paint('place', '  =')} {terminal.lines(text, 0, language)[0]}: {_at(label.span)}"]
    shown = excerpt(label.excerpt, label.span, language, terminal, ("-", "place"), text)
    margin = " " * len(str(label.span.line))
    return [f"{paint('place', f'{margin}:::')} {_at(label.span)}", *shown]


def _said(kind: Literal["note", "help"], text: str, language: Language, terminal: Terminal) -> list[str]:
    style: Style = kind
    word = worded(phrase(kind), language)
    first, *rest = terminal.lines(text, len(word) + 6, language)
    margin = " " * (len(word) + 6)
    said = f"{terminal.painted('place', '  =')} {terminal.painted(style, terminal.arabic(word))}: {first}"
    return [said, *(margin + each for each in rest)]
