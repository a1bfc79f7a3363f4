"""What fontTools makes of a font with cells behind its own glyphs: the file that briefgen writes by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import ROUND_XY_TO_GRID, Glyph, GlyphComponent

from briefgen.press.cells import Cell, Part


def extended(font_file: bytes, first: int, cells: Sequence[Cell]) -> bytes:
    """The font file with the cells as its glyphs from index `first` on, and empty glyphs in between."""
    font = TTFont(BytesIO(font_file), recalcTimestamp=False)
    glyf, metrics = font["glyf"], font["hmtx"].metrics
    own = list(font.getGlyphOrder())
    added = (*(Cell("", 0),) * (first - len(own)), *cells)
    names = [*own, *(f"added{number}" for number in range(len(added)))]
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


def _composite(parts: Iterable[Part], names: Sequence[str]) -> Glyph:
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
