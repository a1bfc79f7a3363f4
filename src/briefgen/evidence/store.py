"""How a snapshot store keeps what was captured: by content, so that nothing is ever overwritten.

```
sha256/ab/cdef…                    the bytes with the digest abcdef…: a page as it came, or the text derived from it
captures/<digest of the text>/<first 16 digits of the record's digest>.json
```

A record says of a text which bytes it was derived from, by which extractor in which version with which options, from
which address and when. The text is what passages refer to. It is derived once: another version of an extractor gives
another text, so verification reads the stored one and never extracts again.
"""

from __future__ import annotations

import json
from hashlib import sha256

from briefgen.diagnostics.texts import Text
from briefgen.errors import english
from briefgen.ondemand import dataclass

RECORD_VERSION = 1


@dataclass(frozen=True, slots=True)
class Extractor:
    """What derived a text: its name, its version, and its options as (name, value), sorted by name."""

    name: str
    version: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Capture:
    """A document as it came and the text derived from it.

    `raw` are the bytes of the document, `text` those of the derived text in UTF-8. `url` is where it came from and
    `captured` when, as an RFC 3339 time in UTC; either may be unknown and empty. `within` tells which record of which
    web archive it was taken out of. `doubts` are reasons to read the text against the document.
    """

    raw: bytes
    media_type: str
    text: bytes
    extractor: Extractor
    url: str = ""
    captured: str = ""
    within: str = ""
    doubts: tuple[Text, ...] = ()

    @property
    def sha256(self) -> str:
        """The digest of the derived text, by which sources name it."""
        return sha256(self.text).hexdigest()


def object_path(digest: str) -> str:
    """Where the bytes with a digest are kept, below the store."""
    return f"sha256/{digest[:2]}/{digest[2:]}"


def files(capture: Capture) -> tuple[tuple[str, bytes], ...]:
    """The files that keep a capture, as (path below the store, bytes); the same capture gives the same files."""
    record = _record(capture)
    name = f"captures/{capture.sha256}/{sha256(record).hexdigest()[:16]}.json"
    return (
        (object_path(sha256(capture.raw).hexdigest()), capture.raw),
        (object_path(capture.sha256), capture.text),
        (name, record),
    )


def _record(capture: Capture) -> bytes:
    extractor = capture.extractor
    record = {
        "record_version": RECORD_VERSION,
        "text": {"sha256": capture.sha256, "size": len(capture.text)},
        "raw": {
            "sha256": sha256(capture.raw).hexdigest(),
            "size": len(capture.raw),
            "media_type": capture.media_type,
        },
        "extractor": {
            "name": extractor.name,
            "version": extractor.version,
            "options": dict(extractor.options),
        },
        "url": capture.url,
        "captured": capture.captured,
        "within": capture.within,
        "doubts": [english(each) for each in capture.doubts],
    }
    return (json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
