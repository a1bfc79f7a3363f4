"""A section shows exactly the facts that fit, in one order, and knows of every other fact why not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples.workspace import evidence, fact, library, section, spec

from briefgen.records.library import Library
from briefgen.selection import Selection, select

FACTS = {
    "late": fact(date="2023-06"),
    "early": fact(date="2014"),
    "ranged": fact(date="2016/2018"),
    "unsure": fact(date="2019?"),
    "open-end": fact(date="2020/.."),
    "undated": fact(),
    "figure": fact(kind="figure", date="2021", topics=["homes", "water"]),
    "other": fact(topics=["roads"], date="2022", evidence=[evidence("survey", 2)]),
    "both": fact(topics=["roads"], date="2022", evidence=[evidence("council", 9), evidence("survey", 1)]),
    "future": fact(date="2030"),
}


def chosen(as_of: str = "2024", facts: dict[str, Any] = FACTS, **keys: Any) -> Selection:
    """What one section with these keys selects."""
    records = {"sample": spec("sample", section(**keys), as_of=as_of)}
    found = library(facts, records)
    return select(found.specs["sample"].sections[0], found.specs["sample"], found)


def ids(selection: Selection) -> list[str]:
    """The ids of the chosen facts, in order."""
    return [each.id for each in selection.chosen]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"topics": ["water"]}, "early ranged unsure open-end figure late undated"),
        ({"topics": ["homes"]}, "figure"),
        ({"topics": ["homes", "roads"]}, "figure other both"),
        ({"kinds": ["figure"]}, "figure"),
        ({"sources": ["survey"]}, "other both"),
        ({"sources": ["council", "survey"], "topics": ["roads"]}, "other both"),
        ({"topics": ["water"], "not": ["late", "undated", "early"]}, "ranged unsure open-end figure"),
        ({"from": "2023"}, "open-end late"),
        ({"to": "2015"}, "early"),
        ({"from": "2017", "to": "2017"}, "ranged"),
        ({"from": "2018-12", "to": "2019-01"}, "ranged unsure"),
        ({"from": "2014/2015", "to": "2015-01"}, "early"),
        ({"topics": ["roads"], "kinds": ["figure"]}, ""),
    ],
    ids=str,
)
def test_a_query_chooses_what_fits_every_condition(query: dict[str, Any], expected: str) -> None:
    """Of several values one must fit, of several conditions all; a period fits when it can overlap."""
    assert ids(chosen(select=query)) == expected.split()


@pytest.mark.parametrize(
    ("query", "name", "reasons"),
    [
        ({"topics": ["roads"]}, "late", ("topic",)),
        ({"kinds": ["figure"]}, "early", ("kind",)),
        ({"sources": ["survey"]}, "early", ("source",)),
        ({"from": "2015"}, "early", ("before",)),
        ({"to": "2015"}, "late", ("after",)),
        ({"to": "2015"}, "undated", ("undated",)),
        ({"topics": ["water"]}, "future", ("as-of",)),
        ({"topics": ["water"], "not": ["early"]}, "early", ("excluded",)),
        (
            {
                "topics": ["roads"],
                "kinds": ["figure"],
                "sources": ["survey"],
                "to": "2022",
                "not": ["future"],
            },
            "future",
            ("excluded", "as-of", "topic", "kind", "source", "after"),
        ),
    ],
    ids=str,
)
def test_every_reason_against_a_fact_is_kept(
    query: dict[str, Any], name: str, reasons: tuple[str, ...]
) -> None:
    """Not only the first one: an editor who loosens one condition should know of the next."""
    assert {each.fact: each.reasons for each in chosen(select=query).rejected}[name] == reasons


@pytest.mark.parametrize(
    ("as_of", "date", "kept"),
    [
        ("2024", "2024", True),
        ("2024-02", "2024", True),
        ("2024-02", "2024-03", False),
        ("2024-02", "2024-02-29", True),
        ("2024-02", "2024/2030", True),
        ("2024-02", "../2030", True),
        ("2024", "2025~", False),
    ],
)
def test_as_of_leaves_out_what_is_wholly_later(as_of: str, date: str, kept: bool) -> None:
    """A date that can lie before the day stays; the reason is kept for one that cannot."""
    found = chosen(as_of, {"one": fact(date=date)}, select={"topics": ["water"]})
    assert ids(found) == (["one"] if kept else [])
    assert [each.reasons for each in found.rejected] == ([] if kept else [("as-of",)])


def test_listed_facts_stand_as_written_each_once() -> None:
    """A list is an editor's order; what is too late is left out with its reason, all others were not listed."""
    read = library(FACTS, {"sample": spec("sample", section(facts=["late", "early", "late", "future"]))})
    found = select(read.specs["sample"].sections[0], read.specs["sample"], read)
    assert ids(found) == ["late", "early"]
    reasons = {each.fact: each.reasons for each in found.rejected}
    assert reasons.pop("future") == ("as-of",)
    assert set(reasons.values()) == {("not-listed",)}
    assert set(reasons) == FACTS.keys() - {"late", "early", "future"}


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("date", "early ranged unsure open-end figure late undated"),
        ("as-written", "late early ranged unsure open-end undated figure"),
    ],
)
def test_facts_are_ordered_by_date_or_as_written(order: str, expected: str) -> None:
    """By the first day that can be meant, undated ones last."""
    assert ids(chosen(select={"topics": ["water"]}, order=order)) == expected.split()


def test_facts_are_ordered_as_their_source_tells_them() -> None:
    """By source, then paragraph, then offset of the first passage."""
    facts = {
        "d": fact(evidence=[evidence("survey", 1, 0)]),
        "c": fact(evidence=[evidence("council", 12, 900)]),
        "b": fact(evidence=[evidence("council", 2, 80), evidence("council", 1)]),
        "a": fact(evidence=[evidence("council", 2, 20)]),
    }
    assert ids(chosen(facts=facts, select={"topics": ["water"]}, order="source")) == ["a", "b", "c", "d"]


DATES = st.sampled_from(
    [
        None,
        "2014",
        "2014~",
        "2014-05",
        "2014-05-02",
        "2014/2016",
        "2015/..",
        "../2015",
        "201X",
        "2030",
        "2014-21",
    ]
)
FACT = st.builds(
    lambda kind, date, topics, source, paragraph: fact(
        kind=kind, topics=topics, evidence=[evidence(source, paragraph)], **({"date": date} if date else {})
    ),
    st.sampled_from(["event", "figure", "definition"]),
    DATES,
    st.lists(st.sampled_from(["water", "homes", "roads"]), min_size=1, max_size=2, unique=True),
    st.sampled_from(["council", "survey"]),
    st.integers(1, 4),
)
LIBRARY = st.dictionaries(st.from_regex(r"[a-z]{1,3}", fullmatch=True), FACT, min_size=1, max_size=10)
SELECT = st.fixed_dictionaries(
    {"topics": st.lists(st.sampled_from(["water", "homes"]), min_size=1, max_size=2)},
    optional={
        "kinds": st.lists(st.sampled_from(["event", "figure"]), min_size=1, max_size=2),
        "from": st.sampled_from(["2014", "2015-03"]),
        "to": st.sampled_from(["2014-12", "2016"]),
        "sources": st.just(["council"]),
        "not": st.lists(st.from_regex(r"[a-z]{1,3}", fullmatch=True), min_size=1, max_size=3),
    },
)
ORDERS = st.sampled_from(["date", "source", "as-written"])


def picked(facts: dict[str, Any], query: dict[str, Any], order: str) -> tuple[Selection, Library]:
    """The selection and the library it is from."""
    found = library(facts, {"sample": spec("sample", section(select=query, order=order))})
    return select(found.specs["sample"].sections[0], found.specs["sample"], found), found


@given(LIBRARY, SELECT, ORDERS)
def test_each_fact_is_either_chosen_or_rejected(
    facts: dict[str, Any], query: dict[str, Any], order: str
) -> None:
    """Chosen and rejected facts together are all facts, none twice, and no rejection is without a reason."""
    found, _ = picked(facts, query, order)
    names = [*ids(found), *(each.fact for each in found.rejected)]
    assert sorted(names) == sorted(facts)
    assert all(each.reasons for each in found.rejected)
    assert not set(ids(found)) & set(query.get("not", ()))


@given(LIBRARY, SELECT, ORDERS, st.randoms(use_true_random=False))
def test_the_order_does_not_hang_on_where_facts_are_written(
    facts: dict[str, Any], query: dict[str, Any], order: str, random: Any
) -> None:
    """The same facts are chosen wherever they stand; by date and source only ties follow the order of the file."""
    moved = list(facts.items())
    random.shuffle(moved)
    one, read = picked(facts, query, order)
    other, _ = picked(dict(moved), query, order)
    assert sorted(ids(one)) == sorted(ids(other))

    def rank(name: str) -> object:
        each = read.facts[name]
        if order == "date":
            return each.date.sort_key if each.date else "undated"
        return (each.evidence[0].source, each.evidence[0].paragraph, each.evidence[0].passage.at)

    if order != "as-written":
        assert [rank(name) for name in ids(one)] == [rank(name) for name in ids(other)]


@given(LIBRARY, SELECT)
def test_dates_never_go_back(facts: dict[str, Any], query: dict[str, Any]) -> None:
    """In date order the first day that can be meant never moves back, and no date follows an undated fact."""
    found, _ = picked(facts, query, "date")
    dates = [each.date for each in found.chosen]
    known = [each for each in dates if each is not None]
    assert dates == [*known, *([None] * (len(dates) - len(known)))]
    days = [each.earliest or each.latest for each in known]
    assert days == sorted(days)  # type: ignore[type-var]  # a date has one of the two
