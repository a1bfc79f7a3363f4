"""Columns of the protocol and of briefgen.

The protocol counts units of an encoding that both sides agree upon (LSP 3.17, `PositionEncodingKind`), briefgen counts
characters (code points). Arabic letters are one unit of UTF-16 and two of UTF-8; emoji are two and four.
"""

from __future__ import annotations

from typing import Literal

Encoding = Literal["utf-8", "utf-16", "utf-32"]


def units(text: str, encoding: Encoding) -> int:
    """How many units a text takes."""
    match encoding:
        case "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        case "utf-16":
            return len(text) + sum(character > "\uffff" for character in text)
        case "utf-32":
            return len(text)


def to_units(line: str, column: int, encoding: Encoding) -> int:
    """The units before a column of a line; columns are characters from 0, those past the end stand at the end."""
    return units(line[:column], encoding)


def to_column(line: str, character: int, encoding: Encoding) -> int:
    """The column at which a number of units of a line has been passed; inside a character it is that character's."""
    passed = 0
    for column, each in enumerate(line):
        passed += units(each, encoding)
        if passed > character:
            return column
    return len(line)
