"""Only the pages that show a changed text are laid out again.

A brief is composed once more when its page numbers are known: its contents and its sources say them. Nothing else
has changed, so a page is laid out again only if it looked at one of these texts, or begins otherwise than before. What
a page looks at is watched while it is laid out; a box whose width depends on all of its content counts as one text.
Where a text cannot be put in the place of another one just so, or a page depends on more than where it begins, the
whole document is laid out again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from briefgen.press.guard import misfits

from . import switches
from .mend import Mend

NAME = "settled-pages"
# What a box may be of whose width does not depend on its content: everything else counts as one text.
_FLOWS = frozenset({"block", "inline", "flow", "flow-root", "list-item", "contents", "none"})


@dataclass(slots=True)
class Laid:
    """A document as it was laid out: its boxes before layout, its pages, and of each page how it began.

    `starts` has the state of the context at the beginning of each page and at the end; `parts` are the children of
    each page before it got its margin boxes; `looks` are the elements whose text was looked at for each page; `kept`
    is what boxes were before layout that the engine changes while it lays them out: tables and the like.
    """

    root_box: Any
    context: Any
    pages: list[Any] = field(default_factory=list)
    parts: list[list[Any]] = field(default_factory=list)
    starts: list[Any] = field(default_factory=list)
    looks: list[set[Any]] = field(default_factory=list)
    page_maker: list[Any] = field(default_factory=list)
    kept: list[tuple[Any, dict[str, Any]]] = field(default_factory=list)
    is_simple: bool = True

    def begin_page(self) -> None:
        """Note how the next page begins, and watch what is looked at from here on."""
        global _looked_at  # noqa: PLW0603 - a property of the engine's class has nothing else to write to
        running = any(any(pages.values()) for pages in self.context.running_elements.values())
        self.is_simple &= not (running or self.context.broken_out_of_flow or self.context.rendered_notes)
        self.starts.append(self.context.state())
        _looked_at = set()

    def end_page(self, page: Any) -> None:
        """Keep a page that was laid out."""
        self.is_simple &= not page.fixed_boxes
        self.pages.append(page)
        self.parts.append(list(page.children))
        self.looks.append(_looked_at)
        self.page_maker = list(self.context.page_maker)


_looked_at: set[Any] = set()


@cache
def _fits() -> bool:
    return not misfits(MEND.digests)


def is_wanted() -> bool:
    """Whether the switch and the engine allow it."""
    return NAME in switches.wanted() and _fits()


@contextmanager
def watched() -> Iterator[None]:
    """For the length of the block, the engine's boxes tell whose text is looked at."""
    from weasyprint.formatting_structure.boxes import TextBox

    def look(box: Any) -> str:
        _looked_at.add(box.element)
        return box.__dict__["text"]  # type: ignore[no-any-return]

    def write(box: Any, text: str) -> None:
        box.__dict__["text"] = text

    TextBox.text = property(look, write)
    try:
        yield
    finally:
        del TextBox.text


def begin(context: Any, root_box: Any) -> Laid:
    """A record of the layout that is about to begin."""
    kept = [(box, _attributes(box)) for box in _unflowing(root_box)] if is_wanted() else []
    return Laid(root_box, context, kept=kept, is_simple=not context.target_collector.counter_lookup_items)


def _unflowing(root_box: Any) -> Iterator[Any]:
    """The boxes, and all that are in them, of which the engine lays out no copies only."""
    waiting = [(root_box, False)]
    while waiting:
        box, inside = waiting.pop()
        inside = inside or not _is_flow(box.style)
        if inside:
            yield box
        waiting.extend((child, inside) for child in getattr(box, "children", ()))


def _attributes(box: Any) -> dict[str, Any]:
    return {
        name: value.copy() if type(value) in (list, set, dict) else value for name, value in vars(box).items()
    }


def changed(before: Any, after: Any) -> Mapping[Any, str] | None:
    """The elements of a tree whose text differs in another tree, with the text there; None if more differs."""
    texts: dict[Any, str] = {}
    pairs = [(before, after)]
    while pairs:
        old, new = pairs.pop()
        if (old.tag, old.attrib, old.tail, len(old)) != (new.tag, new.attrib, new.tail, len(new)):
            return None
        if old.text != new.text:
            if len(old) or not _is_plain(old.text) or not _is_plain(new.text):
                return None
            texts[old] = new.text
        pairs.extend(zip(old, new, strict=True))
    return texts


def _is_plain(text: str | None) -> bool:
    """Whether a text reaches the page as it is written: white space is not collapsed or taken away."""
    return bool(text) and " ".join(str(text).split()) == text


def with_texts(laid: Laid, html: Any, texts: Mapping[Any, str]) -> Iterator[Any] | None:
    """The pages of a document with other texts in some elements; None if it must be laid out as a whole.

    Changes the document's tree and its boxes before layout: the earlier pages are of no use any more.
    """
    if not laid.is_simple or len(laid.starts) <= len(laid.pages):
        return None
    boxes = _boxes(laid.root_box)
    touched: set[int] = set()
    parents = {child: parent for parent in html.etree_element.iter() for child in parent}
    for element in texts:
        if [box.text for box in boxes.get(element, ())] != [element.text]:
            return None
        around = _ancestors(element, parents)
        if any(_is_quoted(laid.context.style_for(each)) for each in around):
            return None
        one = next((each for each in reversed(around) if not _is_flow(laid.context.style_for(each))), element)
        members = set(one.iter())
        touched |= {number for number, looks in enumerate(laid.looks) if not members.isdisjoint(looks)}
    for box, attributes in laid.kept:
        vars(box).clear()
        vars(box).update(attributes)
    for element, text in texts.items():
        boxes[element][0].text = element.text = text
    return _again(laid, html, touched)


def _boxes(root_box: Any) -> dict[Any, list[Any]]:
    """The text boxes of each element."""
    found: dict[Any, list[Any]] = {}
    waiting = [root_box]
    while waiting:
        box = waiting.pop()
        if hasattr(box, "text"):
            found.setdefault(box.element, []).append(box)
        waiting.extend(getattr(box, "children", ()))
    return found


def _ancestors(element: Any, parents: Mapping[Any, Any]) -> Sequence[Any]:
    """An element and those that it is in, from the inside out."""
    around = [element]
    while around[-1] in parents:
        around.append(parents[around[-1]])
    return around


def _is_quoted(style: Any) -> bool:
    """Whether a running head or a bookmark repeats the text."""
    return style["bookmark_level"] != "none" or "content()" in repr(style["string_set"])


def _is_flow(style: Any) -> bool:
    return style["float"] == "none" and style["position"] == "static" and _FLOWS.issuperset(style["display"])


def _again(laid: Laid, html: Any, touched: set[int]) -> Iterator[Any]:
    from weasyprint.layout import layout_document

    context = laid.context
    context.go_back(laid.starts[0])
    context.tables.clear()
    context.string_set.clear()
    html.briefgen_again = laid, touched
    yield from layout_document(html, laid.root_box, context)


def pages(context: Any, root_box: Any, html: Any, laid: Laid, touched: set[int]) -> Iterator[Any]:
    """The pages of a document in which some are touched: the engine's `make_all_pages`.

    A page that begins as it did, and is not touched, is the one that was laid out.
    """
    from weasyprint.layout import page as engine

    global _looked_at  # noqa: PLW0603 - see begin_page
    context.page_maker = list(laid.page_maker)
    context.rendered_notes = []
    number = 0
    resume_at: Any = {}
    while resume_at is not None or context.reported_footnotes:
        if number not in touched and _begins_alike(context, laid, number):
            made = laid.pages[number]
            made.children = list(laid.parts[number])
            context.go_back(laid.starts[number + 1])
            context.page_maker[number + 1 :] = laid.page_maker[number + 1 :]
            resume_at = context.page_maker[number + 1][0]
            _looked_at = laid.looks[number]
        else:
            context.page_maker[number][-1].update(
                content_changed=False, pages_wanted=False, anchors=[], content_lookups=[]
            )
            made, resume_at = engine.remake_page(number, context, root_box, html)
        yield made
        number += 1
    context.page_maker = context.page_maker[: number + 1]
    context.broken_out_of_flow.clear()
    context.reported_footnotes.clear()


def _begins_alike(context: Any, laid: Laid, number: int) -> bool:
    return (
        number < len(laid.pages)
        and context.state() == laid.starts[number]
        and context.page_maker[number][:-1] == laid.page_maker[number][:-1]
    )


MEND = Mend(
    NAME,
    {
        "weasyprint.document.Document.__init__": "5ae0a785850219eb",
        "weasyprint.document.Document._render": "e504b3090efd05fb",
        "weasyprint.formatting_structure.boxes.TextBox": "2128b22ee8d30484",
        "weasyprint.layout.layout_document": "421aba4c280938be",
        "weasyprint.layout.background.layout_backgrounds": "4ec76be6ca7fdbf9",
        "weasyprint.layout.page.make_all_pages": "18987bbc6ea9e804",
        "weasyprint.layout.page.make_page": "956a4c5f9b42bac8",
        "weasyprint.layout.page.remake_page": "54219cdedd6586a9",
    },
    (),
)
