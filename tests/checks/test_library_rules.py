"""Rules over all records together: what nobody uses, what is said twice, values that cannot all hold."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples.workspace import (
    Record,
    Records,
    codes,
    evidence,
    fact,
    library,
    reading,
    section,
    source,
    spec,
    without_leftovers,
)

from briefgen.checks import check, repeated, unused, values
from briefgen.comparison import relation
from briefgen.records.fact import Fact
from briefgen.records.reading import read_library

SOURCES = {"council": source()}


def leftovers(facts: Records, *sections: Record, sources: Records = SOURCES) -> list[tuple[str, str, str]]:
    """Code, route and message of what one brief with these sections leaves unused."""
    found = library(facts, {"sample": spec("sample", *sections)}, sources)
    return [(each.code, each.route, each.message) for each in unused.of_library(found)]


FACTS = {
    "opened": fact("افتتحت الشبكة."),
    "served": fact("وصلت إلى البيوت.", date="2030"),
    "widened": fact("وُسّعت الشبكة.", topics=["homes"]),
    "mended": fact("أُصلحت الشبكة.", topics=["homes"]),
}


def test_facts_that_no_brief_uses_are_told_once_a_file() -> None:
    """Cited, listed, selected, left out by name, or waiting for a later `as_of`: all of these are uses."""
    (told,) = leftovers(FACTS, section(select={"topics": ["water"]}))
    assert told == ("unused-fact", "widened", "facts that no brief uses: widened, mended")
    assert leftovers(FACTS, section(text="كلام [@opened; @served; @widened; @mended].")) == []
    assert leftovers(FACTS, section(select={"kinds": ["event"], "not": ["widened"]})) == []


def test_nothing_is_called_unused_while_something_cannot_be_read_or_is_unknown() -> None:
    """The id that is misspelt may be that of any of them; without a brief there is no use to miss."""
    assert leftovers(FACTS, section(facts=["opned"])) == []
    assert leftovers(FACTS, section(select={"topics": ["hoems"]})) == []
    broken = reading(FACTS, {"sample": spec("sample", section(facts=["opened"], show="lits"))}, SOURCES)
    assert list(unused.of_library(broken.library)) == []
    assert list(unused.of_library(library(FACTS, {}, SOURCES))) == []


def test_a_source_without_a_fact_is_told_unless_it_is_withdrawn() -> None:
    """A withdrawn one stays on record for what was published from it."""
    sources = SOURCES | {
        "survey": source("مسح"),
        "leaflet": source("نشرة", withdrawn={"on": "2024", "why": "خطأ"}),
    }
    found = leftovers({"opened": FACTS["opened"]}, section(facts=["opened"]), sources=sources)
    assert found == [("unused-source", "", "no fact rests on the source `survey`")]


def test_a_topic_of_one_fact_that_no_brief_selects_is_told_with_what_it_may_be() -> None:
    """One that several facts share, or that a brief selects, gathers something."""
    facts = FACTS | {"odd": fact("كلام.", topics=["water", "wather"])}
    found = library(
        facts, {"sample": spec("sample", section(select={"topics": ["water", "homes"]}))}, SOURCES
    )
    (told,) = unused.of_library(found)
    assert (told.code, told.route, told.advice) == ("unused-topic", "odd.topics[1]", "did you mean `water`?")


@pytest.mark.parametrize(
    ("keys", "twice"),
    [
        ({}, True),
        ({"date": "2018"}, True),
        ({"date": "2019"}, False),
        ({"speaker": "الناطق"}, False),
        ({"measure": {"of": "homes", "value": "5"}}, False),
    ],
)
def test_a_statement_is_repeated_unless_day_speaker_or_value_differ(
    keys: dict[str, Any], twice: bool
) -> None:
    """The same words of another year are another fact."""
    says = "وصلت الشبكة إلى أحياء الواحة كلها"
    first = fact(f"{says}.", date="2018", speaker="الرئيس", measure={"of": "homes", "value": "4"})
    second = fact(f"{says}!", **keys)
    found = list(repeated.of_library(library({"first": first, "second": second})))
    assert codes(tuple(found)) == ["repeated-statement"] * twice
    assert all(each.labels and each.route == "second.says" for each in found)


def test_the_same_passage_makes_likely_what_words_alone_do_not() -> None:
    """A word more or less is another statement, unless both rest on the same paragraph."""
    one = fact("بلغ عدد البيوت الموصولة بالشبكة في الواحة أربعين بيتا جديدا")
    says = "بلغ مجموع البيوت الموصولة بالشبكة في الواحة أربعين بيتا جديدا"
    for source_id, expected in (("council", 1), ("survey", 0)):
        other = fact(says, evidence=[evidence(source_id)])
        assert len(list(repeated.of_library(library({"one": one, "other": other})))) == expected


def valued(number: str, date: str | None = None, bound: str = "exact", source_id: str = "council") -> Record:
    """A fact that gives the number of homes."""
    keys = {"date": date} if date else {}
    return fact(
        f"بلغت {number}",
        measure={"of": "homes", "value": number, "bound": bound},
        evidence=[evidence(source_id)],
        **keys,
    )


def test_a_disagreement_points_at_both_facts() -> None:
    """At the later one, with the other as a further place; a change over time is none."""
    facts = {"one": valued("40", "2018"), "two": valued("50", "2018"), "three": valued("90", "2020")}
    (told,) = values.of_library(library(facts))
    assert (told.code, told.route) == ("values-disagree", "two.measure")
    assert [each.span.line for each in told.labels] == [library(facts).facts["one"].places.at("measure").line]


@pytest.mark.parametrize(
    "sections",
    [
        [section(facts=["one", "two"], show="compare")],
        [section(text="تختلف المصادر [@one; @two].", explains=["homes"])],
    ],
    ids=["compared", "explained"],
)
def test_a_disagreement_that_a_brief_lays_open_is_settled(sections: list[Record]) -> None:
    """Whoever reads the brief sees both values, or why they differ."""
    facts = {"one": valued("40", "2018"), "two": valued("50", "2018")}
    assert list(values.of_library(library(facts, {"sample": spec("sample", *sections)}))) == []


def test_a_change_is_told_where_a_brief_prints_the_older_value_alone() -> None:
    """Not before the newer one is known by the brief's day, and not when it is shown too."""
    facts = {"old": valued("40", "2018"), "new": valued("90", "2020"), "late": valued("95", "2030")}

    def told(*sections: Record, as_of: str = "2024") -> list[tuple[str, str]]:
        found = library(facts, {"sample": spec("sample", *sections, as_of=as_of)})
        return [(each.code, each.route) for each in values.of_spec(found.specs["sample"], found)]

    assert told(section(facts=["old"])) == [("outdated-value", "sections[0].facts[0]")]
    assert told(section(facts=["old"]), as_of="2019") == []
    assert told(section(facts=["old"]), section(text="ثم زادت [@new].")) == []
    assert told(section(facts=["new"])) == []
    assert told(section(facts=["old"]), section(text="كلام [@old].", explains=["homes"])) == []


_DATES = st.sampled_from([None, "2018", "2018-05", "2019", "2018/2020", "../2017", "2020"])
_VALUES = st.tuples(
    st.sampled_from(["40", "42", "50", "90"]), _DATES, st.sampled_from(["exact", "about", "more-than"])
)


@given(st.lists(_VALUES, max_size=7))
def test_no_disagreement_goes_unseen(drawn: list[tuple[str, str | None, str]]) -> None:
    """Some fact is told if and only if some pair disagrees when each is compared with each."""
    facts = library({f"fact-{each}": valued(*drawn[each]) for each in range(len(drawn))}).facts
    told = list(values.disagreements(tuple(facts.values())))
    assert all(relation(one, other) == "disagreement" for one, other in told)
    assert bool(told) == any(_disagree(one, other) for one, other in combinations(facts.values(), 2))


def _disagree(one: Fact, other: Fact) -> bool:
    return relation(one, other) == "disagreement"


def test_an_exclusion_that_excludes_nothing_is_told() -> None:
    """The fact is not chosen even without it; one that waits for a later `as_of` is left out for good reason."""
    facts = FACTS | {"said": fact("قيل.", kind="position", speaker="الرئيس")}
    query = {"topics": ["water"], "kinds": ["event"], "not": ["said", "served", "opened"]}
    found = library(facts, {"sample": spec("sample", section(select=query), section(facts=["widened"]))})
    told = [each for each in without_leftovers(check(found)) if each.code == "needless-exclusion"]
    assert [each.route for each in told] == ["sections[0].select.not[0]"]


def test_controls_of_direction_are_found_in_comments_keys_and_values() -> None:
    """A comment that reads backwards deceives as well as a value; words quoted from a source may keep their marks."""
    text = (
        "# تعليق \u202eقلب\n"
        "opened:\n"
        r'  says: "كلام \u202eقلب"'
        "\n"
        "  kind: event\n"
        "  topics: [water]  # \u2067مفتوح\n"
        "  evidence:\n"
        "    - {source: council, paragraph: 1, passage: {from: كلام\u200f, to: آخر, at: [0, 9], norm: n1, sha256: "
        + "0" * 64
        + "}}\n"
    )
    found = read_library([], [("briefs/facts/water.yaml", text.encode())], [])
    assert [(each.code, each.span.line, each.route) for each in found.problems] == [
        ("bidi-override", 1, ""),
        ("bidi-unclosed", 5, ""),
        ("bidi-override", 3, "opened.says"),
    ]
