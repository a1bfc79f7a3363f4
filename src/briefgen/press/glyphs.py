"""Shaped text: what the engine's shaper made of a text box, and which cell says and draws each part of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from .cells import Cell, CellSheet, Part, is_mark

SPACES = frozenset(" \u00a0")
# Characters that steer the layout and are not text: soft hyphen, zero-width space, bidi controls, word joiner, BOM.
LAYOUT_ONLY = frozenset(
    map(
        chr,
        (0xAD, 0x61C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF),
    )
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A glyph as the shaper placed it: index, distance from the left end of its cluster and height, in layout units."""

    glyph: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """Characters that the shaper drew together: their text, their width in layout units, the glyphs."""

    text: str
    width: int
    shapes: tuple[Shape, ...]

    @property
    def is_space(self) -> bool:
        """Whether this is a single word space, whose width may be stretched."""
        return self.text in SPACES and len(self.shapes) == 1


@dataclass(frozen=True, slots=True)
class Setting:
    """How layout units become font units, and how far a raised, smaller text is scaled and lifted (font units)."""

    units: float
    scale: float = 1.0
    lift: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one font and direction: the engine's font, the shaper's, the size in pixels, the clusters."""

    font: Any
    pango_font: Any
    size: float
    rtl: bool
    clusters: tuple[Cluster, ...]


class Undrawable(Exception):
    """A font or a cluster that cells cannot carry: special fonts, missing characters, drawings without text."""


def joined(clusters: Sequence[Cluster], rtl: bool) -> tuple[Cluster, ...]:
    """The clusters of a run, left to right as given, with those that begin with a mark joined to their letter."""
    merged: list[Cluster] = []
    for cluster in reversed(clusters) if rtl else clusters:
        text = cluster.text
        if not LAYOUT_ONLY.isdisjoint(text):
            text = "".join(char for char in text if char not in LAYOUT_ONLY)
        stands_alone = bool(text) and not is_mark(text[0])
        if stands_alone or not merged or merged[-1].is_space:
            merged.append(cluster if text == cluster.text else replace(cluster, text=text))
            continue
        letter = merged.pop()
        left, right = (cluster, letter) if rtl else (letter, cluster)
        moved = tuple(replace(shape, x=shape.x + left.width) for shape in right.shapes)
        merged.append(Cluster(letter.text + text, left.width + right.width, (*left.shapes, *moved)))
    return tuple(reversed(merged) if rtl else merged)


def cells(cluster: Cluster, rtl: bool, setting: Setting) -> tuple[Cell, ...]:
    """The cells of a cluster from left to right; raises Undrawable when it draws something that has no text.

    The first letter from the left draws the whole cluster, the letters of a ligature share its width, a mark is
    an empty cell of no width beside its letter.
    """
    if cluster.shapes and not cluster.text:
        raise Undrawable
    letters: list[str] = []
    for char in cluster.text:
        if letters and is_mark(char):
            letters[-1] += char
        else:
            letters.append(char)
    advance = round(cluster.width * setting.units)
    cuts = [advance * index // len(letters) for index in range(len(letters) + 1)] if letters else []
    line = [
        Cell(char, 0 if place else cuts[index + 1] - cuts[index])
        for index, letter in enumerate(letters)
        for place, char in enumerate(letter)
    ]
    bearer = 0
    if rtl:
        line.reverse()
        bearer = len(letters[-1]) - 1 if letters else 0
    if line:
        told = line[bearer]
        line[bearer] = Cell(told.text, told.advance, tuple(_part(shape, setting) for shape in cluster.shapes))
    return tuple(line)


def _part(shape: Shape, setting: Setting) -> Part:
    x, y = round(shape.x * setting.units), round(shape.y * setting.units)
    return Part(shape.glyph, x, y + setting.lift, setting.scale)


def runs(stream: Any, textbox: Any) -> Iterator[tuple[Run, int]]:
    """The runs of a text box from left to right, each with its pen position in layout units.

    Raises Undrawable for fonts and characters that cells cannot carry.
    """
    layout = textbox.pango_layout
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    text, link, start = layout.text.encode(), line.runs[0], 0
    while link != ffi.NULL:
        run = _run(stream, link.data, text)
        yield run, start
        start += sum(cluster.width for cluster in run.clusters)
        link = link.next


def _run(stream: Any, item: Any, text: bytes) -> Run:
    """A run of the shaper; `text` is the UTF-8 that its offsets count in."""
    pango_font, count = item.item.analysis.font, item.glyphs.num_glyphs
    font, size = stream.add_font(pango_font)
    glyphs = tuple(zip(item.glyphs.log_clusters[0:count], item.glyphs.glyphs[0:count], strict=True))
    if not _is_drawable(font) or any(_is_missing(info.glyph) for _, info in glyphs):
        raise Undrawable
    starts = sorted({start for start, _ in glyphs})
    ends = dict(zip(starts, [*starts[1:], item.item.length], strict=True))
    first, clusters = item.item.offset, []
    for start, members in groupby(glyphs, key=lambda glyph: glyph[0]):
        pen, shapes = 0, []
        for _, info in members:
            if info.glyph != pango.PANGO_GLYPH_EMPTY:
                shapes.append(Shape(info.glyph, pen + info.geometry.x_offset, -info.geometry.y_offset))
            pen += info.geometry.width
        clusters.append(Cluster(text[first + start : first + ends[start]].decode(), pen, tuple(shapes)))
    rtl = bool(item.item.analysis.level % 2)
    return Run(font, pango_font, size, rtl, joined(clusters, rtl))


def _is_drawable(font: Any) -> bool:
    """Whether a font has static TrueType outlines and nothing besides, so that cells can be added to it."""
    special = font.bitmap or font.png or font.svg or font.colr or font.used_in_forms
    return "glyf" in font.tables and "fvar" not in font.tables and not special


def _is_missing(glyph: int) -> bool:
    return glyph != pango.PANGO_GLYPH_EMPTY and bool(glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG)


@dataclass(slots=True)
class TextLayer:
    """The cells of every font of a print, and the line being drawn: its font size and baseline in pixels."""

    sheets: dict[str, CellSheet] = field(default_factory=dict)
    advances: dict[tuple[str, int], int] = field(default_factory=dict)
    fonts: list[tuple[Any, dict[int, str], dict[int, float]]] = field(default_factory=list)
    known: set[int] = field(default_factory=set)
    line: tuple[float, float] | None = None

    def sheet(self, font: Any) -> CellSheet:
        """The sheet of a font. Fonts that share a name in the PDF share one, and their code tables too."""
        if id(font) not in self.known:
            self.known.add(id(font))
            twin = next((known for known, *_ in self.fonts if known.hash == font.hash), None)
            self.fonts.append((font, dict(font.to_unicode), dict(font.widths)))
            if twin is not None:
                font.to_unicode, font.widths = twin.to_unicode, twin.widths
        if font.hash not in self.sheets:
            self.sheets[font.hash] = CellSheet(font.glyph_count)
        return self.sheets[font.hash]

    def advance(self, stream: Any, run: Run, glyph: int) -> int:
        """The advance of a glyph as the font has it, in font units."""
        key = run.font.hash, glyph
        if key not in self.advances:
            pango.pango_font_get_glyph_extents(run.pango_font, glyph, stream.ink_rect, stream.logical_rect)
            self.advances[key] = round(stream.logical_rect.width * FROM_UNITS * run.font.upem / run.size)
        return self.advances[key]

    def code(self, stream: Any, run: Run, cell: Cell) -> int:
        """The code of a cell: the glyph itself where it is drawn as it is and says nothing else, else a new one."""
        font, sheet, code = run.font, self.sheet(run.font), None
        if len(cell.parts) == 1:
            (part,) = cell.parts
            placed = (part.x, part.y, part.scale) != (0, 0, 1)
            plain = not placed and self.advance(stream, run, part.glyph) == cell.advance
            if plain and font.to_unicode.get(part.glyph, cell.text) == cell.text:
                code = part.glyph
        code = sheet.code(cell) if code is None else code
        font.to_unicode[code] = cell.text
        font.widths[code] = _thousandths(cell.advance, font)
        return code

    def restore(self) -> None:
        """Give the engine's fonts the tables back that they had before."""
        for font, to_unicode, widths in self.fonts:
            font.to_unicode, font.widths = to_unicode, widths


def _thousandths(units: int, font: Any) -> float:
    """Font units as a width in a PDF: thousandths of an em, whole where they are."""
    width = units * 1000 / font.upem
    return int(width) if width.is_integer() else round(width, 3)
