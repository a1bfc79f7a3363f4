"""Variables in what editors write: `$(region)` and `$(region.capital)` in texts and lists, filled in by value.

Printed words take a value's `label` where it has one, ids and dates take its `id`; `$(region.id)` says which is meant.
An item of a list that is nothing but `$(region.topics)` stands for all items of that list. `$$(` is `$(` as it stands,
and so is `$(` before a digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefgen.diagnostics.capping import MOST_IN_FILE
from briefgen.diagnostics.model import Label
from briefgen.diagnostics.suggestions import closest_key
from briefgen.diagnostics.texts import Names, Param, Text, phrase
from briefgen.nodes import Node, Piece, Scalar, Sequence
from briefgen.ondemand import dataclass, pattern
from briefgen.records.decoding import Decoder
from briefgen.records.matrix import Value
from briefgen.records.repairs import meant
from briefgen.yamltext import Mapping as Keys

Variables = Mapping[str, tuple[Value, ...]]
_MARK = pattern(r"\$(\$?)\((?!\s*[0-9٠-٩])([^()$\n]*)(\)?)")
_WORDS = ("title", "subtitle", "version", "marking", "summary", "part", "text", "labels")


@dataclass(frozen=True, slots=True)
class Reference:
    """A variable in a text: its name, the key of the value that is meant, and where it stands, `[start, end)`.

    No name stands for `$(` as it is.
    """

    name: str
    keys: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with variables."""

    scalar: Scalar
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class FilledItems:
    """A list with variables somewhere in it; None for items without any."""

    node: Sequence
    plans: tuple[Plan | None, ...]


@dataclass(frozen=True, slots=True)
class FilledKeys:
    """Keys with variables somewhere in their values; None for values without any."""

    node: Keys
    plans: tuple[Plan | None, ...]


Plan = Filled | FilledItems | FilledKeys


class Planner:
    """Finds the variables of one topic spec, once for all its combinations; `used` are the names met."""

    def __init__(self, decoder: Decoder, variables: Variables) -> None:
        self.decoder, self.variables = decoder, variables
        self.used: set[str] = set()
        self._reported = 0

    def plan(self, node: Node, route: str = "", words: bool = False) -> Plan | None:
        """Where a node has variables; None where it has none. What cannot be filled in is reported."""
        match node:
            case Scalar():
                references = tuple(self._references(node, route, words)) if "$" in node.text else ()
                return Filled(node, references) if references else None
            case Sequence():
                items = tuple(
                    self.plan(each, f"{route}[{index}]", words) for index, each in enumerate(node.items)
                )
                return FilledItems(node, items) if any(items) else None
            case Keys():
                values = tuple(
                    self.plan(
                        value, f"{route}.{key.text}" if route else key.text, words or key.text in _WORDS
                    )
                    for key, value in node.entries
                )
                return FilledKeys(node, values) if any(values) else None

    def _references(self, scalar: Scalar, route: str, words: bool) -> Iterator[Reference]:
        for match in _MARK.finditer(scalar.text):
            if self._reported > MOST_IN_FILE:
                return  # one more than is told, and each an error: nothing is filled in
            doubled, inner, closing = match.groups()
            if doubled:
                yield Reference("", (), match.start(), match.start(2))
            elif not closing:
                opened = match.group().split()[0]
                place = match.start(), match.start() + len(opened)
                self._report("unclosed-variable", scalar, place, route, (), found=opened)
            else:
                yield from self._known(scalar, match, inner.strip(), route, words)

    def _known(
        self, scalar: Scalar, match: re.Match[str], inner: str, route: str, words: bool
    ) -> Iterator[Reference]:
        """The reference, if there is such a variable and each of its values has what is asked for."""
        name, _, key = (each.strip() for each in inner.partition("."))
        place = match.span()
        if name not in self.variables:
            self._report("unknown-variable", scalar, place, route, (self._advice(name),), found=inner)
            return
        self.used.add(name)
        printed = words and not _cites(scalar.text, match.start())
        keys = (key,) if key else (("label", "id") if printed else ("id",))
        for value in self.variables[name]:
            part = next((value.parts[each] for each in keys if each in value.parts), None)
            if part is None:
                hint = closest_key(key, value.parts)
                advice = meant(f"$({name}.{hint})") if hint else phrase("key-for-values", key=key, name=name)
                params = {"name": name, "value": value.id, "key": key}
                self._report("value-without-key", scalar, place, route, (advice,), _named(value), **params)
                return
            if isinstance(part, Sequence) and (printed or match.group() != scalar.text.strip()):
                self._report("list-in-text", scalar, place, route, (), _named(value), found=inner)
                return
        yield Reference(name, keys, match.start(), match.end())

    def _advice(self, name: str) -> Text:
        if not self.variables:
            return phrase("no-matrix")
        hint = closest_key(name, self.variables)
        return meant(f"$({hint})") if hint else phrase("known-variables", names=Names(tuple(self.variables)))

    def _report(
        self,
        code: str,
        scalar: Scalar,
        place: tuple[int, int],
        route: str,
        helps: tuple[Text, ...],
        labels: tuple[Label, ...] = (),
        **params: Param,
    ) -> None:
        at = replace(scalar, span=scalar.place(*place))
        self._reported += 1
        self.decoder.record_problem(code, at, route, params, labels=labels, helps=helps)


def _named(value: Value) -> tuple[Label, ...]:
    return (Label(value.node.span, phrase("the-value", value=value.id)),)


def _cites(text: str, at: int) -> bool:
    """Whether a place is inside a citation mark."""
    last = max(text.rfind("[", 0, at), text.rfind("]", 0, at))
    return last >= 0 and text.startswith("[@", last, at)


def filled(plan: Plan, values: Mapping[str, Value]) -> Node:
    """The node of a plan with the values of one combination; what has no variable is the node as it was written."""
    match plan:
        case Filled():
            return _text(plan, values)
        case FilledItems():
            pairs = zip(plan.node.items, plan.plans, strict=True)
            items = tuple(each for node, inner in pairs for each in _items(node, inner, values))
            return replace(plan.node, items=items)
        case FilledKeys():
            entries = tuple(
                (name, filled(inner, values) if inner else value)
                for (name, value), inner in zip(plan.node.entries, plan.plans, strict=True)
            )
            return replace(plan.node, entries=entries)


def _items(node: Node, plan: Plan | None, values: Mapping[str, Value]) -> tuple[Node, ...]:
    """What stands in a list for one item: as many as its variable has, where that is a list itself."""
    if plan is None:
        return (node,)
    found = filled(plan, values)
    return found.items if isinstance(plan, Filled) and isinstance(found, Sequence) else (found,)


def _text(plan: Filled, values: Mapping[str, Value]) -> Node:
    scalar, at, length = plan.scalar, 0, 0
    pieces: list[Piece] = []
    for each in plan.references:
        part = _part(each, values)
        if isinstance(part, Sequence):
            return part
        pieces.append(Piece(length, scalar, at, each.start - at, (at, each.start)))
        length += each.start - at
        source, begin, end = _copied(scalar, each, part)
        pieces.append(Piece(length, source, begin, end - begin, (each.start, each.end)))
        length, at = length + end - begin, each.end
    pieces.append(Piece(length, scalar, at, len(scalar.text) - at, (at, len(scalar.text))))
    kept = tuple(each for each in pieces if each.length)
    text = "".join(each.scalar.text[each.at : each.at + each.length] for each in kept)
    return Scalar(text, scalar.span, scalar.file, scalar.plain, scalar, kept)


def _copied(scalar: Scalar, reference: Reference, part: Scalar | None) -> tuple[Scalar, int, int]:
    """Which text stands in the place of a reference: of a value without its white space; `$(` of its own `$$(`."""
    if part is None:
        return scalar, reference.start + 1, reference.end
    text = part.text
    begin = len(text) - len(text.lstrip())
    return part, begin, begin + len(text.strip())


def _part(reference: Reference, values: Mapping[str, Value]) -> Scalar | Sequence | None:
    if not reference.name:
        return None
    parts = values[reference.name].parts
    found = next(parts[key] for key in reference.keys if key in parts)
    if isinstance(found, Keys):
        raise TypeError("a value's part is a text or a list")
    return found
