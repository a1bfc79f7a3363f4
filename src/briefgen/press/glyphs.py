"""Shaped text: what the engine's shaper made of a text box, and which cell says and draws each part of it."""

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from struct import Struct
from typing import Any, NamedTuple

from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from .cells import Cell, CellSheet, Part, is_mark

# What the shaper tells of a glyph, of its place in the text, and of a run: PangoGlyphInfo without its flags (glyph,
# width, offsets to the right and downwards), an entry of log_clusters, the beginning of PangoItem (offset and length in
# the text, number of characters, then two engines, the font and the level of its PangoAnalysis).
_GLYPH = Struct("=Iiii")
_START = Struct("=i")
_ITEM = Struct("@3i3PI")
_INFO_SIZE = ffi.sizeof("PangoGlyphInfo")
# What ends a paragraph for Pango, unless it is told that there is but one.
_PARTED = re.compile("[\x00-\x1f\x85\u2028\u2029]")
SPACES = frozenset(" \u00a0")
# Characters that steer the layout and are not text: soft hyphen, zero-width space, bidi controls, word joiner, BOM.
LAYOUT_ONLY = frozenset(
    map(
        chr,
        (0xAD, 0x61C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF),
    )
)


class Shape(NamedTuple):
    """A glyph as the shaper placed it: index, distance from the left end of its cluster and height, in layout units."""

    glyph: int
    x: int
    y: int


class Cluster(NamedTuple):
    """Characters that the shaper drew together: their text, their width in layout units, the glyphs."""

    text: str
    width: int
    shapes: tuple[Shape, ...]

    @property
    def is_space(self) -> bool:
        """Whether this is a single word space, whose width may be stretched."""
        return self.text in SPACES and len(self.shapes) == 1


class Setting(NamedTuple):
    """How layout units become font units, and how far a raised, smaller text is scaled and lifted (font units)."""

    units: float
    scale: float = 1.0
    lift: int = 0


# Cells of a run between spaces, or one space: where they begin and end in layout units, and whether they are a space.
WordCells = tuple[int, int, tuple[Cell, ...], bool]


@dataclass(slots=True)
class Shaped:
    """What the shaper made of a run: clusters from left to right, their width in layout units, glyphs of its spaces.

    It is one object for all runs that are shaped alike. `words` remembers the cells of its words by all that they were
    worked out from besides: units of the font, advances of spaces, size, place in a line.
    """

    clusters: tuple[Cluster, ...]
    width: int
    spaces: tuple[int, ...]
    words: dict[tuple[Any, ...], tuple[WordCells, ...]] = field(default_factory=dict)


class Run(NamedTuple):
    """A stretch of one font and direction: the engine's font, the shaper's, the size in pixels, its shape."""

    font: Any
    pango_font: Any
    size: float
    rtl: bool
    shaped: Shaped


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
            merged.append(cluster if text == cluster.text else cluster._replace(text=text))
            continue
        letter = merged.pop()
        left, right = (cluster, letter) if rtl else (letter, cluster)
        moved = tuple(shape._replace(x=shape.x + left.width) for shape in right.shapes)
        merged.append(Cluster(letter.text + text, left.width + right.width, (*left.shapes, *moved)))
    return tuple(reversed(merged) if rtl else merged)


@lru_cache(maxsize=16_384)
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


def shaped_runs(layout: Any) -> Iterator[tuple[int, Any, bool, Shaped]]:
    """The runs of a first line from left to right: address of the font, the font, whether it runs rtl, the shape.

    Raises Undrawable for characters that cells cannot carry.
    """
    if _PARTED.search(layout.text):  # to say so lets Pango shape the line anew
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    text, link = layout.text.encode(), line.runs
    known, pango_font = 0, None
    while link != ffi.NULL:
        glyph_item = link.data
        item = glyph_item.item
        first, length, _chars, _shaper, _language, address, level = _ITEM.unpack(ffi.buffer(item, _ITEM.size))
        if address != known:  # a justified line has a run for each word, most in the font of the one before
            known, pango_font = address, item.analysis.font
        rtl = bool(level & 1)
        yield address, pango_font, rtl, _shaped(glyph_item.glyphs, text[first : first + length], rtl)
        link = link.next


def _shaped(glyphs: Any, text: bytes, rtl: bool) -> Shaped:
    """What a run of the shaper comes to, with this text in UTF-8."""
    count = glyphs.num_glyphs
    infos = array("i")
    infos.frombytes(ffi.buffer(glyphs.glyphs, count * _INFO_SIZE))
    del infos[4::5]  # its flags: but for one bit they are whatever stood in the memory before
    return _clusters(infos.tobytes(), ffi.buffer(glyphs.log_clusters, count * _START.size)[:], text, rtl)


@lru_cache(maxsize=8192)
def _clusters(glyphs: bytes, starts: bytes, text: bytes, rtl: bool) -> Shaped:
    """What a run's glyphs, the starts of their clusters in its text, and its text come to. Words recur."""
    places = [start for (start,) in _START.iter_unpack(starts)]
    firsts = sorted(set(places))
    ends = dict(zip(firsts, [*firsts[1:], len(text)], strict=True))
    infos = zip(places, _GLYPH.iter_unpack(glyphs), strict=True)
    clusters = [
        _cluster(text[start : ends[start]], tuple(info for _, info in members))
        for start, members in groupby(infos, key=itemgetter(0))
    ]
    whole = joined(clusters, rtl)
    spaces = dict.fromkeys(cluster.shapes[0].glyph for cluster in whole if cluster.is_space)
    return Shaped(whole, sum(cluster.width for cluster in whole), tuple(spaces))


@lru_cache(maxsize=8192)
def _cluster(text: bytes, infos: tuple[tuple[int, int, int, int], ...]) -> Cluster:
    """One cluster: its text in UTF-8, and its glyphs with their widths and offsets. Letters recur even more."""
    pen, shapes = 0, []
    for glyph, width, x, y in infos:
        if glyph != pango.PANGO_GLYPH_EMPTY:
            if glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
                raise Undrawable
            shapes.append(Shape(glyph, pen + x, -y))
        pen += width
    return Cluster(text.decode(), pen, tuple(shapes))


def wider(space: Shaped, before: tuple[int, int], after: tuple[int, int]) -> Shaped:
    """The shape of a word space with other spacings to the left and the right of it, in layout units."""
    (cluster,) = space.clusters
    (shape,) = cluster.shapes
    width = space.width + sum(after) - sum(before)
    moved = shape._replace(x=shape.x + after[0] - before[0])
    return Shaped((Cluster(cluster.text, width, (moved,)),), width, space.spaces)


def is_drawable(font: Any) -> bool:
    """Whether a font has static TrueType outlines and nothing besides, so that cells can be added to it."""
    special = font.bitmap or font.png or font.svg or font.colr or font.used_in_forms
    return "glyf" in font.tables and "fvar" not in font.tables and not special


@dataclass(slots=True)
class TextLayer:
    """The cells of every font of a print, and the line being drawn: its font size and baseline in pixels.

    `known` remembers the codes of each font's cells, `shown` those of words, with what its keys point to.
    """

    sheets: dict[str, CellSheet] = field(default_factory=dict)
    advances: dict[tuple[str, int], int] = field(default_factory=dict)
    fonts: list[tuple[Any, dict[int, str], dict[int, float]]] = field(default_factory=list)
    known: dict[int, dict[Cell, str]] = field(default_factory=dict)
    line: tuple[float, float] | None = None
    shown: dict[tuple[int, int], tuple[tuple[Cell, ...], str, int]] = field(default_factory=dict)

    def sheet(self, font: Any) -> CellSheet:
        """The sheet of a font. Fonts that share a name in the PDF share one, and their code tables too."""
        if id(font) not in self.known:
            self.known[id(font)] = {}
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

    def written(self, stream: Any, run: Run, word: tuple[Cell, ...]) -> tuple[str, int]:
        """The codes of a word, four hexadecimal digits each, and its advance. A cell keeps the code it was given."""
        key = id(word), id(run.font)
        shown = self.shown.get(key)
        if shown is None:
            codes = "".join([self._digits(stream, run, cell) for cell in word])
            shown = self.shown[key] = word, codes, sum([cell.advance for cell in word])
        return shown[1:]

    def _digits(self, stream: Any, run: Run, cell: Cell) -> str:
        """The code of a cell in four hexadecimal digits."""
        known = self.known.get(id(run.font), {})
        if cell not in known:
            code = self.code(stream, run, cell)
            self.known[id(run.font)][cell] = f"{code:04x}"
            return f"{code:04x}"
        return known[cell]

    def restore(self) -> None:
        """Give the engine's fonts the tables back that they had before."""
        for font, to_unicode, widths in self.fonts:
            font.to_unicode, font.widths = to_unicode, widths


def _thousandths(units: int, font: Any) -> float:
    """Font units as a width in a PDF: thousandths of an em, whole where they are."""
    width = units * 1000 / font.upem
    return int(width) if width.is_integer() else round(width, 3)
