"""Rules over records: each mistake is told once, where it was made, with advice that fits this library."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.samples.workspace import (
    Record,
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

from briefgen.checks import check, glyphs
from briefgen.checks.references import fact_help
from briefgen.diagnostics.model import Diagnostic, ordered
from briefgen.diagnostics.texts import worded
from briefgen.nodes import Node
from briefgen.records.library import Library

FACTS = {
    "network-opened": fact("افتتحت الشبكة.", date="2018"),
    "homes-201": fact("وصلت إلى البيوت.", date="2020", topics=["homes"], kind="figure"),
    "next-stage": fact("تبدأ المرحلة التالية.", date="2030"),
}


def problems(*sections: Record, facts: dict[str, Any] = FACTS, **keys: Any) -> tuple[Diagnostic, ...]:
    """All problems of a library with one spec of these sections, those of reading too."""
    found = reading(facts, {"sample": spec("sample", *sections, **keys)})
    return without_leftovers(ordered((*found.problems, *check(found.library))))


def the_only(*sections: Record, facts: dict[str, Any] = FACTS, **keys: Any) -> Diagnostic:
    """The one problem there is."""
    (found,) = problems(*sections, facts=facts, **keys)
    return found


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("homes-2O1", "did you mean `homes-201`, which says: وصلت إلى البيوت."),
        ("homes_201", "did you mean `homes-201`, which says: وصلت إلى البيوت."),
        ("homes-201، network-opened", "ids are parted by the comma `,`, not by `،`"),
        ("homes-202", "facts are read from `briefs/facts/*.yaml`; `briefgen fact list` shows them"),
    ],
)
def test_an_unknown_fact_is_guessed_only_by_its_looks(name: str, advice: str) -> None:
    """The statement stands beside the guess, since a wrong guess would be a wrong citation."""
    assert worded(fact_help(name, library(FACTS)), "en") == advice


@pytest.mark.parametrize(
    ("query", "advice"),
    [
        ({"topics": ["homes"], "kinds": ["event"]}, "without `kinds`, 1 fact would be chosen"),
        ({"topics": ["homes"], "from": "2021"}, "without `from`, 1 fact would be chosen"),
        ({"topics": ["water"], "to": "2010", "kinds": ["event"]}, "without `to`, 1 fact would be chosen"),
        ({"kinds": ["event"], "from": "2019"}, "without `as_of`, 1 fact would be chosen"),
        ({"kinds": ["position"]}, "without `kinds`, 2 facts would be chosen"),
        (
            {"topics": ["homes"], "kinds": ["position"], "to": "2010"},
            "no fact fits all conditions together; loosen one",
        ),
    ],
    ids=str,
)
def test_an_empty_selection_is_told_with_what_emptied_it(query: dict[str, Any], advice: str) -> None:
    """The condition that alone turns most facts away is named by the key that an editor wrote."""
    found = the_only(section(select=query))
    assert (found.code, found.advice) == ("empty-selection", advice)


def test_a_list_of_facts_that_are_all_too_late_is_empty() -> None:
    """Each fact left out is a warning, the empty section an error."""
    found = problems(section(facts=["next-stage"]))
    assert codes(found) == ["empty-selection", "fact-left-out"]
    assert found[0].advice == "every fact listed here is dated after the brief's `as_of` 2024"


def test_a_misspelt_key_is_not_called_missing_as_well() -> None:
    """Who wrote `paragraphe` has not forgotten the paragraph."""
    odd = evidence()
    odd["paragraphe"] = odd.pop("paragraph")
    found = problems(
        section(facts=["network-opened"]), facts={**FACTS, "odd": fact("امتدت الشبكة.", evidence=[odd])}
    )
    assert [(each.code, each.advice) for each in found] == [("unknown-key", "did you mean `paragraph`?")]


def test_places_in_a_list_are_those_that_an_editor_counts() -> None:
    """An item that cannot be read does not move the problems of those after it."""
    listed = problems(section(facts=["homes-2O1", "network-opened"], show="key-figures"))
    assert [(each.code, each.route) for each in listed] == [
        ("unknown-fact", "sections[0].facts[0]"),
        ("figure-without-measure", "sections[0].facts[1]"),
    ]
    facts = {"odd": fact(evidence=[{**evidence(), "paragraph": "x"}, evidence("press")])}
    assert codes(problems(section(facts=["odd"]), facts=facts)) == ["bad-number"]


def test_a_topic_that_may_be_in_a_broken_value_is_not_called_unknown() -> None:
    """The fact is there, only its topics could not be read."""
    facts = {**FACTS, "homes-201": {**FACTS["homes-201"], "topics": "homes"}}
    assert codes(problems(section(select={"topics": ["homes"]}), facts=facts)) == ["wrong-type"]


@pytest.mark.parametrize(
    "query",
    [
        {"topics": ["unknown"]},
        {"topics": ["water"], "sources": ["press"]},
        {"kinds": ["evnet"]},
        {"topic": ["x"]},
    ],
)
def test_a_wrong_selection_is_not_called_empty_as_well(query: dict[str, Any]) -> None:
    """One mistake, one problem: neither that nothing is left, nor that everything is chosen."""
    assert len(problems(section(select=query, show="key-figures"))) == 1


@pytest.mark.parametrize(
    "broken",
    [{"kind": "evnet"}, {"says": ""}, {"kind": ["event"]}],
    ids=str,
)
def test_a_broken_fact_is_not_called_unknown_as_well(broken: dict[str, Any]) -> None:
    """What names a fact that is written and cannot be read is not at fault."""
    facts = {**FACTS, "homes-201": {**FACTS["homes-201"], **broken}}
    sections = (
        section(facts=["homes-201"]),
        section(text="كلام [@homes-201]."),
        section(select={"topics": ["homes"]}),
        section(select={"topics": ["water"], "not": ["homes-201"]}),
    )
    found = problems(*sections, facts=facts)
    assert {each.span.file for each in found} == {"briefs/facts/water.yaml"}
    assert len(found) == 1


def test_a_broken_source_is_not_called_unknown_as_well() -> None:
    """The facts that rest on it are not at fault."""
    found = reading(FACTS, sources={"council": {"type": "report"}})
    assert codes(without_leftovers(ordered((*found.problems, *check(found.library))))) == ["missing-key"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("كلام [@network-opened].", []),
        ("كلام.", ["uncited-sentence"]),
        ("كلام [@].", ["bad-citation"]),
        ("كلام [@next-stage].", ["fact-after-as-of"]),
        ("كلام [@nobody; @next-stage].", ["fact-after-as-of", "unknown-fact"]),
        ("كلام [@nobody]. كلام [@nobody].", ["unknown-fact", "unknown-fact"]),
    ],
)
def test_prose_is_checked_in_summary_and_sections_alike(text: str, expected: list[str]) -> None:
    """Each mark and each sentence is judged where it stands."""
    good = section(facts=["network-opened"])
    assert codes(problems(good, summary=text)) == expected
    assert codes(problems(section(text=text))) == expected


def test_problems_in_prose_stand_at_their_own_words() -> None:
    """Two equal marks, two places: the second is not looked for at the first."""
    first, second = problems(section(text="كلام [@nobody]. وكلام [@nobody]."))
    assert first.span.line == second.span.line
    assert second.span.column - first.span.column == len("كلام [@nobody]. و")


def test_a_key_figure_needs_its_measure_wherever_it_comes_from() -> None:
    """Listed facts are told at their place in the list, selected ones at the selection."""
    (listed,) = problems(section(facts=["network-opened"], show="key-figures"))
    (selected,) = problems(section(select={"topics": ["homes"]}, show="key-figures"))
    assert (listed.code, listed.route) == ("figure-without-measure", "sections[0].facts[0]")
    assert (selected.code, selected.route) == ("figure-without-measure", "sections[0].select")


def test_excluded_paragraphs_are_no_evidence() -> None:
    """The second passage of a fact is judged like the first, by the source it names."""
    sources = {
        "council": source(
            snapshot={"sha256": "0" * 64, "norm": "n1", "excluded": [{"paragraph": 9, "why": "تعليق"}]}
        ),
        "survey": source("مسح"),
    }
    facts = {"one": fact(evidence=[evidence("survey", 9), evidence("council", 9)])}
    (found,) = without_leftovers(check(library(facts, sources=sources)))
    assert (found.code, found.route) == ("excluded-evidence", "one.evidence[1].paragraph")


def test_hygiene_looks_at_what_is_printed_and_not_at_anchors() -> None:
    """Anchors are quoted as the source has them; our own words have no excuse."""
    odd = evidence()
    odd["passage"]["from"] = "افتتـــح  المجلس"
    facts = {"one": fact("كلام  آخر", evidence=[odd])}
    found = problems(section("عنـوان", facts=["one"]), facts=facts, title="عنوان\u200f")
    assert [(each.code, each.route) for each in found] == [
        ("double-space", "one.says"),
        ("bidi-control", "title"),
        ("tatweel", "sections[0].title"),
    ]


def test_a_character_without_glyph_is_found_where_it_is_written() -> None:
    """In the spec, in a fact and in a source's record, each at its own character."""
    facts = {"one": fact("كلام ☃ آخر"), "two": fact("كلام ☃")}
    sources = {"council": source("محضر ☂", author=[{"literal": "مكتب ☃"}]), "survey": source("☃")}
    found = library(facts, {"sample": spec("sample", section("☃", facts=["one"]))}, sources)

    def missing(text: str) -> tuple[str, ...]:
        return tuple(char for char in dict.fromkeys(text) if char in "☂☃")

    told = list(glyphs.of_brief(found.specs["sample"], ["one"], ["council"], found, missing))
    assert [(each.route, each.message) for each in told] == [
        ("sections[0].title", "no font has the character ☃ (U+2603)"),
        ("one.says", "no font has the character ☃ (U+2603)"),
        ("title", "no font has the character ☂ (U+2602)"),
        ("author[0].literal", "no font has the character ☃ (U+2603)"),
    ]
    for each in told:
        assert each.excerpt[each.span.column - 1] in "☂☃"


def test_places_are_left_alone_where_every_character_has_a_glyph() -> None:
    """Places of records that were read before cost a reading of their file; each printed word is looked at anyway."""
    mixed = section(text="نص [@one].", title="عنوان")
    facts = {"one": fact("كلام", speaker="متحدث", kind="position")}
    sources = {"council": source("محضر", author=[{"family": "عالم", "given": "نور"}], publisher="دار")}
    found = library(
        facts, {"sample": spec("sample", mixed, subtitle="فرعي", marking="عام", version="ب")}, sources
    )
    seen = ""

    def missing(text: str) -> tuple[str, ...]:
        nonlocal seen
        seen += f" {text}"
        return ()

    class Unreadable(dict[str, Node]):
        def get(self, *_: object) -> Node:
            raise AssertionError

    def sealed(record: Any) -> Any:
        return replace(record, places=replace(record.places, nodes=Unreadable()))

    shut = Library(
        {}, {"one": sealed(found.facts["one"])}, {"council": sealed(found.sources["council"])}, found.unread
    )
    assert not list(glyphs.of_brief(sealed(found.specs["sample"]), ["one"], ["council"], shut, missing))
    words = ("عنوان", "نص", "كلام", "متحدث", "محضر", "عالم", "نور", "دار", "فرعي", "عام", "ب")
    assert [each for each in words if each not in seen] == []
