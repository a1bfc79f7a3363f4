"""What commands say beside their results, in the language of the command and ready for the terminal; all on stderr."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Literal, TextIO

from briefgen.cli.languages import TERMINAL, heard, spoken
from briefgen.cli.options import ReportFormat, TerminalArabic, terminal_for
from briefgen.diagnostics.layout import Terminal
from briefgen.diagnostics.model import Diagnostic
from briefgen.diagnostics.render import render, summed
from briefgen.diagnostics.texts import Text, phrase, visible, worded

Word = Literal["error", "warning", "a-bug"]


def say(text: Text, indent: int = 0) -> None:
    """A line; on a narrow terminal several."""
    print(*told(text, sys.stderr, indent), sep="\n", file=sys.stderr)


def told(text: Text, stream: TextIO, indent: int = 0) -> tuple[str, ...]:
    """A phrase as lines for a stream."""
    language = spoken()
    found = terminal_of(stream).lines(worded(text, language), indent, language)
    return tuple(" " * indent + line for line in found)


def say_error(
    message: Text | str, advice: Text | str = "", word: Word = "error", details: Sequence[Text | str] = ()
) -> None:
    """What went wrong, and below it in detail, and what to do.

    What is no phrase is told as it is, its controls made visible.
    """
    _say_marked(word, 0, message)
    for each in details:
        print(*(f"  {line}" for line in _lines(each, 2, terminal_of(sys.stderr))), sep="\n", file=sys.stderr)
    if advice:
        _say_marked("help", 2, advice)


def report(problems: Sequence[Diagnostic], form: ReportFormat) -> None:
    """Writes problems."""
    shown = render(problems, form.value, language=spoken(), terminal=terminal_of(sys.stderr))
    sys.stderr.write(shown)


def sum_up(problems: Sequence[Diagnostic]) -> None:
    """The line that counts problems, where there are some."""
    if problems:
        say(summed(problems))


def terminal_of(stream: TextIO) -> Terminal:
    """The terminal behind a stream, with Arabic as `--terminal-arabic` asks for it."""
    wanted = heard(TERMINAL)
    return terminal_for(TerminalArabic(wanted if wanted in list(TerminalArabic) else "auto"), stream)


def _say_marked(word: str, indent: int, text: Text | str) -> None:
    terminal, name = terminal_of(sys.stderr), worded(phrase(word), spoken())
    first, *rest = _lines(text, indent + len(name) + 2, terminal)
    head = f"{' ' * indent}{terminal.arabic(name)}: "
    print(f"{head}{first}", *(f"{' ' * indent}  {each}" for each in rest), sep="\n", file=sys.stderr)


def _lines(text: Text | str, before: int, terminal: Terminal) -> Sequence[str]:
    if isinstance(text, Text):
        return terminal.lines(worded(text, spoken()), before, spoken())
    return [terminal.arabic(visible(each.strip())) for each in text.split("\n")]
