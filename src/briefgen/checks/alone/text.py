"""Hygiene of editors' Arabic text: letters, digits, signs, spaces, with the repair where it is certain."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.arabic import hygiene, punctuation
from briefgen.arabic.hygiene import Kind, Problem
from briefgen.checks.placing import joined, replaced
from briefgen.diagnostics.model import Diagnostic, diagnose
from briefgen.ondemand import pattern
from briefgen.prose import marks
from briefgen.records.decoding import Places
from briefgen.records.fact import Fact
from briefgen.records.source import Source
from briefgen.records.spec import Spec
from briefgen.yamltext import Scalar

_FACT_TEXTS = ("says", "because", "speaker", "measure.unit")
_SPEC_TEXTS = ("title", "subtitle", "version", "marking")
# Titles and names are written as the source has them; only what cannot be seen in print is judged there.
_SOURCE_TEXTS = ("title", "title-short", "container-title", "publisher", "publisher-place")
_UNSEEN: frozenset[Kind] = frozenset(
    ("presentation-form", "invisible-character", "look-alike", "double-space")
)
_OWN_WORDS = pattern(r"issued\.because|withdrawn\.why|rights\.why|snapshot\.excluded\[\d+\]\.why")
_NAMES = pattern(r"author\[\d+\]\.(?:literal|family|given)")


def of_fact(fact: Fact) -> Iterator[Diagnostic]:
    """The hygiene of a fact's own words (passages are quoted as they stand)."""
    for route in _FACT_TEXTS:
        yield from _of_value(fact.places, route, fact.id)


def of_source(source: Source) -> Iterator[Diagnostic]:
    """The hygiene of a source's record: all in reasons, which are ours; what is unseen in titles and names."""
    places = source.places
    for route in places.nodes:
        if _OWN_WORDS.fullmatch(route):
            yield from _of_value(places, route, "")
        elif route in _SOURCE_TEXTS or _NAMES.fullmatch(route):
            yield from _of_value(places, route, "", _UNSEEN)


def of_spec(spec: Spec) -> Iterator[Diagnostic]:
    """The hygiene of a topic spec's titles and prose."""
    for route in _SPEC_TEXTS:
        yield from _of_value(spec.places, route, "")
    yield from _of_value(spec.places, "summary", "", prose=True)
    for section in spec.sections:
        for key in section.texts:
            yield from _of_value(spec.places, f"{section.route}.{key}", "", prose=key == "text")


def _of_value(
    places: Places, route: str, prefix: str, kinds: frozenset[Kind] | None = None, *, prose: bool = False
) -> Iterator[Diagnostic]:
    node = places.node(route)
    if not isinstance(node, Scalar):
        return
    text = _without_marks(node.text) if prose else node.text
    for found in (*hygiene.problems(text), *punctuation.problems(text)):
        # Controls of direction are found wherever they stand in a file (`records.directions`).
        if found.kind != "bidi-control" and (kinds is None or found.kind in kinds):
            yield _finding(found, joined(prefix, route), node)


def _without_marks(text: str) -> str:
    """Prose of the same length with an object (U+FFFC) in place of every character of a citation mark."""
    parts: list[str] = []
    at = 0
    for mark in marks(text):
        parts += (text[at : mark.start], "\ufffc" * (mark.end - mark.start))
        at = mark.end
    return "".join((*parts, text[at:]))


def _finding(found: Problem, route: str, node: Scalar) -> Diagnostic:
    span = node.place(found.offset, found.offset + found.length)
    told = diagnose(
        found.kind, span, _values(found, node.text), route=route, excerpt=node.file.line(span.line)
    )
    if found.instead is None:
        return told
    return told.fixed(replaced(node, found.offset, found.length, found.instead, safe=found.safe))


def _values(found: Problem, text: str) -> dict[str, str]:
    """The values that the message of a kind of problem names."""
    written = text[found.offset : found.offset + found.length]
    match found.kind:
        case "presentation-form" | "invisible-character" | "bidi-control":
            return {"character": f"U+{ord(written[0]):04X}"}
        case "look-alike":
            return {"character": f"U+{ord(written[0]):04X}", "instead": found.instead or ""}
        case "mixed-digits":
            return {"found": written, "instead": found.instead or ""}
        case "latin-punctuation":
            return {"sign": written, "instead": found.instead or ""}
        case "unbalanced-bracket":
            return {"sign": written}
        case "crowded-sign":
            return {"sign": written[:1]}
        case "stray-space":
            after = text[found.offset + found.length : found.offset + found.length + 1]
            opening = text[found.offset - 1 : found.offset]
            return {"sign": opening if opening in ("(", "«", "[") else after}
        case "straight-quote" | "tatweel" | "double-space":
            return {}
