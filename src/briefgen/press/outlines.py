"""Outlines of a TrueType font: how each is written again, and what the font's tables say of it.

An outline is looked at once a process: it is the same in each document's font. What fontTools makes of it depends on
its description and on those of the outlines that it is put together from (OpenType, "glyf"), and on nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from struct import unpack_from
from typing import TYPE_CHECKING, Any

from fontTools.ttLib.tables._g_l_y_f import ROUND_XY_TO_GRID, Glyph, GlyphComponent

if TYPE_CHECKING:
    from .cells import Part

# Flags of a component (OpenType, "glyf"): 16-bit offsets; one, two and four values of a transformation; more follow.
_WORDS, _SCALE, _TWO_SCALES, _MATRIX, _MORE = 0x1, 0x8, 0x40, 0x80, 0x20
_DEEPEST = 16
_ITSELF = "itself"


@dataclass(frozen=True, slots=True)
class Description:
    """An outline as a font file has it, with the outlines that it is put together from, by glyph index."""

    data: bytes
    parts: tuple[tuple[int, Description], ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """What an outline is written as, its bounds in font units (left, bottom, right, top), and what "maxp" counts.

    `composite`: whether it is put together from others; `elements` are these, `depth` is how deep that goes.
    """

    written: bytes
    bounds: tuple[int, int, int, int] = (0, 0, 0, 0)
    composite: bool = False
    points: int = 0
    contours: int = 0
    elements: int = 0
    depth: int = 0


EMPTY = Outline(b"")


def described(glyf: bytes, places: Sequence[int], index: int, depth: int = 0) -> Description:
    """The description of a glyph in a "glyf" table, whose glyphs begin at `places`.

    Raises ValueError for one that is put together from itself.
    """
    if depth > _DEEPEST:
        raise ValueError(f"glyph {index} of a font is put together from itself")
    data = glyf[places[index] : places[index + 1]]
    if data[:1] < b"\x80":  # the number of contours is not negative: it stands for itself
        return Description(data)
    parts = dict.fromkeys(_components(data))
    return Description(data, tuple((part, described(glyf, places, part, depth + 1)) for part in parts))


def _components(data: bytes) -> Iterator[int]:
    """The glyph indices from which a composite glyph is put together."""
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, index = unpack_from(">HH", data, at)
        yield index
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0


@lru_cache(maxsize=16_384)
def outline(description: Description) -> Outline:
    """The outline with this description."""
    if not description.data:
        return EMPTY
    return _measured(Glyph(description.data), description.parts)


@lru_cache(maxsize=16_384)
def drawing(parts: tuple[Part, ...], outlines: tuple[Description, ...]) -> Outline:
    """The outline that puts others where a cell draws them."""
    if not parts:
        return EMPTY
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = [_component(part) for part in parts]
    known = {part.glyph: outline for part, outline in zip(parts, outlines, strict=True)}
    return _measured(glyph, tuple(known.items()))


def _component(part: Part) -> GlyphComponent:
    component = GlyphComponent()
    component.glyphName = str(part.glyph)
    component.x, component.y = part.x, part.y
    component.flags = ROUND_XY_TO_GRID
    if part.scale != 1:
        component.transform = [[part.scale, 0], [0, part.scale]]
    return component


class _Family(dict[str, Any]):
    """A glyph and those that it is put together from: as much of a "glyf" table as fontTools asks for."""

    extended = False

    def __getitem__(self, name: str) -> Any:
        glyph = super().__getitem__(name)
        glyph.expand(self)
        return glyph

    def getGlyphID(self, name: str) -> int:  # noqa: N802 - fontTools' name
        """The index behind a name."""
        return int(name)

    def getGlyphName(self, index: int) -> str:  # noqa: N802 - fontTools' name
        """The name of an index."""
        return str(index)


def _measured(glyph: Any, parts: tuple[tuple[int, Description], ...]) -> Outline:
    family = _Family((str(index), Glyph(part.data)) for index, part in _all(parts))
    family[_ITSELF] = glyph
    glyph = family[_ITSELF]
    if not glyph.numberOfContours:
        return EMPTY
    written = bytes(glyph.compile(family))
    bounds = glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax
    if glyph.numberOfContours > 0:
        points, contours = glyph.getMaxpValues()
        return Outline(written, bounds, points=points, contours=contours)
    points, contours, depth = glyph.getCompositeMaxpValues(family)
    return Outline(written, bounds, True, points, contours, len(glyph.components), depth)


def _all(parts: tuple[tuple[int, Description], ...]) -> Iterator[tuple[int, Description]]:
    for index, part in parts:
        yield index, part
        yield from _all(part.parts)
