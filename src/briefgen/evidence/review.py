"""Review stamps: what a reviewer saw of a fact, so that a later change shows.

A stamp is SHA-256 over a domain prefix and the canonical JSON (RFC 8785) of everything the reviewer vouched for: the
statement and all its fields, the digests of its passages, the records of its sources with the digests of their
snapshots, who reviewed it and when. Texts are in NFC; values of measures are texts; topics are sorted. Offsets are
left out: they may move with the snapshot's white space while the words stay. Excluded paragraphs are left out too,
since evidence in one is an error of its own. A stamp shows change; it is no signature and proves no identity.
"""

from __future__ import annotations

import json
import unicodedata
from hashlib import sha256
from typing import Literal

from briefgen.edtf import Edtf
from briefgen.records.fact import Evidence, Fact, Measure
from briefgen.records.library import Library
from briefgen.records.source import Issued, Source

ReviewState = Literal["unreviewed", "reviewed", "suspect"]
_DOMAIN = b"briefgen review 1\n"
Value = str | int | None | list["Value"] | dict[str, "Value"]


def review_state(fact: Fact, library: Library) -> ReviewState:
    """Whether a fact was reviewed, and whether it and its sources are still what the reviewer saw."""
    if fact.reviewed is None:
        return "unreviewed"
    seen = stamp(fact, library, fact.reviewed.by, fact.reviewed.on)
    return "reviewed" if seen == fact.reviewed.stamp else "suspect"


def stamp(fact: Fact, library: Library, by: str, on: str) -> str:
    """The stamp over a fact as it stands, in lower-case hexadecimal. `on` is a date as in the record."""
    seen = {**_vouched(fact, library), "by": by, "on": on}
    return sha256(_DOMAIN + canonical(seen)).hexdigest()


def canonical(value: Value) -> bytes:
    """Canonical JSON (RFC 8785) of texts, whole numbers, lists and objects with ASCII keys, texts brought to NFC."""
    text = _json(value)
    # In a text of JSON every part stands between characters that compose with nothing, so what is NFC as a whole is NFC
    # in its parts, and that is true of nearly all.
    return (text if unicodedata.is_normalized("NFC", text) else _json(_composed(value))).encode()


def _json(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _composed(value: Value) -> Value:
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case list():
            return [_composed(each) for each in value]
        case dict():
            return {key: _composed(each) for key, each in value.items()}
        case _:
            return value


def _vouched(fact: Fact, library: Library) -> dict[str, Value]:
    measure = fact.measure
    names = sorted({each.source for each in fact.evidence})
    return {
        "fact": fact.id,
        "says": fact.says,
        "kind": fact.kind,
        "date": _dated(fact.date),
        "date_basis": fact.date_basis,
        "because": fact.because,
        "topics": [*sorted(fact.topics)],
        "speaker": fact.speaker,
        "measure": _measure(measure) if measure else None,
        "evidence": [_passage(each) for each in fact.evidence],
        "sources": {name: _source(library.sources.get(name)) for name in names},
    }


def _measure(measure: Measure) -> Value:
    return {
        "of": measure.of,
        "value": f"{measure.value.normalize():f}",
        "unit": measure.unit,
        "as_of": _dated(measure.as_of),
        "bound": measure.bound,
    }


def _passage(evidence: Evidence) -> Value:
    passage = evidence.passage
    return {
        "source": evidence.source,
        "paragraph": evidence.paragraph,
        "sha256": passage.sha256,
        "norm": passage.norm,
    }


def _source(source: Source | None) -> Value:
    if source is None:
        return None
    issued, snapshot, withdrawn = source.issued, source.snapshot, source.withdrawn
    return {
        "type": source.type,
        "title": source.title,
        "title-short": source.title_short,
        "author": [{"literal": n.literal, "family": n.family, "given": n.given} for n in source.author],
        "container-title": source.container_title,
        "publisher": source.publisher,
        "publisher-place": source.publisher_place,
        "issued": _issued(issued) if issued else None,
        "accessed": _dated(source.accessed),
        "URL": source.url,
        "language": source.language,
        "snapshot": {"sha256": snapshot.sha256, "norm": snapshot.norm} if snapshot else None,
        "withdrawn": {"on": withdrawn.on.text, "why": withdrawn.why} if withdrawn else None,
    }


def _issued(issued: Issued) -> Value:
    return {"date": issued.date.text, "basis": issued.basis, "because": issued.because}


def _dated(date: Edtf | None) -> Value:
    return date.text if date else None
