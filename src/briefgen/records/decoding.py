"""From YAML nodes to the values of records, with a problem for whatever does not fit.

A `Decoder` walks one file. Each field method gives back the value, or None after reporting why there is none, and
remembers under which route the value stands, so that later rules can point at it.
"""

from __future__ import annotations

from collections import abc
from collections.abc import Callable, Iterator
from dataclasses import field
from decimal import Decimal
from typing import TypeVar

from briefgen import edtf
from briefgen.diagnostics.model import Diagnostic, Fix, Label, Span, diagnose
from briefgen.diagnostics.suggestions import closest_key, likely_date, likely_number
from briefgen.diagnostics.texts import Names, Param, Text, phrase
from briefgen.ondemand import dataclass, pattern
from briefgen.records import repairs
from briefgen.records.repairs import good_id, instead, is_date, key_advice, list_advice, meant
from briefgen.yamltext import KINDS, Mapping, Node, Scalar, Sequence

T = TypeVar("T")
Values = dict[str, Param]
ID = repairs.ID
_DIGEST = pattern(r"[0-9a-f]{64}\Z")
_WHOLE = pattern(r"[0-9]{1,12}\Z")
_LINE_END = pattern(r"[ \t]*\n\s*")
_NUMBER = pattern(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?\Z")


@dataclass(frozen=True, slots=True)
class Prose:
    """Text with citation marks in it, as it stands in the file, and the value it comes from."""

    text: str
    scalar: Scalar = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Places:
    """Where a record and its values stand: the record's own span, and the nodes by route inside the record."""

    span: Span
    excerpt: str = ""
    nodes: abc.Mapping[str, Node] = field(default_factory=dict)

    def node(self, route: str) -> Node | None:
        """The node at a route (`evidence[0].source`), or None; the record itself, at no route, has none."""
        return self.nodes.get(route) if route else None

    def at(self, route: str) -> Span:
        """The span at a route; the record's own span where the route was not written."""
        node = self.node(route)
        return node.span if node else self.span

    def line(self, route: str) -> str:
        """The file's line on which `at` of the same route starts, for showing."""
        node = self.node(route)
        return node.file.line(node.span.line) if node else self.excerpt


class Decoder:
    """Collects the problems and places of one record."""

    def __init__(self, name: Scalar | None, root: Node, route: str = "") -> None:
        self.problems: list[Diagnostic] = []
        self.base = route
        self.places: dict[str, Node] = {}
        self.span = name.span if name else Span.start_of(root.span.file)
        self.excerpt = name.file.line(name.span.line) if name else ""

    def record(self) -> Places:
        """The places met so far."""
        return Places(self.span, self.excerpt, dict(self.places))

    def report(
        self,
        code: str,
        node: Node,
        route: str,
        *,
        labels: tuple[Label, ...] = (),
        helps: tuple[Text, ...] = (),
        **params: Param,
    ) -> None:
        """Adds a problem at a node; keyword arguments are the values its message names."""
        self.record_problem(code, node, route, params, labels=labels, helps=helps)

    def record_problem(
        self,
        code: str,
        node: Node,
        route: str,
        params: Values,
        *,
        labels: tuple[Label, ...] = (),
        helps: tuple[Text, ...] = (),
        fix: Fix | None = None,
    ) -> None:
        """The same as `report`, with the message's values in a mapping."""
        excerpt = node.file.line(node.span.line)
        full = ".".join(each for each in (self.base, route) if each)
        self.problems.append(
            diagnose(
                code, node.span, params, route=full, labels=labels, helps=helps, fix=fix, excerpt=excerpt
            )
        )

    def unfit(self, node: Node, route: str, what: Text, expected: Text, *helps: Text) -> None:
        """Reports a node of the wrong kind, or one that is not there at all."""
        if isinstance(node, Scalar) and node.plain and not node.text:
            self.report("empty-value", node, route, key=route.rpartition(".")[2] or self.base)
        else:
            found = phrase(KINDS[type(node)])
            self.report("wrong-type", node, route, helps=helps, what=what, expected=expected, found=found)

    def fields(self, node: Node, where: str, allowed: tuple[str, ...], route: str = "") -> Fields | None:
        """The keys of a mapping node, unknown ones reported; None when the node is no mapping.

        `where` is what the mapping is called: a key of `diagnostics.phrases`.
        """
        if not isinstance(node, Mapping):
            what = phrase("key", key=route) if route else phrase(where)
            self.unfit(node, route, what, phrase(KINDS[Mapping]))
            return None
        fields = Fields(self, node, where, route)
        for name, _ in node.entries:
            if name.text not in allowed:
                hint = closest_key(name.text, allowed)
                fields.meant.add(hint or "")
                params: Values = {"key": name.text, "where": phrase(where)}
                helps, fix = key_advice(name, hint, allowed), instead(name, hint) if hint else None
                self.record_problem(
                    "unknown-key", name, _join(route, name.text), params, helps=helps, fix=fix
                )
        return fields


class Fields:
    """The values of one mapping, asked for key by key."""

    def __init__(self, decoder: Decoder, node: Mapping, where: str, route: str) -> None:
        self.decoder, self.mapping, self.where, self.route = decoder, node, where, route
        self.meant: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        return self.mapping.get(key) is not None

    def need(self, key: str) -> None:
        """Reports a key that must be written and is not; a misspelt one is told already."""
        if not self.has(key) and key not in self.meant:
            self.decoder.report("missing-key", self.mapping, self.route, key=key, where=phrase(self.where))

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
        """The text of a node that must be a scalar with something in it; line ends inside it are spaces."""
        if not isinstance(node, Scalar):
            self.decoder.unfit(node, route, phrase("key", key=key), phrase(expected))
            return None
        if not node.text.strip():
            self.decoder.report("empty-value", node, route, key=key)
            return None
        return _LINE_END.sub(" ", node.text.strip())

    def prose(self, key: str) -> Prose | None:
        """The key's text as prose."""
        node, text = self.node(key), self.text(key)
        return Prose(node.text, node) if text is not None and isinstance(node, Scalar) else None

    def choice(self, key: str, allowed: tuple[str, ...]) -> str | None:
        """The key's text when it is one of the allowed words."""
        node = self.node(key)
        return None if node is None else self.one_of(node, key, _join(self.route, key), allowed)

    def one_of(self, node: Node, key: str, route: str, allowed: tuple[str, ...]) -> str | None:
        """The text of a node when it is one of the allowed words."""
        text = self.scalar(node, key, route)
        if text is None or text in allowed:
            return text
        hint = closest_key(text, allowed)
        advice = meant(hint) if hint else phrase("one-of", names=Names(allowed))
        helps = (phrase("arabic-comma"),) if "،" in text and not hint else (advice,)
        params: Values = {"key": key, "found": text}
        self.decoder.record_problem(
            "bad-choice", node, route, params, helps=helps, fix=instead(node, hint) if hint else None
        )
        return None

    def date(self, key: str) -> edtf.Edtf | None:
        """The key's text as an EDTF date."""
        text = self.text(key)
        if text is None:
            return None
        try:
            return edtf.parse(text)
        except edtf.EdtfError as error:
            likely = likely_date(text)
            good = likely if likely != text and is_date(likely) else ""
            self._report("bad-date", key, good, found=text, reason=error.reason)
            return None

    def whole(self, key: str) -> int | None:
        """The key's text as a whole number from 1."""
        text = self.text(key)
        if text is None:
            return None
        if not _WHOLE.match(text) or int(text) < 1:
            likely = likely_number(text)
            good = likely if _WHOLE.match(likely) and int(likely) else ""
            self._report("bad-number", key, good, expected=phrase("whole-number"), found=text)
            return None
        return int(text)

    def number(self, key: str) -> Decimal | None:
        """The key's text as a decimal number written with 0-9 and a point."""
        text = self.text(key)
        if text is None:
            return None
        if not _NUMBER.match(text):
            likely = likely_number(text)
            good = likely if _NUMBER.match(likely) else ""
            self._report("bad-number", key, good, expected=phrase("decimal-number"), found=text)
            return None
        return Decimal(text)

    def digest(self, key: str) -> str | None:
        """The key's text as a SHA-256 digest in lower-case hexadecimal."""
        text = self.text(key)
        if text is not None and not _DIGEST.match(text):
            good = text.lower() if _DIGEST.match(text.lower()) else ""
            self._report("bad-digest", key, good, found=text)
            return None
        return text

    def identifier(self, key: str) -> str | None:
        """The key's text as an id."""
        text = self.text(key)
        if text is not None and not ID.match(text):
            self._report("bad-id", key, good_id(text), found=text)
            return None
        return text

    def items(self, key: str, expected: str) -> Iterator[tuple[Node, str]]:
        """The nodes of a list with their routes; nothing when the key is not written or no list.

        `expected` says of what the list is: a key of `diagnostics.phrases`.
        """
        node = self.node(key)
        if node is None:
            return
        if not isinstance(node, Sequence):
            what, wanted = phrase("key", key=key), phrase("list-of", items=phrase(expected))
            self.decoder.unfit(node, _join(self.route, key), what, wanted, list_advice(node))
            return
        if not node.items:
            self._report("empty-value", key)
        for index, item in enumerate(node.items):
            route = f"{_join(self.route, key)}[{index}]"
            self.decoder.places[route] = item
            yield item, route

    def texts(self, key: str, expected: str, ids: bool = False) -> tuple[str, ...]:
        """The texts of a list; none at all when one of them is none (and reported), so that places stay countable."""
        found: list[str] = []
        before = len(self.decoder.problems)
        for item, route in self.items(key, expected):
            text = self.scalar(item, key, route)
            if text is not None and ids and not ID.match(text):
                good = good_id(text)
                helps = (phrase("arabic-comma"),) if "،" in text else (meant(good),) if good else ()
                fix = instead(item, text.replace("،", ", ").replace(",  ", ", ")) if "،" in text else None
                self.decoder.record_problem("bad-id", item, route, {"found": text}, helps=helps, fix=fix)
            elif text is not None:
                found.append(text)
        return tuple(found) if len(self.decoder.problems) == before else ()

    def mapped(self, key: str, decode: Callable[[Decoder, Node, str], T | None]) -> T | None:
        """The key's node decoded by a function of decoder, node and route."""
        node = self.node(key)
        return None if node is None else decode(self.decoder, node, _join(self.route, key))

    def _report(self, code: str, key: str, good: str = "", **params: Param) -> None:
        """A problem with the value of a key; `good` is what was probably meant."""
        node = self.mapping.get(key) or self.mapping
        helps, fix = ((meant(good),), instead(node, good)) if good else ((), None)
        self.decoder.record_problem(
            code, node, _join(self.route, key), {"key": key, **params}, helps=helps, fix=fix
        )


def _join(route: str, key: str) -> str:
    return f"{route}.{key}" if route else key
