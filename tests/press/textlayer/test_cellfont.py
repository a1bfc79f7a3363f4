"""Fonts with cells say what the files say that fontTools writes, table for table and outline for outline."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from struct import pack

import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.press.textlayer import fontoracle

from briefgen.press.cellfont import extended
from briefgen.press.cells import Cell, Part
from briefgen.press.outlines import described
from briefgen.press.sfnt import tables

FONTS = sorted((Path(__file__).parents[3] / "fonts").rglob("*.ttf"))
offsets = st.integers(-900, 900)
parts = st.builds(
    Part, st.integers(0, 11), offsets, offsets, st.sampled_from((1.0, 1.0, 0.5, 0.70001220703125))
)
cells = st.lists(st.builds(Cell, st.just("ب"), st.integers(0, 3000), st.lists(parts, max_size=4).map(tuple)))


@cache
def glyph_count(path: Path) -> int:
    """How many glyphs a font file has."""
    with TTFont(path) as font:
        return int(font["maxp"].numGlyphs)


def subset(path: Path, wanted: tuple[int, ...], *, hinting: bool = False) -> tuple[bytes, tuple[int, ...]]:
    """A font file with some outlines only, their indices as they were, and the indices that have outlines."""
    options = Options(
        retain_gids=True, hinting=hinting, glyph_names=False, drop_tables=["GSUB", "GPOS", "GDEF"]
    )
    subsetter = Subsetter(options)
    subsetter.populate(gids=wanted)
    with TTFont(path, recalcTimestamp=False) as font:
        subsetter.subset(font)
        file = BytesIO()
        font.save(file)
    return file.getvalue(), wanted


def said(file: bytes) -> dict[str, object]:
    """What a font file says: its tables, and its outlines with their bounds as fontTools reads them.

    fontTools packs every outline anew. An outline that comes from the font as it stood there may take more bytes, and
    with it the places of all. So much may differ, and the sum over the file.
    """
    with TTFont(BytesIO(file), recalcBBoxes=False) as font:
        glyf = font["glyf"]
        outlines = [glyf[name].compile(glyf, recalcBBoxes=False) for name in font.getGlyphOrder()]
        rest = {tag: font.reader[tag] for tag in font.reader.tables if tag not in {"glyf", "loca", "head"}}
    head = tables(file)["head"]
    return {**rest, "glyf": outlines, "head": head[:8] + head[12:50]}


@settings(deadline=None, max_examples=30)
@given(data=st.data(), path=st.sampled_from(FONTS), hinting=st.booleans(), drawn=cells)
def test_a_font_with_cells_says_what_fonttools_would_write(
    data: st.DataObject, path: Path, hinting: bool, drawn: list[Cell]
) -> None:
    """For any outlines of the fonts that come with briefgen, in any cells, no cells too, with hints and without."""
    indices = st.lists(st.integers(1, glyph_count(path) - 1), min_size=12, max_size=12, unique=True)
    file, kept = subset(path, tuple(data.draw(indices)), hinting=hinting)
    placed = [
        Cell(c.text, c.advance, tuple(Part(kept[p.glyph], p.x, p.y, p.scale) for p in c.parts)) for c in drawn
    ]
    first = glyph_count(path) + 256
    assert said(extended(file, first, placed)) == said(fontoracle.extended(file, first, placed))


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_whole_fonts_too(path: Path) -> None:
    """With every outline there is, places of 32 bits where they are needed; names of glyphs are left out."""
    with TTFont(path, recalcTimestamp=False) as font:
        font["post"].formatType = 3.0
        file = BytesIO()
        font.save(file)
    drawn = [Cell("ب", 600, (Part(5, 10, -20), Part(7, scale=0.5)))]
    first = glyph_count(path) + 256
    ours, theirs = (each(file.getvalue(), first, drawn) for each in (extended, fontoracle.extended))
    assert said(ours) == said(theirs)


def test_a_glyph_that_is_put_together_from_itself_is_refused() -> None:
    """A font made to trap its readers ends in an error, not in an endless descent."""
    composite = pack(">hhhhhHHbb", -1, 0, 0, 0, 0, 0x2, 0, 0, 0)
    with pytest.raises(ValueError, match="put together from itself"):
        described(composite, (0, len(composite)), 0)


@pytest.mark.parametrize("file", [b"OTTO" + bytes(8), b"wOFF" + bytes(8)])
def test_other_fonts_are_refused(file: bytes) -> None:
    """Only TrueType outlines can be put together."""
    with pytest.raises(ValueError, match="no TrueType font"):
        tables(file)
