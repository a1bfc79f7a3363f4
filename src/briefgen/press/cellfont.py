"""A TrueType font file with cells behind its own glyphs.

Its own glyphs keep their indices; most of them are empty, since the engine has taken out what is not drawn. The file
says what the one says that fontTools would write (`tests/press/textlayer/test_cellfont.py`), which reads, measures
and writes each of thousands of empty glyphs.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from . import sfnt
from .outlines import Outline, described, drawing, outline

if TYPE_CHECKING:
    from .cells import Cell

# Beyond this, "loca" needs 32 bits for a place.
_SHORT = 0x20000


@dataclass(frozen=True, slots=True)
class _Metrics:
    """The advance and the left side bearing of every glyph, in font units."""

    advances: array[int]
    bearings: array[int]


def extended(font_file: bytes, first: int, cells: Iterable[Cell]) -> bytes:
    """The font file with the cells as its glyphs from index `first` on, and empty glyphs in between.

    Raises ValueError for a file that is no TrueType font.
    """
    tables = sfnt.tables(font_file)
    glyf, places = tables["glyf"], _places(tables)
    cells = tuple(cells)
    own = len(places) - 1
    outlines = {
        index: outline(described(glyf, places, index))
        for index, (start, end) in enumerate(pairwise(places))
        if start != end
    }
    drawn = {
        first + number: drawing(cell.parts, tuple(described(glyf, places, part.glyph) for part in cell.parts))
        for number, cell in enumerate(cells)
    }
    metrics = _metrics(tables, own)
    metrics.advances.extend([*(0 for _ in range(first - own)), *(cell.advance for cell in cells)])
    metrics.bearings.extend([*(0 for _ in range(first - own)), *(each.bounds[0] for each in drawn.values())])
    outlines = {index: each for index, each in {**outlines, **drawn}.items() if each.written}
    count = first + len(cells)
    return sfnt.written({**tables, **_written(tables, outlines, metrics, count)})


def _written(
    tables: Mapping[str, bytes], outlines: Mapping[int, Outline], metrics: _Metrics, count: int
) -> dict[str, bytes]:
    """The tables that tell of outlines and metrics."""
    glyf, loca, short = _glyf(outlines, count)
    hmtx, long_metrics = _hmtx(metrics)
    return {
        "glyf": glyf,
        "loca": loca,
        "hmtx": hmtx,
        "head": sfnt.patched(
            tables["head"], (*_head(tables["head"], outlines, metrics), (50, "h", not short))
        ),
        "hhea": sfnt.patched(tables["hhea"], (*_hhea(outlines, metrics), (34, "H", long_metrics))),
        "maxp": sfnt.patched(tables["maxp"], _maxp(outlines, count)),
        "post": b"\0\3\0\0" + tables["post"][4:32],  # without names of glyphs
    }


def _places(tables: Mapping[str, bytes]) -> array[int]:
    """Where each glyph begins in "glyf", and the last one ends."""
    if tables["head"][51]:
        return _big(array("I", tables["loca"]))
    return array("I", (2 * place for place in _big(array("H", tables["loca"]))))


def _metrics(tables: Mapping[str, bytes], count: int) -> _Metrics:
    """The metrics of a font; glyphs without an advance of their own have the last one."""
    hmtx = tables["hmtx"]
    full = int.from_bytes(tables["hhea"][34:36], "big")
    pairs, rest = hmtx[: 4 * full], hmtx[4 * full : 4 * full + 2 * (count - full)]
    advances, bearings = _big(array("H", pairs))[::2], _big(array("h", pairs))[1::2]
    advances.extend(advances[-1:] * (count - full))
    bearings.extend(_big(array("h", rest)))
    return _Metrics(advances, bearings)


def _glyf(outlines: Mapping[int, Outline], count: int) -> tuple[bytes, bytes, bool]:
    """The outlines, where each glyph begins, and whether these places are written in 16 bits.

    Places of 16 bits count in twos: outlines of an odd length get a zero when all fit in then.
    """
    data = {index: outlines[index].written for index in sorted(outlines)}
    length = sum(map(len, data.values()))
    odd = sum(len(each) % 2 for each in data.values())
    if odd and length + odd < _SHORT:
        data = {index: each + b"\0" * (len(each) % 2) for index, each in data.items()}
        odd = 0
    sizes = [0] * count
    for index, each in data.items():
        sizes[index] = len(each)
    places = list(accumulate(sizes, initial=0))
    short = places[-1] < _SHORT and not odd
    loca = array("H", (place // 2 for place in places)) if short else array("I", places)
    return b"".join(data.values()) or b"\0", _big(loca).tobytes(), short


def _hmtx(metrics: _Metrics) -> tuple[bytes, int]:
    """The metrics, and how many have an advance of their own: the last ones may share one."""
    advances, bearings = metrics.advances, metrics.bearings
    full = len(advances)
    while full > 1 and advances[full - 2] == advances[-1]:
        full -= 1
    pairs = array("H", bytes(4 * full))
    pairs[::2] = advances[:full]
    pairs[1::2] = array("H", bearings[:full].tobytes())
    return _big(pairs).tobytes() + _big(bearings[full:]).tobytes(), full


def _head(head: bytes, outlines: Mapping[int, Outline], metrics: _Metrics) -> Iterable[tuple[int, str, int]]:
    """The bounds of all outlines, and whether each begins at its left side bearing."""
    flags = int.from_bytes(head[16:18], "big")
    begins = all(metrics.bearings[index] == each.bounds[0] for index, each in outlines.items())
    lefts, bottoms, rights, tops = _sides(outlines)
    yield 16, "H", flags | 2 if begins else flags & ~2
    yield from ((36, "h", min(lefts)), (38, "h", min(bottoms)), (40, "h", max(rights)), (42, "h", max(tops)))


def _sides(outlines: Mapping[int, Outline]) -> Sequence[Sequence[int]]:
    return list(zip(*(each.bounds for each in outlines.values()), strict=True)) or [(0,)] * 4


def _hhea(outlines: Mapping[int, Outline], metrics: _Metrics) -> Iterable[tuple[int, str, int]]:
    """The widest advance, the least side bearings, and how far an outline reaches."""
    bearings = [metrics.bearings[index] for index in outlines]
    extents = [metrics.bearings[index] + each.bounds[2] - each.bounds[0] for index, each in outlines.items()]
    rights = [metrics.advances[index] - extent for index, extent in zip(outlines, extents, strict=True)]
    yield 10, "H", max(metrics.advances)
    yield from (
        (12, "h", min(bearings, default=0)),
        (14, "h", min(rights, default=0)),
        (16, "h", max(extents, default=0)),
    )


def _maxp(outlines: Mapping[int, Outline], count: int) -> Iterable[tuple[int, str, int]]:
    """How much of everything a glyph has at most, simple ones and composites apart."""
    simple = [each for each in outlines.values() if not each.composite]
    composite = [each for each in outlines.values() if each.composite]
    yield 4, "H", count
    yield 6, "H", max((each.points for each in simple), default=0)
    yield 8, "H", max((each.contours for each in simple), default=0)
    yield 10, "H", max((each.points for each in composite), default=0)
    yield 12, "H", max((each.contours for each in composite), default=0)
    yield 28, "H", max((each.elements for each in composite), default=0)
    yield 30, "H", max((each.depth for each in composite), default=0)


def _big(values: array[int]) -> array[int]:
    """The same array with its bytes in the order of a font file, or back."""
    if sys.byteorder == "little":
        values.byteswap()
    return values
