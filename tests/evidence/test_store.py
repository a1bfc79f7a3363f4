"""A snapshot store keeps by content: nothing is overwritten, everything can be checked against its name."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256

from briefgen.evidence.store import Capture, Extractor, files, object_path

CAPTURE = Capture(
    raw=b"<p>a</p>",
    media_type="text/html",
    text=b"a\n",
    extractor=Extractor("trafilatura", "2.3.1", (("include_tables", "true"),)),
    url="https://example.org/",
    captured="2024-02-05T00:00:00Z",
)


def test_bytes_and_text_are_kept_under_their_digests() -> None:
    """The path of an object is its SHA-256; the record tells how the one came from the other."""
    kept = dict(files(CAPTURE))
    for data in (CAPTURE.raw, CAPTURE.text):
        assert kept[object_path(sha256(data).hexdigest())] == data
    (record,) = (
        json.loads(data) for path, data in kept.items() if path.startswith(f"captures/{CAPTURE.sha256}/")
    )
    assert record["raw"]["sha256"] == sha256(CAPTURE.raw).hexdigest()
    assert record["text"] == {"sha256": sha256(b"a\n").hexdigest(), "size": 2}
    assert record["extractor"] == {
        "name": "trafilatura",
        "version": "2.3.1",
        "options": {"include_tables": "true"},
    }
    assert (record["url"], record["captured"]) == (CAPTURE.url, CAPTURE.captured)


def test_the_same_capture_gives_the_same_files_and_another_one_new_ones() -> None:
    """A second capture of the same page adds a record and shares the objects."""
    again = replace(CAPTURE, captured="2024-03-01T00:00:00Z")
    assert files(CAPTURE) == files(replace(CAPTURE))
    shared = dict(files(CAPTURE)).keys() & dict(files(again)).keys()
    assert len(shared) == 2
    assert len(dict(files(CAPTURE)).keys() | dict(files(again)).keys()) == 4


def test_a_plain_text_is_one_object() -> None:
    """Where the text is the document, its bytes are kept once."""
    plain = replace(CAPTURE, raw=b"a\n", media_type="text/plain")
    assert len(dict(files(plain))) == 2
