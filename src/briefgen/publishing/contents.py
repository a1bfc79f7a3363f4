"""What a published version of a brief holds: enough to read it, to check it and to build it again, and no more.

The files lie as in a workspace, so that a version that was checked out is one:

    README.txt                what this is, in Arabic and English
    ro-crate-metadata.json    the same for programs (RO-Crate, Process Run Crate)
    <brief>.pdf, .html …      what came out
    <brief>.lock              what went in, by digest
    <brief>.changes.json      what changed since the version before, where the brief prints it
    <brief>.signed.pdf, .lock.p7s    signatures over PDF and lock, where it was signed
    briefs/                   the topic spec, the facts used, the records of their sources
    templates/, fonts/        what it was printed with
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath

from briefgen.builds import Built
from briefgen.changes import encode
from briefgen.lock import Lock, decode
from briefgen.materials import Materials
from briefgen.publishing.crate import crate
from briefgen.publishing.deed import Deed
from briefgen.publishing.excerpts import excerpts
from briefgen.publishing.readme import readme
from briefgen.records.export import source_record
from briefgen.records.source import Source
from briefgen.records.written import file_of

README = "README.txt"
CRATE = "ro-crate-metadata.json"
_BRIEF = "urn:briefgen:brief:"
_SNAPSHOT = "urn:briefgen:snapshot:"
_SNAPSHOT_README = """\
نص مصدر محفوظ كما اعتُمد عليه: {title}
سبب جواز حفظه: {why}
snapshot.txt هو النص الذي تشير إليه المقاطع، وبصمته (SHA-256) هي آخر معرّف هذا الكائن. وsource.json سجل المصدر ({id}).

The text of a source as passages refer to it: {title}
Why it may be kept: {why}
snapshot.txt is that text; its SHA-256 is the end of the identifier of this object. source.json is the record of the
source ({id}).
"""


def brief_id(brief: str) -> str:
    """The identifier of a brief's object in the archive."""
    return _BRIEF + brief


def brief_of(id: str) -> str | None:
    """The brief that an object is about, or None for an object of another kind."""
    return id.removeprefix(_BRIEF) if id.startswith(_BRIEF) else None


def changes_path(brief: str) -> str:
    """Where a version keeps the record of the changes that it prints."""
    return f"{brief}.changes.json"


def signed_path(brief: str) -> str:
    """Where a version keeps its PDF with a signature."""
    return f"{brief}.signed.pdf"


def lock_signature_path(brief: str) -> str:
    """Where a version keeps the signature over its lock."""
    return f"{brief}.lock.p7s"


def snapshot_id(digest: str) -> str:
    """The identifier of a snapshot's object: the SHA-256 of its text."""
    return _SNAPSHOT + digest


def contents(
    built: Built,
    materials: Materials,
    files: Mapping[str, bytes],
    licences: Mapping[str, bytes],
    deed: Deed,
    signatures: Mapping[str, bytes],
) -> dict[str, bytes]:
    """The files of a version by path.

    `files` are the records' files as they were read, `licences` the texts of licences beside the fonts, `signatures`
    the signed PDF and the signature over the lock if any, all by path.
    """
    outputs = {each.name: each.data for each in built.outputs}
    lock = decode(outputs[f"{built.brief}.lock"])
    spec = materials.library.specs[built.brief]
    held = {*(each.path for each in lock.templates), *(each.path for each in lock.fonts)}
    facts = tuple(materials.library.facts[each.id] for each in lock.facts)
    ordered = {fact.id: place for place, fact in enumerate(materials.library.facts.values())}
    parts = {
        **outputs,
        **signatures,
        lock.spec.path: file_of(spec) or files[lock.spec.path],
        **excerpts(files, sorted(facts, key=lambda fact: ordered[fact.id])),
        **{each.path: files[each.path] for each in lock.sources},
        **{each.path: each.data for each in (*materials.templates, *materials.fonts) if each.path in held},
        **_beside(lock, licences),
    }
    if found := materials.changes.get(built.brief):
        parts[changes_path(built.brief)] = encode(found)
    parts[README] = readme(spec, lock, deed, signed=bool(signatures))
    parts[CRATE] = crate(spec, lock, deed, parts, frozenset(signatures))
    return dict(sorted(parts.items()))


def _beside(lock: Lock, licences: Mapping[str, bytes]) -> dict[str, bytes]:
    """The licences that lie in the folders of the faces used."""
    folders = {PurePosixPath(each.path).parent for each in lock.fonts}
    return {path: data for path, data in licences.items() if PurePosixPath(path).parent in folders}


def snapshot(source: Source, text: bytes) -> dict[str, bytes]:
    """The files of a snapshot's object: the text that passages refer to, the record of its source, what lets it in."""
    why = source.rights.why if source.rights else ""
    record = json.dumps(source_record(source), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return {
        "README.txt": _SNAPSHOT_README.format(id=source.id, title=source.title, why=why).encode(),
        "snapshot.txt": text,
        "source.json": record.encode(),
    }
