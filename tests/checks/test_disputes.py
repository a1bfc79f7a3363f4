"""A brief that states a disputed value shows the dispute, explains it, or is warned."""

from __future__ import annotations

from typing import Any

import pytest
from tests.samples.workspace import (
    SOURCES,
    Record,
    evidence,
    fact,
    library,
    section,
    source,
    spec,
    without_leftovers,
)

from briefgen.checks import check
from briefgen.diagnostics.model import Diagnostic


def value(number: str, of: str = "trained", source: str = "council", **keys: Any) -> Record:
    """A fact that gives a number of people trained by 2020."""
    measure = {"of": of, "value": number, "unit": "عامل", "bound": "more-than", "as_of": "2020"}
    return fact(topics=["training"], measure=measure, evidence=[evidence(source)], **keys)


_OTHERS = ("uncited-sentence", "value-mismatch", "values-disagree", "outdated-value", "repeated-statement")
FACTS = {"few": value("50"), "many": value("240", source="survey"), "other": fact()}


def found(
    *sections: Record, facts: dict[str, Any] = FACTS, sources: dict[str, Record] | None = None, **keys: Any
) -> list[Diagnostic]:
    """The problems of a brief with these sections, those of single facts and of the library left out."""
    records = library(facts, {"sample": spec("sample", *sections, **keys)}, sources or dict(SOURCES))
    return [each for each in without_leftovers(check(records)) if each.code not in _OTHERS]


def test_a_disputed_value_is_warned_of_where_it_is_used() -> None:
    """Once, at its first use, naming the other value and its source."""
    (problem,) = found(section(text="دُرّب كثيرون [@few]."), section(facts=["few"]))
    assert (problem.code, problem.severity, problem.route) == (
        "disputed-value",
        "warning",
        "sections[0].text",
    )
    assert (
        problem.message
        == "the value of `few` for `trained` is disputed: `many` says more-than 240 عامل (survey)"
    )
    assert "`explains: [trained]`" in problem.advice


@pytest.mark.parametrize(
    "sections",
    [
        [section(facts=["few", "many"], show="compare")],
        [section(facts=["few"]), section(text="ويقول المسح غير ذلك [@many].")],
        [section(facts=["few"]), section(text="تختلف المصادر في العدّ [@other].", explains=["trained"])],
    ],
    ids=["shown", "cited", "explained"],
)
def test_a_dispute_that_is_shown_or_explained_is_not(sections: list[Record]) -> None:
    """Both values in print, or prose that says why they differ."""
    assert found(*sections) == []


@pytest.mark.parametrize(
    ("what", "other"),
    [
        ("the same source", value("240", source="council")),
        ("another measure", value("240", of="paid", source="survey")),
        (
            "another time",
            value("240", source="survey") | {"measure": value("240")["measure"] | {"as_of": "2023"}},
        ),
        ("a value that fits", value("60", source="survey")),
        ("after the brief's day", value("240", source="survey", date="2030")),
    ],
)
def test_what_is_no_dispute_is_not_warned_of(what: str, other: Record) -> None:
    """A source does not dispute itself; other measures, times and fitting bounds are no disagreement."""
    assert found(section(facts=["few"]), facts={"few": value("50"), "many": other}) == [], what


def test_a_withdrawn_source_disputes_nothing() -> None:
    """A value that rests on it alone is not held against another."""
    sources = dict(SOURCES) | {"survey": source("مسح", withdrawn={"on": "2024", "why": "خطأ"})}
    assert found(section(facts=["few"]), sources=sources) == []


def test_a_withdrawn_source_stops_each_part_of_a_brief_that_uses_it() -> None:
    """Summary, prose, list and query, each told where it uses the fact."""
    sources = dict(SOURCES) | {"survey": source("مسح", withdrawn={"on": "2024", "why": "أنكره ناشره"})}
    problems = found(
        section(text="كلام [@other; @many]."),
        section(facts=["other", "many"]),
        section(select={"topics": ["training"]}),
        section(facts=["other"]),
        sources=sources,
        summary="كلام [@many].",
    )
    assert {(each.code, each.route) for each in problems} == {
        ("withdrawn-source", "summary"),
        ("withdrawn-source", "sections[0].text"),
        ("withdrawn-source", "sections[1].facts[1]"),
        ("withdrawn-source", "sections[2].select"),
    }
    assert problems[0].message == "the fact `many` rests on the withdrawn source `survey`: أنكره ناشره"
    assert {each.severity for each in problems} == {"error"}


def test_a_use_explained_in_print_is_allowed() -> None:
    """Prose of the same brief that names the source under `explains` lifts the error; another source's does not."""
    sources = dict(SOURCES) | {"survey": source("مسح", withdrawn={"on": "2024", "why": "أنكره ناشره"})}
    use = section(facts=["few", "many"])
    told = section(text="سُحب المسح، ويُذكر هنا لتاريخه [@many].", explains=["survey"])
    other = section(text="كلام عن غيره [@other].", explains=["council"])
    assert found(use, told, sources=sources) == []
    assert [each.code for each in found(use, other, sources=sources)] == ["withdrawn-source"]


def test_what_is_explained_must_exist() -> None:
    """A word that is neither a source nor a measure explains nothing, and hides a mistake in writing."""
    (problem,) = found(section(text="كلام [@other].", explains=["trained", "council", "trainde"]))
    assert (problem.code, problem.route) == ("unknown-explanation", "sections[0].explains[2]")
