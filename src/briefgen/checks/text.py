"""Hygiene of editors' Arabic text: letter forms, invisible direction marks, tatweel, double spaces."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.arabic.hygiene import problems
from briefgen.diagnostics.model import Diagnostic, Span, problem
from briefgen.records.decoding import Places
from briefgen.records.fact import Fact
from briefgen.records.spec import Spec
from briefgen.yamltext import Scalar

_FACT_TEXTS = ("says", "because", "speaker")
_SPEC_TEXTS = ("title", "subtitle", "marking", "summary")


def of_fact(fact: Fact) -> Iterator[Diagnostic]:
    """The hygiene of a fact's own words (passages are quoted as they stand)."""
    for route in _FACT_TEXTS:
        yield from _of_value(fact.places, route, fact.id)


def of_spec(spec: Spec) -> Iterator[Diagnostic]:
    """The hygiene of a topic spec's titles and prose."""
    sections = [f"{section.route}.{key}" for section in spec.sections for key in section.texts]
    for route in (*_SPEC_TEXTS, *sections):
        yield from _of_value(spec.places, route, "")


def _of_value(places: Places, route: str, prefix: str) -> Iterator[Diagnostic]:
    node = places.node(route)
    if not isinstance(node, Scalar):
        return
    full = f"{prefix}.{route}" if prefix else route
    for kind, offset, length in problems(node.text):
        yield _finding(kind, node.text[offset], node.place(offset, offset + length), full, node)


def _finding(kind: str, first: str, span: Span, route: str, node: Scalar) -> Diagnostic:
    excerpt = node.file.line(span.line)
    if kind in ("presentation-form", "bidi-control"):
        return problem(kind, span, route=route, excerpt=excerpt, character=f"U+{ord(first):04X}")
    return problem(kind, span, route=route, excerpt=excerpt)
