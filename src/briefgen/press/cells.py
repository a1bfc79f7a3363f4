"""Cells: codes of an embedded font that each carry one character and the drawing that belongs to it.

A shaped letter may be several outlines (letter, dots, marks) and several letters may share one outline, so the
glyphs of a font cannot say which text they stand for. A cell can: its code is used for one character only.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from .cellfont import extended

# The engine numbers the characters a font lacks from the end of the font on; cells begin beyond them.
RESERVED_CODES = 256
LAST_CODE = 0xFFFF
JOINERS = frozenset("\u200c\u200d")


class Part(NamedTuple):
    """An outline of the font placed in a cell: glyph index, offset in font units, scale (1 = as designed)."""

    glyph: int
    x: int = 0
    y: int = 0
    scale: float = 1.0


class Cell(NamedTuple):
    """One character of the text layer: what it says, its advance in font units, what it draws (often nothing)."""

    text: str
    advance: int
    parts: tuple[Part, ...] = ()


class CodesExhausted(Exception):
    """A font has no two-byte code left for another cell."""


@lru_cache(maxsize=4096)
def is_mark(char: str) -> bool:
    """Whether a character stands on the letter before it: a combining mark or a joiner."""
    return char in JOINERS or unicodedata.category(char) in {"Mn", "Me"}


def spread(word: Sequence[Cell], least: int) -> list[Cell]:
    """The same drawing with no letter narrower than `least` font units, as far as its neighbours can lend width."""
    line = list(word)
    if not any(0 < cell.advance < least for cell in line):
        return line
    letters = [index for index, cell in enumerate(line) if cell.advance and not is_mark(cell.text)]
    for left, right in pairwise(letters):
        _balance(line, left, right, least)
    return line


def _balance(line: list[Cell], left: int, right: int, least: int) -> None:
    """Move the border between two letters so that neither is narrower than `least`, if both can have it."""
    border = 0
    if line[left].advance < least:
        border = least - line[left].advance
    elif line[right].advance < least:
        border = line[right].advance - least
    if not border or line[left].advance + line[right].advance < 2 * least:
        return
    moved = tuple(part._replace(x=part.x - border) for part in line[right].parts)
    line[left] = line[left]._replace(advance=line[left].advance + border)
    line[right] = Cell(line[right].text, line[right].advance - border, moved)


@dataclass(slots=True)
class CellSheet:
    """The cells of one font in order of first use; their codes follow the font's own glyphs."""

    glyph_count: int
    codes: dict[Cell, int] = field(default_factory=dict)

    def code(self, cell: Cell) -> int:
        """The code of a cell, given on first use; raises CodesExhausted beyond two bytes."""
        if cell not in self.codes:
            code = self.glyph_count + RESERVED_CODES + len(self.codes)
            if code > LAST_CODE:
                raise CodesExhausted(cell.text)
            self.codes[cell] = code
        return self.codes[cell]

    def outlines(self) -> frozenset[int]:
        """The glyphs of the font that the cells draw."""
        return frozenset(part.glyph for cell in self.codes for part in cell.parts)

    def append_to(self, font_file: bytes) -> bytes:
        """A TrueType font file whose glyph indices are unchanged, with every cell as the glyph of its code."""
        return extended(font_file, self.glyph_count + RESERVED_CODES, self.codes)
