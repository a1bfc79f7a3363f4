"""What was published, kept outside of the objects: so that a version that was removed or rewritten is missed.

OCFL proves that an object is whole, not that it is the one that was stored: whoever can write can store another history
with right digests everywhere. The catalogue holds the digest of each version's inventory, which stands for that version
and all before it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from briefgen.archive import reading
from briefgen.archive.chain import Chain, Line
from briefgen.archive.codes import Finding, finding
from briefgen.archive.errors import ArchiveDamagedError, ArchiveError
from briefgen.archive.hierarchy import objects
from briefgen.archive.ocfl import timestamp
from briefgen.archive.storage import Storage, StoredVersion
from briefgen.diagnostics.texts import phrase
from briefgen.ondemand import dataclass

_FIELDS = ("id", "inventory", "lock", "at")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the catalogue: object, version from 1, digests of its inventory and of its lock, and when."""

    id: str
    version: int
    inventory: str
    lock: str
    at: str


class Catalogue:
    """The catalogue in a file, which need not exist yet."""

    def __init__(self, path: Path) -> None:
        self._chain = Chain(path)

    def append(self, id: str, version: int, inventory_digest: str, lock_digest: str, at: datetime) -> str:
        """Enters a version; gives the digest of the new last line. Raises ArchiveError."""
        return self._chain.append(
            {
                "id": id,
                "version": version,
                "inventory": inventory_digest,
                "lock": lock_digest,
                "at": timestamp(at),
            }
        )

    def read(self) -> Iterator[Entry]:
        """The entries in the order in which they were made. Raises ArchiveDamagedError for a broken chain."""
        for line in self._chain.read():
            yield _entry(line, self._chain.path.name)

    def head(self) -> str:
        """The digest of the last line: whoever keeps it elsewhere sees later that lines were cut off."""
        return self._chain.head()

    def holds(self, digests: Collection[str]) -> frozenset[str]:
        """Those of some heads, kept elsewhere at some time, that still are lines of it. Raises ArchiveError."""
        return self._chain.holds(digests)

    def missing(self, storage: Storage, id: str) -> tuple[StoredVersion, ...]:
        """The versions of an object that are newer than the catalogue knows, as a crash after storing leaves them."""
        known = max((each.version for each in self.read() if each.id == id), default=0)
        found = storage.object(id)
        return found.versions[known:] if found else ()

    def check(self, storage: Storage) -> Iterator[Finding]:
        """What is wrong with the catalogue itself, and the first thing in each object that it says otherwise.

        Memory grows with the number of objects, not with that of versions. Raises ArchiveError when the catalogue
        cannot be read.
        """
        broken = tuple(self._chain.check())
        yield from broken
        if any(each.severity == "error" for each in broken):
            return
        newest: dict[str, int] = {}
        damaged: set[str] = set()
        for entry in self.read():
            newest[entry.id] = max(entry.version, newest.get(entry.id, 0))
            if entry.id not in damaged:
                for found in _compare(storage, entry):
                    damaged.add(entry.id)
                    yield found
        yield from _uncatalogued(storage, newest)


def _uncatalogued(storage: Storage, newest: Mapping[str, int]) -> Iterator[Finding]:
    """The versions above the newest that are known. What is damaged is passed over: `verify_root` tells of it."""
    for path in objects(storage.root):
        with contextlib.suppress(ArchiveDamagedError):
            found = reading.inventory(path)
            if found is None:
                continue
            id = found[0].id
            for version in found[0].versions[newest.get(id, 0) :]:
                yield finding("version-not-catalogued", id, f"{version.name} is not in the catalogue")


def _compare(storage: Storage, entry: Entry) -> Iterator[Finding]:
    try:
        found = storage.object(entry.id)
        version = found.version(entry.version) if found else None
        if version is None:
            yield finding("version-removed", entry.id, f"v{entry.version} of {entry.at} is gone")
        elif version.inventory_digest != entry.inventory:
            yield finding("history-rewritten", entry.id, f"{version.name} is not the one of {entry.at}")
    except ArchiveDamagedError as error:
        yield finding("history-rewritten", entry.id, error.message)
    except ArchiveError as error:
        yield finding("unreadable", entry.id, error.message)


def _entry(line: Line, name: str) -> Entry:
    version = line.fields.get("version")
    texts = [line.fields.get(each) for each in _FIELDS]
    if not isinstance(version, int) or not all(isinstance(each, str) for each in texts):
        raise ArchiveDamagedError(phrase("no-entry", file=name, line=str(line.number)))
    id, inventory, lock, at = (str(each) for each in texts)
    return Entry(id, version, inventory, lock, at)
