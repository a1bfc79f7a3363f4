"""Links of the page that the structure tree holds: calls to notes and back, and one annotation for each link's area."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

from .markedcontent import Sequence, pages, referred
from .structure import POINTS, Annotation, Element, NoteLink, Structure

# Link rectangles of one element differ by float noise only, in points.
_TOLERANCE = 0.01
# Annotation flag Print (ISO 32000-1, table 165), which PDF/A asks for.
_PRINT = 4
_TO_NOTE = "الحاشية {}"
_TO_CALL = "العودة إلى موضع الحاشية {}"


def link_notes(document: Any, pdf: Any, notes: list[NoteLink]) -> None:
    """Lead from each call to its note and from each note's marker back to its call."""
    for link in notes:
        call, back = _sequence(link.call), _sequence(link.back)
        if call is None or back is None:
            continue
        link.call.kids.append(_annotated(document, pdf, call, back, _TO_NOTE.format(link.number)))
        link.back.kids.append(_annotated(document, pdf, back, call, _TO_CALL.format(link.number)))


def describe_links(element: Element) -> None:
    """Say of each link within the document what it leads to, in its own words: the engine tells an element's id."""
    if element.role == "Link":
        text = " ".join("".join(element.source.itertext()).split())
        for annotation in _annotations(element):
            if "Dest" in annotation.dictionary and text:
                annotation.dictionary["Contents"] = pydyf.String(text)
    for child in element.children():
        describe_links(child)


def drop_doubles(pdf: Any, structure: Structure) -> tuple[Any, ...]:
    """Take annotations off their pages that lie within another of the same link; gives them.

    The engine makes one for the link and one more for every box in it.
    """
    dropped = []
    listed = pages(pdf)
    for element in _links(structure.root):
        kept: list[Annotation] = []
        for annotation in _annotations(element):
            if any(_covers(each, annotation) for each in kept):
                element.kids.remove(annotation)
                listed[annotation.page]["Annots"].remove(annotation.dictionary.reference)
                dropped.append(annotation.dictionary)
            else:
                kept.append(annotation)
    return tuple(dropped)


def _links(element: Element) -> Iterator[Element]:
    if element.role == "Link":
        yield element
    for child in element.children():
        yield from _links(child)


def _annotations(element: Element) -> tuple[Annotation, ...]:
    return tuple(kid for kid in element.kids if isinstance(kid, Annotation))


def _covers(one: Annotation, other: Annotation) -> bool:
    left, bottom, right, top = _corners(one)
    within = _corners(other)
    return (
        one.page == other.page
        and left - _TOLERANCE <= within[0]
        and bottom - _TOLERANCE <= within[1]
        and within[2] <= right + _TOLERANCE
        and within[3] <= top + _TOLERANCE
    )


def _corners(annotation: Annotation) -> tuple[float, float, float, float]:
    x1, y1, x2, y2 = annotation.dictionary["Rect"]
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _sequence(element: Element) -> Sequence | None:
    return next((kid for kid in element.kids if isinstance(kid, Sequence)), None)


def _annotated(document: Any, pdf: Any, at: Sequence, target: Sequence, contents: str) -> Annotation:
    """A link annotation over one text that leads to the line of another."""
    height = document.pages[at.page].height
    box = at.box
    corners = (
        box.position_x,
        height - box.position_y - box.height,
        box.position_x + box.width,
        height - box.position_y,
    )
    top = (document.pages[target.page].height - target.box.position_y) * POINTS
    destination = pydyf.Array((pdf.page_references[target.page], "/XYZ", "null", top, "null"))
    made = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Link",
            "Rect": pydyf.Array(corner * POINTS for corner in corners),
            "BS": pydyf.Dictionary({"W": 0}),
            "F": _PRINT,
            "Contents": pydyf.String(contents),
            "Dest": destination,
        }
    )
    pdf.add_object(made)
    page = referred(pdf, pdf.page_references[at.page])
    page.setdefault("Annots", pydyf.Array()).append(made.reference)
    return Annotation(made, at.page)
