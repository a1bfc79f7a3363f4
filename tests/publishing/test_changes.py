"""What changed between two versions, as a record and as a section in Arabic."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples.workspace import evidence, fact, library, section, source, spec

from briefgen.brief import Table
from briefgen.changelog import sheet, with_changes
from briefgen.changes import Changes, Side, Version, changes, decode, encode
from briefgen.composition import compose
from briefgen.lock import Assets, Entry, Options, lock_of
from briefgen.records.library import Library
from briefgen.typesetting import plain

FACTS = {"opened": fact("افتتحت الشبكة.", date="2018"), "homes": fact("تصل إلى 80 منزلًا.")}
SECTIONS = (section("ما جرى", select={"topics": ["water"]}),)
SOURCES = {"council": source(), "survey": source("مسح الأسر")}
FILES = ("briefs/one.yaml", "briefs/sources/council.yaml", "briefs/sources/survey.yaml")


def held(facts: dict[str, Any], sources: dict[str, Any] = SOURCES, **keys: Any) -> Library:
    """The library of a small brief."""
    record = {**spec("one", *SECTIONS), **keys}
    return library(facts, {"one": record}, sources)


def version(number: int, records: Library, tools: dict[str, str] | None = None) -> Version:
    """A version of the small brief, published on the day of its number."""
    files = {path: Entry(path, 1, "a" * 64) for path in FILES}
    assets = Assets(files, (), (), tools or {"weasyprint": "70.0"}, Options())
    return Version(
        Side(number, f"2026-01-0{number}"), lock_of(records.specs["one"], records, assets), records
    )


def found(facts: dict[str, Any], sources: dict[str, Any] = SOURCES, **keys: Any) -> Changes:
    """What changed from the small brief to another one."""
    return changes(version(1, held(FACTS)), version(2, held(facts, sources, **keys)))


def test_nothing_has_changed() -> None:
    """No change is found between equal things, whatever their numbers."""
    assert found(FACTS).empty


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({**FACTS, "tank": fact("بُني خزان.")}, [("tank", "added", [])]),
        ({"opened": FACTS["opened"]}, [("homes", "removed", [])]),
        ({**FACTS, "homes": fact("تصل إلى 86 منزلًا.")}, [("homes", "changed", [])]),
        ({**FACTS, "opened": fact("افتتحت الشبكة.", date="2019")}, [("opened", "changed", ["date"])]),
        ({**FACTS, "homes": fact("تصل إلى 80 منزلًا.", evidence=[evidence("survey", 2)])},
         [("homes", "changed", ["evidence"])]),
        ({**FACTS, "homes": fact("تصل إلى 80 منزلًا.", measure={"of": "homes", "value": 80})},
         [("homes", "changed", ["measure"])]),
        ({**FACTS, "homes": fact("تصل إلى 80 منزلًا.", reviewed={"by": "م", "on": "2026", "stamp": "a" * 64})},
         [("homes", "changed", ["reviewed"])]),
    ],
    ids=("added", "removed", "statement", "date", "evidence", "measure", "review"),
)  # fmt: skip
def test_facts_are_compared_field_by_field(
    facts: dict[str, Any], told: list[tuple[str, str, list[str]]]
) -> None:
    """What came, what went, what is said otherwise, and which other fields changed."""
    listed = found(facts).facts
    assert [(each.id, each.way, [field.name for field in each.fields]) for each in listed] == told


def test_sources_words_and_headings_are_compared() -> None:
    """A withdrawal is a change of a source; sentences and sections come and go."""
    withdrawn = {**SOURCES, "council": source(withdrawn={"on": "2026-01-02", "why": "خطأ"})}
    told = found(
        FACTS,
        withdrawn,
        summary="كلام جديد [@opened].",
        sections=[section("ما كان", select={"topics": ["water"]})],
    )
    assert [(each.id, each.fields[0].now) for each in told.sources] == [("council", "2026-01-02: خطأ")]
    assert (told.removed, told.added) == ((), ("كلام جديد.",))
    assert [(each.then, each.now) for each in told.spec] == [("ما جرى", ""), ("", "ما كان")]


def test_tools_and_order_are_compared() -> None:
    """Other versions of tools; the same facts in another order."""
    other = held(FACTS, sections=[section("ما جرى", facts=["homes", "opened"])])
    told = changes(version(1, held(FACTS)), version(2, other, {"weasyprint": "71.0"}))
    assert [(each.kind, each.name) for each in told.made_with] == [
        ("part", "sections[0]"),
        ("tool", "weasyprint"),
    ]


@given(st.sets(st.sampled_from(["opened", "homes", "tank"]), min_size=1), st.text("ابتث 86.", max_size=20))
def test_a_record_of_changes_reads_back(names: set[str], words: str) -> None:
    """And swapping the versions swaps what came and what went."""
    there = {**FACTS, "tank": fact("بُني خزان." + words)}
    one, other = version(1, held(FACTS)), version(2, held({name: there[name] for name in sorted(names)}))
    told, back = changes(one, other), changes(other, one)
    assert decode(encode(told)) == told
    swapped = {"added": "removed", "removed": "added", "changed": "changed"}
    assert [(each.id, swapped[each.way]) for each in told.facts] == [
        (each.id, each.way) for each in back.facts
    ]


def test_what_is_no_record_is_refused() -> None:
    """With a ValueError, whatever it is."""
    for data in (b"", b"[]", b"{}", b'{"then": 1}'):
        with pytest.raises(ValueError):  # noqa: PT011 - any of its kind
            decode(data)


def test_the_log_is_the_last_section_of_a_brief() -> None:
    """With a heading that names the version before, and a row a change; the rest of the brief is as it was."""
    records = held({**FACTS, "homes": fact("تصل إلى 86 منزلًا.")}, digits="arabic-indic")
    brief = compose(records.specs["one"], records)
    told = changes(version(1, held(FACTS)), replace(version(2, records), side=Side(2, "")))
    logged = with_changes(brief, told)
    assert logged.sections[:-1] == brief.sections
    last = logged.sections[-1]
    assert last.id == f"s{len(brief.sections) + 1}"
    assert (
        plain(last.title)
        .replace("\xa0", " ")
        .startswith("سجل التغييرات منذ الإصدار ١ المنشور في ١ كانون الثاني/يناير ٢٠٢٦")
    )
    table = last.blocks[0]
    assert isinstance(table, Table)
    assert [plain(cell) for cell in table.rows[0]] == [
        "تغيّرت",
        "تصل إلى ٨٠\xa0منزلًا.",
        "تصل إلى ٨٦\xa0منزلًا.",
    ]


def test_a_sheet_of_changes_has_a_section_a_kind() -> None:
    """Facts, prose, sources, the brief's own data, what it is made with; one that says nothing changed."""
    records = held({**FACTS, "tank": fact("بُني خزان.")}, summary="كلام [@opened].", title="عنوان آخر")
    brief = compose(records.specs["one"], records)
    told = changes(version(1, held(FACTS)), version(2, records, {"weasyprint": "71.0"}))
    made = sheet(brief, told)
    assert [plain(each.title) for each in made.sections] == [
        "الوقائع",
        "نص الورقة",
        "بيانات الورقة",
        "أدوات الصنع",
    ]
    assert made.title_text == "سجل التغييرات"
    nothing = changes(version(1, records), version(2, records))
    assert [plain(each.title) for each in sheet(brief, nothing).sections] == ["لا تغيير"]
