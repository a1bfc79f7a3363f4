"""What nobody uses: facts that no brief prints, sources that no fact rests on, topics that gather nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from briefgen.checks.placing import at, labelled
from briefgen.diagnostics.model import Diagnostic
from briefgen.diagnostics.suggestions import closest_key
from briefgen.diagnostics.texts import Names, phrase
from briefgen.prose import marks
from briefgen.records.decoding import Prose
from briefgen.records.fact import Fact
from briefgen.records.library import Library
from briefgen.records.spec import Query, Spec
from briefgen.selection import suits

# So many facts of a file are pointed at, beside the first.
_POINTED = 8


def of_library(library: Library) -> Iterator[Diagnostic]:
    """One warning for each, for facts one for each file.

    What could not be read may use anything, and so may an id that is misspelt: then nothing is called unused.
    """
    if not library.whole or library.unread.choices:
        return
    yield from _sources(library)
    if library.specs and not _names_what_is_unknown(library):
        yield from _facts(library)
        yield from _topics(library)


def _sources(library: Library) -> Iterator[Diagnostic]:
    """Sources without a fact, unless they are withdrawn: their record then stays for the sake of what was published."""
    used = {evidence.source for fact in library.facts.values() for evidence in fact.evidence}
    for source in library.sources.values():
        if source.id not in used and source.withdrawn is None:
            yield at(source.places, "", "unused-source", source=source.id)


def _topics(library: Library) -> Iterator[Diagnostic]:
    """Topics that one fact alone has and no brief selects: words that gather nothing, often misspelt ones.

    Where no topic gathers anything the library does without them, and none is told.
    """
    selected = {topic for query in _queries(library) for topic in query.topics}
    shared = sorted(topic for topic, facts in library.by_topic.items() if len(facts) > 1 or topic in selected)
    for topic, (fact, *others) in library.by_topic.items():
        if shared and not others and topic not in selected:
            told = at(
                fact.places,
                f"topics[{fact.topics.index(topic)}]",
                "unused-topic",
                prefix=fact.id,
                topic=topic,
                fact=fact.id,
            )
            near = closest_key(topic, shared)
            yield told.helped(phrase("did-you-mean", name=near)) if near else told


def _facts(library: Library) -> Iterator[Diagnostic]:
    """Facts that no brief lists, cites, selects or leaves out by name; one that only waits for `as_of` is selected."""
    named = _named(library)
    left = {name: fact for name, fact in library.facts.items() if name not in named}
    for query in dict.fromkeys(_queries(library)):
        for fact in _candidates(query, library):
            if fact.id in left and suits(fact, query):
                del left[fact.id]
    for _, group in groupby(left.values(), key=lambda fact: fact.places.span.file):
        first, *others = group
        names = Names(tuple(fact.id for fact in (first, *others)))
        told = at(first.places, "", "unused-fact", prefix=first.id, facts=names)
        yield told.labelled(
            *(labelled(fact.places, "", phrase("this-one-too")) for fact in others[:_POINTED])
        )


def _names_what_is_unknown(library: Library) -> bool:
    sources = {source for query in _queries(library) for source in query.sources}
    topics = {topic for query in _queries(library) for topic in query.topics}
    return not (
        _named(library) <= library.facts.keys()
        and sources <= library.sources.keys()
        and topics <= library.topics()
    )


def _named(library: Library) -> frozenset[str]:
    names: set[str] = set()
    for spec in library.specs.values():
        for prose in _proses(spec):
            names.update(name for mark in marks(prose.text) for name in mark.facts)
        for section in spec.sections:
            names.update(section.facts)
            names.update(section.select.excluded if section.select else ())
    return frozenset(names)


def _proses(spec: Spec) -> Iterator[Prose]:
    yield from (
        prose for prose in (spec.summary, *(each.text for each in spec.sections)) if prose is not None
    )


def _queries(library: Library) -> Iterator[Query]:
    for spec in library.specs.values():
        yield from (section.select for section in spec.sections if section.select is not None)


def _candidates(query: Query, library: Library) -> Iterable[Fact]:
    """The facts that a query can choose, as far as topics tell: all of them where it names none."""
    if not query.topics:
        return library.facts.values()
    return (fact for topic in query.topics for fact in library.by_topic.get(topic, ()))
