"""Bytes to YAML nodes with spans; the only module that imports yaml.

What editors write is read as a strict subset of YAML 1.2: every scalar is text (so `NO`, `012`, `12:30` stay as
written) until a field asks for something else. Anchors, aliases, tags, duplicate keys, several documents, tabs in
indentation and control characters are problems with a position. PyYAML's parser gives events only; its texts are
never shown as our message.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate
from typing import NoReturn

import yaml

from briefgen.diagnostics.capping import MOST_IN_FILE, capped
from briefgen.diagnostics.model import Diagnostic, Edit, Fix, Label, Span, diagnose
from briefgen.diagnostics.texts import Count, Param, phrase
from briefgen.mistakes import Complaint, explained
from briefgen.textfile import File
from briefgen.textopening import FORBIDDEN, MAX_VALUE, MAX_VALUES, named, opened, over

__all__ = ["KINDS", "MAX_DEPTH", "File", "Mapping", "Node", "Scalar", "Sequence", "label", "parse"]

MAX_DEPTH = 40

_STYLES = ('"', "'", "|", ">")
_HEADER = re.compile(r"[|>][^\n]*\n|[\"']")
# What looks like nothing or like a space, and makes a key another one: other spaces, marks of direction, joiners.
_HIDDEN = re.compile(
    "[\u00a0\u00ad\u061c\u1680\u2000-\u200f\u202a-\u202f\u205f-\u2064\u2066-\u206f\u3000\ufeff]+"
)
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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


def parse(path: str, data: bytes) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The root node of a file and its problems; the root is None when the file cannot be read at all."""
    file = opened(path, data)
    if isinstance(file, Diagnostic):
        return None, (file,)
    builder = _Builder(file)
    try:
        root = builder.build()
    except _RefusedError:
        return None, _told(builder.problems)
    except yaml.YAMLError as error:
        return None, _told([*builder.problems, _syntax(file, error)])
    return root, _told(builder.problems)


def _told(problems: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(capped(problems, MOST_IN_FILE))


def _inside(file: File, line: int, column: int) -> tuple[int, int]:
    """A place that the parser names, or the file's end where it names one past it."""
    last = len(file.lines)
    return (line, column) if line <= last else (last, len(file.line(last)) + 1)


def _syntax(file: File, error: yaml.YAMLError) -> Diagnostic:
    """The parser's complaint in an editor's words, at the place where the mistake began."""
    context, found = (str(getattr(error, name, None) or "") for name in ("context", "problem"))
    mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    (line, column), start = (
        _inside(file, each.line + 1, each.column + 1) if each else (1, 1) for each in (mark, opened or mark)
    )
    return explained(file, Complaint(context, found, line, column, start))


class _RefusedError(Exception):
    """Ends the building of nodes; the problem is reported already."""


class _Builder:
    """Builds nodes from the parser's events, collecting problems instead of stopping at the first."""

    def __init__(self, file: File) -> None:
        self.file = file
        self.problems: list[Diagnostic] = []
        self.values = 0
        self.events: Iterator[yaml.Event] = iter(yaml.parse(file.text, Loader=_Loader))

    def build(self) -> Node | None:
        root: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                self._report("multiple-documents", self._span(event))
                break
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event, 0)
        empty = isinstance(root, Scalar) and root.plain and not root.text and not self.problems
        if root is None or empty:
            self._report("empty-file", Span.start_of(self.file.path))
            return None
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        span = self._span(event)
        self.values += 1
        if depth > MAX_DEPTH or self.values > MAX_VALUES:
            self._stop(span)
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            self._report("alias", span, token=f"*{anchor}")
            return Scalar("", span, self.file)
        if anchor:
            self._refuse("alias", span, "&")
        if tag not in (None, "!"):
            self._refuse("tag", span, "!")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(span, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(span, depth)
        return self._scalar(event, span)

    def _stop(self, span: Span) -> NoReturn:
        """Ends the reading of a file that is deeper, or has more in it, than anybody writes."""
        if self.values > MAX_VALUES:
            self.problems.append(over(self.file, span, "a-file", Count(self.values, "value"), MAX_VALUES))
        else:
            self._report("too-deep", span, limit=str(MAX_DEPTH))
        raise _RefusedError

    def _scalar(self, event: yaml.Event, span: Span) -> Scalar:
        """A text. Only an escape can bring in what the file itself may not have."""
        style, text = getattr(event, "style", None), getattr(event, "value", "")
        if len(text) > MAX_VALUE:
            self.problems.append(over(self.file, span, "a-text", Count(len(text), "character"), MAX_VALUE))
            text = ""
        elif style == '"' and (found := FORBIDDEN.search(text)):
            self._report("control-character", span, character=named(found[0]))
            text = ""
        return Scalar(text, span, self.file, style not in _STYLES)

    def _sequence(self, span: Span, depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Sequence(tuple(items), self._closed(span, event), self.file)

    def _mapping(self, span: Span, depth: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                self._report("syntax", key.span, found=phrase("key-with-keys"))
            else:
                self._enter(entries, self._shown(key), value)
        return Mapping(tuple(entries.values()), self._closed(span, event), self.file)

    def _shown(self, key: Scalar) -> Scalar:
        """A key without the hidden characters in it, which are reported: nobody would see why it is unknown."""
        found = _HIDDEN.search(key.text)
        if not found:
            return key
        clean = _HIDDEN.sub("", key.text)
        edits = (Edit(key.span, clean),) if key.plain and key.span.line == key.span.end_line else ()
        self._report("hidden-in-key", key.span, key=clean, character=named(found[0]), fix=Fix(edits, "ask"))
        return replace(key, text=clean)

    def _enter(self, entries: dict[str, tuple[Scalar, Node]], key: Scalar, value: Node) -> None:
        if key.text in entries:
            first = label(entries[key.text][0], "first-written-here")
            self._report("duplicate-key", key.span, labels=(first,), key=key.text)
        else:
            entries[key.text] = (key, value)

    def _closed(self, start: Span, event: yaml.Event) -> Span:
        """The span of a collection in brackets on one line; of any other its start."""
        end = self._span(event)
        if start.column == start.end_column or end.end_line != start.line:
            return start
        return replace(start, end_column=end.end_column)

    def _span(self, event: yaml.Event) -> Span:
        """The event's stretch; block collections are cut to their first line, block scalars keep all lines."""
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return Span.start_of(self.file.path)
        line, end_line, end_column = start.line + 1, end.line + 1, end.column + 1
        if end_column == 1 and end_line > line:
            end_line -= 1
            end_column = len(self.file.line(end_line)) + 1
        return Span(self.file.path, line, start.column + 1, end_line, end_column)

    def _refuse(self, code: str, span: Span, sign: str) -> None:
        """Reports the word that begins in `sign`, at or after the start of a span."""
        line = self.file.line(span.line)
        at = max(line.find(sign, span.column - 1), 0)
        token = line[at:].split(maxsplit=1)[0]
        where = Span(self.file.path, span.line, at + 1, span.line, at + 1 + len(token))
        self._report(code, where, token=token)

    def _report(
        self,
        code: str,
        span: Span,
        *,
        labels: tuple[Label, ...] = (),
        fix: Fix | None = None,
        **params: Param,
    ) -> None:
        excerpt = self.file.line(span.line)
        self.problems.append(diagnose(code, span, params, labels=labels, fix=fix, excerpt=excerpt))
