"""A brief says what its spec and facts say: every chosen fact once, cited, in the shape and numerals asked for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples.workspace import Record, fact, library, section, spec

from briefgen.brief import Brief, Cite, KeyFigures, Listing, Paragraph, Runs, Table, Text, Timeline
from briefgen.composition import CONTENTS_FROM, compose, statement
from briefgen.typesetting import plain

FACTS = {
    "opened": fact("افتتحت الشبكة عام 2018.", date="2018", date_basis="inferred", because="قرينة"),
    "homes": fact(
        "تصل الشبكة إلى أكثر من 250 منزل.",
        kind="figure",
        measure={"of": "homes", "value": 250, "unit": "منزل", "bound": "more-than", "as_of": "2021-03"},
    ),
    "view": fact("يرى المهندس أنها تكفي؟", kind="position", speaker="المهندس", date="2020-01-05"),
}
ALL = list(FACTS)


def composed(*sections: Record, **keys: Any) -> Brief:
    """The brief of one spec."""
    found = library(FACTS, {"sample": spec("sample", *sections, **keys)})
    return compose(found.specs["sample"], found)


def text(runs: Runs) -> str:
    """Runs as one reads them: citations as the facts in brackets, plain spaces."""
    parts = [
        run.text if isinstance(run, Text) else f"[{' '.join(run.facts)}]"
        for run in runs
        if not hasattr(run, "note")
    ]
    return "".join(parts).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ("كلام.", "كلام[one]."),
        ("كلام", "كلام[one]."),
        ("كلام؟", "كلام[one]؟"),
        ("كلام !", "كلام[one]!"),
        ("قال: «نعم».", "قال: «نعم»[one]."),
        ("بلغت 3.5 في المائة.", "بلغت 3.5 في المائة[one]."),
    ],
)
def test_a_statement_is_cited_before_its_full_stop(says: str, expected: str) -> None:
    """Every statement ends in a stop, and its mark clings to the last word."""
    found = statement(library({"one": fact(says)}).facts["one"], "latin")
    assert (text(found.runs), found.fact) == (expected, "one")


def test_the_head_is_set_in_the_numerals_of_the_document() -> None:
    """Title, as-of date and version; the metadata date is the last day of the as-of date."""
    found = composed(
        section(facts=["opened"]), title="شبكة 2018", as_of="2024-02", version="2", digits="arabic-indic"
    )
    assert (plain(found.title), found.title_text, plain(found.version)) == ("شبكة ٢٠١٨", "شبكة ٢٠١٨", "٢")
    assert (text(found.as_of), found.dated) == ("شباط/فبراير ٢٠٢٤", "2024-02-29")
    assert (found.subtitle, found.marking) == ((), "")


@pytest.mark.parametrize("number", [CONTENTS_FROM - 1, CONTENTS_FROM])
def test_longer_briefs_get_a_contents_list(number: int) -> None:
    """Sections are named s1, s2, … so that the list can point at them."""
    found = composed(*[section(facts=["opened"])] * number)
    assert found.contents == (number >= CONTENTS_FROM)
    assert [each.id for each in found.sections] == [f"s{index}" for index in range(1, number + 1)]


def test_paragraphs_and_lists_hold_one_statement_each() -> None:
    """In the order written."""
    found = composed(section(facts=ALL), section(facts=ALL, show="list"))
    first, second = (each.blocks for each in found.sections)
    assert [each.fact for each in first if isinstance(each, Paragraph)] == ALL
    (listing,) = second
    assert isinstance(listing, Listing)
    assert [text(each.runs) for each in listing.items] == [
        "افتتحت الشبكة عام 2018[opened].",
        "تصل الشبكة إلى أكثر من 250 منزل[homes].",
        "يرى المهندس أنها تكفي[view]؟",
    ]


def test_a_timeline_dates_its_entries_and_brackets_what_was_inferred() -> None:
    """By date, undated facts last and without a date; the page is told that brackets need explaining."""
    found = composed(section(facts=ALL, order="date", show="timeline"))
    (timeline,) = found.sections[0].blocks
    assert isinstance(timeline, Timeline)
    assert [text(each.when) for each in timeline.entries] == ["[2018]", "5 كانون الثاني/يناير 2020", ""]
    assert found.inferred_dates
    assert not composed(section(facts=ALL)).inferred_dates
    assert not composed(section(facts=["view"], show="timeline")).inferred_dates


def test_a_table_has_the_columns_that_half_of_its_facts_fill() -> None:
    """Date, statement, value, speaker; a dash where one fact has none; no column that is nearly empty."""
    found = composed(section(facts=["homes", "view"], show="table"), section(facts=ALL, show="table"))
    (table,), (narrow,) = (each.blocks for each in found.sections)
    assert isinstance(table, Table)
    assert isinstance(narrow, Table)
    assert [text(each) for each in table.head] == ["التاريخ", "البيان", "القيمة", "صاحب القول"]
    assert [[text(cell) for cell in row] for row in table.rows] == [
        ["—", "تصل الشبكة إلى أكثر من 250 منزل[homes].", "أكثر من 250 منزل", "—"],
        ["5 كانون الثاني/يناير 2020", "يرى المهندس أنها تكفي[view]؟", "—", "المهندس"],
    ]
    assert [text(each) for each in narrow.head] == ["التاريخ", "البيان"]
    assert [text(row[0]) for row in narrow.rows] == ["[2018]", "—", "5 كانون الثاني/يناير 2020"]


def test_key_figures_show_number_unit_and_as_of() -> None:
    """The bound in words; the measure's own date before the fact's."""
    (figures,) = (
        composed(section(facts=["homes"], show="key-figures"), digits="arabic-indic").sections[0].blocks
    )
    assert isinstance(figures, KeyFigures)
    (figure,) = figures.figures
    shown = [text(each) for each in (figure.bound, figure.value, figure.unit, figure.what.runs, figure.as_of)]
    assert shown == ["أكثر من", "٢٥٠", "منزل", "تصل الشبكة إلى أكثر من ٢٥٠ منزل[homes].", "آذار/مارس ٢٠٢١"]


def test_prose_keeps_its_paragraphs_words_and_marks() -> None:
    """The summary and sections of text alike."""
    prose = "أول [@opened]. ثان\nسطر [@homes; @view].\n\nثالث 2018 [@opened]."
    found = composed(section(text=prose), summary=prose, digits="arabic-indic")
    expected = ["أول[opened]. ثان سطر[homes view].", "ثالث ٢٠١٨[opened]."]
    assert [text(each.runs) for each in found.summary] == expected
    assert [text(each.runs) for each in found.sections[0].blocks if isinstance(each, Paragraph)] == expected


@given(
    st.lists(st.sampled_from(ALL), min_size=1, unique=True),
    st.sampled_from(["paragraphs", "list", "table", "timeline"]),
    st.sampled_from(["date", "source", "as-written"]),
)
def test_every_chosen_fact_is_cited_once_in_every_shape(names: list[str], show: str, order: str) -> None:
    """No shape drops a fact or its citation."""
    blocks = composed(section(facts=names, show=show, order=order)).sections[0].blocks
    found = [cited for block in blocks for cited in cites(block)]
    assert sorted(found) == sorted((name,) for name in names)


def cites(block: object) -> list[tuple[str, ...]]:
    """The citations of a block in reading order."""
    match block:
        case Cite(facts):
            return [facts]
        case tuple():
            return [each for part in block for each in cites(part)]
        case Paragraph(runs):
            return cites(runs)
        case Listing(items) | Timeline(items):
            return cites(items)
        case Table(_, rows):
            return cites(rows)
        case _:
            return cites(block.what) if hasattr(block, "what") else []
