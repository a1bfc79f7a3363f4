"""The text of documents: exact for plain text, by trafilatura for pages, unsure for PDF; from web archives too."""

from __future__ import annotations

import io
import sys
from hashlib import sha256

import pytest

from briefgen.capture.extraction import ExtractionError, extract, kind_of
from briefgen.errors import EnvironmentFailedError, UsageError, english

PAGE = """<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>خبر</title></head><body>
<nav><a href="/">الرئيسية</a> <a href="/all">كل الأخبار</a></nav>
<article><h1>افتتاح شبكة المياه</h1>
<p>افتتح المجلس البلدي شبكة المياه الجديدة في ربيع عام 2018 بحضور رئيسة المجلس وعدد كبير من سكان المدينة.</p>
<p>وتضخ المحطة 2,400 متر مكعب في الساعة، وهي تخدم اثني عشر ألف أسرة في حيّين من أحياء المدينة القديمة.</p>
</article><footer>جميع الحقوق محفوظة</footer></body></html>""".encode()


@pytest.mark.parametrize("data", ["خبر\r\nوآخر\n".encode(), b"\xef\xbb\xbfabc", "سطر بلا نهاية".encode()])
def test_plain_text_is_kept_byte_for_byte(data: bytes) -> None:
    """So that a folder of text files and the store agree on its digest."""
    capture = extract(data, "text")
    assert (capture.text, capture.sha256) == (data, sha256(data).hexdigest())
    assert capture.extractor.name == "briefgen-plain"


def test_text_in_another_charset_is_kept_as_it_came_and_read_as_utf_8() -> None:
    """Both are kept; the charset is recorded."""
    capture = extract("خبر".encode("cp1256"), "text", "windows-1256")
    assert (capture.raw, capture.text) == ("خبر".encode("cp1256"), "خبر".encode())
    assert capture.extractor.options == (("charset", "windows-1256"),)


@pytest.mark.parametrize(("data", "charset"), [(b"\xff\xfe", ""), (b" \n", ""), (b"abc", "klingon")])
def test_what_is_no_text_is_refused(data: bytes, charset: str) -> None:
    """Never read with a guess."""
    with pytest.raises(ExtractionError):
        extract(data, "text", charset)


def test_signs_of_bad_text_are_told() -> None:
    """Presentation forms, unreadable characters, words written backwards."""
    forms = "".join(chr(each) for each in (0xFE8D, 0xFEDF, 0xFEE4, 0xFE8E, 0xFE80))
    assert tuple(map(english, extract(forms.encode(), "text").doubts)) == (
        "letters are written as presentation forms",
    )
    assert "U+FFFD" in english(extract("خبر \ufffd".encode(), "text").doubts[0])
    backwards = "سلجملا حتتفا ةكبشلا هايملا"
    assert "backwards" in english(extract(backwards.encode(), "text").doubts[0])
    assert extract("افتتح المجلس الشبكة".encode(), "text").doubts == ()


@pytest.mark.parametrize(
    ("data", "name", "media_type", "kind"),
    [
        (b"%PDF-1.7", "a.txt", "", "pdf"),
        (b"<!DOCTYPE html>", "page", "", "html"),
        (b"\n <HTML>", "page", "", "html"),
        (b"x", "https://example.org/a", "text/html", "html"),
        (b"x", "a.HTM", "", "html"),
        (b"x", "a.txt", "", "text"),
        (b"x", "a", "text/plain", "text"),
    ],
)
def test_documents_are_told_apart(data: bytes, name: str, media_type: str, kind: str) -> None:
    """By first bytes, media type, name."""
    assert kind_of(data, name, media_type) == kind


def test_what_cannot_be_told_is_asked() -> None:
    """No guess for other kinds."""
    with pytest.raises(UsageError, match="cannot be told"):
        kind_of(b"x", "a.docx")


@pytest.mark.parametrize(("kind", "package"), [("html", "trafilatura"), ("pdf", "pypdfium2")])
def test_a_missing_package_is_named_with_its_extra(
    kind: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says what to install; nothing else of briefgen needs it."""
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(EnvironmentFailedError) as raised:
        extract(b"%PDF-", kind)  # type: ignore[arg-type]
    assert package in raised.value.message
    assert "briefgen[capture]" in raised.value.help


def test_the_main_text_of_a_page_is_taken_and_its_extractor_recorded() -> None:
    """Paragraphs as lines, without navigation; the version and options stand in the record."""
    pytest.importorskip(
        "trafilatura", reason="trafilatura comes with briefgen[capture]", exc_type=ImportError
    )
    capture = extract(PAGE, "html")
    lines = capture.text.decode().splitlines()
    assert any(line.startswith("افتتح المجلس البلدي") and line.endswith("سكان المدينة.") for line in lines)
    assert not any("كل الأخبار" in line for line in lines)
    assert capture.raw == PAGE
    assert capture.extractor.name == "trafilatura"
    assert ("deduplicate", "false") in capture.extractor.options
    assert capture.extractor.version[0].isdigit()


def test_a_page_without_text_is_refused() -> None:
    """Nothing is kept as evidence that says nothing."""
    pytest.importorskip(
        "trafilatura", reason="trafilatura comes with briefgen[capture]", exc_type=ImportError
    )
    with pytest.raises(ExtractionError):
        extract(b"<html><body></body></html>", "html")


def _pdf(*pages: str) -> bytes:
    """A PDF with one text line after another on each page, in Helvetica."""
    import pikepdf

    document = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    for text in pages:
        page = document.add_blank_page(page_size=(400, 400))
        rows = " ".join(f"({row}) Tj 0 -20 Td" for row in text.split("\n"))
        page.Contents = document.make_stream(f"BT /F 12 Tf 20 360 Td {rows} ET".encode())
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    out = io.BytesIO()
    document.save(out, deterministic_id=True)
    return out.getvalue()


def test_a_pdf_is_read_with_a_warning() -> None:
    """Lines are joined up to the end of a sentence, over pages too; a page without text is named."""
    capture = extract(_pdf("The council opened\nthe network.", "", "It serves\n", "12 homes."), "pdf")
    assert capture.text.decode() == "The council opened the network.\nIt serves 12 homes.\n"
    assert english(capture.doubts[0]).startswith("the text of a PDF is unsure")
    assert english(capture.doubts[1]) == "pages without text, perhaps pictures: 2"


@pytest.mark.parametrize("data", [b"%PDF-1.7 and no more", _pdf("")])
def test_a_pdf_without_text_is_refused(data: bytes) -> None:
    """Broken, or pictures of pages."""
    with pytest.raises(ExtractionError):
        extract(data, "pdf")
