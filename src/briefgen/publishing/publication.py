"""From what was built to a new version in the archive, and which briefs need one at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefgen.archive.ocfl import User
from briefgen.builds import Built
from briefgen.changes import Changes, Side, Version, changes
from briefgen.lock import Lock, Previous
from briefgen.materials import Materials, locked
from briefgen.publishing.contents import brief_id, contents, snapshot, snapshot_id
from briefgen.publishing.deed import Deed
from briefgen.publishing.editions import Edition, edition, head, version
from briefgen.records.library import Library
from briefgen.staleness import Difference, differences, inputs_only

if TYPE_CHECKING:
    from briefgen.archive.storage import Storage, StoredVersion


@dataclass(frozen=True, slots=True)
class Plan:
    """What publishing a brief would do: the newest version so far, and what went in otherwise than into that.

    `head` is None for the first version, which has no differences to tell. `changes` are what the brief prints of them.
    """

    brief: str
    head: Edition | None
    found: tuple[Difference, ...]
    changes: Changes | None = None

    @property
    def needed(self) -> bool:
        """Whether a new version is needed."""
        return self.head is None or bool(self.found)

    @property
    def number(self) -> int:
        """The number of the new version."""
        return self.head.number + 1 if self.head else 1

    @property
    def previous(self) -> Previous | None:
        """The version before it, for the lock."""
        return Previous(self.head.number, self.head.lock_sha256) if self.head else None


def plan(brief: str, materials: Materials, storage: Storage | None) -> Plan:
    """What publishing the brief from these materials would do; `storage` is None where there is no archive yet."""
    newest = head(storage, brief) if storage else None
    now = locked(brief, materials)
    found = differences(_without_changes(newest.lock), now) if newest else ()
    asked = materials.library.specs[brief].changes is not None
    told = _changes(newest, now, materials) if newest and found and asked else None
    return Plan(brief, newest, found, told)


def _without_changes(lock: Lock) -> Lock:
    """The lock without what it says of the version before: that changes with every version."""
    return replace(inputs_only(lock), options=replace(lock.options, changes=""))


def _changes(newest: Edition, now: Lock, materials: Materials) -> Changes:
    """What changed since the newest version; the version that will print it is not published yet, so it has no day."""
    return changes(version(newest), Version(Side(newest.number + 1, ""), now, materials.library))


def publish(
    built: Built,
    materials: Materials,
    files: Mapping[str, bytes],
    licences: Mapping[str, bytes],
    deed: Deed,
    storage: Storage,
    signatures: Mapping[str, bytes],
) -> Edition | None:
    """The version that was made of a build; None, and nothing done, when another one came before it.

    `files`, `licences` and `signatures`: see `contents`. Whoever calls this must be the only one who publishes into the
    archive.
    """
    newest = head(storage, built.brief)
    if (newest.number if newest else 0) != deed.number - 1:
        return None
    stored = storage.commit(
        brief_id(built.brief),
        contents(built, materials, files, licences, deed, signatures),
        message=deed.why,
        user=User(deed.name, deed.address),
        created=deed.when,
    )
    return edition(built.brief, stored) if stored else None


def keep_snapshots(
    made: Edition, library: Library, snapshots: Mapping[str, bytes], deed: Deed, storage: Storage
) -> tuple[tuple[StoredVersion, str], ...]:
    """The snapshots of a version's sources put into the archive, each an object of its own; those that were new.

    `snapshots` are texts by SHA-256 that may be kept. One that is kept already stays as it is.
    """
    found = []
    for source in made.lock.sources:
        id, text = snapshot_id(source.snapshot), snapshots.get(source.snapshot)
        if text is None or storage.object(id) is not None:
            continue
        stored = storage.commit(
            id,
            snapshot(library.sources[source.id], text),
            message=f"snapshot of {source.id}, cited by {made.name}",
            user=User(deed.name, deed.address),
            created=deed.when,
        )
        if stored is not None:
            found.append((stored, id))
    return tuple(found)
