"""Text that was broken into lines once is not broken again.

A paragraph is laid out several times: to learn how wide a table's columns must be, in a note area, in columns that
are balanced, at the foot of a page, and once more when the page numbers are known. What the engine finds for a text,
a style and a width depends on nothing else, so it is kept beside the fonts, for later documents as well. Long texts
are not kept, and all is forgotten when it becomes much.

What the shaper made of a line rests for a while too: when the line is drawn as it was measured, or with wider spaces,
it need not be shaped once more. The layout that the engine makes for a line with wider spaces is made when somebody
needs it.
"""

from __future__ import annotations

from collections import deque
from typing import Any

from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, pango

from .firstwords import first_line
from .mend import Mend, Replacement, everywhere
from .textkeys import store, text_key

_engine = line_break.split_first_line
_create = line_break.create_layout
engine_deactivate = line_break.Layout.deactivate
# About 20 MiB; a brief of ten pages has some 2,000.
MOST = 16_384
LONGEST = 2_000
# About 25 MiB; until the print is done.
_MOST_AT_REST = 8_192
_SHAPE = "briefgen_shape"
at_rest: deque[Any] = deque()
# Those of them that were measured last for a text in a style.
_of_text: dict[tuple[Any, ...], Any] = {}


def split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    """The engine's first line of a text. The layout it holds is inactive: each drawing makes it anew."""
    if len(text) > LONGEST:
        return first_line(text, style, context, max_width, justification_spacing, is_line_start, minimum)
    lines = store(style, "lines")
    key = text, text_key(style), max_width, justification_spacing, is_line_start, minimum
    if key not in lines:
        if len(lines) >= MOST:
            lines.clear()
        lines[key] = first_line(
            text, style, context, max_width, justification_spacing, is_line_start, minimum
        )
    return lines[key]


def deactivate(self: Any) -> None:
    """The engine's `Layout.deactivate`; what Pango made of a text in one line rests."""
    if not self.justification_spacing and _is_one_line(self.layout):
        if len(at_rest) >= _MOST_AT_REST:
            at_rest.popleft().__dict__.pop(_SHAPE, None)
            _of_text.clear()
        self.__dict__[_SHAPE] = self.text, self.layout, self.language
        at_rest.append(self)
        _of_text[_name(self.text, self.style)] = self
    engine_deactivate(self)


def create_layout(
    text: str, style: Any, context: Any, max_width: float | None, justification_spacing: float
) -> Any:
    """The engine's `create_layout` for a line that is set wider: it is let go of at once, and set up when drawn."""
    unusual = "\n" in text or style["text_decoration_line"] != "none" or not justification_spacing
    if unusual or max_width is not None or text == " ":
        return _create(text, style, context, max_width, justification_spacing)
    layout = line_break.Layout.__new__(line_break.Layout)
    layout.justification_spacing, layout.max_width, layout.text = justification_spacing, max_width, text
    layout.first_line_direction = 0
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    layout.layout = layout.language = layout.style = None
    return layout


def measured(text: str, style: Any) -> Any:
    """A layout at rest in which this text was measured in this style, with its ordinary spaces; None where none is."""
    return _of_text.get(_name(text, style))


def _name(text: str, style: Any) -> tuple[Any, ...]:
    return text, text_key(style), id(style.font_config)


def revived(layout: Any, style: Any) -> bool:
    """Give a line back what rests of it, for reading only; whether something did."""
    text, shape, language = layout.__dict__.pop(_SHAPE, (None, None, None))
    if shape is None or text != layout.text or layout.justification_spacing:
        return False
    layout.style, layout.layout, layout.language = style, shape, language
    return True


def forget() -> None:
    """Let go of all that rests."""
    _of_text.clear()
    while at_rest:
        at_rest.pop().__dict__.pop(_SHAPE, None)


def _is_one_line(layout: Any) -> bool:
    return bool(pango.pango_layout_get_line_readonly(layout, 1) == ffi.NULL)


MEND = Mend(
    "line-memory",
    {
        "weasyprint.text.line_break.split_first_line": "f5cfad56910a1b96",
        "weasyprint.text.line_break.first_line_metrics": "d3ba485663a7b6c5",
        "weasyprint.text.line_break.Layout": "ba2e4044f7c752d3",
        "weasyprint.draw.text.draw_text": "d1cfa769e258eb9a",
        "weasyprint.layout.inline.add_word_spacing": "9a16bf0652ccb78c",
        "weasyprint.text.line_break.create_layout": "5d4b11726a68d0a4",
    },
    (
        *everywhere(_engine, split_first_line),
        Replacement(line_break.Layout, "deactivate", deactivate),
        Replacement(inline, "create_layout", create_layout),
    ),
)
