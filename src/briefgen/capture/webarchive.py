"""Documents taken out of a web archive (WARC, ISO 28500) by warcio."""

from __future__ import annotations

import io
from typing import Any

from briefgen.capture import needed
from briefgen.capture.extraction import ExtractionError
from briefgen.diagnostics.texts import phrase
from briefgen.errors import UsageError
from briefgen.ondemand import dataclass

_LARGEST = 20_000_000
_READ = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")


@dataclass(frozen=True, slots=True)
class Archived:
    """A document of a web archive: where and when it was captured, its record's id, and its body."""

    url: str
    captured: str
    record: str
    data: bytes
    media_type: str
    charset: str


def is_webarchive(data: bytes, name: str) -> bool:
    """Whether a file is a web archive, by its first bytes, or by its name when it is compressed."""
    return data.startswith(b"WARC/") or (data.startswith(b"\x1f\x8b") and name.lower().endswith(".warc.gz"))


def document(data: bytes, url: str = "") -> Archived:
    """The document of a web archive with an address, or the only one there is.

    Raises UsageError when several could be meant, naming them, and ExtractionError when there is none.
    """
    found = [each for each in _documents(data) if not url or each.url == url]
    if not found:
        raise ExtractionError(phrase("no-archived-page-of", url=url) if url else phrase("no-archived-page"))
    if len({each.url for each in found}) > 1:
        listed = tuple(f"{each.url} ({each.captured})" for each in found)
        raise UsageError(phrase("several-pages"), phrase("name-page"), listed)
    return max(found, key=lambda each: each.captured)


def _documents(data: bytes) -> list[Archived]:
    purpose = phrase("reading-web-archives")
    archives, exceptions = (needed(f"warcio.{each}", purpose) for each in ("archiveiterator", "exceptions"))
    try:
        records = archives.ArchiveIterator(io.BytesIO(data))
        return [each for record in records if (each := _document(record)) is not None]
    except exceptions.ArchiveLoadFailed as error:
        reason = str(error).strip().partition("\n")[0].removeprefix("ERROR: ")
        raise ExtractionError(phrase("web-archive-unreadable", reason=reason)) from error


def _document(record: Any) -> Archived | None:
    if (
        record.rec_type != "response"
        or record.http_headers is None
        or record.http_headers.get_statuscode() != "200"
    ):
        return None
    content = record.http_headers.get_header("Content-Type") or ""
    media_type, _, rest = (part.strip().lower() for part in content.partition(";"))
    if media_type not in _READ:
        return None
    body = record.content_stream().read(_LARGEST + 1)
    if len(body) > _LARGEST:
        return None
    _, _, charset = rest.partition("charset=")
    head = record.rec_headers
    return Archived(
        url=head.get_header("WARC-Target-URI") or "",
        captured=head.get_header("WARC-Date") or "",
        record=head.get_header("WARC-Record-ID") or "",
        data=body,
        media_type=media_type,
        charset=charset.strip("\"' ;"),
    )
