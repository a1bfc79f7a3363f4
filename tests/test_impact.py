"""What rests on a source or a fact, down to the numbers of the notes."""

from __future__ import annotations

from tests.samples.workspace import evidence, fact, library, section, source, spec

from briefgen.impact import Affected, Impact, Part, of_fact, of_source
from briefgen.records.library import Library

FACTS = {
    "opened": fact(),
    "served": fact("وصلت إلى البيوت.", evidence=[evidence("survey", 2)]),
    "both": fact("اتسعت الشبكة.", evidence=[evidence("council"), evidence("survey", 3)]),
}


def records() -> Library:
    """Two briefs: one with prose, a list and a repeated fact, one that uses the council only."""
    first = spec(
        "first",
        section("نثر", text="كلام [@opened]. وكلام [@served; @both]."),
        section("قائمة", facts=["opened", "served"]),
        summary="خلاصة [@both].",
    )
    second = spec("second", section("قائمة", facts=["opened"]))
    return library(FACTS, {"first": first, "second": second})


def test_a_source_leads_to_facts_briefs_sections_and_notes() -> None:
    """Notes are numbered as in print: 1 the summary, 2 and 3 the prose, 4 and 5 the list."""
    assert of_source("survey", records(), ["first", "second"]) == Impact(
        ("served", "both"),
        (
            Affected(
                "first",
                "شبكة المياه في الواحة",
                (
                    Part("summary", "summary", ("both",)),
                    Part("نثر", "sections[0].text", ("served", "both")),
                    Part("قائمة", "sections[1]", ("served",)),
                ),
                (1, 3, 5),
            ),
        ),
    )


def test_a_fact_leads_to_its_own_notes_only() -> None:
    """The fact «opened» stands in both briefs."""
    found = of_fact("opened", records(), ["first", "second"])
    assert found.facts == ("opened",)
    assert [(each.brief, each.notes) for each in found.briefs] == [("first", (2, 4)), ("second", (1,))]


def test_a_brief_with_errors_is_named_without_note_numbers() -> None:
    """What cannot be composed has no numbers, and is affected all the same."""
    assert [(each.brief, each.notes) for each in of_fact("opened", records(), ["second"]).briefs] == [
        ("first", None),
        ("second", (1,)),
    ]


def test_what_nothing_rests_on_touches_nothing() -> None:
    """A source without facts."""
    alone = library(FACTS, sources={name: source(name) for name in ("council", "survey", "spare")})
    assert of_source("spare", alone, []) == Impact((), ())
