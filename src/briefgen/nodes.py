"""What a YAML file is read as: texts, lists and keys with values, each with its place in the file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import field
from functools import lru_cache
from itertools import accumulate

from briefgen.diagnostics.model import Label, Span
from briefgen.diagnostics.texts import phrase
from briefgen.ondemand import dataclass, pattern
from briefgen.textfile import File

_HEADER = pattern(r"[|>][^\n]*\n|[\"']")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that was put together: where it begins, and the `length` characters it was copied from.

    `instead` is the stretch of the written text that it stands for.
    """

    start: int
    scalar: Scalar
    at: int
    length: int
    instead: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text value. `plain` tells that it stands without quotes or block mark.

    `pieces` tell how a text was put together that is not what is written, from `written` and from other texts.
    """

    text: str
    span: Span
    file: File = field(repr=False, compare=False)
    plain: bool = True
    written: Scalar | None = field(default=None, repr=False, compare=False)
    pieces: tuple[Piece, ...] = field(default=(), repr=False, compare=False)

    def place(self, start: int, end: int) -> Span:
        """Where the characters `[start, end)` of the text stand in the file; all of it where escapes hide that."""
        if self.written is not None and self.pieces:
            return _placed(self.written, self.pieces, start, max(end, start + 1))
        layout = _layout(self.file, self.span, self.text, self.plain)
        if layout is None:
            return self.span
        (line, column), (last_line, last) = layout.position(start), layout.position(max(start, end - 1))
        return Span(self.span.file, line, column, last_line, last + 1)


def _placed(written: Scalar, pieces: tuple[Piece, ...], start: int, end: int) -> Span:
    """Where characters of a text stand that was put together: in the one text they come from, or in the written one."""
    first, last = (max(bisect_right(pieces, at, key=_start) - 1, 0) for at in (start, end - 1))
    one, other = pieces[first], pieces[last]
    if first == last:
        return one.scalar.place(one.at + start - one.start, one.at + end - one.start)
    begins = one.at + start - one.start if one.scalar is written else one.instead[0]
    ends = other.at + end - other.start if other.scalar is written else other.instead[1]
    return written.place(begins, ends)


def _start(piece: Piece) -> int:
    return piece.start


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the text of a scalar stands: the n-th character of it that is no space is the n-th of the file's stretch.

    Line ends and indentation differ between text and file, the other characters do not. White space is counted back
    from the character after it, or on from the one before.
    """

    read: tuple[int, ...]
    written: tuple[int, ...]
    starts: tuple[int, ...]
    begin: int
    line: int

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character of the text."""
        at = self.begin
        if self.read:
            rank = min(bisect_left(self.read, offset), len(self.read) - 1)
            at = max(at, self.written[rank] + offset - self.read[rank])
        row = bisect_right(self.starts, at) - 1
        return self.line + row, at - self.starts[row] + 1


@lru_cache(maxsize=4)
def _layout(file: File, span: Span, text: str, plain: bool) -> _Layout | None:
    """The layout of a scalar; remembered, since problems come in numbers; None where text and file differ."""
    rows = [file.line(number) for number in range(span.line, span.end_line + 1)]
    rows[-1] = rows[-1][: span.end_column - 1]
    raw, begin = "\n".join(rows), span.column - 1
    header = None if plain else _HEADER.match(raw, begin)
    begin = header.end() if header else begin
    written = tuple(at for at in range(begin, len(raw)) if not raw[at].isspace())
    read = tuple(at for at, character in enumerate(text) if not character.isspace())
    if [raw[at] for at in written[: len(read)]] != [text[at] for at in read]:
        return None
    starts = tuple(accumulate((len(row) + 1 for row in rows), initial=0))
    return _Layout(read, written, starts, begin, span.line)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes; `span` is where it starts, or all of it in brackets on one line."""

    items: tuple[Node, ...]
    span: Span
    file: File = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their nodes in the order written; `span` as that of a list."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span
    file: File = field(repr=False, compare=False)

    def get(self, key: str) -> Node | None:
        """The node of a key, or None."""
        for name, value in self.entries:
            if name.text == key:
                return value
        return None


Node = Scalar | Sequence | Mapping
# What a node of each kind is called: keys of `diagnostics.phrases`.
KINDS = {Scalar: "text", Sequence: "a-list", Mapping: "keys-with-values"}


def label(node: Node, key: str) -> Label:
    """A further place of a problem: a node, with a phrase about it."""
    return Label(node.span, phrase(key), node.file.line(node.span.line))
