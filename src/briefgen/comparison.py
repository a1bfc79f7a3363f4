"""Values of one measure side by side: whether they agree, fit together, changed over time, or disagree.

Two values agree when they are the same. They fit together when each can be read so that both hold: «about» reaches a
tenth to either side, and a lower bound up to half as much again, since whoever counts 240 does not say «more than 50».
Values that do not fit are a change over time where they are of different times, and a disagreement where their times
overlap or one is unknown. The rule compares what sources say; which of them is right it does not know.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations
from typing import Literal, assert_never

from briefgen.arabic.numerals import quantities
from briefgen.edtf import Edtf
from briefgen.ondemand import dataclass
from briefgen.records.fact import Fact, Measure

Relation = Literal["same", "compatible", "change", "disagreement"]
Reading = Literal["single", "same", "compatible", "change", "disagreement", "dates"]
_ABOUT = Decimal("0.1")
_BOUND = Decimal("1.5")
_GRAVEST: tuple[Relation, ...] = ("disagreement", "change", "compatible", "same")


@dataclass(frozen=True, slots=True)
class Compared:
    """The facts of one measure, in the order given, and how their values stand to each other.

    `of` is empty, and `reading` is `dates`, for facts without a measure, which are compared by their dates alone.
    """

    of: str
    facts: tuple[Fact, ...]
    reading: Reading


def compare(facts: Iterable[Fact]) -> tuple[Compared, ...]:
    """The facts grouped by measure, in the order of each measure's first fact; those without a measure last."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.measure.of if fact.measure else "", []).append(fact)
    rest = groups.pop("", [])
    found = [Compared(of, tuple(group), _reading(group)) for of, group in groups.items()]
    return (*found, Compared("", tuple(rest), "dates")) if rest else tuple(found)


def relation(one: Fact, other: Fact) -> Relation:
    """How the values of two facts with the same measure stand to each other. Raises ValueError without measures."""
    if one.measure is None or other.measure is None:
        raise ValueError("only values of a measure are compared")
    if (value(one.measure), one.measure.bound) == (value(other.measure), other.measure.bound):
        return "same"
    (low, high), (floor, ceiling) = extent(one.measure), extent(other.measure)
    if low <= ceiling and floor <= high:
        return "compatible"
    times = time(one), time(other)
    if times[0] and times[1] and not times[0].overlaps(times[1]):
        return "change"
    return "disagreement"


def value(measure: Measure) -> Decimal:
    """The value in ones: the magnitude that a unit may name («مليون دولار») is multiplied in."""
    read = quantities(f"{measure.value:f} {measure.unit}")
    return read[0].value if read else measure.value


def extent(measure: Measure) -> tuple[Decimal, Decimal]:
    """The least and the greatest value that a reader may take a measure for."""
    size = value(measure)
    match measure.bound:
        case "exact":
            return size, size
        case "about":
            return size - abs(size) * _ABOUT, size + abs(size) * _ABOUT
        case "at-least" | "more-than":
            return size, size + abs(size) * (_BOUND - 1)
        case _:
            assert_never(measure.bound)


def time(fact: Fact) -> Edtf | None:
    """The time of a value: that of its measure, else the fact's date."""
    return (fact.measure.as_of if fact.measure else None) or fact.date


def _reading(facts: list[Fact]) -> Reading:
    found = {relation(one, other) for one, other in combinations(facts, 2)}
    return next((each for each in _GRAVEST if each in found), "single")
