"""What briefs reach in the library: all that rules on the library as a whole ask of them, so that it can be kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from briefgen.ondemand import dataclass
from briefgen.prose import marks
from briefgen.records.decoding import Prose
from briefgen.records.library import Library
from briefgen.records.spec import Query, Spec
from briefgen.selection import candidates, select, suits
from briefgen.usage import explained

# The ids of the facts that a query chooses on some day.
Suited = Callable[[Query, Library], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Reach:
    """What the briefs of one file reach.

    `named` are facts cited, listed or left out by name; `queries` what they select by; `explained` what their prose
    explains; `compared` the facts that each section sets side by side.
    """

    named: frozenset[str] = frozenset()
    queries: tuple[Query, ...] = ()
    explained: frozenset[str] = frozenset()
    compared: tuple[frozenset[str], ...] = ()


def reach(specs: Iterable[Spec], library: Library) -> Reach:
    """What briefs reach in a library."""
    named: set[str] = set()
    known: set[str] = set()
    queries: dict[Query, None] = {}
    compared: dict[frozenset[str], None] = {}
    for spec in specs:
        named.update(_named(spec))
        known.update(explained(spec))
        queries.update((each.select, None) for each in spec.sections if each.select is not None)
        for section in spec.sections:
            if section.show == "compare":
                compared[frozenset(fact.id for fact in select(section, spec, library).chosen)] = None
    return Reach(frozenset(named), tuple(queries), frozenset(known), tuple(compared))


def suited(query: Query, library: Library) -> frozenset[str]:
    """The ids of the facts that a query chooses on some day."""
    return frozenset(fact.id for fact in candidates(query, library) if suits(fact, query))


def _named(spec: Spec) -> Iterator[str]:
    for prose in _proses(spec):
        yield from (name for mark in marks(prose.text) for name in mark.facts)
    for section in spec.sections:
        yield from section.facts
        yield from section.select.excluded if section.select else ()


def _proses(spec: Spec) -> Iterator[Prose]:
    yield from (
        prose for prose in (spec.summary, *(each.text for each in spec.sections)) if prose is not None
    )
