"""The structure tree of a PDF as a reader sees it: elements, their text as the fonts tell it, their annotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf

_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation: what it says, the page it is on, its rectangle, the page and height it leads to or its URI.

    `owned` is whether the parent tree leads from the annotation to the element that holds it.
    """

    contents: str
    page: int
    rectangle: tuple[float, ...]
    target: tuple[int, float] | None
    uri: str
    owned: bool


@dataclass(slots=True, eq=False)
class Node:
    """A structure element: its own text and that of all below it, in the order of the tree.

    `attributes` are those of all owners together; `pages` the pages of its own text.
    """

    role: str
    language: str = ""
    id: str = ""
    alt: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: list[Node | str | Link] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)

    def text(self, without: frozenset[str] = frozenset()) -> str:
        """The text of this element and those below it, leaving out elements of some roles."""
        parts = []
        for kid in self.kids:
            if isinstance(kid, str):
                parts.append(kid)
            elif isinstance(kid, Node) and kid.role not in without:
                parts.append(kid.text(without))
        return "".join(parts)

    def walk(self) -> Iterator[Node]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()

    def children(self, *roles: str) -> tuple[Node, ...]:
        """The elements right below, of some roles only if they are named."""
        return tuple(kid for kid in self.kids if isinstance(kid, Node) and (not roles or kid.role in roles))

    def found(self, *roles: str) -> tuple[Node, ...]:
        """All elements of some roles, in reading order."""
        return tuple(node for node in self.walk() if node.role in roles)

    def links(self) -> tuple[Link, ...]:
        """The annotations that belong to this very element."""
        return tuple(kid for kid in self.kids if isinstance(kid, Link))

    def outline(self, depth: int = 0) -> str:
        """The tree as an indented text, for people."""
        own = "".join(kid for kid in self.kids if isinstance(kid, str))
        marks = "".join(f" {mark}" for mark in (self.id, self.language) if mark)
        marks += f" {len(self.links())} links" if self.links() else ""
        lines = [f"{'  ' * depth}{self.role}{marks}{': ' + own[:60] if own else ''}"]
        return "\n".join((*lines, *(kid.outline(depth + 1) for kid in self.children())))


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tagged document: its tree, the texts of marked content, and what is in the tree of it.

    `texts` by page and number; `used` the pages and numbers in the order of the tree; `owned` those whose owner in the
    parent tree is the element that holds them; `artifacts` as page, kind and text; `untagged` text as page and text.
    """

    root: Node
    texts: dict[Key, str]
    used: tuple[Key, ...]
    owned: tuple[Key, ...]
    artifacts: tuple[tuple[int, str, str], ...]
    untagged: tuple[tuple[int, str], ...]


def read(data: bytes) -> Tagged:
    """The tags of a PDF whose sequences all stand on pages (not in groups)."""
    with pikepdf.open(BytesIO(data)) as pdf:
        texts: dict[Key, str] = {}
        artifacts: list[tuple[int, str, str]] = []
        untagged: list[tuple[int, str]] = []
        for index, page in enumerate(pdf.pages):
            _read_page(index, page, texts, artifacts, untagged)
        reader = _Tree(pdf, texts)
        (top,) = _array(pdf.Root.StructTreeRoot.K)
        root = reader.node(top)
        return Tagged(root, texts, tuple(reader.used), tuple(reader.owned), tuple(artifacts), tuple(untagged))


def _array(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array) else [value]


class _Tree:
    def __init__(self, pdf: Any, texts: dict[Key, str]) -> None:
        self.used: list[Key] = []
        self.owned: list[Key] = []
        self._texts = texts
        self._pages = {page.objgen: index for index, page in enumerate(pdf.pages)}
        self._keys = [int(page.StructParents) for page in pdf.pages]
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        self._owners = {int(key): owner for key, owner in zip(numbers[::2], numbers[1::2], strict=True)}

    def node(self, entries: Any) -> Node:
        language, id, alt = (str(entries.get(key, "")) for key in ("/Lang", "/ID", "/Alt"))
        node = Node(str(entries.S)[1:], language, id, alt, _attributes(entries))
        for kid in _array(entries.get("/K", pikepdf.Array())):
            if isinstance(kid, int):
                self._use(node, entries, (self._pages[entries.Pg.objgen], kid))
            elif kid.get("/Type") == "/MCR":
                self._use(node, entries, (self._pages[kid.Pg.objgen], int(kid.MCID)))
            elif kid.get("/Type") == "/OBJR":
                node.kids.append(self._link(kid.Obj, self._pages[kid.Pg.objgen], entries))
            else:
                assert kid.P.objgen == entries.objgen
                node.kids.append(self.node(kid))
        return node

    def _use(self, node: Node, entries: Any, key: Key) -> None:
        self.used.append(key)
        if self._owners[self._keys[key[0]]][key[1]].objgen == entries.objgen:
            self.owned.append(key)
        node.pages.append(key[0])
        node.kids.append(self._texts[key])

    def _link(self, annotation: Any, page: int, holder: Any) -> Link:
        target = annotation.get("/Dest")
        return Link(
            contents=str(annotation.Contents),
            page=page,
            rectangle=tuple(float(edge) for edge in annotation.Rect),
            target=(self._pages[target[0].objgen], float(target[3]))
            if isinstance(target, pikepdf.Array)
            else None,
            uri=str(annotation.A.URI) if "/A" in annotation else "",
            owned=self._owners[int(annotation.StructParent)].objgen == holder.objgen,
        )


def _attributes(entries: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for attributes in _array(entries.get("/A", pikepdf.Array())):
        for key, value in attributes.items():
            is_list = isinstance(value, pikepdf.Array)
            found[key[1:]] = [str(each) for each in value] if is_list else str(value).removeprefix("/")
    return found


def _read_page(
    index: int,
    page: Any,
    texts: dict[Key, str],
    artifacts: list[tuple[int, str, str]],
    untagged: list[tuple[int, str]],
) -> None:
    fonts = {
        str(name): _characters(font.ToUnicode.read_bytes()) for name, font in page.Resources.Font.items()
    }
    stack: list[tuple[str, int | None, str]] = []
    font: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BDC":
                mark = operands[1]
                number = int(mark.MCID) if "/MCID" in mark else None
                if number is not None:
                    assert (index, number) not in texts, "a sequence number is used twice on a page"
                    assert not any(tag == "Artifact" or other is not None for tag, other, _ in stack)
                    texts[index, number] = ""
                stack.append((str(operands[0])[1:], number, str(mark.get("/Subtype", ""))[1:]))
            case "BMC":
                assert not any(number is not None for _tag, number, _kind in stack), (
                    "an artifact within the text"
                )
                stack.append((str(operands[0])[1:], None, ""))
            case "EMC":
                stack.pop()
            case "Tf":
                font = fonts[str(operands[0])]
            case "TJ" | "Tj":
                text = _shown(operands[0], font)
                tag, number, kind = stack[-1] if stack else ("", None, "")
                if number is not None:
                    texts[index, number] += text
                elif tag == "Artifact":
                    artifacts.append((index, kind, text))
                else:
                    untagged.append((index, text))
    assert not stack, "a sequence has no end"


def _shown(operand: Any, font: dict[int, str]) -> str:
    strings = [operand] if isinstance(operand, pikepdf.String) else list(operand)
    codes = b"".join(bytes(each) for each in strings if isinstance(each, pikepdf.String))
    return "".join(font.get(int.from_bytes(codes[at : at + 2]), "\ufffd") for at in range(0, len(codes), 2))


@cache
def _characters(table: bytes) -> dict[int, str]:
    """What the codes of a font say (ISO 32000-1, 9.10.3)."""
    found: dict[int, str] = {}
    for kind, body in _BLOCK.findall(table):
        if kind == b"bfchar":
            for code, text in _PAIR.findall(body):
                found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
        else:
            for first, last, text in _RANGE.findall(body):
                start = bytes.fromhex(text.decode()).decode("utf-16-be")
                for step in range(int(last, 16) - int(first, 16) + 1):
                    found[int(first, 16) + step] = start[:-1] + chr(ord(start[-1]) + step)
    return found
