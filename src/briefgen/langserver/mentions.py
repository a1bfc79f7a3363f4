"""Where the files of a workspace name things: facts, sources, topics, measures, styles, by the shapes of records.

Read from the nodes of a file, not from its records, so that a file with mistakes in it still tells what it names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from collections.abc import Mapping as Table
from pathlib import PurePosixPath
from typing import cast

from briefgen.diagnostics.model import Span
from briefgen.ondemand import dataclass, pattern
from briefgen.prose import marks
from briefgen.records.factkeys import FACT
from briefgen.records.shapes import (
    Choice,
    Either,
    Key,
    ListOf,
    NamesOf,
    Reference,
    Shape,
    Target,
    Value,
    Word,
)
from briefgen.records.sourcekeys import SETTINGS, SOURCE
from briefgen.records.speckeys import SPEC
from briefgen.yamltext import Mapping, Node, Scalar, Sequence

_WORD = pattern(r"[a-z][a-z0-9-]*")
_GUESSED: tuple[Target, ...] = ("fact", "source")
_NAMED = pattern(r"@(\w[\w-]*)")
_FOLDERS: dict[str, Target] = {"briefs": "brief", "briefs/facts": "fact", "briefs/sources": "source"}


@dataclass(frozen=True, slots=True)
class Mention:
    """An id where it stands. `defining`: here is what it names. Several targets: it names one of these kinds."""

    targets: tuple[Target, ...]
    name: str
    span: Span
    defining: bool = False


@dataclass(frozen=True, slots=True)
class Explained:
    """A key or a word of a choice where it stands, with what describes it."""

    what: Key | Word
    span: Span


Place = Mention | Explained


def kind_of(path: str) -> Target | None:
    """What a file of a workspace holds, by its path in it: `brief`, `fact` (a file of facts) or `source`."""
    file = PurePosixPath(path)
    return _FOLDERS.get(str(file.parent)) if file.suffix in (".yaml", ".yml") else None


def shape_of(path: str) -> Shape | None:
    """The shape of a file's records, by its path in the workspace; that of one fact for a file of facts."""
    if path == "briefgen.yaml":
        return SETTINGS
    match kind_of(path):
        case "brief":
            return SPEC
        case "fact":
            return FACT
        case "source":
            return SOURCE
        case _:
            return None


def places(path: str, root: Node | None) -> tuple[Place, ...]:
    """Everything a file names, and the keys and words that can be explained, in reading order."""
    shape, kind = shape_of(path), kind_of(path)
    if shape is None or root is None:
        return ()
    found: list[Place] = []
    if kind in ("brief", "source"):
        found.append(Mention((kind,), PurePosixPath(path).stem, Span.start_of(path), defining=True))
    if kind != "fact":
        found += _of_value(shape, root)
    elif isinstance(root, Mapping):
        for name, node in root.entries:
            found.append(Mention(("fact",), name.text, _inner(name), defining=True))
            found += _of_value(FACT, node)
    return tuple(found)


def mentions(path: str, root: Node | None) -> tuple[Mention, ...]:
    """Everything a file names."""
    return tuple(each for each in places(path, root) if isinstance(each, Mention))


def at(found: tuple[Place, ...], line: int, column: int) -> Place | None:
    """The smallest place that holds a position (line and column from 1; the end counts too), or None."""
    here = [each for each in found if _holds(each.span, line, column)]
    return min(here, key=lambda each: _size(each.span), default=None)


def guessed(
    line: str, row: int, column: int, path: str, known: Table[Target, Collection[str]]
) -> Mention | None:
    """The id that a word of a line is, where its file cannot be read; `row` and `column` from 1."""
    for found in _WORD.finditer(line):
        if found.start() < column <= found.end() + 1:
            targets = tuple(each for each in _GUESSED if found[0] in known.get(each, ()))
            span = Span(path, row, found.start() + 1, row, found.end() + 1)
            return Mention(targets, found[0], span) if targets else None
    return None


def _holds(span: Span, line: int, column: int) -> bool:
    return (span.line, span.column) <= (line, column) <= (span.end_line, span.end_column) and not (
        span.line == span.end_line and span.column == span.end_column
    )


def _size(span: Span) -> tuple[int, int]:
    return span.end_line - span.line, span.end_column - span.column


def _of_value(value: Value, node: Node) -> Iterator[Place]:
    if isinstance(node, Scalar):
        yield from _of_scalar(value, node)
    elif isinstance(node, Sequence):
        for each in node.items if isinstance(value, ListOf) else ():
            yield from _of_value(cast("ListOf", value).item, each)
    elif isinstance(value, NamesOf):
        yield from (Mention((value.target,), name.text, _inner(name)) for name, _ in node.entries)
    elif isinstance(value, Either):
        for way in value.ways:
            yield from _of_value(way, node)
    elif isinstance(value, Shape):
        for name, inner in node.entries:
            key = value.key(name.text)
            if key is not None:
                yield Explained(key, name.span)
                yield from _of_value(key.value, inner)


def _of_scalar(value: Value, scalar: Scalar) -> Iterator[Place]:
    text = scalar.text.strip()
    if isinstance(value, Reference) and text:
        yield Mention(value.target, text, _inner(scalar))
    elif isinstance(value, Choice):
        yield from (Explained(each, _inner(scalar)) for each in value.words if each.word == text)
    elif value == "prose":
        yield from _of_prose(scalar)


def _of_prose(scalar: Scalar) -> Iterator[Mention]:
    for mark in marks(scalar.text):
        for found in _NAMED.finditer(scalar.text, mark.start, mark.end):
            yield Mention(("fact",), found[1], scalar.place(found.start(1), found.end(1)))


def _inner(scalar: Scalar) -> Span:
    """Where the words of a scalar stand, without its quotes."""
    bare = scalar.text.strip()
    start = scalar.text.find(bare)
    return scalar.place(start, start + len(bare)) if bare else scalar.span
