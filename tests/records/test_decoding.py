"""Records are what editors wrote, no more: every key is read, nothing is guessed, what is wrong is left out."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples.workspace import DIGEST, codes, evidence, fact, library, reading, section, source, spec

from briefgen.records.fact import Evidence, Fact, Measure, Passage, Review
from briefgen.records.reading import read_library
from briefgen.records.source import Excluded, Name, Snapshot
from briefgen.records.spec import Query


def only(record: dict[str, Any]) -> Fact:
    """The fact that one record makes."""
    return library({"one": record}).facts["one"]


def test_a_fact_is_read_with_all_its_keys() -> None:
    """Each key of the format comes out as the value of its field."""
    found = only(
        fact(
            "تصل الشبكة إلى 4000 منزل.",
            kind="position",
            date="2014-10~",
            date_basis="inferred",
            because="يقيسها النص على عام 2015",
            topics=["water", "homes"],
            speaker="رئيس البلدية",
            measure={"of": "homes", "value": "4000.5", "unit": "منزل", "as_of": "2014", "bound": "about"},
            evidence=[evidence("survey", 7, 12)],
            reviewed={"by": "ليلى", "on": "2024-01-02", "stamp": "a" * 64},
        )
    )
    assert (found.id, found.says, found.kind) == ("one", "تصل الشبكة إلى 4000 منزل.", "position")
    assert found.date is not None
    assert (found.date.text, found.date_basis, found.because) == (
        "2014-10~",
        "inferred",
        "يقيسها النص على عام 2015",
    )
    assert (found.topics, found.speaker) == (("water", "homes"), "رئيس البلدية")
    assert found.measure is not None
    assert found.measure.as_of is not None
    assert found.measure == Measure("homes", Decimal("4000.5"), "منزل", found.measure.as_of, "about")
    passage = Passage("افتتح المجلس", "الشبكة الجديدة", (12, 52), DIGEST, "n1")
    assert found.evidence == (Evidence("survey", 7, passage),)
    assert found.reviewed == Review("ليلى", "2024-01-02", "a" * 64)


def test_what_is_not_written_is_empty() -> None:
    """No date, no speaker, no number is made up."""
    found = only(fact())
    assert (found.date, found.speaker, found.measure, found.reviewed) == (None, "", None, None)
    assert (found.date_basis, found.because) == ("stated", "")


def test_a_source_is_read_with_all_its_keys() -> None:
    """CSL-JSON's names, with what is known of the archived text."""
    record = source(
        **{
            "title-short": "المحضر",
            "container-title": "سجل",
            "publisher-place": "الواحة",
            "publisher": "المجلس",
        },
        author=[{"family": "الهادي", "given": "سامي"}, {"literal": "مكتب المسح"}],
        issued={"date": "2019-05", "basis": "inferred", "because": "يذكره الختم"},
        accessed="2024-02-01",
        URL="https://example.org/a",
        language="ar",
        snapshot={"sha256": DIGEST, "norm": "n1", "excluded": [{"paragraph": 3, "why": "تعليق"}]},
    )
    found = library({}, sources={"minutes": record}).sources["minutes"]
    assert found.author == (Name("", "الهادي", "سامي"), Name("مكتب المسح", "", ""))
    assert (found.title_short, found.container_title, found.publisher_place) == ("المحضر", "سجل", "الواحة")
    assert found.issued is not None
    assert (found.issued.date.text, found.issued.basis, found.issued.because) == (
        "2019-05",
        "inferred",
        "يذكره الختم",
    )
    assert found.snapshot == Snapshot(DIGEST, "n1", (Excluded(3, "تعليق"),))
    bare = library({}, sources={"minutes": source()}).sources["minutes"]
    assert (bare.author, bare.issued, bare.accessed, bare.snapshot, bare.url) == ((), None, None, None, "")


def test_a_spec_is_read_with_all_its_keys() -> None:
    """Sections keep their order; a selection is ordered by date unless it says otherwise, a list as written."""
    query = {
        "topics": ["water"],
        "kinds": ["event"],
        "from": "2014",
        "to": "2017",
        "sources": ["council"],
        "not": ["b"],
    }
    record = spec(
        "sample",
        section(select=query, show="timeline"),
        section(facts=["a"]),
        section(text="كلام [@a]."),
        subtitle="عنوان",
        version="2",
        marking="داخلي",
        digits="arabic-indic",
        summary="كلام [@a].",
    )
    found = library({"a": fact(), "b": fact()}, {"sample": record}).specs["sample"]
    assert (found.subtitle, found.version, found.marking, found.digits) == (
        "عنوان",
        "2",
        "داخلي",
        "arabic-indic",
    )
    first, second, third = found.sections
    assert first.select is not None
    assert (first.select.since, first.select.until) != (None, None)
    assert dataclasses.replace(first.select, since=None, until=None) == Query(
        ("water",), ("event",), None, None, ("council",), ("b",)
    )
    assert (first.order, first.show, second.order, second.show) == (
        "date",
        "timeline",
        "as-written",
        "paragraphs",
    )
    assert (second.facts, second.select, second.text) == (("a",), None, None)
    assert third.text is not None
    assert third.text.text == "كلام [@a]."


@pytest.mark.parametrize("text", ["سطر\n سطر", "سطر  \n\n  سطر"])
def test_line_ends_in_a_statement_are_spaces(text: str) -> None:
    """A statement is one line wherever it is printed; an editor may still break it in the file."""
    assert only(fact(text)).says == "سطر سطر"


def test_places_lead_back_to_the_file() -> None:
    """Every value of a record knows its line; a value that is not written points at the record."""
    found = only(fact())
    assert (found.places.at("kind").line, found.places.line("kind").strip()) == (4, '"kind": "event",')
    assert found.places.at("date") == found.places.span
    assert found.places.line("date").strip() == '"one": {'


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"kind": "event", "says": ""}, ["empty-value"]),
        ({"kind": ["event"]}, ["wrong-type"]),
        ({"evidence": []}, ["empty-value"]),
        ({"evidence": [{}]}, ["missing-key"] * 3),
        ({"evidence": ["council"]}, ["wrong-type"]),
        ({"topics": ["Water Net"]}, ["bad-id"]),
        ({"measure": {"of": "homes", "value": "٤٠"}}, ["bad-number"]),
        ({"measure": {"of": "homes", "value": "1e9"}}, ["bad-number"]),
        ({"measure": {"of": "homes", "value": "NaN"}}, ["bad-number"]),
        ({"measure": {"of": "homes", "value": 4, "bound": "almost"}}, ["bad-choice"]),
        ({"reviewed": {"by": "ليلى", "on": "2024-13", "stamp": "x"}}, ["bad-date", "bad-digest"]),
        ({"kind": "assessment"}, ["speaker-missing"]),
        ({"date_basis": "inferred", "because": ""}, ["empty-value"]),
    ],
)
def test_what_does_not_fit_is_told_once(keys: dict[str, Any], expected: list[str]) -> None:
    """One wrong value is one problem, also where a rule looks at the same value again."""
    assert codes(reading({"one": fact(**keys)}).problems) == expected


def test_a_fact_that_cannot_be_read_is_known_to_exist() -> None:
    """Rules about references can ask whether a fact is missing or only broken, whole files included."""
    broken = reading({"one": fact(kind="evnet"), "two": fact()}).library
    assert not broken.lacks_fact("one")
    assert not broken.lacks_fact("two")
    assert broken.lacks_fact("three")
    assert not broken.whole
    unread = read_library(
        [], [("briefs/facts/a.yaml", b"a: [b")], [("briefs/sources/c.yaml", b"c: 'd")]
    ).library
    assert not unread.lacks_fact("one")
    assert not unread.lacks_source("c")
    assert unread.lacks_source("d")


def test_the_first_of_two_facts_with_one_id_stays() -> None:
    """The second is told, with the place of the first."""
    files = [(f"briefs/facts/{name}.yaml", f"one: {fact(name)!r}".encode()) for name in ("a", "b")]
    found = read_library([], files, [])
    assert codes(found.problems) == ["duplicate-fact"]
    (problem,) = found.problems
    assert (problem.span.file, problem.labels[0].span.file) == ("briefs/facts/b.yaml", "briefs/facts/a.yaml")
    assert found.library.facts["one"].says == "a"


def test_of_two_files_with_one_name_the_first_counts() -> None:
    """`sample.yaml` and `sample.yml` would print to one output."""
    record = spec("sample", section(facts=["a"]))
    files = [(f"briefs/sample.{end}", repr({**record, "title": end}).encode()) for end in ("yaml", "yml")]
    found = read_library(files, [], [])
    assert codes(found.problems) == ["duplicate-name"]
    assert found.library.specs["sample"].title == "yaml"
    assert found.spec_files == (("sample", "briefs/sample.yaml"),)


KEYS = (
    *(
        "brief",
        "title",
        "as_of",
        "sections",
        "select",
        "facts",
        "text",
        "topics",
        "kinds",
        "from",
        "to",
        "sources",
    ),
    *("not", "says", "kind", "date", "date_basis", "because", "measure", "of", "value", "evidence", "source"),
    *(
        "paragraph",
        "passage",
        "at",
        "sha256",
        "norm",
        "reviewed",
        "type",
        "author",
        "issued",
        "snapshot",
        "excluded",
    ),
)
JSON = st.recursive(
    st.text(max_size=8) | st.sampled_from(["event", "2014", "water", "12:30", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(KEYS), JSON, max_size=6))
def test_any_shape_is_read_or_told(record: dict[str, Any]) -> None:
    """Keys of the formats with values of any shape never fail; a record without problems is there."""
    found = reading({"one": record}, {"sample": record}, {"council": record})
    assert all(each.message and each.span.line >= 1 for each in found.problems)
    if not found.problems:
        assert (len(found.library.facts), len(found.library.specs), len(found.library.sources)) == (1, 1, 1)
