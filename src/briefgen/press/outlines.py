"""Outlines of a TrueType font: how each is written again, and what the font's tables say of it.

An outline is looked at once a process: it is the same in each document's font. What fontTools makes of it depends on
its description and on those of the outlines that it is put together from (OpenType, "glyf"), and on nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from struct import pack, unpack_from
from typing import TYPE_CHECKING

from fontTools.misc.roundTools import otRound

if TYPE_CHECKING:
    from .cells import Part

Bounds = tuple[int, int, int, int]
# Flags of a component (OpenType, "glyf"): 16-bit offsets, offsets and not points, rounded to the grid; one, two and
# four values of a transformation; more follow.
_WORDS, _VALUES, _ROUND = 0x1, 0x2, 0x4
_SCALE, _TWO_SCALES, _MATRIX, _MORE = 0x8, 0x40, 0x80, 0x20
_DEEPEST = 16


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
    bounds: Bounds = (0, 0, 0, 0)
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
    """The outline with this description, as its font has it."""
    if not description.data:
        return EMPTY
    contours, *bounds = unpack_from(">5h", description.data)
    parts = tuple(outline(dict(description.parts)[part]) for part in _elements(description))
    if not contours:
        return EMPTY
    left, bottom, right, top = bounds
    if contours > 0:
        (last,) = unpack_from(">H", description.data, 8 + 2 * contours)
        return Outline(description.data, (left, bottom, right, top), points=last + 1, contours=contours)
    return _composite(description.data, (left, bottom, right, top), parts)


def _elements(description: Description) -> tuple[int, ...]:
    return tuple(_components(description.data)) if description.parts else ()


@lru_cache(maxsize=16_384)
def drawing(parts: tuple[Part, ...], descriptions: tuple[Description, ...]) -> Outline:
    """The outline that puts others where a cell draws them."""
    if not parts:
        return EMPTY
    outlines = tuple(map(outline, descriptions))
    bounds = _around(
        [_placed(part, each.bounds) for part, each in zip(parts, outlines, strict=True) if each.written]
    )
    written = pack(">5h", -1, *bounds) + b"".join(
        _component(part, _MORE if number < len(parts) else 0) for number, part in enumerate(parts, start=1)
    )
    return _composite(written, bounds, outlines)


def _composite(written: bytes, bounds: Bounds, elements: tuple[Outline, ...]) -> Outline:
    return Outline(
        written,
        bounds,
        composite=True,
        points=sum(each.points for each in elements),
        contours=sum(each.contours for each in elements),
        elements=len(elements),
        depth=1 + max(each.depth for each in elements),
    )


def _placed(part: Part, bounds: Bounds) -> tuple[float, ...]:
    """Where the bounds of an outline come to lie in a cell."""
    return tuple(
        part.scale * side + offset for side, offset in zip(bounds, (part.x, part.y) * 2, strict=True)
    )


def _around(placed: Sequence[Sequence[float]]) -> Bounds:
    """The bounds of all, in whole font units."""
    if not placed:
        return 0, 0, 0, 0
    lefts, bottoms, rights, tops = zip(*placed, strict=True)
    return otRound(min(lefts)), otRound(min(bottoms)), otRound(max(rights)), otRound(max(tops))


def _component(part: Part, more: int) -> bytes:
    """An outline within a composite one (OpenType, "glyf", component glyph table)."""
    flags = _VALUES | _ROUND | more
    size = "b"
    if not all(-0x80 <= offset < 0x80 for offset in (part.x, part.y)):
        flags, size = flags | _WORDS, "h"
    if part.scale == 1:
        return pack(f">HH2{size}", flags, part.glyph, part.x, part.y)
    return pack(f">HH2{size}h", flags | _SCALE, part.glyph, part.x, part.y, otRound(part.scale * 0x4000))
