"""Published versions of briefs read back: their locks, their records, what they can be printed with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from briefgen.changes import Changes, Side, Version
from briefgen.changes import decode as decode_changes
from briefgen.diagnostics.model import has_errors
from briefgen.diagnostics.texts import Names, phrase
from briefgen.errors import BriefgenError, Exit, UsageError
from briefgen.freezing import frozen
from briefgen.lock import Entry, Lock, LockError, decode
from briefgen.materials import Asset, Materials
from briefgen.publishing.contents import brief_id, brief_of, changes_path
from briefgen.records.library import Library
from briefgen.records.reading import Reading, read_library

if TYPE_CHECKING:
    from briefgen.archive.storage import Storage, StoredObject, StoredVersion

_REFERENCE = re.compile(r"(?P<brief>[^@]+)(?:@v?(?P<number>[0-9]{1,9}))?\Z")


class EditionError(BriefgenError):
    """A version in the archive that does not hold what briefgen put into it."""

    exit_code = Exit.UNVERIFIED


@dataclass(frozen=True, slots=True)
class Edition:
    """One published version of a brief: its place in the archive, its lock, the SHA-256 of the lock's bytes."""

    brief: str
    stored: StoredVersion
    lock: Lock
    lock_sha256: str

    @property
    def number(self) -> int:
        """Its number, from 1."""
        return self.stored.number

    @property
    def name(self) -> str:
        """The way it is asked for: `brief@v2`."""
        return f"{self.brief}@v{self.number}"

    @property
    def created(self) -> str:
        """When it was published, in UTC (RFC 3339)."""
        return self.stored.created


def editions(stored: StoredObject) -> tuple[Edition, ...]:
    """All versions of a brief's object, oldest first. Raises EditionError where one holds no lock that can be read."""
    brief = brief_of(stored.id)
    if brief is None:
        raise EditionError(phrase("not-a-brief-object", id=stored.id))
    return tuple(edition(brief, each) for each in stored.versions)


def edition(brief: str, version: StoredVersion) -> Edition:
    """One version. Raises EditionError where it holds no lock that can be read."""
    path = f"{brief}.lock"
    if path not in version.state:
        raise EditionError(phrase("version-lacks", version=f"{brief}@v{version.number}", path=path))
    data = version.read(path)
    try:
        return Edition(brief, version, decode(data), sha256(data).hexdigest())
    except LockError as error:
        name = f"{brief}@v{version.number}"
        raise EditionError(phrase("version-lock-unusable", version=name, reason=error.reason)) from error


def head(storage: Storage, brief: str) -> Edition | None:
    """The newest version of a brief, or None when it was never published."""
    stored = storage.object(brief_id(brief))
    return edition(brief, stored.versions[-1]) if stored else None


def briefs(storage: Storage) -> tuple[str, ...]:
    """The briefs that were published, sorted."""
    return tuple(sorted(brief for id in storage.ids() if (brief := brief_of(id)) is not None))


def published(storage: Storage) -> Iterator[Edition]:
    """Every version of every brief, by brief, oldest first."""
    for brief in briefs(storage):
        stored = storage.object(brief_id(brief))
        if stored:
            yield from editions(stored)


def named(storage: Storage, reference: str) -> Edition:
    """The version that `BRIEF`, `BRIEF@v2` or `BRIEF@2` names; the newest without a number. Raises UsageError."""
    match = _REFERENCE.match(reference)
    if match is None:
        raise UsageError(phrase("names-no-version", name=reference), phrase("write-version"))
    brief, number = match["brief"], match["number"]
    stored = storage.object(brief_id(brief))
    if stored is None:
        known = briefs(storage)
        told = phrase("published-briefs", names=Names(known)) if known else phrase("no-published-brief")
        raise UsageError(phrase("never-published", name=brief), told)
    versions = {each.number: each for each in stored.versions}
    version = versions.get(int(number)) if number else stored.versions[-1]
    if version is None:
        last = phrase("has-versions", last=str(max(versions)))
        raise UsageError(phrase("no-such-version", name=brief, number=number), last)
    return edition(brief, version)


def files(found: Edition, folder: str) -> dict[str, bytes]:
    """The files of a version below a folder (`templates/`), by path."""
    return {path: found.stored.read(path) for path in sorted(found.stored.state) if path.startswith(folder)}


def library(found: Edition) -> Library:
    """The spec, facts and sources that a version holds. Raises EditionError where they cannot be read."""
    reading = _reading(found)
    if has_errors(reading.problems):
        problem = next(each for each in reading.problems if has_errors((each,)))
        raise EditionError(
            phrase("version-records-unreadable", version=found.name),
            f"{problem.span.file}: {problem.message}",
        )
    return reading.library


def materials(found: Edition) -> Materials:
    """What a version can be built again from: what it holds, and nothing else. Raises EditionError."""
    records = files(found, "briefs/")
    templates, fonts = (
        tuple(_asset(each.path, found.stored.read(each.path)) for each in group)
        for group in (found.lock.templates, found.lock.fonts)
    )
    held = Materials(
        library=library(found),
        records=tuple(Entry(path, len(data), sha256(data).hexdigest()) for path, data in records.items()),
        templates=templates,
        fonts=fonts,
        formats=("pdf",),
        created=None,
        changes=_changes(found),
    )
    return frozen(found.lock, held)


def version(found: Edition) -> Version:
    """The version as it is compared with others."""
    return Version(Side(found.number, found.created[:10]), found.lock, library(found))


def _changes(found: Edition) -> dict[str, Changes]:
    path = changes_path(found.brief)
    if path not in found.stored.state:
        return {}
    try:
        return {found.brief: decode_changes(found.stored.read(path))}
    except ValueError as error:
        raise EditionError(phrase("version-changes-unreadable", version=found.name)) from error


def _reading(found: Edition) -> Reading:
    records = files(found, "briefs/")
    facts = [each for each in records.items() if each[0].startswith("briefs/facts/")]
    sources = [each for each in records.items() if each[0].startswith("briefs/sources/")]
    specs = [each for each in records.items() if each[0].count("/") == 1]
    return read_library(specs, facts, sources)


def _asset(path: str, data: bytes) -> Asset:
    return Asset(path, data, sha256(data).hexdigest())
