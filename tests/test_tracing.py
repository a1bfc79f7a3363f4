"""The trace annex and comparisons, from spec to the numbered document model."""

from __future__ import annotations

from typing import Any

from tests.samples.workspace import DIGEST, evidence, fact, library, section, source, spec

from briefgen.brief import Comparison, Text
from briefgen.citations import cite
from briefgen.composition import compose
from briefgen.tracing import trace
from briefgen.typesetting import plain

FACTS = {
    "opened": fact(),
    "both": fact("اتسعت الشبكة.", evidence=[evidence("council", 4), evidence("survey", 3)]),
    "unused": fact("لا تُستعمل."),
}


def test_every_passage_that_is_printed_is_traced() -> None:
    """One row a passage, in the order of first citation, with digest, state and the notes that lead to it."""
    found = library(
        FACTS, {"a": spec("a", section(text="كلام [@both]. وكلام [@opened; @both]."), annex="trace")}
    )
    cited = trace(
        cite(compose(found.specs["a"], found), found), found, {("both", 0): "verified", ("both", 1): "lost"}
    )
    assert [
        (each.number, each.fact, plain(each.locator), plain(each.state), each.notes) for each in cited.trace
    ] == [
        (1, "both", "الفقرة 4", "مطابق للنص المحفوظ", (1, 2)),
        (1, "both", "الفقرة 3", "غير موجود في النص المحفوظ", (1, 2)),
        (2, "opened", "الفقرة 1", "لم يُتحقق منه هنا", (2,)),
    ]
    assert {each.digest for each in cited.trace} == {DIGEST[:12]}
    assert {plain(each.review) for each in cited.trace} == {"لم يُراجَع"}


def test_no_annex_is_made_unless_asked_for() -> None:
    """Most briefs have none."""
    found = library(FACTS, {"a": spec("a", section(facts=["opened"]))})
    assert trace(cite(compose(found.specs["a"], found), found), found, {}).trace == ()


def homes(value: str, as_of: str, **keys: Any) -> dict[str, Any]:
    """A fact that gives a number of homes."""
    measure = {"of": "homes", "value": value, "unit": "منزل", "as_of": as_of} | keys
    return fact(f"تصل إلى {value}.", date=as_of, measure=measure)


def compared(**keys: Any) -> Comparison:
    """The comparison of two numbers of homes and a date, cited."""
    facts = {
        "first": homes("80", "2021", bound="more-than"),
        "second": homes("200", "2024", unit="بيت"),
        "opened": fact("افتتحت.", date="2018", evidence=[evidence("survey")]),
    }
    show = section(facts=["first", "second", "opened"], show="compare", **keys)
    found = library(facts, {"a": spec("a", show)})
    (block,) = cite(compose(found.specs["a"], found), found).brief.sections[0].blocks
    assert isinstance(block, Comparison)
    return block


def test_values_stand_side_by_side_with_dates_sources_and_remarks() -> None:
    """Measure by measure, facts without a measure last; each value keeps its citation."""
    homes_, dates = compared(labels={"homes": "المنازل"}).measures
    assert (plain(homes_.name), homes_.reading, plain(homes_.verdict)) == (
        "المنازل",
        "change",
        "تغيّر في الزمن: القيم لأوقات مختلفة",
    )
    rows = [(plain(v.value), plain(v.as_of), plain(v.source), plain(v.remark)) for v in homes_.values]
    assert rows == [
        ("أكثر من 80 منزل", "2021", "«محضر الجلسة العاشرة»", "حد أدنى لا تبلغه القيمة، الوحدة: منزل"),
        ("200 بيت", "2024", "«محضر الجلسة العاشرة»", "الوحدة: بيت"),
    ]
    assert (dates.reading, [plain(v.as_of) for v in dates.values]) == ("dates", ["2018"])
    assert [v.what.fact for m in (homes_, dates) for v in m.values] == ["first", "second", "opened"]


def test_a_box_is_headed_only_where_asked() -> None:
    """`box: true` heads it «تباين المصادر»."""
    assert plain(compared(box="true").title) == "تباين المصادر"
    assert plain(compared().title) == ""


def test_a_note_links_to_the_passage_of_a_source_with_an_address() -> None:
    """The address with a text fragment; nothing where there is no address."""
    sources = {"council": source(URL="https://example.org/council"), "survey": source("مسح")}
    found = library(FACTS, {"a": spec("a", section(facts=["both"]))}, sources)
    (note,) = cite(compose(found.specs["a"], found), found).notes
    assert [each.link.split("=")[0] for each in note.cited] == ["https://example.org/council#:~:text", ""]
    linked = [(run.text, run.link) for run in note.runs if isinstance(run, Text) and run.link]
    assert linked == [("الفقرة 4", note.cited[0].link)]


def test_a_withdrawn_source_says_so_in_the_reference_list() -> None:
    """Where its use is explained and it is still printed, a reader must not take it for a standing one."""
    sources = {
        "council": source(withdrawn={"on": "2024-05-01", "why": "أنكره ناشره"}),
        "survey": source("مسح"),
    }
    told = section(text="كلام [@opened].", explains=["council"])
    found = library(FACTS, {"a": spec("a", told)}, sources)
    (reference,) = cite(compose(found.specs["a"], found), found).references
    assert plain(reference.runs).replace("\u00a0", " ").endswith("سُحب في 1 أيار/مايو 2024.")
