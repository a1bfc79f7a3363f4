"""The container of a font file: tables by name, read and written (OpenType, "Organization of an OpenType Font")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from struct import Struct, pack, unpack

_HEADER = Struct(">4sHHHH")
_ENTRY = Struct(">4sLLL")
_TRUE_TYPE = b"\0\1\0\0"
# In which order the tables stand best (OpenType 1.4, recommendations for TrueType); others follow by name.
_ORDER = (
    *("head", "hhea", "maxp", "OS/2", "hmtx", "LTSH", "VDMX", "hdmx", "DMAP", "cmap", "fpgm", "prep", "cvt "),
    *("loca", "glyf", "kern", "name", "post", "gasp", "PCLT"),
)
# What the sum of a whole file comes to once "head" holds the adjustment.
_WHOLE = 0xB1B0AFBA
_ADJUSTMENT = slice(8, 12)


def tables(font: bytes) -> dict[str, bytes]:
    """The tables of a font file by name. Raises ValueError for a file with no TrueType outlines."""
    version, count, *_search = _HEADER.unpack_from(font)
    if version not in (_TRUE_TYPE, b"true"):
        raise ValueError("no TrueType font")
    entries = _ENTRY.iter_unpack(font[_HEADER.size : _HEADER.size + count * _ENTRY.size])
    return {name.decode("latin-1"): font[start : start + length] for name, _sum, start, length in entries}


def written(content: Mapping[str, bytes]) -> bytes:
    """A font file with these tables."""
    content = {**content, "head": _adjusted(content["head"], 0)}
    names = [*(name for name in _ORDER if name in content), *sorted(content.keys() - set(_ORDER))]
    sums = {name: checksum(data) for name, data in content.items()}
    start, places = _HEADER.size + len(names) * _ENTRY.size, {}
    for name in names:
        places[name] = start
        start += len(_padded(content[name]))
    directory = _header(len(names)) + b"".join(
        _ENTRY.pack(name.encode("latin-1"), sums[name], places[name], len(content[name]))
        for name in sorted(names)
    )
    whole = (_WHOLE - sum(sums.values()) - checksum(directory)) & 0xFFFFFFFF
    content["head"] = _adjusted(content["head"], whole)
    return directory + b"".join(_padded(content[name]) for name in names)


def checksum(data: bytes) -> int:
    """The sum of a table's 32-bit words."""
    data = _padded(data)
    words: tuple[int, ...] = unpack(f">{len(data) // 4}L", data)
    return sum(words) & 0xFFFFFFFF


def patched(table: bytes, values: Iterable[tuple[int, str, int]]) -> bytes:
    """A table with values at some places: offset, format of `struct`, value."""
    data = bytearray(table)
    for offset, form, value in values:
        packed = pack(f">{form}", value)
        data[offset : offset + len(packed)] = packed
    return bytes(data)


def _header(count: int) -> bytes:
    power = count.bit_length() - 1
    return _HEADER.pack(_TRUE_TYPE, count, 16 << power, power, 16 * count - (16 << power))


def _adjusted(head: bytes, adjustment: int) -> bytes:
    return head[: _ADJUSTMENT.start] + pack(">L", adjustment) + head[_ADJUSTMENT.stop :]


def _padded(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % 4)
