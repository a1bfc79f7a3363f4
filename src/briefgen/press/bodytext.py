"""Whether the text of the document stands on the laid-out pages, to the last letter.

The engine drops text silently too: the rest of a floating box that the last page cuts, or what does not fit a box of
fixed height. What was composed is read from the engine's boxes before layout, so text that a style hides does not
count; notes have a gate of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .notes import comparable

Texts = Mapping[Any, str]


def composed(root_box: Any) -> Texts:
    """The text of each element below the engine's root box before layout, notes and running heads left out."""
    texts: dict[Any, str] = {}
    for box in _text_boxes(root_box):
        texts[box.element] = texts.get(box.element, "") + comparable(box.text)
    return texts


def lost(wanted: Texts, page_boxes: Sequence[Any]) -> tuple[str, ...]:
    """The beginnings of the texts that lost letters on the way to the pages, in the order of the document.

    A table's head is repeated on each page; more than was composed is no loss.
    """
    found: dict[Any, Counter[str]] = {}
    for page in page_boxes:
        for box in _text_boxes(page.children[0]):
            found.setdefault(box.element, Counter()).update(comparable(box.text))
    empty: Counter[str] = Counter()
    return tuple(text[:40] for element, text in wanted.items() if Counter(text) - found.get(element, empty))


def _text_boxes(box: Any) -> Iterator[Any]:
    if box.element_tag is not None and "::" in box.element_tag:
        return
    if hasattr(box, "text"):
        yield box
    for child in getattr(box, "children", ()):
        if not child.is_running():
            yield from _text_boxes(child)
