"""What must hold from version to version of a brief, beyond what OCFL asks: the chain of locks, what they answer for.

Each lock holds the SHA-256 of the lock before it, so that a lock that was exchanged, even one with right digests in the
inventory, breaks the chain at the next version; the newest one is held by the catalogue outside the object.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from briefgen.archive.codes import Finding
from briefgen.archive.errors import ArchiveError
from briefgen.archive.hierarchy import objects
from briefgen.archive.reading import inventory
from briefgen.diagnostics.texts import Text, phrase
from briefgen.errors import english
from briefgen.lock import Lock, LockError, Previous
from briefgen.publishing.contents import brief_of
from briefgen.publishing.editions import Edition, EditionError, edition

if TYPE_CHECKING:
    from briefgen.archive.storage import Storage, StoredObject


def check(storage: Storage) -> Iterator[Finding]:
    """What is wrong with the locks of all briefs, brief by brief. Objects that cannot be read are the verifier's."""
    for place in objects(storage.root):
        try:
            found = inventory(place)
            stored = storage.object(found[0].id) if found and brief_of(found[0].id) is not None else None
        except ArchiveError:
            continue
        if stored is not None:
            yield from of_object(stored)


def of_object(stored: StoredObject) -> Iterator[Finding]:
    """What is wrong with the locks of one brief, version by version."""
    before: Edition | None = None
    whole = True
    for version in stored.versions:
        name = f"{stored.id} v{version.number}"
        try:
            found = edition(brief_of(stored.id) or "", version)
        except (EditionError, ArchiveError, LockError) as error:
            yield Finding("lock-unreadable", "error", name, str(error))
            before, whole = None, False
            continue
        expected = Previous(before.number, before.lock_sha256) if before else None
        if (whole or before) and found.lock.previous != expected:
            yield Finding("chain-broken", "error", name, _broken(found.lock, expected))
        yield from _answered(found, name)
        before, whole = found, True


def _broken(lock: Lock, expected: Previous | None) -> str:
    said = f"version {lock.previous.version} with {lock.previous.sha256}" if lock.previous else "no version"
    there = f"version {expected.version} with {expected.sha256}" if expected else "no version"
    return f"the lock names {said} before it, and there is {there}"


def _answered(found: Edition, name: str) -> Iterator[Finding]:
    """The lock is that of the brief, and what the version holds is what the lock says came out."""
    if found.lock.brief != found.brief:
        yield Finding("lock-of-another", "error", name, f"the lock is that of {found.lock.brief}")
    if found.stored.inventory.algorithm == "sha512":
        for code, text in unlike(found.lock, found.stored.state):
            yield Finding(code, "error", name, english(text))


def unlike(lock: Lock, state: Mapping[str, str]) -> Iterator[tuple[str, Text]]:
    """The files that came out by a lock and are not there, or others, as (code, text); `state` has SHA-512 by path."""
    for output in lock.outputs:
        held = state.get(output.path)
        if held is None:
            yield "output-missing", phrase("output-missing", path=output.path)
        elif held.lower() != output.sha512:
            yield "output-differs", phrase("output-differs", path=output.path)
