"""Change over time is told from disagreement, and what fits together from both."""

from __future__ import annotations

from typing import Any

import pytest
from tests.samples.workspace import fact, library

from briefgen.comparison import compare, relation
from briefgen.records.fact import Fact


def homes(
    value: str, as_of: str | None = "2024", bound: str = "exact", unit: str = "منزل", of: str = "homes"
) -> Any:
    """A fact that gives a number of homes."""
    when = {"as_of": as_of} if as_of else {}
    return fact(measure={"of": of, "value": value, "unit": unit, "bound": bound, **when})


def made(**records: Any) -> dict[str, Fact]:
    """The facts of these records."""
    return dict(library(records).facts)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (homes("85"), homes("85"), "same"),
        (homes("600", unit="ألف دينار"), homes("600000", unit="دينار"), "same"),
        (homes("80", bound="more-than"), homes("86"), "compatible"),
        (homes("80", bound="more-than"), homes("80"), "compatible"),
        (homes("80", bound="more-than"), homes("79"), "disagreement"),
        (homes("2500", bound="about"), homes("2400"), "compatible"),
        (homes("2500", bound="about"), homes("2000"), "disagreement"),
        (homes("85", "2022~"), homes("86", "2024-02"), "change"),
        (homes("85", "2022"), homes("86", "2022-06"), "disagreement"),
        (homes("85", "2022"), homes("86", None), "disagreement"),
        (homes("50000", "2020/2021", "more-than"), homes("240000", "2020", "more-than"), "disagreement"),
        (homes("50000", "2019", "more-than"), homes("240000", "2020", "more-than"), "change"),
        (homes("80", bound="at-least"), homes("100", bound="at-least"), "compatible"),
    ],
)
def test_two_values_stand_in_one_relation(one: Any, other: Any, expected: str) -> None:
    """The same whichever comes first."""
    facts = made(one=one, other=other)
    assert relation(facts["one"], facts["other"]) == expected
    assert relation(facts["other"], facts["one"]) == expected


def test_the_gravest_relation_of_a_measure_is_its_reading() -> None:
    """«More than 80» fits both, but 85 and 86 of two years are a change."""
    facts = made(
        bound=homes("80", "2021-12", "more-than"),
        first=homes("85", "2022~", unit="عضوًا"),
        second=homes("86", "2024-02"),
        wells=homes("3", of="wells"),
        opened=fact(date="2014-09"),
    )
    assert [
        (each.of, [fact.id for fact in each.facts], each.reading) for each in compare(facts.values())
    ] == [
        ("homes", ["bound", "first", "second"], "change"),
        ("wells", ["wells"], "single"),
        ("", ["opened"], "dates"),
    ]


def test_values_without_a_measure_are_not_related() -> None:
    """Dates are put side by side; what they are dates of the tool cannot know."""
    facts = made(one=fact(date="2014"), other=fact(date="2015"))
    with pytest.raises(ValueError, match="measure"):
        relation(facts["one"], facts["other"])
