"""What a PDF carries for machines: the text as it reads, and what each note rests on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.samples.brief_sample import sample
from tests.samples.workspace import evidence, fact, library, section, source, spec

from briefgen import machinecopy
from briefgen.citations import cite
from briefgen.cli import run
from briefgen.composition import compose
from briefgen.press.attached import NotCarried, carried

FACTS = {"wells": fact("حُفرت 3 آبار.", evidence=[evidence("council", 4)]), "pumps": fact("رُكّبت المضخات.")}
SOURCES = {"council": source("محضر الجلسة"), "survey": source("مسح")}


def test_the_text_stands_in_reading_order_with_its_notes() -> None:
    """Title, summary, sections, notes and references, each once; a call is its number in brackets."""
    cited = sample("latin")
    text = machinecopy.text(cited)
    titles = [machinecopy._read(each.title) for each in cited.brief.sections]
    places = [text.index(f"\n{title}\n") for title in titles]

    assert text.startswith(cited.brief.title_text + "\n")
    assert places == sorted(places)
    for note in cited.notes:
        assert text.count(f"\n[{note.number}] ") == 1, note.number
        assert text.count(f"[{note.number}]") == 2, note.number


def test_the_trace_names_fact_source_paragraph_and_passage() -> None:
    """Canonical JSON: equal input gives equal bytes, and a note leads to the digest of its passage."""
    found = library(FACTS, {"b": spec("b", section(facts=["wells"]))}, SOURCES)
    cited = cite(compose(found.specs["b"], found), found)
    data = machinecopy.trace(cited, found, {"briefgen": "1"})
    record = json.loads(data)
    (note,) = record["notes"]
    (cited_source,) = note["cited"]
    passage = record["facts"]["wells"]["evidence"][0]["passage"]

    assert data == machinecopy.trace(cited, found, {"briefgen": "1"})
    assert (cited_source["source"], cited_source["facts"], cited_source["paragraphs"]) == (
        "council",
        ["wells"],
        [4],
    )
    assert passage["sha256"] == found.facts["wells"].evidence[0].passage.sha256
    assert list(record["sources"]) == ["council"]
    assert record["tools"] == {"briefgen": "1"}


@pytest.fixture(scope="module", name="printed")
def _printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real brief of the repository, printed."""
    out = tmp_path_factory.mktemp("out")
    root = Path(__file__).parents[1]
    assert run(["build", "nmi-at-a-glance", "--workspace", str(root), "--out", str(out), "--jobs", "1"]) == 0
    return out / "nmi-at-a-glance.pdf"


def test_a_printed_note_is_traced_from_the_pdf_alone(
    printed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`trace --note` gives the fact, its source and the digest of the fact's file; another number is refused."""
    assert run(["trace", str(printed), "--note", "4", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    (note,) = record["notes"]
    names = [name for each in note["cited"] for name in each["facts"]]
    files = "".join(
        each.read_text("utf-8") for each in (Path(__file__).parents[1] / "briefs/facts").glob("*.yaml")
    )

    assert names
    for name in names:
        assert all(each["passage"]["sha256"] in files for each in record["facts"][name]["evidence"])
    assert run(["trace", str(printed), "--note", "999"]) == 2


def test_the_copies_are_dated_by_the_brief(printed: Path) -> None:
    """Two associated files, the text and the trace, with the document's date and no other."""
    import pikepdf

    assert sorted(carried(printed.read_bytes())) == [machinecopy.TRACE_NAME, machinecopy.TEXT_NAME]
    with pikepdf.open(printed) as pdf:
        dates = {str(spec.get_file().obj.Params.ModDate) for spec in pdf.attachments.values()}
        kinds = sorted(str(each.AFRelationship) for each in pdf.Root.AF)
    assert dates == {"D:20240205000000Z"}
    assert kinds == ["/Alternative", "/Data"]


@pytest.mark.parametrize("data", [b"", b"no PDF", b"%PDF-1.7\n"])
def test_what_is_no_pdf_is_told(data: bytes, tmp_path: Path) -> None:
    """No traceback: a usage error with exit code 2."""
    file = tmp_path / "x.pdf"
    file.write_bytes(data)
    with pytest.raises(NotCarried):
        carried(data)
    assert run(["trace", str(file)]) == 2
