"""The notes of a page are laid out once each.

The engine copies and lays out all notes of a page anew whenever one is added or put off, to learn how high they are
together. Notes follow each other as blocks do and are never cut, so the layout of the first ones does not depend on
those that follow: it is kept, and only what was added is laid out. When the page is done, it gets the very boxes.
Notes that float, are positioned, hold notes, ask for page breaks or stand beside floating boxes are the engine's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import LayoutContext, block, page
from weasyprint.layout.percent import resolve_percentages

from .mend import Mend, Replacement

_engine = LayoutContext._update_footnote_area
_block_level_layout = page.block_level_layout
_PLAIN = (boxes.BlockBox, boxes.LineBox, boxes.InlineBox, boxes.TextBox, boxes.InlineBlockBox)
_NO_BREAK = frozenset({"auto", "avoid", "avoid-page"})


@dataclass(frozen=True, slots=True)
class _Laid:
    """The first notes of an area as laid out, and where the engine's layout of the next one takes up.

    `first_margins` are those that collapse with the area's top margin; the same list as `margins` until a note ends
    the collapsing.
    """

    children: tuple[Any, ...]
    position_y: float
    margins: list[Any]
    first_margins: list[Any]
    next_page: dict[str, Any]


@dataclass(slots=True)
class _Area:
    """What is known of one note area: the layouts of the sequences of notes that it was asked for.

    `finished` is the area with the notes that it was asked for last.
    """

    area: Any
    shell: Any
    layouts: dict[tuple[Any, ...], _Laid | None] = field(default_factory=dict)
    finished: tuple[tuple[Any, ...], Any] | None = None


def update_footnote_area(self: Any) -> bool:
    """The engine's `_update_footnote_area`: sets the height of the note area and the foot of the text above it."""
    area, notes = self.current_footnote_area, tuple(self.current_page_footnotes)
    finished = _finished(self, area, notes) if notes and not self.in_column else None
    if finished is None:
        return bool(_engine(self))
    if area.height != "auto":
        self.page_bottom += area.margin_height()
    area.children = self.current_page_footnotes
    area.height = finished.height
    self.page_bottom -= finished.margin_height()
    last = finished.children[-1]
    end = last.position_y + last.margin_height() - last.margin_bottom
    return bool(end > finished.position_y + finished.margin_height() - finished.margin_bottom)


def block_level_layout(context: Any, box: Any, *arguments: Any, **named: Any) -> Any:
    """The engine's layout of what a page is made of; a note area that was laid out already is handed over."""
    if isinstance(box, boxes.FootnoteAreaBox):
        known = getattr(context, "briefgen_note_area", None)
        if known is not None and known.area.page is box.page and known.finished is not None:
            notes, finished = known.finished
            if notes == tuple(known.area.children) and not context.excluded_shapes:
                context.briefgen_note_area = None
                return (finished,)
    return _block_level_layout(context, box, *arguments, **named)


def _finished(context: Any, area: Any, notes: tuple[Any, ...]) -> Any:
    """The area as it is with these notes, laid out; None where that is for the engine to do."""
    if context.excluded_shapes:
        return None
    known = getattr(context, "briefgen_note_area", None)
    if known is None or known.area is not area:
        known = context.briefgen_note_area = _Area(area, _shell(area))
    known.finished = None
    if known.shell is None:
        return None
    laid = _laid(context, known, notes)
    if laid is None:
        return None
    finished = _closed(known.shell, laid)
    known.finished = notes, finished
    return finished


def _shell(area: Any) -> Any:
    """The area without notes, placed as the engine places it before its children; None where it is unusual."""
    style = area.style
    usual = (
        style["position"] == "static"
        and style["overflow"] == "visible"
        and style["clear"] == "none"
        and style["float"] in ("none", "footnote")
        and style["column_width"] == style["column_count"] == "auto"
        and style["box_decoration_break"] == "slice"
        and style["max_lines"] == "none"
        and style["continue"] == "auto"
        and style["height"] == "auto"
        and not area.establishes_formatting_context()
        and area.is_in_normal_flow()
        and not area.first_letter_style
        and not area.first_line_style
    )
    if not usual:
        return None
    shell = area.copy_with_children([])
    shell.remove_decoration_sides = set()
    resolve_percentages(shell, area.page)
    shell.margin_top = 0 if shell.margin_top == "auto" else shell.margin_top
    shell.margin_bottom = 0 if shell.margin_bottom == "auto" else shell.margin_bottom
    shell.clearance = None
    block.block_level_width(shell, area.page)
    return shell


def _laid(context: Any, known: _Area, notes: tuple[Any, ...]) -> _Laid | None:
    if notes not in known.layouts:
        before = _laid(context, known, notes[:-1]) if len(notes) > 1 else _start(known.shell)
        known.layouts[notes] = before and _next(context, known.shell, before, notes[-1])
    return known.layouts[notes]


def _start(shell: Any) -> _Laid:
    margins = [shell.margin_top]
    if shell.top_margin_collapses():
        return _Laid((), shell.position_y, margins, margins, {"break": "any", "page": None})
    shell.position_y += block.collapse_margin(margins) - shell.margin_top
    return _Laid((), shell.content_box_y(), [], margins, {"break": "any", "page": None})


def _next(context: Any, shell: Any, before: _Laid, note: Any) -> _Laid | None:
    """The layout with one note more, None where the engine would do more than stack it."""
    if not _is_plain(note):
        return None
    (child,) = build.create_anonymous_boxes(shell.copy_with_children([note.deepcopy()])).children
    if not isinstance(child, boxes.BlockBox):
        return None
    child.position_x, child.position_y = shell.content_box_x(), before.position_y
    children = list(before.children)
    last = block.find_last_class_a_break_point_child(children)
    if last is not None and (
        block.block_level_page_name(last, child)
        or block.force_page_break(block.block_level_page_break(last, child), context)
    ):
        return None
    margins = list(before.margins)
    first_margins = margins if before.margins is before.first_margins else list(before.first_margins)
    abort, stop, resume_at, position_y, margins, next_page, children, _lines = block._in_flow_layout(
        context, shell, len(children), child, children, True, [], [], margins, -inf, before.position_y,
        None, None, None, False, dict(before.next_page), None,
    )  # fmt: skip
    if abort or stop or resume_at is not None or children[-1].clearance is not None:
        return None
    return _Laid(tuple(children), position_y, margins, first_margins, next_page)


def _closed(shell: Any, laid: _Laid) -> Any:
    """The area around its laid-out notes, as the engine closes a block that holds all of its content."""
    area, position_y, margins = shell.copy_with_children(list(laid.children)), laid.position_y, laid.margins
    if area.top_margin_collapses():
        area.position_y += block.collapse_margin(laid.first_margins) - area.margin_top
    if not area.bottom_margin_collapses():
        position_y += block.collapse_margin(margins)
    area.height = max(0, position_y - area.content_box_y())
    area.height = max(min(area.height, area.max_height), area.min_height)
    return area


def _is_plain(note: Any) -> bool:
    """Whether a note is blocks and lines of text in normal flow, without notes, columns or boxes of other kinds."""
    known = getattr(note, "briefgen_plain_note", None)
    if known is None:
        known = note.briefgen_plain_note = type(note) is boxes.BlockBox and _flows(note)
    return bool(known)


def _flows(box: Any) -> bool:
    if type(box) not in _PLAIN or not box.is_in_normal_flow():
        return False
    style = box.style
    return (
        box.footnote is None
        and box.note is None
        and not box.is_table_wrapper
        and not box.first_letter_style
        and not box.first_line_style
        and style["position"] == "static"
        and style["column_width"] == style["column_count"] == "auto"
        and style["continue"] == "auto"
        and style["max_lines"] == "none"
        and style["break_before"] in _NO_BREAK
        and style["break_after"] in _NO_BREAK
        and all(_flows(child) for child in box.children)
    )


MEND = Mend(
    "note-area",
    {
        "weasyprint.layout.LayoutContext": "b84bfc05f3beda0f",
        "weasyprint.layout.block.block_level_layout": "6b8ad2cbf57702fa",
        "weasyprint.layout.block.block_level_layout_switch": "ed614e4c9d87e309",
        "weasyprint.layout.block.block_box_layout": "cdeb75ab3eab7e86",
        "weasyprint.layout.block.block_container_layout": "85c099075fd383b1",
        "weasyprint.layout.block._in_flow_layout": "65c816057d3253a4",
        "weasyprint.layout.page.make_page": "956a4c5f9b42bac8",
        "weasyprint.formatting_structure.build.create_anonymous_boxes": "4d0b57f1d2453509",
    },
    (
        Replacement(LayoutContext, "_update_footnote_area", update_footnote_area),
        Replacement(page, "block_level_layout", block_level_layout),
    ),
)
