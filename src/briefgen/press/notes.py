"""The gate: whether every note that was composed stands on the laid-out pages, whole, once, in order and in sight.

It looks at the boxes that are about to be drawn, not at anchors alone: a note may be there and cut, doubled, pushed
over the edge of its page or under the text. It knows nothing of how the notes got there, so it holds with the mends
of this package and without them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from .fonts import ignorable

Fault = Literal["lost", "doubled", "uncalled", "cut", "reordered", "early", "outside", "over-text"]

# In CSS pixels: more than the float noise of a page's sums, less than anyone can see.
_TOLERANCE = 0.05
_MEANING: Mapping[Fault, str] = {
    "lost": "is on no page",
    "doubled": "stands on the pages more than once",
    "uncalled": "has no mark in the text",
    "cut": "has lost some of its text",
    "reordered": "stands before or after its turn",
    "early": "stands on a page before its mark",
    "outside": "reaches over the edge of its page",
    "over-text": "stands on a page where text runs into the notes",
}


@dataclass(frozen=True, slots=True)
class NoteFault:
    """One thing wrong with one note; `page` counts from 1, 0 where there is none."""

    note: str
    fault: Fault
    page: int = 0

    def __str__(self) -> str:
        page = f" (page {self.page})" if self.page else ""
        return f"{self.note} {_MEANING[self.fault]}{page}"


@dataclass(slots=True)
class Laid:
    """What stands on the pages: per note id its page, text and faults; per note id the page of its mark."""

    note_pages: dict[str, int] = field(default_factory=dict)
    call_pages: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)
    faults: list[NoteFault] = field(default_factory=list)


def survey(page_boxes: Sequence[Any], notes: frozenset[str]) -> Laid:
    """What the engine's page boxes hold of these notes. Pages count from 1."""
    laid = Laid()
    for number, page in enumerate(page_boxes, start=1):
        areas = [box for box in page.children if _is_note_area(box)]
        for area in areas:
            _survey_area(laid, area, page, number, notes)
        flow = [box for box in page.children if box not in areas]
        for note in _calls(flow, notes):
            laid.call_pages.setdefault(note, number)
        if areas and flow and text_bottom(flow[0]) > areas[0].position_y + _TOLERANCE:
            laid.faults += [NoteFault(note, "over-text", number) for note in _ids(areas[0], notes)]
    return laid


def faults(laid: Laid, notes: Sequence[str], texts: Mapping[str, str]) -> tuple[NoteFault, ...]:
    """Everything wrong with the notes, in the order of `notes`; empty when all is well.

    `texts` holds each note's composed text; white space and characters that show nothing are not compared, since
    the engine folds and drops them at the ends of lines.
    """
    found = list(laid.faults)
    for note in notes:
        found += _note_faults(laid, note, texts.get(note, ""))
    found += _order_faults(laid)
    place = {note: index for index, note in enumerate(notes)}
    return tuple(
        sorted(dict.fromkeys(found), key=lambda fault: (place.get(fault.note, len(place)), fault.fault))
    )


def comparable(text: str) -> str:
    """The part of a text that must survive layout: no white space, nothing invisible, no hyphen set at a line end.

    Letters are case-folded, since a style may capitalise them.
    """
    return "".join(map(_shown, text)).casefold()


@lru_cache(maxsize=4096)
def _shown(char: str) -> str:
    """The character if it must survive layout, else nothing."""
    return "" if char.isspace() or ignorable(char) or char == "\u2010" else char


def _note_faults(laid: Laid, note: str, text: str) -> Iterator[NoteFault]:
    page, call = laid.note_pages.get(note, 0), laid.call_pages.get(note, 0)
    if not page:
        yield NoteFault(note, "lost", call)
        return
    expected, found = comparable(text), comparable(laid.texts[note])
    if laid.parts[note] > 1 and found == expected * laid.parts[note]:
        yield NoteFault(note, "doubled", page)
    elif expected != found:
        yield NoteFault(note, "cut", page)
    if not call:
        yield NoteFault(note, "uncalled", page)
    elif page < call:
        yield NoteFault(note, "early", page)


def _order_faults(laid: Laid) -> Iterator[NoteFault]:
    called = [note for note in laid.call_pages if note in laid.note_pages]
    turn = {note: index for index, note in enumerate(called)}
    latest = -1
    for note in laid.note_pages:
        if turn.get(note, latest) < latest:
            yield NoteFault(note, "reordered", laid.note_pages[note])
        latest = max(latest, turn.get(note, latest))


def _survey_area(laid: Laid, area: Any, page: Any, number: int, notes: frozenset[str]) -> None:
    for note, box in _note_boxes(area, notes):
        laid.note_pages.setdefault(note, number)
        laid.parts[note] = laid.parts.get(note, 0) + 1
        laid.texts[note] = laid.texts.get(note, "") + _text(box)
        if _outside(box, page):
            laid.faults.append(NoteFault(note, "outside", number))


def _is_note_area(box: Any) -> bool:
    return type(box).__name__ == "FootnoteAreaBox"


def _is_pseudo(box: Any) -> bool:
    return box.element_tag is not None and "::" in box.element_tag


def _note_boxes(box: Any, notes: frozenset[str]) -> Iterator[tuple[str, Any]]:
    """The outermost boxes of each note below `box`, in order."""
    note = None if box.element is None or _is_pseudo(box) else _id(box)
    if note in notes and note is not None:
        yield note, box
        return
    for child in _children(box):
        yield from _note_boxes(child, notes)


def _ids(area: Any, notes: frozenset[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(note for note, _box in _note_boxes(area, notes)))


def _id(box: Any) -> str | None:
    value = box.element.get("id") if hasattr(box.element, "get") else None
    return value if isinstance(value, str) else None


def _calls(boxes: Sequence[Any], notes: frozenset[str]) -> Iterator[str]:
    """The notes whose marks stand below these boxes, in the order of the text."""
    for box in boxes:
        if box.footnote is not None:
            note = _id(box.footnote)
            if note in notes and note is not None:
                yield note
        yield from _calls(_children(box), notes)


def _children(box: Any) -> Sequence[Any]:
    """The boxes below this one. A placeholder stands for an absolutely positioned box and passes on to it."""
    return tuple(getattr(box, "children", ()))


def _text(box: Any) -> str:
    """The text of a note's boxes in the order of the source, without its marker and other generated text."""
    if _is_pseudo(box):
        return ""
    if hasattr(box, "text"):
        return str(box.text)
    return "".join(_text(child) for child in _children(box))


def _outside(box: Any, page: Any) -> bool:
    top, bottom = page.content_box_y(), page.content_box_y() + page.height
    upper = box.border_box_y()
    if upper < top - _TOLERANCE or upper + box.border_height() > bottom + _TOLERANCE:
        return True
    return any(
        text.position_x < -_TOLERANCE or text.position_x + text.width > page.margin_width() + _TOLERANCE
        for text in _texts(box)
    )


def _texts(box: Any) -> Iterator[Any]:
    if hasattr(box, "text"):
        yield box
    for child in _children(box):
        yield from _texts(child)


def text_bottom(box: Any) -> float:
    """How far down the text and images in normal flow reach, in CSS pixels from the top of the page."""
    if not hasattr(box, "is_in_normal_flow") or not box.is_in_normal_flow():
        return 0.0
    if type(box).__name__ == "LineBox" or not _children(box):
        solid = type(box).__name__ == "LineBox" or hasattr(box, "replacement")
        return float(box.position_y + box.margin_height()) if solid else 0.0
    return max(text_bottom(child) for child in _children(box))
