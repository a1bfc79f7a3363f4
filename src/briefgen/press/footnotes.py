"""WeasyPrint 70.0's footnote layout, mended from outside.

The engine keeps three lists: notes whose call was not met yet (`footnotes`), notes of the page in hand
(`current_page_footnotes`) and notes put off to the next page (`reported_footnotes`). Notes are lost, doubled and
reordered where a list no longer says what stands on the pages:

- `_linebox_layout` accepts a line after putting off earlier notes, and forgets the notes that are called in it.
- `unlayout_footnote` also takes back notes that were called on an earlier page, when a box that began there is
  laid out again: a note put off from the page before disappears from the page it was put off to.
- Notes put off one after the other are put in order only among themselves, not with those put off before them.
- `_update_footnote_area` compares sums of lengths without tolerance, so that fractional lengths put every note off
  (the rest of Kozea/WeasyPrint#2502), and never asks whether the area is higher than the page.
- A second pass over the document lays out only pages that changed, and forgets what unchanged pages put off.
- Notes of a table row's later cells push the area up into the text of its earlier cells.
- On a page that notes from earlier pages fill, the first line is printed over them.
- The document ends with its text, and what is left of a floating box, with its notes, is dropped.

Imports the engine: `mends.applied` imports it, while fontconfig is private.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf
from typing import Any

import weasyprint.document
import weasyprint.layout
from weasyprint.formatting_structure import build
from weasyprint.layout import LayoutContext, block, page

from .bodytext import composed
from .notes import text_bottom
from .speed import settledpages

_linebox_layout = block._linebox_layout
_make_all_pages = weasyprint.layout.make_all_pages
_remake_page = page.remake_page

# Relative, as the engine's own comparisons of heights are (LayoutContext.overflows).
_TOLERANCE = 1e-9
# How much of a page notes from earlier pages may take, after the first of them: the rest is for text, so that
# every page gets on with the document.
_CARRIED = 0.85
# Where `bottom_space` stands among the arguments of `_linebox_layout` after the fifth; -inf outside of pages.
_BOTTOM_SPACE = 4


class NoteContext(LayoutContext):  # type: ignore[misc]  # weasyprint is untyped
    """The engine's layout context, with lists of notes that stay true.

    `_called` holds, for every note whose call was laid out, the page of that call (counting from 1).
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._called: dict[Any, int] = {}
        self._turn: dict[Any, int] = {}
        self._bottoms: dict[Any, float] = {}
        self._bottoms_page = 0

    def begin(self) -> None:
        """Start a pass over the document: no call was met yet. Notes keep the order of their calls in the source."""
        self._called.clear()
        self._turn = {note: turn for turn, note in enumerate(self.footnotes)}

    def state(self) -> tuple[Any, ...]:
        """All that the next page takes over from the pages before it, besides where it begins in the text."""
        return (
            list(self.footnotes),
            list(self.reported_footnotes),
            dict(self._called),
            dict(self.broken_out_of_flow),
        )

    def go_back(self, state: tuple[Any, ...]) -> None:
        """Go on from a state."""
        footnotes, reported, called, broken = state
        self.footnotes, self.reported_footnotes = list(footnotes), list(reported)
        self._called, self.broken_out_of_flow = dict(called), dict(broken)

    def in_turn(self, note: Any) -> tuple[int, int]:
        """What notes are ordered by: the page of the call, then the place of the call in the source."""
        return self._called.get(note, 0), self._turn.get(note, 0)

    def carried(self, note: Any) -> bool:
        """Whether the note was called on an earlier page than the one in hand."""
        return bool(self._called.get(note, self.current_page) < self.current_page)

    def layout_footnote(self, footnote: Any) -> bool:
        """Put a note on the page in hand. Whether it does not fit there."""
        self._called.setdefault(footnote, self.current_page)
        overflows = bool(super().layout_footnote(footnote))
        if self.carried(footnote):
            return overflows or self._area_share() > _CARRIED
        return overflows or self._reaches_text()

    def unlayout_footnote(self, footnote: Any) -> None:
        """Take back a note whose call was laid out on the page in hand; leave all others where they are."""
        if self._called.get(footnote) == self.current_page:
            del self._called[footnote]
            super().unlayout_footnote(footnote)

    def restart_page(self, carried: list[Any], waiting: list[Any], broken_out_of_flow: Any) -> None:
        """Undo the layout of the page in hand: the notes it began with, those that waited, and boxes cut in two."""
        self.reported_footnotes, self.footnotes = carried, waiting
        self.broken_out_of_flow = broken_out_of_flow
        self._called = {note: called for note, called in self._called.items() if called < self.current_page}

    def put_off(self, footnote: Any) -> None:
        """Put a note off to the next page, which was not laid out on this one."""
        self.footnotes.remove(footnote)
        self._called[footnote] = self.current_page
        self.reported_footnotes.append(footnote)

    def set_lines(self, box: Any, bottom: float) -> None:
        """Remember how far down the lines of a box reach on the page in hand, in CSS pixels; 0 forgets them."""
        if self._bottoms_page != self.current_page:
            self._bottoms.clear()
            self._bottoms_page = self.current_page
        self._bottoms[box] = bottom

    def _reaches_text(self) -> bool:
        """Whether the area covers lines that stand already: those of other cells in the same table row."""
        if self.in_column or self._bottoms_page != self.current_page:
            return False
        return bool(max(self._bottoms.values(), default=0.0) > self.page_bottom * (1 + _TOLERANCE))

    def _area_share(self) -> float:
        area = self.current_footnote_area
        return float(area.margin_height() / area.page.height) if area.children else 0.0

    def _update_footnote_area(self) -> bool:
        """As the engine's, but an area overflows only if its notes need more room than it or its page has."""
        said = super()._update_footnote_area()
        if self._area_share() > 1 + _TOLERANCE:
            return True
        return bool(said) and self._is_overfull()

    def _is_overfull(self) -> bool:
        area = self.current_footnote_area
        if area.style["height"] == "auto" and area.style["max_height"].value == inf:
            return False
        free = area.deepcopy()
        free.style = area.style.copy()
        free.style["height"], free.style["max_height"] = "auto", area.style["max_height"]._replace(value=inf)
        free = block.block_level_layout(self, build.create_anonymous_boxes(free), -inf, None, area.page)[0]
        return bool(free.height > area.height * (1 + _TOLERANCE))


def linebox_layout(
    context: Any, box: Any, index: int, child: Any, new_children: list[Any], *rest: Any
) -> Any:
    """The engine's layout of the lines of one box, which then puts off the notes that it forgot."""
    in_page = rest[_BOTTOM_SPACE] > -inf
    if in_page:
        context.set_lines(box, 0.0)
    result = _linebox_layout(context, box, index, child, new_children, *rest)
    aborted, new_footnotes = result[0], result[4]
    if aborted or not new_children:
        return result
    if in_page:
        context.set_lines(box, new_children[-1].position_y + new_children[-1].height)
    for footnote in [
        called.footnote for line in new_children for called in line.descendants() if called.footnote
    ]:
        if footnote in context.footnotes:
            context.put_off(footnote)
            new_footnotes.append(footnote)
    return result


def remake_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
    """The engine's page; where notes from earlier pages leave no room for text, a page of these notes alone."""
    carried, waiting = list(context.reported_footnotes), list(context.footnotes)
    broken = context.broken_out_of_flow
    result = _remake_page(index, context, root_box, html)
    root, area, *_others = result[0].children
    if carried and text_bottom(root) > area.position_y * (1 + _TOLERANCE):
        context.restart_page(carried, waiting, broken)
        return _notes_page(index, context, root_box, html)
    laid, resume_at = result
    if resume_at is None and _goes_on(context.broken_out_of_flow, broken):
        # Past the last child of the root: the next page begins with what is left of the boxes that were cut.
        resume_at = {len(root_box.children): None}
        context.page_maker[index + 1] = (resume_at, *context.page_maker[index + 1][1:])
    return laid, resume_at


def _goes_on(broken: Mapping[Any, Any], before: Mapping[Any, Any]) -> bool:
    """Whether floating boxes are cut at the end of a page, and not where they were cut on the page before."""
    places = [(entry[0], entry[3]) for entry in broken.values()]
    return bool(places) and places != [(entry[0], entry[3]) for entry in before.values()]


def _notes_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
    """A page of notes alone, as the engine makes when the text has ended; the text goes on after it."""
    made = context.page_maker[index]
    resume_at, next_page, _right_page, _state, remake_state = made
    remake_state["anchors"], remake_state["content_lookups"] = [], []
    context.page_maker[index] = (None, *made[1:])
    laid, _ended = _remake_page(index, context, root_box, html)
    context.page_maker[index] = made
    context.page_maker[index + 1] = (resume_at, next_page, *context.page_maker[index + 1][2:])
    return laid, resume_at


def make_all_pages(context: Any, root_box: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
    """The engine's pages; all of them are made anew at each pass, and notes put off are put in order after each."""
    context.begin()
    html.composed_texts = composed(root_box)
    html.briefgen_laid = laid = settledpages.begin(context, root_box)
    again = html.__dict__.pop("briefgen_again", None)
    passing = (
        settledpages.pages(context, root_box, html, *again)
        if again
        else _make_all_pages(context, root_box, html, [] if context.footnotes else pages)
    )
    while True:
        laid.begin_page()
        made = next(passing, None)
        if made is None:
            return
        laid.end_page(made)
        context.reported_footnotes.sort(key=context.in_turn)
        yield made


# What is replaced while a brief is printed: module, name, mended version.
MENDS = (
    (weasyprint.document, "LayoutContext", NoteContext),
    (block, "_linebox_layout", linebox_layout),
    (page, "remake_page", remake_page),
    (weasyprint.layout, "make_all_pages", make_all_pages),
)
