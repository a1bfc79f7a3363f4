"""What the shaper makes of a line when it is drawn, remembered for later prints of the process.

The engine lets go of a line's layout and shapes the line again when it is drawn. A brief that is printed once more
after an edit has most of its lines as before, so a line sleeps until somebody needs more of it than is remembered.
A justified line is the measured one with wider spaces. Part of the mend `line-memory`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import TO_UNITS
from weasyprint.text.line_break import Layout

from .glyphs import Shaped, shaped_runs, wider
from .speed import switches
from .speed.linememory import LONGEST, MEND, engine_deactivate, measured, revived
from .speed.textkeys import store, text_key

_reactivate = Layout.reactivate
_ASLEEP = "briefgen_asleep"
_REVIVED = "briefgen_revived"
# About 20 MiB, and more than a text of 80 pages has.
_MOST = 8_192
# Spaces at the ends of a line, or one after the other, which Pango sets otherwise.
_EDGES = re.compile("^[ \u00a0]|[ \u00a0]$|[ \u00a0]{2}|[\\x00-\\x1f]")


class DrawnRun(NamedTuple):
    """A run of a line: the shaper's font, whether it runs from right to left, its shape, its pen position."""

    pango_font: Any
    rtl: bool
    shaped: Shaped
    start: int


@contextmanager
def sleeping() -> Iterator[None]:
    """For the length of the block, lines that are drawn sleep until they are woken, if the switch says so."""
    if MEND.name not in switches.wanted():
        yield
        return
    kept = Layout.reactivate, Layout.deactivate
    Layout.reactivate, Layout.deactivate = _fall_asleep, _let_go
    try:
        yield
    finally:
        Layout.reactivate, Layout.deactivate = kept


def wake(layout: Any) -> None:
    """Give a line a layout of its own, if it sleeps or has one that is for reading only."""
    if layout.__dict__.pop(_ASLEEP, False) or layout.__dict__.pop(_REVIVED, False):
        _reactivate(layout, layout.style)


def _wake_to_read(layout: Any) -> None:
    if layout.__dict__.get(_ASLEEP) and revived(layout, layout.style):
        del layout.__dict__[_ASLEEP]
        layout.__dict__[_REVIVED] = True
    else:
        wake(layout)


def runs_of(textbox: Any) -> tuple[DrawnRun, ...]:
    """The runs of a text box from left to right. Raises Undrawable for what cells cannot carry."""
    layout = textbox.pango_layout
    if not layout.__dict__.get(_ASLEEP) or type(textbox) is not boxes.TextBox or len(layout.text) > LONGEST:
        wake(layout)
        return _shaped(layout, {})
    lines, fonts = store(textbox.style, "drawn"), store(textbox.style, "drawn_fonts")
    key = layout.text, text_key(textbox.style), layout.justification_spacing
    if key not in lines:
        found = _widened(layout, textbox.style, lines, fonts)
        if found is None:
            _wake_to_read(layout)
            found = _shaped(layout, fonts)
        if len(lines) >= _MOST:
            lines.clear()
        lines[key] = found
    return lines[key]  # type: ignore[no-any-return]


def _widened(
    layout: Any, style: Any, lines: dict[Any, Any], fonts: dict[int, Any]
) -> tuple[DrawnRun, ...] | None:
    """The runs of a justified line, from those of the same line as it was measured; None where there are none.

    That is sure where words are spaced anyway: then each space is a run of its own in both.
    """
    text, spacing = layout.text, layout.justification_spacing
    apart = style["letter_spacing"] == "normal" and style["word_spacing"] > 0 < spacing
    if not apart or _EDGES.search(text):
        return None
    key = text, text_key(style), 0
    if key not in lines:
        rest = measured(text, style)
        if rest is None or not revived(rest, style):
            return None
        try:
            lines[key] = _shaped(rest, fonts)
        finally:
            engine_deactivate(rest)
    before, after = _letter_spacing(style["word_spacing"]), _letter_spacing(style["word_spacing"] + spacing)
    found, spaces, start = [], 0, 0
    known: dict[int, Shaped] = {}
    for run in lines[key]:
        shaped = run.shaped
        if len(shaped.clusters) == 1 and shaped.clusters[0].is_space:
            spaces += 1
            shaped = known.get(id(shaped)) or known.setdefault(id(shaped), wider(shaped, before, after))
        found.append(run._replace(shaped=shaped, start=start))
        start += shaped.width
    return tuple(found) if spaces == text.count(" ") + text.count("\u00a0") else None


def _letter_spacing(pixels: float) -> tuple[int, int]:
    """The spacing of a space as Pango distributes it to the left and the right of it, in its units."""
    spacing = int(pixels * TO_UNITS)
    left = spacing // 2
    if not spacing % TO_UNITS:
        left = (left + TO_UNITS // 2) // TO_UNITS * TO_UNITS
    return left, spacing - left


def _shaped(layout: Any, fonts: dict[int, Any]) -> tuple[DrawnRun, ...]:
    """The runs of a layout; it is kept beside each font that was not known, since the font lives as long as it does."""
    found, start = [], 0
    for address, pango_font, rtl, shaped in shaped_runs(layout):
        font, _layout = fonts.setdefault(address, (pango_font, layout.layout))
        found.append(DrawnRun(font, rtl, shaped, start))
        start += shaped.width
    return tuple(found)


def _fall_asleep(self: Any, style: Any) -> None:
    self.style = style
    self.__dict__[_ASLEEP] = True


def _let_go(self: Any) -> None:
    if self.__dict__.pop(_ASLEEP, False):
        del self.style
    else:
        self.__dict__.pop(_REVIVED, None)
        engine_deactivate(self)
