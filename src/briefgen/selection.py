"""From a section's query to the facts it shows, in order, and for every other fact the reason why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from functools import cached_property, lru_cache, partial
from typing import Literal

from briefgen.edtf import Edtf
from briefgen.ondemand import dataclass
from briefgen.records.fact import Fact
from briefgen.records.library import Library
from briefgen.records.noted import Noted
from briefgen.records.spec import Order, Query, SectionSpec, Spec

Reason = Literal["excluded", "topic", "kind", "source", "undated", "before", "after", "as-of", "not-listed"]


@dataclass(frozen=True, slots=True)
class Rejection:
    """A fact that a section does not show, and every reason why, the decisive ones first."""

    fact: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Selection:
    """The facts that a section shows, in order, and the others with their reasons, in the library's order.

    The reasons are worked out when somebody asks for them: for one fact that is chosen, thousands are not.
    """

    chosen: tuple[Fact, ...]
    judge: Callable[[], Iterable[Rejection]] = field(repr=False, compare=False)

    @cached_property
    def rejected(self) -> tuple[Rejection, ...]:
        """Each fact that is not shown, with every reason why."""
        return tuple(self.judge())


def select(section: SectionSpec, spec: Spec, library: Library) -> Selection:
    """What a section of facts shows. Listed facts that do not exist are passed over (the checks report them).

    Remembered, since rules, composition and locks all ask for it, and the briefs of a matrix choose much alike.
    """
    asked = (section.select, section.facts, section.order, spec.as_of)
    if not isinstance(library, Noted):
        return _selected(*asked, _Records(library))[0]
    found, seen = _selected(*asked, _Records(library.base))
    library.add(seen)
    return Selection(found.chosen, partial(_noted, found, library))


def _noted(found: Selection, library: Noted) -> Iterable[Rejection]:
    """The rejections, for which all facts are looked at."""
    library.add(("f*",))
    return found.judge()


class _Records:
    """A library known again by its facts and sources; the specs in it choose nothing."""

    __slots__ = ("library",)

    def __init__(self, library: Library) -> None:
        self.library = library

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Records):
            return NotImplemented
        one, two = self.library, other.library
        return one.facts is two.facts and one.sources is two.sources

    def __hash__(self) -> int:
        return id(self.library.facts)


@lru_cache(maxsize=4_096)
def _selected(
    query: Query | None, names: tuple[str, ...], order: Order, as_of: Edtf, records: _Records
) -> tuple[Selection, frozenset[str]]:
    """The selection, and what was looked at for it."""
    plain = records.library
    library = Noted(plain)
    if query is None:
        listed = [library.facts[each] for each in names if each in library.facts]
        found = _listed(listed, order, as_of, library, plain)
    else:
        chosen = [each for each in candidates(query, library) if suits(each, query)]
        kept = [each for each in chosen if not is_after(each, as_of)]
        found = Selection(arrange(kept, order, library), partial(_judged, query, as_of, plain))
    return found, frozenset(library.notes)


def _judged(query: Query, as_of: Edtf, library: Library) -> Iterator[Rejection]:
    for fact in library.facts.values():
        if reasons := reasons_against(fact, query, as_of):
            yield Rejection(fact.id, reasons)


def candidates(query: Query, library: Library) -> Iterable[Fact]:
    """The facts that a query can choose, as far as topics tell, in the library's order: all where it names none."""
    topics = tuple(dict.fromkeys(query.topics))
    if not topics:
        return library.facts.values()
    if len(topics) == 1:
        return library.by_topic.get(topics[0], ())
    found = {fact.id: fact for topic in topics for fact in library.by_topic.get(topic, ())}
    return sorted(found.values(), key=lambda fact: library.ranks[fact.id])


def suits(fact: Fact, query: Query) -> bool:
    """Whether a query chooses a fact on some day: no `reasons_against` it but `as-of`; it ends at the first one."""
    if query.kinds and fact.kind not in query.kinds:
        return False
    if fact.id in query.excluded:
        return False
    if query.sources and not any(each.source in query.sources for each in fact.evidence):
        return False
    if query.topics and not any(topic in query.topics for topic in fact.topics):
        return False
    return not _outside(fact.date, query.since, query.until)


def _listed(listed: list[Fact], order: Order, as_of: Edtf, library: Library, plain: Library) -> Selection:
    late = {fact.id for fact in listed if is_after(fact, as_of)}
    kept = [fact for fact in {each.id: each for each in listed}.values() if fact.id not in late]
    return Selection(arrange(kept, order, library), partial(_unlisted, kept, late, plain))


def _unlisted(kept: list[Fact], late: set[str], library: Library) -> Iterator[Rejection]:
    names = {fact.id for fact in kept}
    for each in library.facts:
        if each not in names:
            yield Rejection(each, ("as-of",) if each in late else ("not-listed",))


def is_after(fact: Fact, as_of: Edtf) -> bool:
    """Whether a fact is dated wholly after a day; a fact without a date never is."""
    return fact.date is not None and fact.date.is_after(as_of)


def reasons_against(fact: Fact, query: Query, as_of: Edtf) -> tuple[Reason, ...]:
    """Why a query does not choose a fact; empty when it does."""
    found: list[Reason] = []
    if fact.id in query.excluded:
        found.append("excluded")
    if is_after(fact, as_of):
        found.append("as-of")
    if query.topics and not set(query.topics) & set(fact.topics):
        found.append("topic")
    if query.kinds and fact.kind not in query.kinds:
        found.append("kind")
    if query.sources and not set(query.sources) & {each.source for each in fact.evidence}:
        found.append("source")
    return (*found, *_outside(fact.date, query.since, query.until))


def _outside(date: Edtf | None, since: Edtf | None, until: Edtf | None) -> tuple[Reason, ...]:
    if since is None and until is None:
        return ()
    if date is None:
        return ("undated",)
    if since is not None and since.is_after(date):
        return ("before",)
    return ("after",) if until is not None and date.is_after(until) else ()


def arrange(facts: Iterable[Fact], order: Order, library: Library) -> tuple[Fact, ...]:
    """The facts by date (undated ones last), by source (as the source tells them), or as they came.

    Sorting is stable: facts of one date stay in the order of the library's files.
    """
    if order == "date":
        dated = [fact for fact in facts if fact.date is not None]
        rest = [fact for fact in facts if fact.date is None]
        return (*sorted(dated, key=lambda fact: fact.date.sort_key if fact.date else ()), *rest)
    if order == "source":
        rank = {source: place for place, source in enumerate(library.sources)}
        return tuple(sorted(facts, key=lambda fact: _source_place(fact, rank)))
    return tuple(facts)


def _source_place(fact: Fact, rank: dict[str, int]) -> tuple[int, int, int]:
    if not fact.evidence:
        return (len(rank), 0, 0)
    first = fact.evidence[0]
    return (rank.get(first.source, len(rank)), first.paragraph, first.passage.at[0])
