"""The logical structure of a printed document (ISO 32000-1, 14.7 and 14.8): what its elements are, in reading order.

The boxes of all pages are gathered by the HTML element they belong to, so that a paragraph that runs over two pages is
one element. Standard structure types only, so that no role map is needed. A footnote follows the block that holds its
call (docs/adr/0005-notes-in-the-structure-tree.md). What belongs to the page and not to the text is an artifact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes

from . import markup
from .markedcontent import Sequence as Marked
from .markedcontent import unwrapped

# Points per CSS pixel.
POINTS = 0.75
_FOOTNOTE_CALL = "footnote-call"
_FOOTNOTE_MARKER = "footnote-marker"
# Text that stands right in one of these gets a paragraph: they hold other elements.
_GROUPS = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote"})
_BLOCKS = _GROUPS | frozenset(
    [
        "P",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "LBody",
        "TOC",
        "TOCI",
        "Table",
        "TH",
        "TD",
        "Caption",
    ]
)
# Elements that take the notes called in them as their last children.
_NOTE_HOLDERS = frozenset({"LBody", "TD", *_GROUPS})
# Elements that notes follow; those of a head cell follow the whole table, since the cell is read out again and again.
_BEFORE_NOTES = frozenset(["P", "H1", "H2", "H3", "H4", "H5", "H6", "L", "Table", "Caption"])


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link annotation that the engine made: its dictionary, and the page (from 0) that it is on."""

    dictionary: Any
    page: int


@dataclass(slots=True, eq=False)
class Element:
    """A structure element; `attributes` are by owner (`Table`, `List`, `Layout`), `tag` is the HTML it stands for."""

    role: str
    parent: Element | None = None
    kids: list[Element | Marked | Annotation] = field(default_factory=list)
    language: str = ""
    id: str = ""
    alt: str = ""
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)
    source: Any = None

    def add(self, role: str, source: Any = None, language: str = "") -> Element:
        """A new last child."""
        child = Element(role, self, language=language, source=source)
        self.kids.append(child)
        return child

    def children(self) -> tuple[Element, ...]:
        """The elements right below this one."""
        return tuple(kid for kid in self.kids if isinstance(kid, Element))

    def within(self, roles: frozenset[str]) -> Element:
        """The nearest of this element and those above it that has one of the roles; the root if none has."""
        found = self
        while found.role not in roles and found.parent is not None:
            found = found.parent
        return found


@dataclass(frozen=True, slots=True)
class NoteLink:
    """A footnote as it is linked: the links in its call and in its marker, and the boxes of the two texts."""

    note: Element
    call: Element
    back: Element
    number: str


@dataclass(slots=True)
class Structure:
    """The tree, the kind of each artifact by page and sequence number, and the notes in the order of their calls."""

    root: Element
    artifacts: dict[tuple[int, int], str] = field(default_factory=dict)
    notes: list[NoteLink] = field(default_factory=list)


def structure(document: Any, sequences: Sequence[Mapping[Any, Marked]]) -> Structure:
    """The structure of a laid-out document; `sequences` are the marked boxes of each page."""
    html = next(box.element for box in document.pages[0]._page_box.children if box.element is not None)
    builder = _Builder(markup.Source(html), sequences)
    for index, page in enumerate(document.pages):
        builder.page(index, page._page_box)
    return builder.finish()


class _Builder:
    def __init__(self, source: markup.Source, sequences: Sequence[Mapping[Any, Marked]]) -> None:
        self._source = source
        self._sequences = sequences
        root = Element("Document", language=source.language(source.root), source=source.root)
        if source.is_rtl:
            root.attributes["Layout"] = {"WritingMode": "RlTb"}
        self._result = Structure(root)
        self._elements: dict[Any, Element] = {source.root: root}
        self._calls: dict[Any, Element] = {}
        self._markers: dict[Any, Element] = {}
        self._numbers: dict[Any, str] = {}
        self._repeated: dict[Any, int] = {}
        self._height = 0.0

    def page(self, index: int, page: Any) -> None:
        """Take in the boxes of a page."""
        self._height = page.margin_height()
        for box in page.children:
            if isinstance(box, boxes.MarginBox):
                self._artifact(index, box, _margin(box.at_keyword))
            else:
                self._take(index, box)

    def finish(self) -> Structure:
        """The whole structure, once all pages are in."""
        placed: dict[Element, int] = {}
        for note, call in self._calls.items():
            element = self._elements[note]
            _place(element, call, placed)
            if element.parent is not None:
                element.language = self._foreign(note, element.parent)
            link = NoteLink(element, call, self._markers.get(note, element), self._numbers[note])
            self._result.notes.append(link)
        _prune(self._result.root)
        return self._result

    def _take(self, index: int, box: Any) -> None:
        box = unwrapped(box)
        if self._is_for_looks(index, box):
            self._artifact(index, box, "")
            return
        if box.footnote is not None:
            self._call(box)
        element = self._of(box)
        if box.link_annotation:
            link = element.within(frozenset({"Link"}))
            link = link if link.role == "Link" else element.add("Link", box.element)
            link.kids.append(Annotation(box.link_annotation, index))
        sequence = self._sequences[index].get(box)
        if sequence is not None:
            _paragraph(element).kids.append(sequence)
        if sequence is not None and element.role == "Figure":
            element.attributes["Layout"] = {"BBox": _rectangle(box, self._height)}
        for child in box.children:
            self._take(index, child)

    def _is_for_looks(self, index: int, box: Any) -> bool:
        """Whether a box says nothing: hidden or empty images, and heads of tables that are printed again."""
        if box.element is not None and self._source.is_decoration(box.element):
            return True
        if getattr(box, "is_header", False) or getattr(box, "is_footer", False):
            return self._repeated.setdefault(box.element, index) != index
        return False

    def _artifact(self, index: int, box: Any, kind: str) -> None:
        box = unwrapped(box)
        sequence = self._sequences[index].get(box)
        if sequence is not None:
            self._result.artifacts[index, sequence.mcid] = kind
        for child in box.children:
            self._artifact(index, child, kind)

    def _call(self, box: Any) -> None:
        """A footnote's mark in the text: a reference that holds a link; the note itself is placed in the end."""
        note = box.footnote.element
        parent = self._element(self._source.parent(note))
        reference = parent.add("Reference", note)
        self._calls[note] = reference.add("Link", note)
        self._numbers[note] = _text(box).strip("\u2060 ()[]")
        made = Element("Note", language=self._source.language(note), source=note)
        made.id = note.get("id") or f"note-{len(self._calls)}"
        self._elements[note] = made

    def _of(self, box: Any) -> Element:
        """The structure element that a box belongs to."""
        if box.element is None:
            return self._result.root
        pseudo = (box.element_tag or "").partition("::")[2]
        if pseudo == _FOOTNOTE_CALL and box.element in self._calls:
            return self._calls[box.element]
        element = self._element(box.element)
        if pseudo == _FOOTNOTE_MARKER:
            if box.element not in self._markers:
                self._markers[box.element] = element.add("Lbl", box.element).add("Link", box.element)
            return self._markers[box.element]
        if pseudo == "marker" and element.role == "LBody" and element.parent is not None:
            return _label(element.parent)
        return element

    def _element(self, source: Any) -> Element:
        """The structure element of an HTML element, made when it is met first; that of its parent if it has none."""
        if source not in self._elements:
            parent = self._element(self._source.parent(source))
            self._elements[source] = self._made(source, parent)
        return self._elements[source]

    def _made(self, source: Any, parent: Element) -> Element:
        roles = self._source.roles(source)
        language = self._foreign(source, parent)
        if not roles and language:
            roles = ("Span",)
        element = parent
        for role in roles:
            element = element.add(role, source)
        if element is not parent:
            element.language = language
            element.alt = self._source.alternative(source) if element.role == "Figure" else ""
        if element.role == "L":
            element.attributes["List"] = {"ListNumbering": "None"}
        return element

    def _foreign(self, source: Any, parent: Element) -> str:
        """The language of an HTML element where it is another than that of the structure element around it."""
        told = self._source.language(source)
        around = parent
        while not around.language and around.parent is not None:
            around = around.parent
        return told if told != around.language else ""


def _rectangle(box: Any, height: float) -> tuple[float, ...]:
    """Left, bottom, right and top of a box in points, on a page of this height in CSS pixels."""
    left, top = box.content_box_x(), height - box.content_box_y()
    edges = (left, top - box.height, left + box.width, top)
    return tuple(edge * POINTS for edge in edges)


def _label(item: Element) -> Element:
    """The label of a list item, made when its marker is met; a list with labels tells how they count."""
    first = item.children()[0]
    if first.role == "Lbl":
        return first
    label = Element("Lbl", item, source=item.source)
    item.kids.insert(0, label)
    if item.parent is not None and item.parent.role == "L":
        numbered = item.parent.source.tag == "ol"
        item.parent.attributes["List"] = {"ListNumbering": "Decimal" if numbered else "Disc"}
    return label


def _margin(at_keyword: str) -> str:
    """The kind of a page's running content (ISO 32000-1, table 330)."""
    return {"@top": "Header", "@bot": "Footer"}.get(at_keyword[:4], "")


def _text(box: Any) -> str:
    return str(box.text) if hasattr(box, "text") else "".join(_text(child) for child in box.children)


def _paragraph(element: Element) -> Element:
    """Where text of an element goes: the element itself, or a paragraph in one that only groups others."""
    if element.role not in _GROUPS:
        return element
    last = element.kids[-1] if element.kids else None
    if isinstance(last, Element) and last.role == "P" and last.source is None:
        return last
    return element.add("P")


def _place(note: Element, call: Element, placed: dict[Element, int]) -> None:
    """Put a note behind the block of its call, after the notes that stand there already."""
    block = call.within(_BLOCKS)
    if block.role not in _NOTE_HOLDERS:
        block = block.within(_BEFORE_NOTES)
    parent = block.parent if block.role in _BEFORE_NOTES else block
    if parent is None or parent is block:
        note.parent = block
        block.kids.append(note)
        return
    note.parent = parent
    placed[block] = placed.get(block, 0) + 1
    parent.kids.insert(parent.kids.index(block) + placed[block], note)


def _prune(element: Element) -> None:
    """Leave out elements that hold nothing, except cells: each row keeps its number of cells."""
    for child in element.children():
        _prune(child)
        if not child.kids and child.role not in ("TH", "TD"):
            element.kids.remove(child)
