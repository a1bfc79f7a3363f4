"""Faces are read as fontTools reads them, or left to it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from hypothesis import given
from hypothesis import strategies as st
from tests.press.notegen import faces as samples

from briefgen.press import faces
from briefgen.press.fonts import FontFile, coverage, families

CODES = st.sets(st.integers(0x20, 0xFFFD).filter(lambda code: not 0xD800 <= code <= 0xDFFF), min_size=1)


def _read(font: TTFont) -> tuple[frozenset[str], frozenset[int]]:
    names = [str(record) for record in font["name"].names if record.nameID in faces.FAMILY_NAMES]
    return frozenset(names), frozenset(font.getBestCmap() or ())


def _changed(change: Callable[[TTFont], object]) -> bytes:
    """A face of ours with a change, written by fontTools."""
    font, data = TTFont(BytesIO(samples()[0].data)), BytesIO()
    change(font)
    font.save(data)
    return data.getvalue()


def _mapped(form: int, platform: int, encoding: int, points: dict[int, str]) -> Callable[[TTFont], None]:
    def change(font: TTFont) -> None:
        table = CmapSubtable.newSubtable(form)
        table.platformID, table.platEncID, table.language, table.cmap = platform, encoding, 0, points
        font["cmap"].tables = [table]

    return change


@pytest.mark.parametrize("face", samples(), ids=lambda face: Path(face.path).name)
def test_the_faces_that_come_along(face: FontFile) -> None:
    """Each default face is of the usual forms, and what is read of it is what fontTools reads."""
    assert faces.read(face.data) == _read(TTFont(BytesIO(face.data)))


@given(
    codes=CODES,
    glyph=st.integers(0, 3),
    form=st.sampled_from([(4, 3, 1), (12, 3, 10), (4, 0, 3), (12, 0, 4)]),
)
def test_characters_in_both_forms(codes: set[int], glyph: int, form: tuple[int, int, int]) -> None:
    """Whatever characters there are, in segments or in groups, next to each other or not: fontTools finds the same."""
    glyphs = TTFont(BytesIO(samples()[0].data)).getGlyphOrder()
    points = {code: glyphs[(at * glyph) % len(glyphs)] for at, code in enumerate(sorted(codes))}
    font = _changed(_mapped(*form, points))
    assert faces.read(font)[1] == _read(TTFont(BytesIO(font)))[1]


def _roman(font: TTFont) -> None:
    font["name"].setName("Grün", 1, 1, 0, 0)


@pytest.mark.parametrize(
    "change",
    [_roman, _mapped(6, 3, 1, {0x628: "space"}), _mapped(0, 1, 0, {0x41: "space"})],
    ids=["a name in another encoding", "characters in another form", "no characters of Unicode"],
)
def test_what_is_unusual_is_left_to_fonttools(change: Callable[[TTFont], None]) -> None:
    """An unusual font is not read here, and what is known of it is what fontTools knows."""
    data = _changed(change)
    with pytest.raises(faces.UnusualError):
        faces.read(data)
    face, (names, points) = FontFile.of("unusual.ttf", data), _read(TTFont(BytesIO(data)))
    assert families((face,)) == {name.casefold() for name in names}
    assert coverage((face,)) == points


@given(st.binary(max_size=60), st.integers(0, 60))
def test_damage_is_never_more_than_unusual(noise: bytes, at: int) -> None:
    """A damaged beginning of a file is read as something or called unusual; nothing else is raised."""
    data = samples()[0].data
    try:
        faces.read(data[:at] + noise + data[at + len(noise) :])
    except faces.UnusualError:
        return
