"""Each line is laid out once.

The engine lays a line out, then asks whether its real height would put it elsewhere beside floating boxes, and lays
it out again until it stays. In right-to-left text the question compares the right edge of the line with a width that
is not known yet, so the answer is no the first time, and every line is laid out twice
(docs/upstream/weasyprint-rtl-lines.md). Where nothing floats, and nothing in the line acts on the page by being laid
out, the first layout is the last.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from .mend import Mend, everywhere

_engine = inline.get_next_linebox
_FLOW = (boxes.TextBox, boxes.LineBox, boxes.InlineBox, boxes.InlineReplacedBox)
_BLOCKS = (boxes.BlockBox, boxes.InlineBlockBox)


def get_next_linebox(
    context: Any,
    linebox: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Any,
    absolute_boxes: list[Any],
    fixed_boxes: list[Any],
    first_letter_style: Any,
    first_line_style: Any,
) -> tuple[Any, Any]:
    """The next line of a box and where the one after it begins, as the engine's; unusual cases are the engine's."""
    if first_letter_style or first_line_style or context.excluded_shapes or not _is_plain(linebox):
        return _engine(  # type: ignore[no-any-return]
            context,
            linebox,
            position_y,
            bottom_space,
            skip_stack,
            containing_block,
            absolute_boxes,
            fixed_boxes,
            first_letter_style,
            first_line_style,
        )
    skip_stack = inline.skip_first_whitespace(linebox, skip_stack)
    if skip_stack == "continue":
        return None, None
    rtl = containing_block.style["direction"] == "rtl"
    edge, available_width = _room(linebox, containing_block, rtl)
    linebox.width = linebox.height = 0
    linebox.position_x = edge
    linebox.position_y = position_y = position_y + linebox.margin_top - linebox.margin_top
    line, resume_at, preserved_line_break, *_letters, _floats = inline.split_inline_box(
        context,
        linebox,
        edge + linebox.text_indent,
        edge + available_width,
        bottom_space,
        skip_stack,
        containing_block,
        [],
        [],
        [],
        [],
        [],
        None,
        None,
    )
    linebox.width, linebox.height = line.width, line.height
    if inline.is_phantom_linebox(line) and not preserved_line_break:
        line.height = 0
        return line, resume_at
    inline.remove_last_whitespace(context, line)
    last = resume_at is None or preserved_line_break
    offset_x = inline.text_align(context, line, available_width, last=last)
    if rtl:
        offset_x = offset_x * -1 - line.width
    bottom, top = inline.line_box_verticality(line)
    line.baseline, line.position_y, line.height = -top, top, bottom - top
    line.margin_top = line.margin_bottom = 0
    line.translate(offset_x, position_y - top)
    line.position_y = position_y
    if rtl and line.height > 0:
        # The engine's second layout leaves a plain list behind, where there may have been one that takes nothing.
        context.excluded_shapes = context.excluded_shapes.copy()
    return line, resume_at


def _room(linebox: Any, containing_block: Any, rtl: bool) -> tuple[float, float]:
    """Where a line begins and how wide it may be, where nothing floats beside it."""
    left = containing_block.content_box_x()
    right = left + containing_block.width - linebox.margin_right
    left += linebox.margin_left
    return (right if rtl else left) - linebox.margin_left, right - left


def _is_plain(linebox: Any) -> bool:
    """Whether laying out the boxes of a line does nothing but lay them out; remembered for a box and its copies."""
    known = getattr(linebox, "briefgen_plain", None)
    if known is None or known[0] is not linebox.children:
        known = linebox.children, all(_flows(child) for child in linebox.children)
        linebox.briefgen_plain = known
    return bool(known[1])


def _flows(box: Any) -> bool:
    if not isinstance(box, _FLOW) and type(box) is not boxes.InlineBlockBox:
        return False
    if not box.is_in_normal_flow():
        return False
    if type(box) is boxes.InlineBlockBox:
        return all(_stands(child) for child in box.children) and not box.is_table_wrapper
    return all(_flows(child) for child in box.children)


def _stands(box: Any) -> bool:
    """Whether a box inside of an inline block is text without notes, floats and columns."""
    if not isinstance(box, (*_FLOW, *_BLOCKS)) or not box.is_in_normal_flow():
        return False
    if box.footnote is not None or box.first_letter_style or box.first_line_style or box.is_table_wrapper:
        return False
    style = box.style
    columns = style["column_width"] != "auto" or style["column_count"] != "auto"
    return not columns and all(_stands(child) for child in box.children)


MEND = Mend(
    "lines-once",
    {
        "weasyprint.layout.inline.get_next_linebox": "85f1eff36fce2a08",
        "weasyprint.layout.inline.split_inline_box": "039bca5ab9589160",
        "weasyprint.layout.inline.atomic_box": "7bdc202808f21ba4",
        "weasyprint.layout.float.avoid_collisions": "9414233392f728db",
    },
    everywhere(_engine, get_next_linebox),
)
