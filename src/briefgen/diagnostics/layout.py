"""How lines are laid out for a terminal: cells, wrapping, colours, and what right-to-left text asks for.

Terminals differ: some order right-to-left text (UAX #9), some show it as it is stored. A part of a line with Arabic in
it is therefore made ready by itself, and what stands left of it (a line number, the word «error») stays left in both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Literal

from briefgen.diagnostics.counting import Language
from briefgen.diagnostics.texts import FSI, PDI, RLI
from briefgen.ondemand import dataclass, pattern

Style = Literal["error", "warning", "help", "note", "place", "mark", "strong"]
# What a terminal writes for each style (ECMA-48, SGR).
_COLOURS: dict[Style, str] = {
    "error": "1;31",
    "warning": "1;33",
    "help": "1;36",
    "note": "1;32",
    "place": "1;34",
    "mark": "1;35",
    "strong": "1",
}
_QUOTED = pattern("`[^`]*`|«[^»]*»")
_WORD = pattern(f"(?:{FSI}[^{PDI}]*{PDI}|[^ {FSI}])+| +")


@dataclass(frozen=True, slots=True)
class Terminal:
    """What lines are printed on. `arabic` joins and orders letters where the terminal does not; `width` is in cells.

    Without a width nothing is wrapped: files and pipes.
    """

    arabic: Callable[[str], str] = str
    colours: bool = False
    width: int | None = None

    def painted(self, style: Style, text: str) -> str:
        """A text in a style, where colours are wanted."""
        return f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if self.colours and text else text

    def lines(self, text: str, before: int, language: Language) -> tuple[str, ...]:
        """A text in lines that fit beside and below something `before` cells wide, made ready one by one.

        An Arabic line is right-to-left as a whole; in an English one, quoted words that are so stand in isolates.
        """
        room = None if self.width is None else max(20, self.width - before - 1)
        if language == "en":
            text = _QUOTED.sub(_isolated, text)
        return tuple(
            self.arabic(f"{RLI}{line}{PDI}" if language == "ar" else line) for line in wrapped(text, room)
        )


def _isolated(quoted: re.Match[str]) -> str:
    return f"{FSI}{quoted[0]}{PDI}" if right_to_left(quoted[0]) else quoted[0]


def wrapped(text: str, room: int | None) -> tuple[str, ...]:
    """The text broken at spaces into lines of so many cells; a longer word stands alone, an isolate is one word."""
    if room is None or cells(text) <= room:
        return (text,)
    lines = [""]
    for word in _WORD.findall(text):
        if lines[-1] and cells(lines[-1]) + cells(word) > room:
            lines.append("")
        if lines[-1] or not word.isspace():
            lines[-1] += word
    return tuple(line.rstrip() for line in lines if line.strip())


def cells(text: str) -> int:
    """How many cells of a terminal a text fills: none for marks and format characters, two for wide ones."""
    return sum(_cells(each) for each in text)


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def right_to_left(text: str) -> bool:
    """Whether any character of a text is right-to-left."""
    return any(unicodedata.bidirectional(each) in ("R", "AL", "AN") for each in text)


def starts_left_to_right(line: str) -> bool:
    """Whether the line's base direction by its first strong character (UAX #9, rule P2) is left to right."""
    strong = (unicodedata.bidirectional(each) for each in line)
    return next((each for each in strong if each in ("L", "R", "AL")), "L") == "L"
