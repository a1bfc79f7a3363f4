"""`matrix:` in a topic spec: variables, their values, and the combinations that are printed.

A value is an id, or keys with values: `{id: north, label: الشمال, topics: [water, roads]}`. `exclude` drops the
combinations that have all the values it names; `include` adds combinations, with values of their own if need be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from itertools import product
from math import prod

from briefgen.diagnostics.texts import phrase
from briefgen.ondemand import dataclass, pattern
from briefgen.records.decoding import Decoder, Fields
from briefgen.yamltext import Mapping as Keys
from briefgen.yamltext import Node, Scalar, Sequence

MOST = 100_000
NAME = pattern(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*\Z")
_VALUE = pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_OTHERS = ("exclude", "include")


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a variable: its id, which names outputs, where it is written, and its texts and lists by key."""

    id: str
    node: Node = field(compare=False, repr=False)
    parts: Mapping[str, Node] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Combination:
    """One value for each variable, in the order of the variables; `family` is the topic spec that has the matrix."""

    family: str
    values: tuple[tuple[str, Value], ...]

    @property
    def name(self) -> str:
        """The name of the brief that is printed: `<brief>-<value>-<value>`."""
        return "-".join((self.family, *(value.id for _, value in self.values)))


@dataclass(frozen=True, slots=True)
class Matrix:
    """The variables of a topic spec with their values and the nodes of their names, and the combinations to print."""

    variables: Mapping[str, tuple[Value, ...]]
    names: Mapping[str, Scalar]
    combinations: tuple[Combination, ...]


def decode_matrix(decoder: Decoder, node: Node, family: str) -> Matrix | None:
    """The matrix of a topic spec, or None after reporting why there is none."""
    before = len(decoder.problems)
    if not isinstance(node, Keys):
        decoder.unfit(node, "matrix", phrase("key", key="matrix"), phrase("variables-with-values"))
        return None
    names = {name.text: name for name, _ in node.entries if name.text not in _OTHERS}
    for name in names.values():
        if not NAME.match(name.text):
            advice = (phrase("names-of-variables"),)
            decoder.report("bad-id", name, f"matrix.{name.text}", helps=advice, found=name.text)
    fields = decoder.fields(node, "a-matrix", (*names, *_OTHERS), "matrix")
    if fields is None or not names:
        decoder.report("empty-value", node, "matrix", key="matrix")
        return None
    variables = {name: tuple(_values(fields, name)) for name in names}
    if len(decoder.problems) > before:
        return None
    count = prod(len(each) for each in variables.values())
    if count > MOST:
        decoder.report("too-many-combinations", node, "matrix", count=str(count), limit=str(MOST))
        return None
    found = _kept(fields, variables, family)
    added = dict(_included(fields, variables, family))
    if len(decoder.problems) > before and any(each.severity == "error" for each in decoder.problems[before:]):
        return None
    every = {name: _all(name, variables[name], added) for name in names}
    return _unique(decoder, node, Matrix(every, names, (*found, *added)), added)


def _all(name: str, values: tuple[Value, ...], added: Mapping[Combination, Node]) -> tuple[Value, ...]:
    more = (value for each in added for key, value in each.values if key == name)
    return tuple({value.id: value for value in (*values, *more)}.values())


def _unique(decoder: Decoder, node: Node, matrix: Matrix, added: Mapping[Combination, Node]) -> Matrix | None:
    """The matrix, if it prints anything and every combination has a name of its own."""
    if not matrix.combinations:
        decoder.report("no-combination", node, "matrix")
        return None
    found: dict[str, Combination] = {}
    for each in matrix.combinations:
        other = found.setdefault(each.name, each)
        if other is not each:
            at = added.get(each, node)
            first, second = (said(combination) for combination in (other, each))
            decoder.report("name-collision", at, "matrix", name=each.name, one=first, other=second)
            return None
    return matrix


def said(combination: Combination) -> str:
    """The values of a combination as `exclude` names them."""
    return "{" + ", ".join(f"{name}: {value.id}" for name, value in combination.values) + "}"


def _values(fields: Fields, name: str) -> Iterator[Value]:
    """The values of a variable, each id once."""
    seen: set[str] = set()
    for node, route in fields.items(name, "values"):
        value = _value(fields.decoder, node, name, route)
        if value is None:
            continue
        if value.id in seen:
            fields.decoder.report("duplicate-value", node, route, variable=name, found=value.id)
            continue
        seen.add(value.id)
        yield value


def _value(decoder: Decoder, node: Node, name: str, route: str) -> Value | None:
    if not isinstance(node, Keys):
        inner = Fields(decoder, Keys((), node.span, node.file), "a-value", route)
        text = inner.scalar(node, name, route, "text-or-keys")
        return _identified(decoder, node, text, route, {"id": node}) if text is not None else None
    keys = tuple(key.text for key, _ in node.entries)
    fields = decoder.fields(node, "a-value", ("id", *keys), route)
    if fields is None:
        return None
    fields.need("id")
    parts = {key: part for key in keys if (part := _part(fields, key)) is not None}
    at = parts.get("id", node)
    text = at.text.strip() if isinstance(at, Scalar) else None
    return _identified(decoder, at, text, f"{route}.id", parts) if text is not None else None


def _part(fields: Fields, key: str) -> Node | None:
    """The text, or list of texts, of a key of a value."""
    if not NAME.match(key):
        name = next(name for name, _ in fields.mapping.entries if name.text == key)
        fields.decoder.report("bad-id", name, f"{fields.route}.{key}", found=key)
        return None
    node = fields.node(key)
    if isinstance(node, Sequence) and key not in ("id", "label"):
        texts = fields.texts(key, "texts")
        return node if len(texts) == len(node.items) else None
    return node if fields.text(key) is not None else None


def _identified(
    decoder: Decoder, node: Node, text: str, route: str, parts: Mapping[str, Node]
) -> Value | None:
    if not _VALUE.match(text):
        advice = phrase("ids-of-values") if text.isascii() else phrase("value-with-label", found=text)
        decoder.report("bad-id", node, route, helps=(advice,), found=text)
        return None
    return Value(text, node, parts)


def _kept(fields: Fields, variables: Mapping[str, tuple[Value, ...]], family: str) -> tuple[Combination, ...]:
    """All combinations but those that `exclude` names."""
    every = [
        Combination(family, tuple(zip(variables, values, strict=True)))
        for values in product(*variables.values())
    ]
    for node, route in fields.items("exclude", "combinations"):
        named = _chosen(fields.decoder, node, variables, route)
        if not named:
            continue
        left = [each for each in every if any(value != named.get(name, value) for name, value in each.values)]
        if len(left) == len(every):
            fields.decoder.report("exclude-without-use", node, route)
        every = left
    return tuple(every)


def _chosen(
    decoder: Decoder, node: Node, variables: Mapping[str, tuple[Value, ...]], route: str
) -> dict[str, Value]:
    """The values that an item of `exclude` names; a variable that it leaves out can have any."""
    fields = decoder.fields(node, "an-exclusion", tuple(variables), route)
    found: dict[str, Value] = {}
    for name in variables:
        if fields is None or not fields.has(name):
            continue
        text = fields.choice(name, tuple(value.id for value in variables[name]))
        found.update((name, value) for value in variables[name] if value.id == text)
    return found


def _included(
    fields: Fields, variables: Mapping[str, tuple[Value, ...]], family: str
) -> Iterator[tuple[Combination, Node]]:
    """The combinations that `include` adds: each variable with one of its values, or with a new one."""
    for node, route in fields.items("include", "combinations"):
        inner = fields.decoder.fields(node, "an-inclusion", tuple(variables), route)
        if inner is None:
            continue
        chosen: list[tuple[str, Value]] = []
        for name, values in variables.items():
            inner.need(name)
            at = inner.node(name)
            value = _value(fields.decoder, at, name, f"{route}.{name}") if at is not None else None
            known = {each.id: each for each in values}
            if value is not None and isinstance(at, Scalar):
                value = known.get(value.id, value)
            elif value is not None and value.id in known:
                fields.decoder.report("duplicate-value", value.node, route, variable=name, found=value.id)
            chosen += [(name, value)] if value is not None else []
        if len(chosen) == len(variables):
            yield Combination(family, tuple(chosen)), node
