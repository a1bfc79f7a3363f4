"""From YAML nodes to the values of records, with a problem for whatever does not fit.

A `Decoder` walks one file. Each field method gives back the value, or None after reporting why there is none, and
remembers under which route the value stands, so that later rules can point at it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from briefgen import edtf
from briefgen.diagnostics.model import Diagnostic, Label, Span, diagnose
from briefgen.diagnostics.suggestions import closest_key
from briefgen.yamltext import KINDS, Mapping, Node, Scalar, Sequence

T = TypeVar("T")
Values = dict[str, str]
ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_WHOLE = re.compile(r"[0-9]{1,12}\Z")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?\Z")


@dataclass(frozen=True, slots=True)
class Prose:
    """Text with citation marks in it, still bound to its place in the file."""

    text: str
    scalar: Scalar = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Places:
    """Where a record and its values stand: the record's own span, and the nodes by route inside the record."""

    span: Span
    nodes: tuple[tuple[str, Node], ...] = ()

    def node(self, route: str) -> Node | None:
        """The node at a route (`evidence[0].source`), or None."""
        return next((node for name, node in self.nodes if name == route), None)

    def at(self, route: str) -> Span:
        """The span at a route; the record's own span where the route was not written."""
        node = self.node(route)
        return node.span if node else self.span

    def line(self, route: str) -> str:
        """The file's line on which the value at a route starts, for showing; empty where not written."""
        node = self.node(route)
        return node.file.line(node.span.line) if node else ""


class Decoder:
    """Collects the problems and places of one record."""

    def __init__(self, name: Scalar | None, root: Node, route: str = "") -> None:
        self.problems: list[Diagnostic] = []
        self.base = route
        self.places: dict[str, Node] = {}
        self.span = name.span if name else Span.start_of(root.span.file)

    def record(self) -> Places:
        """The places met so far."""
        return Places(self.span, tuple(self.places.items()))

    def report(
        self,
        code: str,
        node: Node,
        route: str,
        *,
        labels: tuple[Label, ...] = (),
        help: str = "",
        **params: str,
    ) -> None:
        """Adds a problem at a node; keyword arguments are the values its message names."""
        self.record_problem(code, node, route, params, labels=labels, help=help)

    def record_problem(
        self,
        code: str,
        node: Node,
        route: str,
        params: Values,
        *,
        labels: tuple[Label, ...] = (),
        help: str = "",
    ) -> None:
        """The same as `report`, with the message's values in a mapping."""
        excerpt = node.file.line(node.span.line)
        full = ".".join(each for each in (self.base, route) if each)
        self.problems.append(
            diagnose(code, node.span, params, route=full, labels=labels, help=help, excerpt=excerpt)
        )

    def fields(self, node: Node, where: str, allowed: tuple[str, ...], route: str = "") -> Fields | None:
        """The keys of a mapping node, unknown ones reported; None when the node is no mapping."""
        if not isinstance(node, Mapping):
            key = route or where
            self.report("wrong-type", node, route, key=key, expected=KINDS[Mapping], found=_kind(node))
            return None
        for name, _ in node.entries:
            if name.text not in allowed:
                hint = closest_key(name.text, allowed)
                advice = f"did you mean `{hint}`?" if hint else f"known keys: {', '.join(allowed)}"
                self.report(
                    "unknown-key", name, _join(route, name.text), help=advice, key=name.text, where=where
                )
        return Fields(self, node, where, route)


class Fields:
    """The values of one mapping, asked for key by key."""

    def __init__(self, decoder: Decoder, node: Mapping, where: str, route: str) -> None:
        self.decoder, self.mapping, self.where, self.route = decoder, node, where, route

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        return self.mapping.get(key) is not None

    def need(self, key: str) -> None:
        """Reports a key that must be written and is not."""
        if not self.has(key):
            self.decoder.report("missing-key", self.mapping, self.route, key=key, where=self.where)

    def node(self, key: str) -> Node | None:
        """The key's node, remembered under its route."""
        node = self.mapping.get(key)
        if node is not None:
            self.decoder.places[_join(self.route, key)] = node
        return node

    def text(self, key: str) -> str | None:
        """The key's text, white space at its ends removed; an empty one is reported."""
        node = self.node(key)
        return None if node is None else self.scalar(node, key, _join(self.route, key))

    def scalar(self, node: Node, key: str, route: str, expected: str = "text") -> str | None:
        """The text of a node that must be a scalar with something in it."""
        if not isinstance(node, Scalar):
            self.decoder.report("wrong-type", node, route, key=key, expected=expected, found=_kind(node))
            return None
        if not node.text.strip():
            self.decoder.report("empty-value", node, route, key=key)
            return None
        return node.text.strip()

    def prose(self, key: str) -> Prose | None:
        """The key's text as prose."""
        node, text = self.node(key), self.text(key)
        return Prose(text, node) if text is not None and isinstance(node, Scalar) else None

    def choice(self, key: str, allowed: tuple[str, ...]) -> str | None:
        """The key's text when it is one of the allowed words."""
        text = self.text(key)
        if text is None or text in allowed:
            return text
        hint = closest_key(text, allowed)
        advice = f"did you mean `{hint}`?" if hint else ""
        self._report("bad-choice", key, help=advice, found=text, allowed=", ".join(allowed))
        return None

    def date(self, key: str) -> edtf.Edtf | None:
        """The key's text as an EDTF date."""
        text = self.text(key)
        if text is None:
            return None
        try:
            return edtf.parse(text)
        except edtf.EdtfError as error:
            self._report("bad-date", key, found=text, reason=str(error))
            return None

    def whole(self, key: str) -> int | None:
        """The key's text as a whole number from 1."""
        text = self.text(key)
        if text is None:
            return None
        if not _WHOLE.match(text) or int(text) < 1:
            self._report("bad-number", key, expected="a whole number from 1", found=text)
            return None
        return int(text)

    def number(self, key: str) -> Decimal | None:
        """The key's text as a decimal number written with 0-9 and a point."""
        text = self.text(key)
        if text is None:
            return None
        if not _NUMBER.match(text):
            self._report("bad-number", key, expected="a number written with 0-9 and a point", found=text)
            return None
        return Decimal(text)

    def digest(self, key: str) -> str | None:
        """The key's text as a SHA-256 digest in lower-case hexadecimal."""
        text = self.text(key)
        if text is not None and not _DIGEST.match(text):
            self._report("bad-digest", key, found=text)
            return None
        return text

    def identifier(self, key: str) -> str | None:
        """The key's text as an id."""
        text = self.text(key)
        if text is not None and not ID.match(text):
            self._report("bad-id", key, found=text)
            return None
        return text

    def items(self, key: str, expected: str) -> Iterator[tuple[Node, str]]:
        """The nodes of a list with their routes; nothing when the key is not written or no list."""
        node = self.node(key)
        if node is None:
            return
        if not isinstance(node, Sequence):
            self._report("wrong-type", key, expected=f"a list of {expected}", found=_kind(node))
            return
        if not node.items:
            self._report("empty-value", key)
        for index, item in enumerate(node.items):
            route = f"{_join(self.route, key)}[{index}]"
            self.decoder.places[route] = item
            yield item, route

    def texts(self, key: str, expected: str, ids: bool = False) -> tuple[str, ...]:
        """The texts of a list, those that are none left out (and reported)."""
        found: list[str] = []
        for item, route in self.items(key, expected):
            text = self.scalar(item, key, route)
            if text is not None and ids and not ID.match(text):
                self.decoder.report("bad-id", item, route, found=text)
            elif text is not None:
                found.append(text)
        return tuple(found)

    def mapped(self, key: str, decode: Callable[[Decoder, Node, str], T | None]) -> T | None:
        """The key's node decoded by a function of decoder, node and route."""
        node = self.node(key)
        return None if node is None else decode(self.decoder, node, _join(self.route, key))

    def _report(self, code: str, key: str, *, help: str = "", **params: str) -> None:
        node = self.mapping.get(key) or self.mapping
        self.decoder.record_problem(code, node, _join(self.route, key), {"key": key, **params}, help=help)


def _join(route: str, key: str) -> str:
    return f"{route}.{key}" if route else key


def _kind(node: Node) -> str:
    if isinstance(node, Scalar) and node.plain and not node.text:
        return "nothing"
    return KINDS[type(node)]
