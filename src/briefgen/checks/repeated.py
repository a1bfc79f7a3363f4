"""Facts that say what another fact says, in the same or nearly the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from briefgen.arabic.resemblance import Pair, pairs, spelt_alike
from briefgen.checks.placing import at, labelled
from briefgen.comparison import value
from briefgen.diagnostics.model import Diagnostic
from briefgen.diagnostics.texts import phrase
from briefgen.records.fact import Fact
from briefgen.records.library import Library

# So much of two statements is the same when their passages or values are known to be so too.
_MOSTLY = 0.8


def of_library(
    library: Library, alike: Callable[[Sequence[str]], Iterable[Pair]] = pairs
) -> Iterator[Diagnostic]:
    """One warning for each fact that repeats an earlier one, at its statement.

    Facts of different days, or with different values, are different facts whatever their words.
    """
    names = tuple(library.facts)
    for pair in alike(library.statements()):
        first, second = library.facts[names[pair.first]], library.facts[names[pair.second]]
        if _may_be_one(first, second) and _says_the_same(first, second, pair):
            told = at(
                second.places, "says", "repeated-statement", prefix=second.id, fact=second.id, other=first.id
            )
            yield told.labelled(labelled(first.places, "says", phrase("also-said-here")))


def _may_be_one(one: Fact, other: Fact) -> bool:
    if one.date and other.date and not one.date.overlaps(other.date):
        return False
    if one.speaker and other.speaker and one.speaker != other.speaker:
        return False
    return not (one.measure and other.measure) or _measured(one) == _measured(other)


def _says_the_same(one: Fact, other: Fact, pair: Pair) -> bool:
    if pair.same or spelt_alike(one.says, other.says):
        return True
    backed = bool(_paragraphs(one) & _paragraphs(other)) or (
        one.measure is not None and _measured(one) == _measured(other)
    )
    return backed and pair.shared >= _MOSTLY


def _measured(fact: Fact) -> tuple[str, object, str] | None:
    return (fact.measure.of, value(fact.measure), fact.measure.bound) if fact.measure else None


def _paragraphs(fact: Fact) -> frozenset[tuple[str, int]]:
    return frozenset((each.source, each.paragraph) for each in fact.evidence)
