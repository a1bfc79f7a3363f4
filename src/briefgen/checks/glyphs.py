"""Characters that no font of the workspace can show, found before printing, at the word that holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from briefgen.diagnostics.model import Diagnostic, problem
from briefgen.records.decoding import Places
from briefgen.records.library import Library
from briefgen.records.spec import Spec
from briefgen.yamltext import Scalar

Missing = Callable[[str], tuple[str, ...]]
_FACT_TEXTS = ("says", "speaker", "measure.unit")
_SOURCE_TEXTS = ("title", "title-short", "container-title", "publisher", "publisher-place", "URL")


def of_brief(
    spec: Spec, facts: Iterable[str], sources: Iterable[str], library: Library, missing: Missing
) -> Iterator[Diagnostic]:
    """The problems of a brief's own words and of the facts and sources it prints.

    `missing` gives the characters of a text that no font has, each once.
    """
    sections = (f"{section.route}.{key}" for section in spec.sections for key in section.texts)
    for route in ("title", "subtitle", "version", "marking", "summary", *sections):
        yield from _of_value(spec.places, route, "", missing)
    for name in facts:
        for route in _FACT_TEXTS:
            yield from _of_value(library.facts[name].places, route, name, missing)
    for name in sources:
        places = library.sources[name].places
        authors = tuple(route for route in places.nodes if route.startswith("author["))
        for route in (*_SOURCE_TEXTS, *authors):
            yield from _of_value(places, route, "", missing)


def _of_value(places: Places, route: str, prefix: str, missing: Missing) -> Iterator[Diagnostic]:
    node = places.node(route)
    if not isinstance(node, Scalar):
        return
    for character in missing(node.text):
        start = node.text.index(character)
        span = node.place(start, start + 1)
        full = f"{prefix}.{route}" if prefix else route
        shown = f"{character} (U+{ord(character):04X})"
        yield problem("missing-glyph", span, route=full, excerpt=node.file.line(span.line), character=shown)
