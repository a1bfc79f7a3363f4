"""Lists that name the same thing twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.checks.placing import at, labelled
from briefgen.diagnostics.model import Diagnostic
from briefgen.diagnostics.texts import phrase
from briefgen.records.decoding import Places
from briefgen.records.fact import Fact
from briefgen.records.source import Source
from briefgen.records.spec import Spec


def of_fact(fact: Fact) -> Iterator[Diagnostic]:
    """Topics, and passages that the fact rests on."""
    yield from _of_list(fact.places, "topics", fact.topics, fact.id)
    passages = [
        f"{each.source}, {each.paragraph}, {each.passage.at[0]}-{each.passage.at[1]}"
        for each in fact.evidence
    ]
    yield from _of_list(fact.places, "evidence", passages, fact.id)


def of_source(source: Source) -> Iterator[Diagnostic]:
    """Paragraphs that are excluded from evidence."""
    excluded = source.snapshot.excluded if source.snapshot else ()
    yield from _of_list(source.places, "snapshot.excluded", [str(each.paragraph) for each in excluded])


def of_spec(spec: Spec) -> Iterator[Diagnostic]:
    """Facts, and all that a selection lists."""
    for section in spec.sections:
        yield from _of_list(spec.places, f"{section.route}.facts", section.facts)
        yield from _of_list(spec.places, f"{section.route}.explains", section.explains)
        query = section.select
        if query is None:
            continue
        lists = {
            "topics": query.topics,
            "kinds": query.kinds,
            "sources": query.sources,
            "not": query.excluded,
        }
        for key, names in lists.items():
            yield from _of_list(spec.places, f"{section.route}.select.{key}", names)


def _of_list(places: Places, route: str, names: Sequence[str], prefix: str = "") -> Iterator[Diagnostic]:
    if places.node(f"{route}[{len(names)}]") is not None:
        return  # an item could not be read, and the n-th name is not the n-th item
    first: dict[str, int] = {}
    for index, name in enumerate(names):
        if name not in first:
            first[name] = index
            continue
        told = at(places, f"{route}[{index}]", "listed-twice", prefix=prefix, name=name)
        yield told.labelled(labelled(places, f"{route}[{first[name]}]", phrase("first-listed-here")))
