"""Values of one measure that cannot all hold: told apart as a disagreement or as a change over time.

A disagreement is told at the later of two facts, whichever briefs use them; it is settled once a brief sets both side
by side (`show: compare`) or explains the measure. A change over time is no mistake: it is told only where a brief
prints the older value and neither shows nor explains the newer one that the library has by the brief's day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from heapq import heappop, heappush

from briefgen.checks.placing import at, labelled
from briefgen.checks.reach import Reach, reach
from briefgen.checks.uses import at_use
from briefgen.comparison import extent, relation, time
from briefgen.diagnostics.model import Diagnostic
from briefgen.diagnostics.texts import phrase
from briefgen.records.fact import Fact
from briefgen.records.library import Library
from briefgen.records.spec import Spec
from briefgen.selection import is_after
from briefgen.usage import explained, uses


def of_library(library: Library, reached: Sequence[Reach] | None = None) -> Iterator[Diagnostic]:
    """One warning for each fact whose value disagrees with an earlier one: same measure and time, no common value.

    What the briefs reach may be known.
    """
    found = [reach(library.specs.values(), library)] if reached is None else reached
    settled = frozenset[str]().union(*(each.explained for each in found))
    shown = [group for each in found for group in each.compared]
    for of, names in library.measure_ids.items():
        if len(names) < 2 or of in settled:
            continue
        facts = library.by_measure[of]
        for fact, other in disagreements(tuple(each for each in facts if _stands(each, library))):
            if not any({fact.id, other.id} <= group for group in shown):
                yield _disagreement(fact, other)


def of_spec(spec: Spec, library: Library) -> Iterator[Diagnostic]:
    """One warning for each value that a brief prints though the library has a newer one by the brief's day."""
    found = uses(spec, library)
    shown, known = {name for use in found for name in use.facts}, explained(spec)
    told: set[str] = set()
    for use in found:
        for fact in (library.facts[name] for name in use.facts if name not in told):
            newer = None if fact.measure is None or fact.measure.of in known else _newest(fact, spec, library)
            if newer is None or newer.id in shown:
                continue
            told.add(fact.id)
            warned = at_use(
                spec,
                use,
                fact.id,
                "outdated-value",
                fact=fact.id,
                newer=newer.id,
                value=worded(newer),
                time=_time(newer),
            )
            yield warned.labelled(labelled(newer.places, "measure", phrase("newer-value-here")))


def disagreements(facts: tuple[Fact, ...]) -> Iterator[tuple[Fact, Fact]]:
    """Each fact of one measure that disagrees with one before it, with one of those; in order of their times.

    Facts are passed in the order of their first days, with those still running at hand by the least of their greatest
    and the greatest of their least values: one look at either end tells whether any of them disagrees.
    """
    ends: list[tuple[date, int]] = []
    highs: list[tuple[object, int]] = []
    lows: list[tuple[object, int]] = []
    over: set[int] = set()
    ranked = sorted(range(len(facts)), key=lambda place: (_first_day(facts[place]), place))
    for place in ranked:
        fact = facts[place]
        measure = fact.measure
        if measure is None:
            continue
        while ends and ends[0][0] < _first_day(fact):
            over.add(heappop(ends)[1])
        for heap in (highs, lows):
            while heap and heap[0][1] in over:
                heappop(heap)
        low, high = extent(measure)
        other = next(
            (
                facts[heap[0][1]]
                for heap in (highs, lows)
                if heap and relation(fact, facts[heap[0][1]]) == "disagreement"
            ),
            None,
        )
        if other is not None:
            yield fact, other
        heappush(ends, (_last_day(fact), place))
        heappush(highs, (high, place))
        heappush(lows, (-low, place))


def worded(fact: Fact) -> str:
    """A fact's value with its unit, and its bound where it is not exact."""
    measure = fact.measure
    if measure is None:
        return ""
    return f"{measure.bound} {measure.value} {measure.unit}".removeprefix("exact ").strip()


def _disagreement(fact: Fact, other: Fact) -> Diagnostic:
    of = fact.measure.of if fact.measure else ""
    told = at(
        fact.places,
        "measure",
        "values-disagree",
        prefix=fact.id,
        fact=fact.id,
        of=of,
        value=worded(fact),
        other=other.id,
        against=worded(other),
    )
    return told.labelled(labelled(other.places, "measure", phrase("other-value-here")))


def _newest(fact: Fact, spec: Spec, library: Library) -> Fact | None:
    """The newest standing value of the same measure, later than a fact's own and by the brief's day, if it differs."""
    own, measure = time(fact), fact.measure
    if own is None or measure is None:
        return None
    later = [
        (last, other)
        for other in library.by_measure[measure.of]
        if (last := time(other)) is not None
        and last.is_after(own)
        and not last.is_after(spec.as_of)
        and not is_after(other, spec.as_of)
        and _stands(other, library)
    ]
    newest = max(later, key=lambda each: (each[0].sort_key, each[1].id), default=None)
    return newest[1] if newest and relation(fact, newest[1]) == "change" else None


def _stands(fact: Fact, library: Library) -> bool:
    """Whether some source of a fact is not withdrawn."""
    sources = (library.sources.get(each.source) for each in fact.evidence)
    return not fact.evidence or any(source is None or source.withdrawn is None for source in sources)


def _time(fact: Fact) -> str:
    when = time(fact)
    return when.text if when else ""


def _first_day(fact: Fact) -> date:
    when = time(fact)
    return (when.earliest if when else None) or date.min


def _last_day(fact: Fact) -> date:
    when = time(fact)
    return (when.latest if when else None) or date.max
