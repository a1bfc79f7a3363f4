"""The tags of printed briefs: the structure tree says what the document model says, once and in its order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from tests.press.archival import archival_sample
from tests.press.tagged import Node, Tagged, read
from tests.samples.brief_sample import sample

from briefgen.brief import (
    Block,
    CitedBrief,
    Figure,
    KeyFigures,
    Listing,
    Paragraph,
    Runs,
    Table,
    Text,
    Timeline,
)

Item = tuple[str, str]
APART = frozenset({"Reference", "Note", "Lbl"})
# Elements to which the templates add page numbers.
WITH_PAGES = ("TOCI", "BibEntry")


@pytest.fixture(name="tagged", scope="module")
def _tagged() -> Tagged:
    """The tags of the sample brief."""
    return read(archival_sample())


def letters(text: str) -> str:
    """The characters of a text in no order: within a run of text PDFs have them as they stand, from left to right."""
    return "".join(sorted(char for char in text if not char.isspace() and char != "\u2060"))


def plain(*runs: Runs) -> str:
    """The letters of runs, calls left out."""
    return letters("".join(run.text for each in runs for run in each if isinstance(run, Text)))


def model(cited: CitedBrief) -> Iterator[Item]:
    """What the tree must say of a brief, element by element; each note behind the block of its call.

    The words of headings, of the line below the title and of the contents are those of the templates.
    """
    brief = cited.brief
    edition = plain(
        (Text("المعلومات حتى الإصدار التداول"), *brief.as_of, *brief.version, Text(brief.marking))
    )
    yield from (("H1", plain(brief.title)), ("P", plain(brief.subtitle)), ("P", edition))
    yield "H2", letters("الخلاصة")
    for paragraph in brief.summary:
        yield from with_notes(cited, "P", paragraph.runs)
    yield "H2", letters("المحتويات")
    for section in brief.sections:
        yield "TOCI", plain(section.title)
    yield "TOCI", letters("المراجع")
    for section in brief.sections:
        yield "H2", plain(section.title)
        for block in section.blocks:
            yield from of_block(cited, block)
    yield "H2", letters("المراجع")
    for reference in cited.references:
        yield "BibEntry", plain(reference.runs)


def of_block(cited: CitedBrief, block: Block) -> Iterator[Item]:
    """The items of one block."""
    match block:
        case Paragraph(runs):
            yield from with_notes(cited, "P", runs)
        case Listing(items):
            for item in items:
                yield from with_notes(cited, "LBody", item.runs)
        case Table():
            yield from of_table(cited, block)
        case Timeline(entries):
            for entry in entries:
                yield "TH", plain(entry.when)
                yield from with_notes(cited, "P", entry.what.runs)
        case KeyFigures(figures):
            for figure in figures:
                yield from of_figure(cited, figure)


def of_table(cited: CitedBrief, table: Table) -> Iterator[Item]:
    """The cells of a table, row by row."""
    yield from (("TH", plain(cell)) for cell in table.head)
    for first, *rest in table.rows:
        yield "TH", plain(first)
        for cell in rest:
            yield from with_notes(cited, "TD", cell)


def of_figure(cited: CitedBrief, figure: Figure) -> Iterator[Item]:
    """A key figure: a group of its parts, however the templates set them, and the notes of its statement."""
    parts = (figure.bound, figure.value, figure.unit, figure.what.runs, figure.as_of)
    _statement, *notes = with_notes(cited, "P", figure.what.runs)
    yield from (("Div", plain(*parts)), *notes)


def with_notes(cited: CitedBrief, role: str, runs: Runs) -> Iterator[Item]:
    """A block and then the notes that are called in it."""
    yield role, plain(runs)
    for run in runs:
        if not isinstance(run, Text):
            yield "Note", plain(next(each for each in cited.notes if each.number == run.note).runs)  # type: ignore[union-attr]


def told(tagged: Tagged) -> list[Item]:
    """What the tree says, element by element; cells and items that hold paragraphs or entries speak through these.

    A group of nothing but paragraphs and notes, as a key figure is, is one element.
    """
    items: list[Item] = []
    grouped: set[Node] = set()
    for node in tagged.root.found("Div", "H1", "H2", "P", "LBody", "TH", "TD", "Note", "TOCI", "BibEntry"):
        below = {child.role for child in node.children()}
        if node.role == "Div" and "P" in below and below <= {"P", "Note"}:
            grouped.update(node.children("P"))
        elif node.role == "Div" or node in grouped or below & {"P", "BibEntry"}:
            continue
        without = frozenset() if node.role in WITH_PAGES else APART
        items.append((node.role, letters(node.text(without))))
    return items


def missing(items: list[Item], expected: list[Item]) -> list[str]:
    """What is wrong with the items; those with page numbers may say more than expected."""
    faults = [f"{len(items)} elements instead of {len(expected)}"] if len(items) != len(expected) else []
    for (role, text), (wanted, letters_) in zip(items, expected, strict=False):
        rest = Counter(text) - Counter(letters_)
        lost = Counter(letters_) - Counter(text)
        if role != wanted or lost or (rest and role not in WITH_PAGES):
            faults.append(f"{role} {text} instead of {wanted} {letters_}")
    return faults


@pytest.mark.parametrize("digits", ["arabic-indic", "latin"])
def test_the_tree_says_what_the_brief_says(digits: str) -> None:
    """Title, headings, paragraphs, items, cells, notes, contents and references, each once, whole and in order."""
    tagged = read(archival_sample(digits))
    assert missing(told(tagged), list(model(sample(digits)))) == []


def test_the_engines_own_text_layer_has_the_same_tree() -> None:
    """The tree does not depend on how letters are drawn: the same elements and languages without `exact_text`."""
    plainly = read(archival_sample(exact=False)).root
    exactly = read(archival_sample()).root
    shape = [(node.role, node.id, node.language, node.pages) for node in plainly.walk()]
    assert shape == [(node.role, node.id, node.language, node.pages) for node in exactly.walk()]


def test_everything_is_tagged_once_or_an_artifact(tagged: Tagged) -> None:
    """No text stands outside of marked content, no sequence outside of the tree, none in it twice."""
    assert tagged.untagged == ()
    assert sorted(tagged.used) == sorted(tagged.texts)


def test_running_heads_are_artifacts(tagged: Tagged) -> None:
    """Heads, page numbers and the handling mark are pagination artifacts on every page, not text."""
    brief = sample().brief
    pages = sorted({page for page, _kind, _text in tagged.artifacts})
    for number in pages:
        head = "".join(text for page, kind, text in tagged.artifacts if (page, kind) == (number, "Header"))
        foot = "".join(text for page, kind, text in tagged.artifacts if (page, kind) == (number, "Footer"))
        assert Counter(letters(brief.marking)) <= Counter(letters(head))
        assert Counter(letters(brief.marking + "صفحة")) <= Counter(letters(foot))
        assert number == 0 or Counter(letters(brief.title_text)) <= Counter(letters(head))
    assert pages == list(range(max(page for page, _ in tagged.used) + 1))
    assert {kind for _page, kind, _text in tagged.artifacts} == {"Header", "Footer"}


def number(node: Node) -> str:
    """The number of a call or marker, without its brackets."""
    return "".join(char for char in node.text() if char.isdigit())


def calls(tagged: Tagged) -> tuple[Node, ...]:
    """The references that lead to notes, in reading order."""
    found = tagged.root.found("Reference")
    return tuple(
        node for node in found if node.children("Link")[0].links()[0].contents.startswith("الحاشية ")
    )


def test_each_note_follows_the_block_of_its_call(tagged: Tagged) -> None:
    """Between a note and the block that calls it stand only earlier notes of that block, or the block holds it."""
    called = {number(node): node for node in calls(tagged)}
    found = []
    for parent in tagged.root.walk():
        block = parent
        for child in parent.children():
            if child.role != "Note":
                block = parent if parent.role in ("LBody", "TD") and child.role != "P" else child
                continue
            (label,) = child.children("Lbl")
            assert called[number(label)] in tuple(block.walk())
            found.append(child.id)
    ids = [f"note-{each.number}" for each in sample().notes]
    assert [node.id for node in tagged.root.found("Note")] == ids
    assert sorted(found) == sorted(ids)


def test_calls_and_notes_are_linked_both_ways(tagged: Tagged) -> None:
    """A call's link leads to the line of its note's marker, the marker's link back to that of the call."""
    markers = [label for each in tagged.root.found("Note") for label in each.children("Lbl")]
    assert len(calls(tagged)) == len(markers) == len(sample().notes)
    for call, marker in zip(calls(tagged), markers, strict=True):
        (there,), (back,) = (node.children("Link")[0].links() for node in (call, marker))
        assert there.contents.removeprefix("الحاشية ") == back.contents.removeprefix(
            "العودة إلى موضع الحاشية "
        )
        for link, other in ((there, back), (back, there)):
            assert link.target is not None
            assert link.target[0] == other.page
            assert link.target[1] == pytest.approx(max(other.rectangle[1::2]), abs=0.01)


def test_every_annotation_is_a_tagged_link_that_says_where_it_leads(tagged: Tagged) -> None:
    """Each annotation of each page is in one Link, which owns it in the parent tree, and has a text of its own."""
    links = [link for node in tagged.root.walk() for link in node.links()]
    with pikepdf.open(BytesIO(archival_sample())) as pdf:
        listed = [len(page.get("/Annots", [])) for page in pdf.pages]
    assert [sum(link.page == number for link in links) for number in range(len(listed))] == listed
    assert {node.role for node in tagged.root.walk() if node.links()} == {"Link"}
    assert all(link.owned and link.contents for link in links)


def test_the_parent_tree_leads_from_content_to_its_element(tagged: Tagged) -> None:
    """For every sequence the parent tree names the element that holds it."""
    assert tagged.owned == tagged.used


def test_the_contents_are_links_under_references(tagged: Tagged) -> None:
    """Each entry of the contents is a reference with one link, which tells the entry's words and not an id."""
    entries = tagged.root.found("TOCI")
    assert len(entries) == len(sample().brief.sections) + 1
    for entry in entries:
        ((link,),) = (reference.children("Link") for reference in entry.children("Reference"))
        (annotation,) = link.links()
        assert letters(annotation.contents) == letters(link.text())


def test_tables_tell_their_heads(tagged: Tagged) -> None:
    """Head cells have a scope and an ID, other cells name the heads of their row and column; rows are full."""
    timeline, table = tagged.root.found("Table")
    assert [{len(row.children("TH", "TD")) for row in each.found("TR")} for each in (timeline, table)] == [
        {2},
        {4},
    ]
    heads = {node.id: node for node in table.found("TH")}
    assert [heads[f"head-2-1-{column}"].attributes["Scope"] for column in (1, 2, 3, 4)] == ["Column"] * 4
    second = table.found("TR")[2]
    first, *cells = second.children()
    assert (first.role, first.attributes["Scope"], first.id) == ("TH", "Row", "head-2-3-1")
    assert [cell.attributes["Headers"] for cell in cells] == [
        [f"head-2-1-{n}", "head-2-3-1"] for n in (2, 3, 4)
    ]
    assert {cell.attributes["Scope"] for cell in timeline.found("TH")} == {"Row"}


def test_latin_words_are_told_as_another_language(tagged: Tagged) -> None:
    """No Latin letter is read as Arabic, no Arabic letter as English."""
    found = list(languages(tagged.root, ""))
    assert {told for told, _text in found} == {"ar", "en"}
    for told, text in found:
        assert re.search("[A-Za-z]" if told == "ar" else "[\u0621-\u064a]", text) is None, text


def languages(node: Node, around: str) -> Iterator[tuple[str, str]]:
    """Each text of the tree with its language."""
    told = node.language or around
    for kid in node.kids:
        if isinstance(kid, Node):
            yield from languages(kid, told)
        elif isinstance(kid, str):
            yield told, kid


@pytest.mark.parametrize(
    ("digits", "labels"), [("latin", [("D", "")]), ("arabic-indic", [("", "١"), ("", "٢")])]
)
def test_the_document_is_right_to_left_titled_labelled_and_has_bookmarks(
    digits: str, labels: list[tuple[str, str]]
) -> None:
    """Viewers bind on the right, show the title, number pages as they are numbered on paper, and list the sections."""
    with pikepdf.open(BytesIO(archival_sample(digits))) as pdf:
        assert str(pdf.Root.ViewerPreferences.Direction) == "/R2L"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "ar"
        assert {str(page.Tabs) for page in pdf.pages} == {"/S"}
        told = [
            (str(each.get("/S", ""))[1:], str(each.get("/P", "")))
            for each in list(pdf.Root.PageLabels.Nums)[1::2]
        ]
        assert told[: len(labels)] == labels
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
    assert titles[0] == "الخلاصة"
    assert len(titles) == len(sample().brief.sections) + 2


def test_ids_can_be_looked_up() -> None:
    """The ID tree names every element with an ID, in order (ISO 32000-1, 14.7.2)."""
    tagged = read(archival_sample())
    with pikepdf.open(BytesIO(archival_sample())) as pdf:
        names = [str(name) for name in list(pdf.Root.StructTreeRoot.IDTree.Names)[::2]]
    assert names == sorted(node.id for node in tagged.root.walk() if node.id)
