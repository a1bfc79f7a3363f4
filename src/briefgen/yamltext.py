"""Bytes to YAML nodes with spans; the only module that imports yaml.

What editors write is read as a strict subset of YAML 1.2: every scalar is text (so `NO`, `012`, `12:30` stay as
written) until a field asks for something else. Anchors, aliases, tags, duplicate keys, several documents, tabs in
indentation and control characters are problems with a position. PyYAML's parser gives events only; its texts are
never shown as our message.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NoReturn

import yaml

from briefgen.diagnostics.capping import MOST_IN_FILE, capped
from briefgen.diagnostics.model import Diagnostic, Edit, Fix, Label, Span, diagnose
from briefgen.diagnostics.texts import Count, Param, phrase
from briefgen.mistakes import CONFLICT, Complaint, explained
from briefgen.nodes import KINDS, Mapping, Node, Scalar, Sequence, label
from briefgen.ondemand import pattern
from briefgen.textfile import File
from briefgen.textopening import FORBIDDEN, MAX_VALUE, MAX_VALUES, named, opened, over

__all__ = [
    "KINDS",
    "MAX_DEPTH",
    "File",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "label",
    "parse",
    "parse_entries",
]

MAX_DEPTH = 40

_STYLES = ('"', "'", "|", ">")
# What looks like nothing or like a space, and makes a key another one: other spaces, marks of direction, joiners.
_HIDDEN = pattern(
    "[\u00a0\u00ad\u061c\u1680\u2000-\u200f\u202a-\u202f\u205f-\u2064\u2066-\u206f\u3000\ufeff]+"
)
# A key at the left edge that can only be the id of a record; what must not be at the left edge of a file of them.
_ENTRY = pattern(r"[^\s#:\-?{}\[\],&*!|>'\"%@`][^\s:]*:(?:\s|$)")
# So many entries that cannot be read, and no more: each is looked into by lines.
_BROKEN = 100
_NO_ENTRIES = pattern(rf"---|\.\.\.|{CONFLICT.pattern}")
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(path: str, data: bytes) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The root node of a file and its problems; the root is None when the file cannot be read at all."""
    file = opened(path, data)
    if isinstance(file, Diagnostic):
        return None, (file,)
    return _read(file, file.text, 0)


def parse_entries(path: str, data: bytes) -> tuple[Mapping, tuple[Diagnostic, ...]] | None:
    """What can be read of a file of keys at its left edge that cannot be read as a whole, and all problems of it.

    In a block mapping nothing but a key, a comment or an empty line begins at the left edge (YAML 1.2, 8.2.2), so that
    each entry is read alone, and one that cannot be read hides no other. None where the file is not of this form.
    """
    file = opened(path, data)
    if isinstance(file, Diagnostic) or any(_NO_ENTRIES.match(each) for each in file.lines):
        return None
    starts = [number for number, line in enumerate(file.lines) if _ENTRY.match(line)]
    if len(starts) < 2 or any(line.strip() and line[0] != "#" for line in file.lines[: starts[0]]):
        return None
    builder = _Builder(file, "", 0)
    found: dict[str, tuple[Scalar, Node]] = {}
    broken = 0
    for start, end in pairwise([*starts, len(file.lines)]):
        end_of_line = "\n" if end < len(file.lines) else ""
        root, problems = _read(file, "\n".join(file.lines[start:end]) + end_of_line, start)
        builder.problems += problems
        for key, value in root.entries if isinstance(root, Mapping) else ():
            builder.enter(found, key, value)
        broken += root is None
        if broken > _BROKEN or len(builder.problems) > MOST_IN_FILE:
            builder.problems[-1:] = capped(builder.problems[-1:], 0)
            break
    return Mapping(tuple(found.values()), Span.start_of(path), file), _told(builder.problems)


def _read(file: File, text: str, above: int) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The root node of a text of the file that begins after so many lines, and its problems."""
    builder = _Builder(file, text, above)
    try:
        root = builder.build()
    except _RefusedError:
        return None, _told(builder.problems)
    except yaml.YAMLError as error:
        return None, _told([*builder.problems, _syntax(file, error, above)])
    return root, _told(builder.problems)


def _told(problems: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(capped(problems, MOST_IN_FILE))


def _inside(file: File, line: int, column: int) -> tuple[int, int]:
    """A place that the parser names, or the file's end where it names one past it."""
    last = len(file.lines)
    return (line, column) if line <= last else (last, len(file.line(last)) + 1)


def _syntax(file: File, error: yaml.YAMLError, above: int) -> Diagnostic:
    """The parser's complaint in an editor's words, at the place where the mistake began."""
    context, found = (str(getattr(error, name, None) or "") for name in ("context", "problem"))
    mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    (line, column), start = (
        _inside(file, above + each.line + 1, each.column + 1) if each else (above + 1, 1)
        for each in (mark, opened or mark)
    )
    # What stands above is read by itself: no mistake in it may be taken for the one behind this complaint.
    below = replace(file, lines=("",) * above + file.lines[above:]) if above else file
    return explained(below, Complaint(context, found, line, column, start))


class _RefusedError(Exception):
    """Ends the building of nodes; the problem is reported already."""


class _Builder:
    """Builds nodes from the parser's events, collecting problems instead of stopping at the first.

    The text is all of the file, or what stands in it below so many lines.
    """

    def __init__(self, file: File, text: str, above: int) -> None:
        self.file = file
        self.above = above
        self.problems: list[Diagnostic] = []
        self.values = 0
        self.events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=_Loader))

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
                self.enter(entries, self._shown(key), value)
        return Mapping(tuple(entries.values()), self._closed(span, event), self.file)

    def _shown(self, key: Scalar) -> Scalar:
        """A key without the hidden characters in it, which are reported: nobody would see why it is unknown."""
        found = _HIDDEN.search(key.text)
        if not found:
            return key
        clean = _HIDDEN.sub("", key.text)
        edits = (Edit(key.span, clean),) if key.plain and key.span.line == key.span.end_line else ()
        self._report(
            "hidden-in-key", key.span, key=clean, character=named(found[0][0]), fix=Fix(edits, "ask")
        )
        return replace(key, text=clean)

    def enter(self, entries: dict[str, tuple[Scalar, Node]], key: Scalar, value: Node) -> None:
        """Adds a key with its value, or reports it as written twice."""
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
        line, end_line, end_column = self.above + start.line + 1, self.above + end.line + 1, end.column + 1
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
        if len(self.problems) > MOST_IN_FILE:
            return  # one more than is told
        excerpt = self.file.line(span.line)
        self.problems.append(diagnose(code, span, params, labels=labels, fix=fix, excerpt=excerpt))
