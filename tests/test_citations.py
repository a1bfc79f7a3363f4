"""Every citation becomes one note, in reading order, worded by what was cited before; no note is lost or made up."""

from __future__ import annotations

from typing import Any, assert_never

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples.workspace import Record, evidence, fact, library, source

from briefgen.brief import (
    Block,
    Brief,
    Call,
    Cite,
    CitedBrief,
    ComparedMeasure,
    ComparedValue,
    Comparison,
    Figure,
    KeyFigures,
    Listing,
    Paragraph,
    Run,
    Runs,
    Section,
    Table,
    Text,
    Timeline,
    TimelineEntry,
)
from briefgen.citations import cite, full, locator, short
from briefgen.records.library import Library
from briefgen.typesetting import plain

SOURCES = {
    "council": source("محضر الجلسة العاشرة", publisher="مجلس الواحة", issued="2019-05-12"),
    "survey": source("مسح الأسر في حوض الواحة وما حولها", author=[{"literal": "مكتب المسح"}]),
    "notice": source("[إعلان بلا عنوان]"),
}
FACTS = {
    "a": fact(evidence=[evidence("council", 1)]),
    "b": fact(evidence=[evidence("council", 2)]),
    "c": fact(evidence=[evidence("survey", 5)]),
    "both": fact(evidence=[evidence("survey", 3), evidence("council", 4), evidence("survey", 1)]),
    "n": fact(evidence=[evidence("notice", 1)]),
}
LIBRARY = library(FACTS, sources=SOURCES)


def brief(*blocks: Block, summary: tuple[Paragraph, ...] = (), digits: Any = "latin") -> Brief:
    """A brief of one section."""
    return Brief(
        id="sample", title=(), title_text="", subtitle=(), subtitle_text="", dated="2024-01-01", as_of=(), version=(),
        marking="", digits=digits, contents=False, summary=summary, sections=(Section("s1", (), blocks),),
    )  # fmt: skip


def marked(*names: str) -> Paragraph:
    """A paragraph with one citation of these facts."""
    return Paragraph((Text("كلام"), Cite(names), Text(".")))


def words(runs: Runs) -> str:
    """Runs as text, with plain spaces for those where a line must not break."""
    return plain(runs).replace("\u00a0", " ")


def notes(*groups: str, digits: Any = "latin", found: Library = LIBRARY) -> list[str]:
    """The texts of the notes for citations of facts, each group of names one citation."""
    blocks = [marked(*group.split()) for group in groups]
    return [words(note.runs) for note in cite(brief(*blocks, digits=digits), found).notes]


FULL_COUNCIL = "«محضر الجلسة العاشرة»، مجلس الواحة، 12 أيار/مايو 2019"
FULL_SURVEY = "مكتب المسح، «مسح الأسر في حوض الواحة وما حولها»"
SHORT_SURVEY = "مكتب المسح، «مسح الأسر في حوض الواحة وما…»"


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (["a"], [f"{FULL_COUNCIL}، الفقرة 1."]),
        (["a", "b"], [f"{FULL_COUNCIL}، الفقرة 1.", "المصدر نفسه، الفقرة 2."]),
        (
            ["a", "c", "b"],
            [f"{FULL_COUNCIL}، الفقرة 1.", f"{FULL_SURVEY}، الفقرة 5.", "«محضر الجلسة العاشرة»، الفقرة 2."],
        ),
        (["a c"], [f"{FULL_COUNCIL}، الفقرة 1؛ {FULL_SURVEY}، الفقرة 5."]),
        (
            ["a c", "c"],
            [f"{FULL_COUNCIL}، الفقرة 1؛ {FULL_SURVEY}، الفقرة 5.", f"{SHORT_SURVEY}، الفقرة 5."],
        ),
        (
            ["a", "b c"],
            [f"{FULL_COUNCIL}، الفقرة 1.", f"المصدر نفسه، الفقرة 2؛ {FULL_SURVEY}، الفقرة 5."],
        ),
        (
            ["a", "c b"],
            [f"{FULL_COUNCIL}، الفقرة 1.", f"{FULL_SURVEY}، الفقرة 5؛ «محضر الجلسة العاشرة»، الفقرة 2."],
        ),
        (["a b"], [f"{FULL_COUNCIL}، الفقرتان 1 و2."]),
        (["both"], [f"{FULL_SURVEY}، الفقرتان 1 و3؛ {FULL_COUNCIL}، الفقرة 4."]),
        (
            ["n", "a", "n"],
            ["[إعلان بلا عنوان]، الفقرة 1.", f"{FULL_COUNCIL}، الفقرة 1.", "[إعلان بلا عنوان]، الفقرة 1."],
        ),
    ],
)
def test_notes_are_worded_by_what_came_before(groups: list[str], expected: list[str]) -> None:
    """In full first, then short; «المصدر نفسه» only right after a note with that one source; «؛» between sources."""
    assert notes(*groups) == expected


def test_notes_keep_to_the_numerals_of_the_document() -> None:
    """Dates and paragraph numbers are in one family."""
    assert notes("a", digits="arabic-indic") == [
        "«محضر الجلسة العاشرة»، مجلس الواحة، ١٢ أيار/مايو ٢٠١٩، الفقرة ١."
    ]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ((6,), "الفقرة 6"),
        ((6, 7), "الفقرتان 6 و7"),
        ((6, 9), "الفقرتان 6 و9"),
        ((6, 7, 8), "الفقرات من 6 إلى 8"),
        ((6, 7, 9), "الفقرات 6 و7 و9"),
        ((1, 6, 7, 8, 9, 12), "الفقرات 1 ومن 6 إلى 9 و12"),
        ((1, 2, 3, 5, 6, 7), "الفقرات من 1 إلى 3 ومن 5 إلى 7"),
    ],
)
def test_paragraphs_are_counted_in_words(paragraphs: tuple[int, ...], expected: str) -> None:
    """One, two and many have their own forms; three in a row are a span in words."""
    assert locator(paragraphs) == expected


@pytest.mark.parametrize(
    ("keys", "in_full", "in_short"),
    [
        ({}, "«تقرير»", "«تقرير»"),
        ({"author": [{"family": "الهادي", "given": "سامي"}]}, "سامي الهادي، «تقرير»", "الهادي، «تقرير»"),
        (
            {"author": [{"family": "أ", "given": "س"}, {"literal": "ب"}]},
            "س أ وب، «تقرير»",
            "أ وب، «تقرير»",
        ),
        (
            {"author": [{"literal": "أ"}, {"literal": "ب"}, {"literal": "ج"}]},
            "أ وب وج، «تقرير»",
            "أ وآخرون، «تقرير»",
        ),
        ({"title-short": "ت"}, "«تقرير»", "«ت»"),
        ({"title": "[تقرير]"}, "[تقرير]", "[تقرير]"),
        (
            {"issued": {"date": "2024-02", "basis": "inferred", "because": "x"}},
            "«تقرير»، [شباط/فبراير 2024]",
            "«تقرير»",
        ),
        (
            {"container-title": "مجلة", "publisher": "دار", "publisher-place": "الواحة", "issued": "2019"},
            "«تقرير»، مجلة، دار، الواحة، 2019",
            "«تقرير»",
        ),
        (
            {"URL": "https://example.org/a", "accessed": "2024-02-01"},
            "«تقرير»، https://example.org/a (اطُّلع عليه في 1 شباط/فبراير 2024)",
            "«تقرير»",
        ),
        ({"accessed": "2024-02-01"}, "«تقرير»", "«تقرير»"),
    ],
)
def test_a_source_says_what_is_known_and_no_more(keys: Record, in_full: str, in_short: str) -> None:
    """No date is not «بلا تاريخ», no publisher is not a guess: what is unknown is not there."""
    found = library({}, sources={"one": {**source("تقرير"), **keys}}).sources["one"]
    assert (full(found, "latin"), short(found)) == (in_full, in_short)


def test_notes_are_numbered_as_one_reads() -> None:
    """Summary first, then every kind of block from its first cell or item to its last."""
    cited = cite(
        brief(
            marked("b"),
            Listing((marked("c"), marked("a"))),
            Table(((), ()), (((Cite(("b",)),), (Cite(("c",)),)), ((Cite(("n",)),), (Cite(("a",)),)))),
            Timeline((TimelineEntry((), marked("b")), TimelineEntry((), marked("c")))),
            KeyFigures((Figure((), (), (), marked("a"), ()), Figure((), (), (), marked("n"), ()))),
            compared(marked("c"), marked("b")),
            summary=(marked("a"),),
        ),
        LIBRARY,
    )
    assert [note.cited[0].facts for note in cited.notes] == [(name,) for name in "abcabcnabcancb"]
    assert calls(cited) == list(range(1, 15))


def calls(cited: CitedBrief) -> list[int]:
    """The numbers of the calls in reading order."""
    return [run.note for run in runs_of(cited.brief) if isinstance(run, Call)]


def runs_of(found: Brief) -> list[Run]:
    """All runs that can hold a citation, in reading order."""

    def of(block: Block) -> list[Runs]:
        match block:
            case Paragraph(runs):
                return [runs]
            case Listing(items):
                return [each.runs for each in items]
            case Table(_, rows):
                return [cell for row in rows for cell in row]
            case Timeline(entries):
                return [each.what.runs for each in entries]
            case KeyFigures(figures):
                return [each.what.runs for each in figures]
            case Comparison(_, measures):
                return [each.what.runs for measure in measures for each in measure.values]
            case _:
                assert_never(block)

    blocks = (*found.summary, *(block for section in found.sections for block in section.blocks))
    return [run for block in blocks for runs in of(block) for run in runs]


def test_references_hold_each_source_once_in_arabic_order() -> None:
    """By author or title, with the numbers of all notes that cite them."""
    cited = cite(brief(marked("a", "c"), marked("both"), marked("n"), marked("a")), LIBRARY)
    assert [(each.source, each.notes) for each in cited.references] == [
        ("notice", (3,)),
        ("council", (1, 2, 4)),
        ("survey", (1, 2)),
    ]
    assert words(cited.references[1].runs) == f"{FULL_COUNCIL}."


NAMES = st.lists(st.sampled_from(sorted(FACTS)), min_size=1, max_size=3, unique=True)


def compared(*paragraphs: Paragraph) -> Comparison:
    """A comparison of the values that these paragraphs state."""
    values = tuple(ComparedValue((), (), (), each, ()) for each in paragraphs)
    return Comparison((), (ComparedMeasure((), "same", (), values),))


PARAGRAPH = st.lists(
    st.one_of(st.just(Text("كلام")), NAMES.map(lambda names: Cite(tuple(names)))), max_size=4
).map(lambda runs: Paragraph(tuple(runs)))
BLOCK = st.one_of(
    PARAGRAPH,
    st.lists(PARAGRAPH, max_size=3).map(lambda items: Listing(tuple(items))),
    st.lists(PARAGRAPH, max_size=3).map(lambda items: compared(*items)),
    st.lists(PARAGRAPH, max_size=3).map(lambda cells: Table(((),), tuple((cell.runs,) for cell in cells))),
    st.lists(PARAGRAPH, max_size=3).map(
        lambda items: Timeline(tuple(TimelineEntry((), each) for each in items))
    ),
    st.lists(PARAGRAPH, max_size=3).map(
        lambda each: KeyFigures(tuple(Figure((), (), (), one, ()) for one in each))
    ),
)


@given(st.lists(BLOCK, max_size=6), st.lists(PARAGRAPH, max_size=2))
def test_every_citation_becomes_one_note(blocks: list[Block], summary: list[Paragraph]) -> None:
    """As many calls as citations, numbered in order, each with a note that names exactly the facts cited there."""
    plan = brief(*blocks, summary=tuple(summary))
    wanted = [run.facts for run in runs_of(plan) if isinstance(run, Cite)]
    cited = cite(plan, LIBRARY)
    assert calls(cited) == list(range(1, len(wanted) + 1))
    assert not [run for run in runs_of(cited.brief) if isinstance(run, Cite)]
    assert [run for run in runs_of(cited.brief) if isinstance(run, Text)] == [
        run for run in runs_of(plan) if isinstance(run, Text)
    ]
    assert [{name for each in note.cited for name in each.facts} for note in cited.notes] == [
        set(each) for each in wanted
    ]
    for note in cited.notes:
        for each in note.cited:
            written = {
                one.paragraph
                for name in each.facts
                for one in LIBRARY.facts[name].evidence
                if one.source == each.source
            }
            assert set(each.paragraphs) == written


@given(st.lists(NAMES, max_size=12))
def test_each_source_is_given_in_full_once_before_it_is_short(groups: list[list[str]]) -> None:
    """A reader who goes back from any short form finds the full one; «المصدر نفسه» stands next to its source."""
    cited = cite(brief(*(marked(*names) for names in groups)), LIBRARY)
    known: set[str] = set()
    for before, note in zip((None, *cited.notes), cited.notes, strict=False):
        for place, (text, each) in enumerate(zip(words(note.runs).split("؛ "), note.cited, strict=True)):
            same = text.startswith("المصدر نفسه، ")
            alone = before is not None and len(before.cited) == 1 and before.cited[0].source == each.source
            assert same == (place == 0 and alone)
            in_full = text.startswith(full(LIBRARY.sources[each.source], "latin") + "، ")
            assert same or in_full or each.source in known
            assert each.source in known or in_full
            known.add(each.source)
    assert {each.source for each in cited.references} == known
    for reference in cited.references:
        numbers = [
            note.number for note in cited.notes if reference.source in {each.source for each in note.cited}
        ]
        assert list(reference.notes) == numbers
