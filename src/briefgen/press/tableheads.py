"""Which head cells speak for which cells of a table (ISO 32000-1, 14.8.5.7): Scope, ID and Headers.

Both ways of telling are used: readers differ in which one they follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .structure import Element


@dataclass(frozen=True, slots=True)
class _Cell:
    element: Element
    row: int
    column: int
    height: int
    width: int

    def spans(self, other: _Cell) -> bool:
        """Whether the cells share a column."""
        return self.column < other.column + other.width and other.column < self.column + self.width

    def levels(self, other: _Cell) -> bool:
        """Whether the cells share a row."""
        return self.row < other.row + other.height and other.row < self.row + self.height


def tell_heads(root: Element) -> None:
    """Give every head cell its scope and an ID, and every other cell the IDs of its heads."""
    for number, table in enumerate(_tables(root), 1):
        cells = tuple(_cells(table))
        heads = tuple(cell for cell in cells if cell.element.role == "TH")
        for head in heads:
            head.element.id = f"head-{number}-{head.row + 1}-{head.column + 1}"
            _table(head.element)["Scope"] = _scope(head)
        for cell in cells:
            _spans(cell)
            found = [head.element.id for head in heads if _speaks(head, cell)]
            if cell.element.role == "TD" and found:
                _table(cell.element)["Headers"] = tuple(found)


def _tables(element: Element) -> Iterator[Element]:
    if element.role == "Table":
        yield element
    for child in element.children():
        yield from _tables(child)


def _cells(table: Element) -> Iterator[_Cell]:
    """The cells of a table in its grid, rows and columns counted from 0."""
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(_rows(table)):
        column = 0
        for element in line.children():
            while (row, column) in taken:
                column += 1
            cell = _Cell(element, row, column, _span(element, "rowspan"), _span(element, "colspan"))
            taken.update((row + down, column + on) for down in range(cell.height) for on in range(cell.width))
            yield cell


def _rows(element: Element) -> Iterator[Element]:
    for child in element.children():
        if child.role == "TR":
            yield child
        elif child.role in ("THead", "TBody", "TFoot"):
            yield from _rows(child)


def _span(element: Element, name: str) -> int:
    """How many rows or columns a cell covers."""
    told = element.source.get(name, "1")
    return max(1, int(told)) if told.isdecimal() else 1


def _scope(head: _Cell) -> str:
    """What a head speaks for: as the markup says; else the column in a table's head, the row elsewhere."""
    told = {"row": "Row", "rowgroup": "Row", "col": "Column", "colgroup": "Column"}.get(
        head.element.source.get("scope")
    )
    return told or ("Column" if head.element.within(frozenset({"THead", "TBody"})).role == "THead" else "Row")


def _speaks(head: _Cell, cell: _Cell) -> bool:
    scope = head.element.attributes["Table"]["Scope"]
    return head.levels(cell) if scope == "Row" else head.spans(cell) and head.row < cell.row


def _spans(cell: _Cell) -> None:
    for name, size in (("RowSpan", cell.height), ("ColSpan", cell.width)):
        if size > 1:
            _table(cell.element)[name] = size


def _table(element: Element) -> dict[str, object]:
    return element.attributes.setdefault("Table", {})
