"""What nobody uses: facts that no brief prints, sources that no fact rests on, topics that gather nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefgen.checks.placing import at, labelled
from briefgen.checks.reach import Reach, Suited, reach, suited
from briefgen.diagnostics.model import Diagnostic
from briefgen.diagnostics.suggestions import closest_key
from briefgen.diagnostics.texts import Names, phrase
from briefgen.records.library import Library
from briefgen.records.spec import Query

# So many facts of a file are pointed at, beside the first.
_POINTED = 8


def of_library(
    library: Library, reached: Sequence[Reach] | None = None, choose: Suited = suited
) -> Iterator[Diagnostic]:
    """One warning for each, for facts one for each file.

    What could not be read may use anything, and so may an id that is misspelt: then nothing is called unused. What the
    briefs reach, and what queries choose, may be known.
    """
    if not library.whole or library.unread.choices:
        return
    yield from _sources(library)
    found = [reach(library.specs.values(), library)] if reached is None else reached
    named = frozenset[str]().union(*(each.named for each in found))
    queries = tuple(dict.fromkeys(query for each in found for query in each.queries))
    if library.specs and not _names_what_is_unknown(named, queries, library):
        yield from _facts(named, queries, library, choose)
        yield from _topics(queries, library)


def _sources(library: Library) -> Iterator[Diagnostic]:
    """Sources without a fact, unless they are withdrawn: their record then stays for the sake of what was published."""
    used = library.cited()
    for source in library.sources.values():
        if source.id not in used and source.withdrawn is None:
            yield at(source.places, "", "unused-source", source=source.id)


def _topics(queries: Iterable[Query], library: Library) -> Iterator[Diagnostic]:
    """Topics that one fact alone has and no brief selects: words that gather nothing, often misspelt ones.

    Where no topic gathers anything the library does without them, and none is told.
    """
    selected = {topic for query in queries for topic in query.topics}
    shared = sorted(
        topic for topic, facts in library.topic_ids.items() if len(facts) > 1 or topic in selected
    )
    for topic, (name, *others) in library.topic_ids.items():
        if shared and not others and topic not in selected:
            fact = library.facts[name]
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


def _facts(
    named: frozenset[str], queries: Iterable[Query], library: Library, choose: Suited
) -> Iterator[Diagnostic]:
    """Facts that no brief lists, cites, selects or leaves out by name; one that only waits for `as_of` is selected."""
    used = named.union(*(choose(query, library) for query in queries))
    for ids in library.ids_by_file():
        left = tuple([each for each in ids if each not in used])
        if left:
            first, *others = (library.facts[each] for each in left[: _POINTED + 1])
            told = at(first.places, "", "unused-fact", prefix=first.id, facts=Names(left))
            yield told.labelled(*(labelled(fact.places, "", phrase("this-one-too")) for fact in others))


def _names_what_is_unknown(named: frozenset[str], queries: Iterable[Query], library: Library) -> bool:
    return not (
        all(each in library.facts for each in named)
        and all(each in library.sources for query in queries for each in query.sources)
        and all(each in library.topic_ids for query in queries for each in query.topics)
    )
