"""The faces a workspace prints with: what they are called, and which characters they can show.

Read from the files themselves (OpenType `name` and `cmap` tables), so that a missing family or glyph can be named
before anything is printed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from io import BytesIO

from briefgen.diagnostics.texts import phrase
from briefgen.ondemand import dataclass

from . import faces
from .errors import FontMissing

# Default_Ignorable_Code_Point of Unicode 15.1: shapers show nothing for these, whatever the font holds.
_DEFAULT_IGNORABLE = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FontFile:
    """One face: its path below `fonts/` (for messages), its bytes, and their SHA-256 in hexadecimal."""

    path: str
    data: bytes
    sha256: str

    @classmethod
    def of(cls, path: str, data: bytes) -> FontFile:
        """The face with its digest worked out."""
        return cls(path, data, sha256(data).hexdigest())


def key(fonts: Iterable[FontFile]) -> tuple[str, ...]:
    """The digests of the faces in a fixed order: equal keys mean the same set of faces."""
    return tuple(sorted({font.sha256 for font in fonts}))


def families(fonts: Iterable[FontFile]) -> frozenset[str]:
    """The family names that CSS may ask for, folded to lower case (CSS Fonts 4, section 5.1: names match caselessly).

    Raises FontMissing when a file is not a font.
    """
    return frozenset(name.casefold() for font in fonts for name in _face(font)[0])


def coverage(fonts: Iterable[FontFile]) -> frozenset[int]:
    """The code points that at least one face has a glyph for. Raises FontMissing when a file is not a font."""
    points: set[int] = set()
    for font in fonts:
        points |= _face(font)[1]
    return frozenset(points)


def missing(text: str, points: frozenset[int]) -> tuple[str, ...]:
    """The characters of `text` that would print as an empty box, each once, in the order they appear.

    `points` is a `coverage`. Characters that show nothing are left out: controls, default ignorables, and spaces
    (a shaper widens the plain space for the others). A composed letter whose parts are covered counts as covered.
    """
    return tuple(char for char in dict.fromkeys(text) if not _shown(char, points))


def ignorable(char: str) -> bool:
    """Whether the character shows nothing by itself: a control, a separator or a default ignorable."""
    point = ord(char)
    return unicodedata.category(char) in ("Cc", "Zl", "Zp") or any(
        first <= point <= last for first, last in _DEFAULT_IGNORABLE
    )


def _shown(char: str, points: frozenset[int]) -> bool:
    if ord(char) in points or ignorable(char):
        return True
    if unicodedata.category(char) == "Zs":
        return 0x20 in points
    parts = unicodedata.normalize("NFD", char)
    return parts != char and all(ord(part) in points for part in parts)


def _face(font: FontFile) -> tuple[frozenset[str], frozenset[int]]:
    return _read(font.sha256, font)


@lru_cache(maxsize=64)
def _read(_digest: str, font: FontFile) -> tuple[frozenset[str], frozenset[int]]:
    try:
        return faces.read(font.data)
    except faces.UnusualError:
        return _read_all_the_same(font)


def _read_all_the_same(font: FontFile) -> tuple[frozenset[str], frozenset[int]]:
    """The same by fontTools, which reads what there is. Raises FontMissing."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        face = TTFont(BytesIO(font.data), lazy=True)
        names = frozenset(
            str(record)
            for record in face["name"].names
            if record.nameID in faces.FAMILY_NAMES and str(record)
        )
        return names, frozenset(face.getBestCmap() or ())
    except (TTLibError, KeyError, AssertionError, ValueError) as error:
        raise FontMissing(
            phrase("not-a-font", path=font.path),
            help=phrase("unmodified-font"),
        ) from error


def preferred(own: tuple[FontFile, ...], default: tuple[FontFile, ...]) -> tuple[FontFile, ...]:
    """The workspace's own faces, and those default ones whose family the workspace does not bring itself.

    Raises FontMissing when a file is not a font.
    """
    if not own:
        return default
    brought = families(own)
    return (*own, *(font for font in default if not families((font,)) & brought))
