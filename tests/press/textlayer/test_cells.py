"""Cells: one character each, the drawing unchanged."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from briefgen.press.cells import LAST_CODE, RESERVED_CODES, Cell, CellSheet, CodesExhausted, Part, spread

FONTS = Path(__file__).parents[3] / "fonts"
MARK = "\u064e"


def drawing(cells: list[Cell]) -> list[tuple[int, int]]:
    """Every outline with its distance from the beginning of the word."""
    pen, found = 0, []
    for cell in cells:
        found += [(part.glyph, pen + part.x) for part in cell.parts]
        pen += cell.advance
    return [*found, (-1, pen)]


letter = st.builds(lambda adv, glyph: Cell("ب", adv, (Part(glyph),)), st.integers(1, 900), st.integers(1, 9))
words = st.lists(letter | st.just(Cell(MARK, 0)), max_size=9)


@given(words)
def test_spreading_moves_no_outline(word: list[Cell]) -> None:
    """Lending width between letters leaves every outline and the width of the word where they were."""
    assert drawing(spread(word, 125)) == drawing(word)


@given(words)
def test_spreading_keeps_text_and_narrows_nothing_below_the_least(word: list[Cell]) -> None:
    """The characters stay in order, and no letter that was wide enough becomes too narrow."""
    after = spread(word, 125)
    assert [cell.text for cell in after] == [cell.text for cell in word]
    wide = [cell.advance >= 125 for cell in word]
    assert all(cell.advance >= 125 for cell, was in zip(after, wide, strict=True) if was)


def test_a_narrow_letter_gets_width_from_its_neighbour() -> None:
    """Two equal letters drawn one above the other are far enough apart to be two for every reader."""
    stacked = [Cell("ح", 600, (Part(1),)), Cell("ت", 20, (Part(2),))]
    assert spread(stacked, 125) == [Cell("ح", 495, (Part(1),)), Cell("ت", 125, (Part(2, x=105),))]


def test_codes_are_given_in_order_of_use_and_kept() -> None:
    """A cell keeps its code; the first follows the font's glyphs and the engine's reserve."""
    sheet = CellSheet(100)
    first, second = Cell("ا", 250, (Part(7),)), Cell(MARK, 0)
    start = 100 + RESERVED_CODES
    assert [sheet.code(cell) for cell in (first, second, first)] == [start, start + 1, start]
    assert sheet.outlines() == {7}


def test_codes_run_out() -> None:
    """A font whose glyphs fill two bytes has no room for cells."""
    with pytest.raises(CodesExhausted):
        CellSheet(LAST_CODE - RESERVED_CODES + 1).code(Cell("ا", 250))


def test_cells_are_appended_to_a_font(tmp_path: Path) -> None:
    """The file has the font's own glyphs unchanged, and each cell's advance and outlines at its code."""
    source = FONTS / "amiri" / "Amiri-Regular.ttf"
    with TTFont(source) as font:
        count, outline = font["maxp"].numGlyphs, font.getGlyphID("uni0628")
        before = font["glyf"]["uni0628"].xMax
    sheet = CellSheet(count)
    code = sheet.code(Cell("ب", 777, (Part(outline, x=50, scale=0.5),)))
    target = tmp_path / "font.ttf"
    target.write_bytes(sheet.append_to(source.read_bytes()))
    with TTFont(target) as font:
        name = font.getGlyphOrder()[code]
        assert font["maxp"].numGlyphs == code + 1
        assert font["hmtx"][name][0] == 777
        assert font["glyf"][name].xMax == pytest.approx(50 + before / 2, abs=1)
        assert font["glyf"][font.getGlyphOrder()[outline]].xMax == before
