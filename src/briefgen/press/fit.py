"""Whether a document keeps to the number of pages that its style promises, and by how much it does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.diagnostics.texts import Count, phrase

from .errors import PressError

_SHOWN = 4


class TooLong(PressError):
    """The document has more pages than its style allows."""

    code = "too-long"


class Fit:
    """Sees the pages of one document: use `finisher` for `print_brief`, then `check`."""

    def __init__(self) -> None:
        self._pages: tuple[tuple[str, ...], ...] = ()

    def finisher(self, document: Any, _pdf: Any) -> None:
        """Keep the words of the text on each page; notes and running heads are not counted."""
        self._pages = tuple(tuple(_words(page._page_box.children[0])) for page in document.pages)

    def check(self, most: int, name: str) -> None:
        """Raises TooLong when the document has more than `most` pages: how many words are on the others, from where."""
        pages = len(self._pages)
        if pages <= most:
            return
        over = [word for page in self._pages[most:] for word in page]
        said = phrase(
            "too-long-from" if over else "too-long",
            name=name,
            pages=Count(pages, "page"),
            most=str(most),
            words=Count(len(over), "word"),
            **({"start": " ".join(over[:_SHOWN])} if over else {}),
        )
        raise TooLong(said, help=phrase("choose-fewer"))


def _words(box: Any) -> Iterator[str]:
    if box.element_tag is not None and "::" in box.element_tag:
        return
    if hasattr(box, "text"):
        yield from str(box.text).split()
    for child in getattr(box, "children", ()):
        yield from _words(child)
