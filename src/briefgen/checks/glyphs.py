"""Characters that no font of the workspace can show, found before printing, at the word that holds them.

The words of records are looked at first, and where they stand only when one of them holds such a character: to find
places, files of records are read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from briefgen.diagnostics.model import Diagnostic, problem
from briefgen.records.decoding import Places
from briefgen.records.library import Library
from briefgen.records.source import Source
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
    if missing("".join(_of_spec(spec))):
        sections = (f"{section.route}.{key}" for section in spec.sections for key in section.texts)
        for route in ("title", "subtitle", "version", "marking", "summary", *sections):
            yield from _of_value(spec.places, route, "", missing)
    for name in facts:
        fact = library.facts[name]
        if missing("".join((fact.says, fact.speaker, fact.measure.unit if fact.measure else ""))):
            for route in _FACT_TEXTS:
                yield from _of_value(fact.places, route, name, missing)
    for name in sources:
        source = library.sources[name]
        if missing("".join(_of_source(source))):
            authors = tuple(route for route in source.places.nodes if route.startswith("author["))
            for route in (*_SOURCE_TEXTS, *authors):
                yield from _of_value(source.places, route, "", missing)


def _of_spec(spec: Spec) -> Iterator[str]:
    yield from (
        spec.title,
        spec.subtitle,
        spec.version,
        spec.marking,
        spec.summary.text if spec.summary else "",
    )
    for section in spec.sections:
        yield from (section.title, section.part, section.text.text if section.text else "")
        for pair in section.labels:
            yield from pair


def _of_source(source: Source) -> Iterator[str]:
    yield from (source.title, source.title_short, source.container_title)
    yield from (source.publisher, source.publisher_place, source.url)
    for name in source.author:
        yield from (name.literal, name.family, name.given)


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
