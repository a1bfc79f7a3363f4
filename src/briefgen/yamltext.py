"""Bytes to YAML nodes with spans; the only module that imports yaml.

What editors write is read as a strict subset of YAML 1.2: every scalar is text (so `NO`, `012`, `12:30` stay as
written) until a field asks for something else. Anchors, aliases, tags, duplicate keys, several documents, tabs in
indentation and control characters are problems with a position. PyYAML's parser gives events only; its texts are
never shown as our message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from briefgen.diagnostics.model import Diagnostic, Label, Span, diagnose, problem

MAX_BYTES = 20_000_000
MAX_DEPTH = 40
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class File:
    """A text file: its path as shown to people (relative to the workspace) and its text."""

    path: str
    text: str

    def line(self, number: int) -> str:
        """A line by its number from 1, without its end; empty past the end."""
        lines = self.text.split("\n", number)
        return lines[number - 1].removesuffix("\r") if number <= len(lines) else ""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text value. `plain` tells that it stands without quotes or block mark."""

    text: str
    span: Span
    file: File = field(repr=False, compare=False)
    plain: bool = True

    def locate(self, token: str, occurrence: int = 0) -> Span:
        """Where `token` stands in the file inside this value, for its n-th occurrence; else the whole value."""
        seen = 0
        for number in range(self.span.line, self.span.end_line + 1):
            line = self.file.line(number)
            start = self.span.column - 1 if number == self.span.line else 0
            while (at := line.find(token, start)) >= 0:
                if seen == occurrence:
                    return Span(self.span.file, number, at + 1, number, at + 1 + len(token))
                seen, start = seen + 1, at + len(token)
        return self.span


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes; `span` is its first line for a block list."""

    items: tuple[Node, ...]
    span: Span
    file: File = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their nodes in the order written; `span` is its first key for a block mapping."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span
    file: File = field(repr=False, compare=False)

    def get(self, key: str) -> Node | None:
        """The node of a key, or None."""
        return next((value for name, value in self.entries if name.text == key), None)


Node = Scalar | Sequence | Mapping
KINDS = {Scalar: "text", Sequence: "a list", Mapping: "keys with values"}


def parse(path: str, data: bytes) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The root node of a file and its problems; the root is None when the file cannot be read at all."""
    start = Span.start_of(path)
    if len(data) > MAX_BYTES:
        return None, (problem("file-too-large", start, size=str(len(data)), limit=str(MAX_BYTES)),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(path, data, error),)
    file = File(path, text)
    if found := _FORBIDDEN.search(text):
        return None, (_control(file, found.start()),)
    builder = _Builder(file)
    try:
        root = builder.build()
    except _TooDeepError:
        return None, tuple(builder.problems)
    except yaml.YAMLError as error:
        return None, (*builder.problems, _syntax(file, error))
    return root, tuple(builder.problems)


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    before = data[: error.start].decode("utf-8", "replace")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    span = Span(path, line, column, line, column + 1)
    return problem("not-utf8", span, byte=f"0x{data[error.start]:02X}", offset=str(error.start))


def _control(file: File, offset: int) -> Diagnostic:
    line = file.text.count("\n", 0, offset) + 1
    column = offset - (file.text.rfind("\n", 0, offset) + 1) + 1
    span = Span(file.path, line, column, line, column + 1)
    return problem(
        "control-character", span, character=f"U+{ord(file.text[offset]):04X}", excerpt=file.line(line)
    )


def _syntax(file: File, error: yaml.YAMLError) -> Diagnostic:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    found = str(getattr(error, "problem", None) or "something that is no YAML")
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    span = Span(file.path, line, column, line, column + 1)
    excerpt = file.line(line)
    if "\t" in excerpt[: len(excerpt) - len(excerpt.lstrip())] or excerpt[column - 1 : column] == "\t":
        return problem("tab-indent", span, excerpt=excerpt)
    if "mapping values are not allowed" in found:
        return problem("unquoted-colon", span, excerpt=excerpt)
    return problem("syntax", span, found=found, excerpt=excerpt)


class _TooDeepError(Exception):
    """Ends the building of nodes; the problem is reported already."""


class _Builder:
    """Builds nodes from the parser's events, collecting problems instead of stopping at the first."""

    def __init__(self, file: File) -> None:
        self.file = file
        self.problems: list[Diagnostic] = []
        self.events: Iterator[yaml.Event] = iter(yaml.parse(file.text, Loader=_Loader))

    def build(self) -> Node | None:
        root: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                self._report("multiple-documents", self._span(event))
                break
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event, 0)
        if root is None or (isinstance(root, Scalar) and root.plain and not root.text):
            self._report("empty-file", Span.start_of(self.file.path))
            return None
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        span = self._span(event)
        if depth > MAX_DEPTH:
            self._report("too-deep", span, limit=str(MAX_DEPTH))
            raise _TooDeepError
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            self._report("alias", span, token=f"*{anchor}")
            return Scalar("", span, self.file)
        if anchor:
            self._report("alias", span, token=f"&{anchor}")
        if tag not in (None, "!"):
            self._report("tag", span, token=str(tag))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(span, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(span, depth)
        style, text = getattr(event, "style", None), getattr(event, "value", "")
        return Scalar(text, span, self.file, plain=style not in ('"', "'", "|", ">"))

    def _sequence(self, span: Span, depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Sequence(tuple(items), span, self.file)

    def _mapping(self, span: Span, depth: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                self._report("syntax", key.span, found="a key that is a list or has keys itself")
            elif key.text in entries:
                first = Label(entries[key.text][0].span, "first written here")
                self._report("duplicate-key", key.span, labels=(first,), key=key.text)
            else:
                entries[key.text] = (key, value)
        return Mapping(tuple(entries.values()), span, self.file)

    def _span(self, event: yaml.Event) -> Span:
        """The event's stretch; block collections are cut to their first line, block scalars keep all lines."""
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return Span.start_of(self.file.path)
        line, column = start.line + 1, start.column + 1
        end_line, end_column = end.line + 1, end.column + 1
        if end_column == 1 and end_line > line:
            end_line -= 1
            end_column = len(self.file.line(end_line)) + 1
        return Span(self.file.path, line, column, end_line, end_column)

    def _report(self, code: str, span: Span, *, labels: tuple[Label, ...] = (), **params: str) -> None:
        self.problems.append(diagnose(code, span, params, labels=labels, excerpt=self.file.line(span.line)))
