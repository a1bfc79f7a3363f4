"""Cells: codes of an embedded font that each carry one character and the drawing that belongs to it.

A shaped letter may be several outlines (letter, dots, marks) and several letters may share one outline, so the
glyphs of a font cannot say which text they stand for. A cell can: its code is used for one character only.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from io import BytesIO
from itertools import pairwise

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import ROUND_XY_TO_GRID, Glyph, GlyphComponent

# The engine numbers the characters a font lacks from the end of the font on; cells begin beyond them.
RESERVED_CODES = 256
LAST_CODE = 0xFFFF
JOINERS = frozenset("\u200c\u200d")


@dataclass(frozen=True, slots=True)
class Part:
    """An outline of the font placed in a cell: glyph index, offset in font units, scale (1 = as designed)."""

    glyph: int
    x: int = 0
    y: int = 0
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Cell:
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
    moved = tuple(replace(part, x=part.x - border) for part in line[right].parts)
    line[left] = replace(line[left], advance=line[left].advance + border)
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
        font = TTFont(BytesIO(font_file), recalcTimestamp=False)
        glyf, metrics = font["glyf"], font["hmtx"].metrics
        for name, glyph in glyf.glyphs.items():
            glyf.glyphs[name] = _kept(getattr(glyph, "data", b"")) or glyph
        own = list(font.getGlyphOrder())
        gap = self.glyph_count + RESERVED_CODES - len(own)
        names = [
            *own,
            *(f"unused{index}" for index in range(gap)),
            *(f"cell{code}" for code in self.codes.values()),
        ]
        added: Iterable[Cell] = (*(Cell("", 0),) * gap, *self.codes)
        for name, cell in zip(names[len(own) :], added, strict=True):
            glyf.glyphs[name] = _composite(cell.parts, own)
            metrics[name] = (cell.advance, 0)
        font.setGlyphOrder(names)
        glyf.setGlyphOrder(names)
        for name in names[len(own) :]:
            glyf[name].recalcBounds(glyf)
            metrics[name] = (metrics[name][0], glyf[name].xMin)
        file = BytesIO()
        font.save(file)
        return file.getvalue()


class _Kept(Glyph):  # type: ignore[misc]  # fontTools is untyped
    """An outline of a font that was read, measured and written once; it is the same in each document's font."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.expand(None)
        self.written = b""

    def compile(self, *_arguments: object, **_named: object) -> bytes:
        """What the outline is written as."""
        return self.written

    def recalcBounds(self, *_arguments: object, **_named: object) -> None:  # noqa: N802 - fontTools' name
        """Nothing: the bounds are known."""


@lru_cache(maxsize=16_384)
def _kept(data: bytes) -> _Kept | None:
    """The outline with this description in a font file; None for one that is put together from others."""
    if data[:1] >= b"\x80":  # the number of contours is negative (OpenType, "glyf")
        return None
    glyph = _Kept(data)
    Glyph.recalcBounds(glyph, None)
    if glyph.numberOfContours:
        glyph.written = bytes(Glyph.compile(glyph, None, recalcBBoxes=False))
    return glyph


def _composite(parts: Iterable[Part], names: Sequence[str]) -> Glyph:
    """The glyph that draws the parts, an empty one when there are none."""
    glyph = Glyph()
    components = [_component(part, names) for part in parts]
    if components:
        glyph.numberOfContours = -1
        glyph.components = components
    return glyph


def _component(part: Part, names: Sequence[str]) -> GlyphComponent:
    component = GlyphComponent()
    component.glyphName = names[part.glyph]
    component.x, component.y = part.x, part.y
    component.flags = ROUND_XY_TO_GRID
    if part.scale != 1:
        component.transform = [[part.scale, 0], [0, part.scale]]
    return component
