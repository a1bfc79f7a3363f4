"""Documents out of web archives."""

from __future__ import annotations

import gzip
import sys

import pytest

from briefgen.capture.extraction import ExtractionError
from briefgen.capture.webarchive import document, is_webarchive
from briefgen.errors import EnvironmentFailedError, UsageError


def record(
    url: str, body: str, status: str = "200 OK", content: str = "text/html; charset=UTF-8", day: int = 5
) -> bytes:
    """One response record, written by hand after ISO 28500."""
    payload = body.encode()
    answer = (
        f"HTTP/1.1 {status}\r\nContent-Type: {content}\r\nContent-Length: {len(payload)}\r\n\r\n".encode()
        + payload
    )
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2024-02-{day:02}T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


A, B = "https://example.org/a", "https://example.org/b"


@pytest.fixture(name="_warcio")
def _needs_warcio() -> None:
    pytest.importorskip("warcio", reason="warcio comes with briefgen[capture]")


@pytest.mark.usefixtures("_warcio")
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_the_only_page_is_taken_with_its_address_and_time(pack: type[bytes]) -> None:
    """Plain or compressed; pictures and failed answers are passed over."""
    records = (
        record(A, "<p>خبر</p>"),
        record(B, "x", content="image/png"),
        record(B, "x", status="404 Not Found"),
    )
    found = document(b"".join(pack(each) for each in records))
    assert (found.url, found.captured, found.data.decode()) == (A, "2024-02-05T10:00:00Z", "<p>خبر</p>")
    assert (found.media_type, found.charset) == ("text/html", "utf-8")
    assert found.record == "<urn:uuid:00000000-0000-0000-0000-000000000001>"


@pytest.mark.usefixtures("_warcio")
def test_one_of_several_pages_must_be_named() -> None:
    """And of several captures of one page the last is taken."""
    data = record(A, "old") + record(A, "new", day=9) + record(B, "other")
    with pytest.raises(UsageError, match="several pages"):
        document(data)
    assert document(data, A).data == b"new"
    assert document(data, B).data == b"other"


@pytest.mark.usefixtures("_warcio")
@pytest.mark.parametrize("data", [b"WARC/1.0\r\nbroken", record(A, "x", status="500 No"), b"WARC/1.0"])
def test_an_archive_without_a_page_is_refused(data: bytes) -> None:
    """Broken, or nothing that was answered."""
    with pytest.raises(ExtractionError):
        document(data)


def test_web_archives_are_known_by_their_bytes() -> None:
    """A compressed one by its name too, since any file can be compressed."""
    assert is_webarchive(b"WARC/1.1\r\n", "a")
    assert is_webarchive(b"\x1f\x8b..", "a.warc.gz")
    assert not is_webarchive(b"\x1f\x8b..", "a.txt.gz")


def test_a_missing_package_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install."""
    monkeypatch.setitem(sys.modules, "warcio", None)
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    with pytest.raises(EnvironmentFailedError) as raised:
        document(b"WARC/1.0")
    assert "briefgen[capture]" in raised.value.help
