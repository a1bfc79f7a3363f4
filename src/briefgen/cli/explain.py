"""`briefgen explain`: what a code of `briefgen check` means, from the pages that come with briefgen."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from typing import Annotated

import typer

from briefgen.cli.languages import spoken
from briefgen.cli.options import TerminalArabic, TerminalOption, terminal_for
from briefgen.diagnostics.codes import CODES
from briefgen.diagnostics.counting import Language
from briefgen.diagnostics.layout import Terminal
from briefgen.diagnostics.machine import generic
from briefgen.diagnostics.pages import plain, sections
from briefgen.diagnostics.suggestions import closest_key
from briefgen.diagnostics.texts import phrase, worded
from briefgen.errors import Exit, UsageError
from briefgen.glances import settle
from briefgen.workspace import explanations

_WIDEST = 100


def command(
    code: Annotated[str | None, typer.Argument(help="A code, as `briefgen check` names it.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="List all codes.")] = False,
    terminal_arabic: TerminalOption = TerminalArabic.auto,
) -> int:
    """Explain a code of `briefgen check`, with a bad and a good sample."""
    language, terminal = spoken(), terminal_for(terminal_arabic, sys.stdout)
    if listed:
        print("\n".join(_list(language, terminal)))
    elif code is None:
        raise UsageError(phrase("explain-needs-code"), phrase("codes-listed"))
    else:
        print("\n".join(_explained(known(code), language, terminal)))
    settle()
    return Exit.DONE


def known(code: str) -> str:
    """The code, if it is one. Raises UsageError with a suggestion."""
    if code in CODES:
        return code
    near = closest_key(code, CODES)
    raise UsageError(
        phrase("no-code", name=code), phrase("did-you-mean", name=near) if near else phrase("codes-listed")
    )


def _list(language: Language, terminal: Terminal) -> Iterator[str]:
    width = max(map(len, CODES))
    for name in sorted(CODES):
        word = worded(phrase(CODES[name].severity), language)
        yield f"{name:<{width}}  {terminal.arabic(word)}  {terminal.arabic(generic(CODES[name], language))}"


def _explained(code: str, language: Language, terminal: Terminal) -> Iterator[str]:
    severity = CODES[code].severity
    word = terminal.arabic(worded(phrase(severity), language))
    yield f"{terminal.painted(severity, word)}[{terminal.painted('strong', code)}]"
    yield ""
    section = sections(explanations(language))[code]
    shown = Terminal(terminal.arabic, width=min(terminal.width or _WIDEST, _WIDEST))
    for kind, lines in groupby(plain(section), key=_kind):
        if kind == "prose":
            yield from shown.lines(" ".join(lines), 0, language)
        else:
            yield from map(terminal.arabic, lines)


def _kind(line: str) -> str:
    return "sample" if line.startswith("    ") else "prose" if line else ""
