"""The text of a document, derived once: plain text as it is, HTML by trafilatura, PDF by PDFium."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from importlib.metadata import version
from typing import Literal, assert_never

from briefgen import __version__
from briefgen.capture import needed
from briefgen.diagnostics.texts import Text, phrase
from briefgen.errors import BriefgenError, Exit, UsageError
from briefgen.evidence.store import Capture, Extractor
from briefgen.ondemand import pattern

Kind = Literal["text", "html", "pdf"]
MEDIA_TYPES: dict[Kind, str] = {"text": "text/plain", "html": "text/html", "pdf": "application/pdf"}
_OPTIONS = {
    "deduplicate": False,
    "favor_precision": False,
    "include_comments": False,
    "include_formatting": False,
    "include_images": False,
    "include_links": False,
    "include_tables": True,
}
_SENTENCE_END = pattern(r"[.!?؟:…][»”\")\]]*$")
_ARTICLE_FIRST = pattern(r"(?<!\w)ال\w{2,}")
_ARTICLE_LAST = pattern(r"\w{2,}لا(?!\w)")


class ExtractionError(BriefgenError):
    """No text can be derived from a document."""

    exit_code = Exit.PROBLEMS


def kind_of(data: bytes, name: str, media_type: str = "") -> Kind:
    """What a document is, by its first bytes, its media type and its name. Raises UsageError when none tells."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if media_type in ("text/html", "application/xhtml+xml") or name.lower().endswith(
        (".html", ".htm", ".xhtml")
    ):
        return "html"
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", data[:1024], re.IGNORECASE):
        return "html"
    if media_type == "text/plain" or name.lower().endswith((".txt", ".text")):
        return "text"
    raise UsageError(phrase("kind-unknown", name=name), phrase("name-kind"))


def extract(data: bytes, kind: Kind, charset: str = "") -> Capture:
    """A capture of a document, its place and time left empty. Raises ExtractionError when it has no text."""
    match kind:
        case "text":
            return _plain(data, charset)
        case "html":
            return _html(data, charset)
        case "pdf":
            return _pdf(data)
        case _:
            assert_never(kind)


def _plain(data: bytes, charset: str) -> Capture:
    """Text in UTF-8 is kept byte for byte, so that a plain file and its snapshot have one digest."""
    text = _decoded(data, charset or "utf-8")
    if not text.strip():
        raise ExtractionError(phrase("document-empty"))
    derived = data if charset.lower() in ("", "utf-8", "utf8", "us-ascii") else text.encode()
    extractor = Extractor("briefgen-plain", __version__, (("charset", charset or "utf-8"),))
    return Capture(data, MEDIA_TYPES["text"], derived, extractor, doubts=tuple(_doubts(text)))


def _decoded(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset)
    except (UnicodeDecodeError, LookupError) as error:
        raise ExtractionError(phrase("not-text-in", charset=charset), phrase("save-as-utf-8")) from error


def _html(data: bytes, charset: str) -> Capture:
    """The main text of a page. trafilatura's output differs between versions, so the version is recorded."""
    trafilatura = needed("trafilatura", phrase("reading-html"))
    page: str | bytes = _decoded(data, charset) if charset else data
    text = trafilatura.extract(page, output_format="txt", **_OPTIONS)
    if not text or not text.strip():
        raise ExtractionError(phrase("no-main-text"), phrase("save-page-text"))
    options = tuple((name, str(value).lower()) for name, value in sorted(_OPTIONS.items()))
    extractor = Extractor("trafilatura", version("trafilatura"), options)
    doubts = (phrase("doubt-furniture"), *_doubts(text))
    return Capture(data, MEDIA_TYPES["html"], _lines(text), extractor, doubts=doubts)


def _lines(text: str) -> bytes:
    return (text.replace("\r\n", "\n").replace("\r", "\n").strip("\n") + "\n").encode()


def _pdf(data: bytes) -> Capture:
    """The text of all pages, lines joined to paragraphs where a line does not end a sentence."""
    pdfium = needed("pypdfium2", phrase("reading-pdf"))
    try:
        document = pdfium.PdfDocument(data)
        pages = [page.get_textpage().get_text_range() for page in document]
    except pdfium.PdfiumError as error:
        raise ExtractionError(phrase("pdf-unreadable", reason=str(error))) from error
    empty = [str(number) for number, page in enumerate(pages, 1) if not page.strip()]
    if len(empty) == len(pages):
        raise ExtractionError(phrase("pdf-without-text"), phrase("add-its-text"))
    text = "\n".join(_joined(pages))
    doubts = [phrase("doubt-pdf")]
    if empty:
        # Not by `phrase`, which would cut a long list short: the store keeps all of it.
        doubts.append(Text("doubt-empty-pages", (("pages", ", ".join(empty)),)))
    extractor = Extractor("pypdfium2", version("pypdfium2"), (("paragraphs", "sentence-ends"),))
    return Capture(data, MEDIA_TYPES["pdf"], _lines(text), extractor, doubts=(*doubts, *_doubts(text)))


def _joined(pages: list[str]) -> Iterator[str]:
    held: list[str] = []
    for line in (line.strip() for page in pages for line in page.splitlines()):
        if line:
            held.append(line)
        if held and (not line or _SENTENCE_END.search(line)):
            yield " ".join(held)
            held = []
    if held:
        yield " ".join(held)


def _doubts(text: str) -> Iterator[Text]:
    """Signs in a text that its characters are not those that were read on the page."""
    kinds = [unicodedata.category(each) for each in text if each == "\ufffd" or ord(each) > 0xFF]
    if "\ufffd" in text or "Co" in kinds:
        yield phrase("doubt-characters")
    if any("\ufb50" <= each <= "\ufdff" or "\ufe70" <= each <= "\ufefc" for each in text):
        yield phrase("doubt-forms")
    if len(_ARTICLE_LAST.findall(text)) > len(_ARTICLE_FIRST.findall(text)):
        yield phrase("doubt-backwards")
