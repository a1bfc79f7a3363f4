"""Family names and characters of a face, read from its tables (OpenType `name` and `cmap`).

fontTools reads them too, but takes a tenth of a second to import what it does so with, and 15 ms a face. Here only the
forms are known that nearly all fonts have; whatever is unusual is left to fontTools.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct, error, unpack_from

# The family as legacy programs know it, and as the designer groups it ("typographic family").
FAMILY_NAMES = (1, 16)

_VERSIONS = (b"\0\1\0\0", b"true", b"OTTO")
_ENTRY = Struct(">4sLLL")
_RECORD = Struct(">6H")
_UTF_16 = {(3, 0), (3, 1), (3, 10), *((0, encoding) for encoding in range(7))}
_MAC_ROMAN = (1, 0)
# The subtables of Unicode in the order in which they are preferred, by platform and encoding.
_UNICODE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
_SEGMENTS, _GROUPS = 4, 12
_LAST = 0x10FFFF


class UnusualError(Exception):
    """A font that this reader does not know how to read, or that is none."""


def read(font: bytes) -> tuple[frozenset[str], frozenset[int]]:
    """The family names of a face, and the code points that it has a glyph for. Raises UnusualError."""
    try:
        tables = _tables(font)
        return frozenset(filter(None, _names(tables[b"name"]))), frozenset(_points(tables[b"cmap"]))
    except (error, KeyError, ValueError) as unknown:
        raise UnusualError from unknown


def _tables(font: bytes) -> dict[bytes, bytes]:
    if font[:4] not in _VERSIONS:
        raise UnusualError
    (count,) = unpack_from(">H", font, 4)
    entries = [_ENTRY.unpack_from(font, 12 + at * _ENTRY.size) for at in range(count)]
    if any(start + length > len(font) for _name, _sum, start, length in entries):
        raise UnusualError
    return {name: font[start : start + length] for name, _sum, start, length in entries}


def _names(table: bytes) -> Iterator[str]:
    _form, count, texts = unpack_from(">3H", table)
    for at in range(count):
        platform, encoding, language, name, length, offset = _RECORD.unpack_from(table, 6 + at * _RECORD.size)
        if name not in FAMILY_NAMES:
            continue
        text = table[texts + offset : texts + offset + length]
        if (platform, encoding) in _UTF_16:
            yield text.decode("utf-16-be")
        elif (platform, encoding, language) == (*_MAC_ROMAN, 0):
            yield text.decode("ascii")
        else:
            raise UnusualError


def _points(table: bytes) -> Iterator[int]:
    _version, count = unpack_from(">2H", table)
    places = {unpack_from(">2H", table, at): at for at in range(4, 4 + count * 8, 8)}
    found = next((places[each] for each in _UNICODE if each in places), None)
    if found is None:
        raise UnusualError
    (start,) = unpack_from(">L", table, found + 4)
    (form,) = unpack_from(">H", table, start)
    if form == _SEGMENTS:
        return _of_segments(table, start)
    if form == _GROUPS:
        return _of_groups(table, start)
    raise UnusualError


def _of_segments(table: bytes, start: int) -> Iterator[int]:
    """The code points of a subtable of format 4; its last segment only marks the end."""
    count = unpack_from(">H", table, start + 6)[0] // 2
    places = [start + 14 + 2 * count * row + (2 if row else 0) for row in range(4)]
    lasts, firsts, deltas, offsets = (unpack_from(f">{count}H", table, place) for place in places)
    for at in range(count - 1):
        codes = range(firsts[at], lasts[at] + 1)
        if not offsets[at]:
            yield from (code for code in codes if (code + deltas[at]) & 0xFFFF)
            continue
        glyphs = unpack_from(f">{len(codes)}H", table, places[3] + 2 * at + offsets[at])
        yield from (
            code for code, glyph in zip(codes, glyphs, strict=True) if glyph and (glyph + deltas[at]) & 0xFFFF
        )


def _of_groups(table: bytes, start: int) -> Iterator[int]:
    """The code points of a subtable of format 12."""
    (count,) = unpack_from(">L", table, start + 12)
    for at in range(count):
        first, last, glyph = unpack_from(">3L", table, start + 16 + 12 * at)
        if last > _LAST:
            raise UnusualError
        yield from range(first + (glyph == 0), last + 1)
