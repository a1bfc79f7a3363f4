"""Marked content (ISO 32000-1, 14.6): which box of the layout each marked sequence of a page draws, and its marks anew.

WeasyPrint 70.0 numbers the sequences of a page (MCID) as it draws them, and forgets which box each one was for. The
structure tree that it has made by then tells: one element for each box, in the order of the boxes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

# For the number of a sequence: its tag and its property list.
Tag = Callable[[int], tuple[str, Any]]


class Mismatch(ValueError):
    """The engine's structure tree does not follow its boxes as it does in the release this was written for."""


@dataclass(frozen=True, slots=True)
class Surface:
    """A content stream with marked sequences: the page's own (`stream` is its `Contents`) or a group drawn on it."""

    page: int
    stream: Any
    is_group: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    """A marked-content sequence: the page (from 0), its number there, the text or image box that it draws."""

    page: int
    mcid: int
    box: Any


def referred(pdf: Any, reference: bytes) -> Any:
    """The object behind an indirect reference (`12 0 R`)."""
    return pdf.objects[int(reference.split()[0])]


def pages(pdf: Any) -> tuple[Any, ...]:
    """The page dictionaries in order."""
    return tuple(referred(pdf, reference) for reference in pdf.page_references)


def unwrapped(box: Any) -> Any:
    """The box itself, where the layout holds its place with another."""
    return box._box if isinstance(box, AbsolutePlaceholder) else box


def sequences(document: Any, pdf: Any) -> tuple[dict[Any, Sequence], ...]:
    """For each page, its text and image boxes with the sequences that draw them.

    Raises Mismatch when boxes and sequences of a page do not pair off.
    """
    tree = referred(pdf, referred(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    found = []
    for index, page in enumerate(document.pages):
        drawn = tuple(_drawn(page._page_box))
        numbers = _in_order(pdf, tree[2 * index + 1])
        if len(drawn) != len(numbers):
            raise Mismatch(f"page {index + 1} has {len(drawn)} boxes and {len(numbers)} marked sequences")
        pairs = zip(drawn, numbers, strict=True)
        found.append({box: Sequence(index, mcid, box) for box, mcid in pairs})
    return tuple(found)


def _in_order(pdf: Any, holders: Any) -> list[int]:
    """The numbers of a page's sequences in the order in which the engine met their boxes.

    The engine made the holders in that order; a link holds several sequences, others hold one.
    """
    places = []
    for mcid, reference in enumerate(holders):
        holder = referred(pdf, reference)
        places.append((holder.number, holder["K"].index(mcid), mcid))
    return [mcid for *_place, mcid in sorted(places)]


def _drawn(box: Any) -> Iterator[Any]:
    """The text and image boxes below a box in the order in which the engine made their holders."""
    box = unwrapped(box)
    if isinstance(box, boxes.ReplacedBox):
        yield box
        return
    below = tuple(_flat(box))
    is_link = box.element is not None and box.element_tag.split(":")[0] == "a"
    if is_link:
        yield from (child for child in below if isinstance(child, boxes.TextBox))
    for child in below:
        if not isinstance(child, boxes.TextBox):
            yield from _drawn(child)
        elif not is_link:
            yield child


def _flat(box: Any) -> Iterator[Any]:
    for child in box.children:
        if isinstance(child, boxes.LineBox):
            yield from child.children
        else:
            yield child


def surfaces(pdf: Any) -> tuple[Surface, ...]:
    """The content streams that hold marked sequences, page by page; a page's own before the groups on it."""
    streams = [each for each in pdf.objects if hasattr(each, "_tags")]
    found = []
    for index, page in enumerate(pages(pdf)):
        own = referred(pdf, page["Contents"])
        groups = [each for each in streams if each is not own and each._tags is own._tags]
        found.append(Surface(index, own, is_group=False))
        found += [Surface(index, each, is_group=True) for each in groups if any(_marks(each.stream))]
    return tuple(found)


def numbers(surface: Surface) -> tuple[int, ...]:
    """The numbers of the sequences on a surface, in the order of drawing."""
    return tuple(surface.stream.stream[at - 1]["MCID"] for at in _marks(surface.stream.stream))


def retag(surface: Surface, tag: Tag) -> None:
    """Give each sequence the tag and the property list that `tag` says for its number."""
    operators = surface.stream.stream
    for at in tuple(_marks(operators)):
        name, entries = tag(operators[at - 1]["MCID"])
        operators[at - 2 : at] = [f"/{name}", entries]


def _marks(operators: list[Any]) -> Iterator[int]:
    """The places of the operators that begin numbered sequences."""
    for at, operator in enumerate(operators):
        if operator == b"BDC" and isinstance(operators[at - 1], Mapping) and "MCID" in operators[at - 1]:
            yield at
