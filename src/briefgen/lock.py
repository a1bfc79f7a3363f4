"""What went into one brief and what came out: canonical JSON without host paths and without the clock.

The digests are those of the bytes that were read and rendered, not of what lies on disk afterwards. Facts are locked
one by one, not by file, so that an edit beside them changes nothing. What each part of the brief chose is locked too:
a new fact anywhere that a `select` would now choose shows as a difference, one that it passes over does not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, field
from hashlib import sha256
from typing import Any

from briefgen import known
from briefgen.diagnostics.texts import phrase, worded
from briefgen.edtf import Edtf
from briefgen.evidence.passages import State
from briefgen.evidence.review import Value, canonical
from briefgen.meaning import meaning
from briefgen.ondemand import dataclass
from briefgen.records.fact import Fact, Measure
from briefgen.records.library import Library
from briefgen.records.spec import Spec
from briefgen.records.written import file_of, path_of
from briefgen.usage import uses

LOCK_VERSION = 2
_DOMAIN = b"briefgen fact 1\n"


class LockError(Exception):
    """Bytes that are no lock, or a lock of another version; `reason` says which, and the message does in English."""

    def __init__(self, key: str, /, **params: str) -> None:
        self.reason = phrase(key, **params)
        super().__init__(worded(self.reason, "en"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that went in: its path in the workspace, size in bytes and SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Product:
    """A file that came out: its path below the output folder, size in bytes, SHA-256 and SHA-512."""

    path: str
    size: int
    sha256: str
    sha512: str


@dataclass(frozen=True, slots=True)
class LockedReview:
    """Who reviewed a fact and when, and the stamp over what was seen."""

    by: str
    on: str
    stamp: str


@dataclass(frozen=True, slots=True)
class LockedPassage:
    """A passage that a fact rests on: source, paragraph, SHA-256 of its normal form, and which form that is."""

    source: str
    paragraph: int
    sha256: str
    norm: str


@dataclass(frozen=True, slots=True)
class LockedFact:
    """A fact that the brief prints: the digest over all its fields, its review if any, its passages."""

    id: str
    sha256: str
    review: LockedReview | None
    evidence: tuple[LockedPassage, ...]


@dataclass(frozen=True, slots=True)
class LockedSource:
    """A source that the facts rest on: its record's file, and the SHA-256 of its snapshot (empty: none).

    `meaning` is the digest of what the record says, as in `Lock`.
    """

    id: str
    path: str
    size: int
    sha256: str
    snapshot: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class LockedPart:
    """A part of the brief, by its route in the spec, and the facts it printed, in order."""

    route: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line and the environment decided.

    `created`: the date that SOURCE_DATE_EPOCH asked for, else empty. `states`: for the trace annex, what became of the
    passages of each fact. `changes`: the SHA-256 of the record of changes that the brief prints inside itself.
    """

    formats: tuple[str, ...] = ("pdf",)
    prints: tuple[str, ...] = ()
    created: str = ""
    states: Mapping[str, tuple[State, ...]] = field(default_factory=dict)
    changes: str = ""


@dataclass(frozen=True, slots=True)
class Previous:
    """The version that came before in the archive: its number, and the SHA-256 of its lock."""

    version: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Lock:
    """The lock of one brief. Without `outputs`, `pages` and `notes` it is what would go into a build.

    `meaning` is the digest of what the spec says, whatever its comments and layout; empty in locks of earlier days.
    """

    brief: str
    spec: Entry
    facts: tuple[LockedFact, ...]
    parts: tuple[LockedPart, ...]
    sources: tuple[LockedSource, ...]
    templates: tuple[Entry, ...]
    fonts: tuple[Entry, ...]
    tools: Mapping[str, str]
    options: Options
    outputs: tuple[Product, ...] = ()
    pages: int = 0
    notes: int = 0
    previous: Previous | None = None
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Assets:
    """What a lock takes from outside the library: files of records by path, templates, fonts, versions, options."""

    files: Mapping[str, Entry]
    templates: tuple[Entry, ...]
    fonts: tuple[Entry, ...]
    tools: Mapping[str, str]
    options: Options


def lock_of(spec: Spec, library: Library, assets: Assets) -> Lock:
    """The lock of what would go into a build of the spec as things stand. Nothing is rendered for it."""
    parts = tuple(LockedPart(each.route, each.facts) for each in uses(spec, library))
    facts = sorted({name for part in parts for name in part.facts})
    cited = {each.source for name in facts for each in library.facts[name].evidence}
    return Lock(
        brief=spec.id,
        spec=_spec(spec, assets.files),
        facts=tuple(_fact(library.facts[name]) for name in facts),
        parts=parts,
        sources=tuple(
            _source(name, library, assets.files) for name in sorted(cited & library.sources.keys())
        ),
        templates=tuple(sorted(assets.templates, key=_path)),
        fonts=tuple(sorted(assets.fonts, key=_path)),
        tools=dict(assets.tools),
        options=assets.options,
        meaning=meaning(spec),
    )


def _spec(spec: Spec, files: Mapping[str, Entry]) -> Entry:
    """The file of a spec as it was read; for one combination of a matrix, the file that it would be by itself."""
    alone = file_of(spec)
    if alone is None:
        return files[path_of(spec)]
    return Entry(path_of(spec), len(alone), sha256(alone).hexdigest())


def encode(lock: Lock) -> bytes:
    """The lock as UTF-8 JSON with sorted keys and a line end (RFC 8259; two spaces, no escapes)."""
    record = {"lock_version": LOCK_VERSION, **asdict(lock)}
    return (json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def decode(data: bytes) -> Lock:
    """The lock of a file. Raises LockError when the bytes are none, or one of another version."""
    try:
        record = json.loads(data)
        version = record.pop("lock_version")
        if version != LOCK_VERSION:
            raise LockError("lock-of-version", version=str(version), expected=str(LOCK_VERSION))
        return _decoded(record)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise LockError("not-a-lock") from error


def digest(fact: Fact) -> str:
    """SHA-256 over a domain prefix and the canonical JSON (RFC 8785) of all fields of a fact, its review included.

    Worked out once for each record, unless it is known already: `known`.
    """
    found = known.get(fact)
    return (
        found
        if found is not None
        else known.add(fact, sha256(_DOMAIN + canonical(_fields(fact))).hexdigest())
    )


def _decoded(record: dict[str, Any]) -> Lock:
    options, previous = record.pop("options"), record.pop("previous")
    return Lock(
        spec=Entry(**record.pop("spec")),
        facts=tuple(_locked_fact(each) for each in record.pop("facts")),
        parts=tuple(LockedPart(each["route"], tuple(each["facts"])) for each in record.pop("parts")),
        sources=tuple(LockedSource(**each) for each in record.pop("sources")),
        templates=tuple(Entry(**each) for each in record.pop("templates")),
        fonts=tuple(Entry(**each) for each in record.pop("fonts")),
        options=Options(
            formats=tuple(options["formats"]),
            prints=tuple(options["prints"]),
            created=options["created"],
            states={name: tuple(each) for name, each in options["states"].items()},
            changes=options["changes"],
        ),
        outputs=tuple(Product(**each) for each in record.pop("outputs")),
        previous=Previous(**previous) if previous else None,
        **record,
    )


def _locked_fact(record: dict[str, Any]) -> LockedFact:
    review = LockedReview(**record["review"]) if record["review"] else None
    evidence = tuple(LockedPassage(**each) for each in record["evidence"])
    return LockedFact(record["id"], record["sha256"], review, evidence)


def _fact(fact: Fact) -> LockedFact:
    review = fact.reviewed
    return LockedFact(
        fact.id,
        digest(fact),
        LockedReview(review.by, review.on, review.stamp) if review else None,
        tuple(
            LockedPassage(each.source, each.paragraph, each.passage.sha256, each.passage.norm)
            for each in fact.evidence
        ),
    )


def _source(name: str, library: Library, files: Mapping[str, Entry]) -> LockedSource:
    source = library.sources[name]
    entry = files[source.places.span.file]
    snapshot = source.snapshot.sha256 if source.snapshot else ""
    return LockedSource(name, entry.path, entry.size, entry.sha256, snapshot, meaning(source))


def _fields(fact: Fact) -> Value:
    measure, review = fact.measure, fact.reviewed
    return {
        "id": fact.id,
        "says": fact.says,
        "kind": fact.kind,
        "date": _text(fact.date),
        "date_basis": fact.date_basis,
        "because": fact.because,
        "topics": list(fact.topics),
        "speaker": fact.speaker,
        "measure": _measure(measure) if measure else None,
        "evidence": [
            {
                "source": each.source,
                "paragraph": each.paragraph,
                "from": each.passage.first,
                "to": each.passage.last,
                "at": list(each.passage.at),
                "sha256": each.passage.sha256,
                "norm": each.passage.norm,
            }
            for each in fact.evidence
        ],
        "reviewed": {"by": review.by, "on": review.on, "stamp": review.stamp} if review else None,
    }


def _measure(measure: Measure) -> Value:
    return {
        "of": measure.of,
        "value": f"{measure.value:f}",
        "unit": measure.unit,
        "as_of": _text(measure.as_of),
        "bound": measure.bound,
    }


def _text(date: Edtf | None) -> str | None:
    return date.text if date else None


def _path(entry: Entry) -> str:
    return entry.path
