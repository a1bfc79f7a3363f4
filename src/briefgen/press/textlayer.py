"""The text layer: what a PDF says when it is copied, searched or read aloud, made equal to what was written.

WeasyPrint 70.0 gives a glyph the text of the place where it was first used, and no text to the further glyphs of a
cluster; letters are lost or doubled from then on (upstream #2841, docs/upstream/weasyprint-tounicode.md). Within
`exact_text` each letter is drawn by a code of its own: one character per code (ISO 32000-2, 9.10.3), the letter
with its marks as one outline, from left to right within a run of text, and no character that was not written.
The page looks the same.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

import pydyf
from weasyprint import draw as engine_draw
from weasyprint.draw import text as engine_text
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import FROM_UNITS, pango

from .cells import Cell, CodesExhausted, spread
from .drawnlines import runs_of, sleeping, wake
from .glyphs import Cluster, Run, Setting, TextLayer, Undrawable, WordCells, cells, is_drawable
from .guard import PANGO_VERSION as FIRST_PANGO
from .guard import misfits

# Readers take two equal characters closer than about a tenth of an em for one printed twice, as false bold was.
LEAST_EM = 1 / 8
# SHA-256 of the source, first 16 digits, of what is replaced here and of what is relied upon to treat fonts as it does.
DIGESTS = {
    "weasyprint.draw.text.draw_first_line": "df38b8753e86c3ba",
    "weasyprint.draw.draw_inline_level": "83010c6dec6afc79",
    "weasyprint.pdf.fonts.Font": "dc2c377ba9ac61e7",
    "weasyprint.pdf.fonts.build_fonts_dictionary": "934910c919b576e9",
    "weasyprint.pdf.stream.Stream": "ed8183a339ebc0ef",
}
PANGO_VERSION = FIRST_PANGO
# A text at another height and below this share of its line's size is a footnote call or the like.
SMALLER = 0.96
# The engine draws no text below this size, in pixels.
LEAST_SIZE = 1e-6

_printing = threading.RLock()
_active = False


class UnsupportedPrint(RuntimeError):
    """The print was asked for whole fonts or fillable forms, which cannot be had together with an exact text layer."""


class Word(NamedTuple):
    """Cells of one run between spaces, or one space: pen position before and after in layout units."""

    run: Run
    start: int
    end: int
    cells: tuple[Cell, ...]
    is_space: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text box is set: its text matrix, and the line's font size and its own share and lift if it is a call."""

    matrix: tuple[float, ...]
    size: float | None = None
    share: float = 1.0
    lift: float = 0.0

    def setting(self, run: Run) -> Setting:
        """How a run is set here."""
        units = run.font.upem / (self.size or run.size)
        return Setting(FROM_UNITS * units, self.share, round(self.lift * units))


class Show(NamedTuple):
    """One TJ operator: the font's name and size, its operand, and the pen position it begins at in layout units."""

    font: str
    size: float
    start: int
    operand: str


@cache
def available() -> bool:
    """Whether the engine is the one this was written for; otherwise `exact_text` leaves the engine as it is."""
    return pango.pango_version() >= PANGO_VERSION and not misfits(DIGESTS)


@contextmanager
def exact_text() -> Iterator[None]:
    """Print with an exact text layer while inside: `with exact_text(): document.write_pdf(…)`.

    One print at a time per process: other threads wait. Raises UnsupportedPrint from within the print when it asks
    for whole fonts or forms, and RuntimeError when nested. Does nothing where `available` is false.
    """
    global _active  # noqa: PLW0603 - the engine's functions are global, so is the mark that they are replaced
    if not available():
        yield
        return
    with _printing:
        if _active:
            raise RuntimeError("exact_text is not reentrant")
        layer = TextLayer()
        kept = engine_text.draw_first_line, engine_draw.draw_inline_level, Font.subset
        _active = True
        engine_text.draw_first_line = _drawing(layer, kept[0])
        engine_draw.draw_inline_level = _watching(layer, kept[1])
        Font.subset = _subsetting(layer, kept[2])
        try:
            with sleeping():
                yield
        finally:
            engine_text.draw_first_line, engine_draw.draw_inline_level, Font.subset = kept
            layer.restore()
            _active = False


def _drawing(layer: TextLayer, engine: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's `draw_first_line` with cells; ellipses and what no cell can carry are left to the engine."""

    def draw_first_line(
        stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any
    ) -> list[Any]:
        whole = text_overflow != "ellipsis" and block_ellipsis == "none"
        with suppress(Undrawable, CodesExhausted):
            if whole and textbox.text and textbox.style["font_size"] >= LEAST_SIZE:
                place = _place(layer, textbox, matrix)
                words = _words(layer, stream, textbox, place)
                shows = [_shows(layer, stream, place, piece) for piece in _pieces(words, textbox)]
                _write(stream, place, shows)
                return []
        wake(textbox.pango_layout)
        result: list[Any] = engine(stream, textbox, text_overflow, block_ellipsis, matrix)
        return result

    return draw_first_line


def _place(layer: TextLayer, textbox: Any, matrix: Any) -> Place:
    """Where to set a text box; a footnote call is set in the size and on the baseline of its line.

    Several readers take a smaller, raised text for a line of its own, and tear the call from its word.
    """
    *turn, x, y = matrix.values
    if layer.line is not None and isinstance(textbox, boxes.TextBox):
        size, baseline = layer.line
        lift = baseline - y
        if textbox.style["font_size"] < SMALLER * size and 0 < abs(lift) < size:
            # The share is what a font can hold: 2.14 bits, so that the outlines and the advances agree.
            share = round(textbox.style["font_size"] / size * 0x4000) / 0x4000
            return Place((*turn, x, baseline), size, share, lift)
    return Place((*turn, x, y))


def _baseline(line: Any) -> tuple[float, float] | None:
    """The font size and the baseline of a line in pixels, None when nothing in it has the size of its block."""

    def texts(box: Any) -> Iterator[Any]:
        for child in box.children:
            if isinstance(child, boxes.TextBox):
                yield child
            elif isinstance(child, boxes.InlineBox):
                yield from texts(child)

    size = line.style["font_size"]
    plain = (text for text in texts(line) if text.style["font_size"] == size)
    return next(((size, text.position_y + text.baseline) for text in plain), None)


def _words(layer: TextLayer, stream: Any, textbox: Any, place: Place) -> list[Word]:
    """The words and spaces of a text box from left to right."""
    words: list[Word] = []
    known, font, size, drawable = None, None, 0.0, False
    for pango_font, rtl, shaped, pen in runs_of(textbox):
        if pango_font is not known:
            known, (font, size) = pango_font, stream.add_font(pango_font)
            drawable = is_drawable(font)
        if not drawable:
            raise Undrawable
        run = Run(font, pango_font, size, rtl, shaped)
        words += [
            Word(run, pen + start, pen + end, drawn, is_space)
            for start, end, drawn, is_space in _pattern(layer, stream, run, place)
        ]
    return words


def _pattern(layer: TextLayer, stream: Any, run: Run, place: Place) -> tuple[WordCells, ...]:
    """The words and spaces of a run, by pen positions from its left end; equal runs are looked at once."""
    spaces = tuple([layer.advance(stream, run, glyph) for glyph in run.shaped.spaces])
    key = spaces, run.font.upem, run.size, run.rtl, place.size, place.share, place.lift
    found = run.shaped.words.get(key)
    if found is None:
        found = run.shaped.words[key] = tuple(_word_cells(layer, stream, run, place))
    return found


def _word_cells(layer: TextLayer, stream: Any, run: Run, place: Place) -> Iterator[WordCells]:
    start = 0
    for is_space, group in groupby(run.shaped.clusters, key=lambda cluster: cluster.is_space):
        for clusters in ([cluster] for cluster in group) if is_space else (list(group),):
            end = start + sum([cluster.width for cluster in clusters])
            yield start, end, _cells(layer, stream, run, clusters, place), is_space
            start = end


def _cells(
    layer: TextLayer, stream: Any, run: Run, clusters: Sequence[Cluster], place: Place
) -> tuple[Cell, ...]:
    """The cells of a word or space of a run. A space has the width that the font gives it; TJ stretches it."""
    setting = place.setting(run)
    line = [cell for cluster in clusters for cell in cells(cluster, run.rtl, setting)]
    if clusters[0].is_space:
        width = layer.advance(stream, run, clusters[0].shapes[0].glyph) * setting.scale
        return tuple(cell._replace(advance=round(width)) for cell in line)
    return tuple(spread(line, round(run.font.upem * LEAST_EM * setting.scale)) if run.rtl else line)


def _pieces(words: Sequence[Word], textbox: Any) -> Iterator[Sequence[Word]]:
    """The words of a box in the order to write them; in right-to-left text the spaces at its ends come apart.

    Boxes follow each other in logical order and are written from left to right inside, so a reader that reverses
    them letter by letter would put the space before the next box at the wrong end.
    """
    first, last = 0, len(words)
    if textbox.style["direction"] == "rtl":
        while first < last and words[first].is_space:
            first += 1
        while last > first and words[last - 1].is_space:
            last -= 1
        yield from (piece for piece in (words[last:], words[first:last], words[:first]) if piece)
    elif words:
        yield words


def _shows(layer: TextLayer, stream: Any, place: Place, words: Sequence[Word]) -> tuple[Show, ...]:
    """The operators that show some words, one for each font in turn."""
    shows = []
    for name, group in groupby(words, key=lambda word: word.run.font.hash):
        members = list(group)
        run, start = members[0].run, members[0].start
        units, shown, operand, codes = place.setting(run).units, 0.0, "", ""
        upem = run.font.upem
        for word in members:
            written, advance = layer.written(stream, run, word.cells)
            codes += written
            shown += advance
            if word.is_space:
                drift = round(((word.end - start) * units - shown) * 1000 / upem)
                if drift:
                    operand += f"<{codes}>{-drift}"
                    codes, shown = "", shown + drift * upem / 1000
        operand += f"<{codes}>" if codes else ""
        shows.append(Show(str(name), place.size or run.size, start, operand))
    return tuple(show for show in shows if show.operand)


def _write(stream: Any, place: Place, pieces: Sequence[Sequence[Show]]) -> None:
    """Write the pieces of a box to the page, each at its place.

    The font is named again for each piece: readers that reverse what stands between two font operators (pypdf)
    then keep the pieces apart.
    """
    a, b, c, d, x, y = place.matrix
    for number, shows in enumerate(pieces):
        for index, show in enumerate(shows):
            pen = show.start * FROM_UNITS
            if index == 0:
                stream.set_text_matrix(a, b, c, d, x + pen * a, y + pen * b)
            if number and not index:
                pydyf.Stream.set_font_size(stream, show.font, show.size)
            stream.set_font_size(show.font, show.size)
            stream.show_text(show.operand)


def _watching(layer: TextLayer, engine: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's `draw_inline_level`, with the layer told which line is being drawn."""

    def draw_inline_level(stream: Any, page: Any, box: Any, *rest: Any, **named: Any) -> None:
        outer = layer.line
        if isinstance(box, boxes.LineBox):
            layer.line = _baseline(box)
        try:
            engine(stream, page, box, *rest, **named)
        finally:
            layer.line = outer

    return draw_inline_level


def _subsetting(layer: TextLayer, engine: Callable[..., None]) -> Callable[..., None]:
    """The engine's `Font.subset`, which keeps what the cells draw and then gets the cells appended."""

    def subset(font: Any, to_unicode: dict[int, str], hinting: bool) -> None:
        sheet = layer.sheets.get(font.hash)
        if sheet is None or not sheet.codes:
            engine(font, to_unicode, hinting)
            return
        if not to_unicode:
            raise UnsupportedPrint("an exact text layer needs subset fonts and no fillable forms")
        added = frozenset(sheet.codes.values())
        kept = {code: text for code, text in to_unicode.items() if code not in added}
        engine(font, kept | dict.fromkeys(sheet.outlines() - kept.keys(), ""), hinting)
        font.file_content = sheet.append_to(font.file_content)

    return subset
