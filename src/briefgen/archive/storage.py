"""A storage root (OCFL 1.1, 4): objects with immutable versions, each version a set of named byte streams."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath

from briefgen.archive import layout, lockfile, reading
from briefgen.archive.drafts import draft
from briefgen.archive.durability import RELIABLE, Disk, Faults
from briefgen.archive.errors import ArchiveDamagedError, ArchiveError, reason, unreadable
from briefgen.archive.hierarchy import objects
from briefgen.archive.ocfl import (
    ALGORITHM,
    INVENTORY,
    SPEC,
    Inventory,
    User,
    digest,
    root_declaration,
)
from briefgen.archive.staging import Staging, folder, pending
from briefgen.diagnostics.texts import phrase
from briefgen.ondemand import dataclass

__all__ = ["ArchiveDamagedError", "ArchiveError", "Storage", "StoredObject", "StoredVersion", "User"]


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A version as it is stored: its number from 1, when (RFC 3339), why and by whom, and digests by logical path."""

    number: int
    created: str
    message: str
    user: User | None
    state: Mapping[str, str]
    folder: Path
    inventory: Inventory

    @property
    def name(self) -> str:
        """The name of the version's folder: `v3`."""
        return self.inventory.versions[self.number - 1].name

    @property
    def inventory_digest(self) -> str:
        """The SHA-512 of the inventory of this version: it stands for this version and all before it.

        Raises ArchiveDamagedError when the version has none, ArchiveError when it cannot be read.
        """
        path = self.folder / self.name / INVENTORY
        try:
            return digest(reading.again(path.read_bytes))
        except OSError as error:
            raise unreadable(path, error) from error

    def read(self, path: str) -> bytes:
        """The bytes of a file by its logical path, checked against their digest.

        Raises ArchiveError when the version has no such file or it cannot be read, ArchiveDamagedError when it is not
        what it was.
        """
        if path not in self.state:
            raise ArchiveError(
                phrase("no-file-in-version", id=self.inventory.id, path=repr(path), version=self.name)
            )
        key = self.state[path]
        return reading.content(self.folder, self.inventory.manifest[key][0], self.inventory.algorithm, key)


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object: its identifier, its newest version (`v3`), its versions from the first, and where it lies."""

    id: str
    head: str
    versions: tuple[StoredVersion, ...]
    folder: Path

    def version(self, number: int) -> StoredVersion | None:
        """The version of a number from 1, or None."""
        return self.versions[number - 1] if 1 <= number <= len(self.versions) else None


class Storage:
    """A storage root on disk. Reading takes no lock; writing takes one for the whole root."""

    def __init__(self, root: Path, arrangement: layout.Layout) -> None:
        self.root = root
        self._layout = arrangement

    @classmethod
    def create(cls, root: Path) -> Storage:
        """Makes a storage root in a folder that is new or empty. Raises ArchiveError when it cannot."""
        name, content = root_declaration()
        try:
            root.mkdir(parents=True, exist_ok=True)
            root = root.resolve()
            _unused(root)
            with lockfile.writing(root):
                _unused(root)
                _lay_out(root, Disk())
                Disk().create(root / name, content)  # last: what it declares is there
                Disk().sync(root)
                Disk().sync(root.parent)
        except OSError as error:
            said = phrase("cannot-make-root", path=root.as_posix(), reason=reason(error))
            raise ArchiveError(said) from error
        return cls.open(root)

    @classmethod
    def open(cls, root: Path) -> Storage:
        """The storage root in a folder; what a crash left there is settled first, where the disk can be written.

        Raises ArchiveError when there is none, or none that briefgen knows how to write.
        """
        if not (root / root_declaration()[0]).is_file():
            raise ArchiveError(phrase("no-root", version=SPEC, path=root.as_posix()))
        root = root.resolve()
        arrangement = layout.read(
            _record(root / "ocfl_layout.json"), _record(root / f"extensions/{layout.EXTENSION}/config.json")
        )
        if arrangement is None:
            raise ArchiveError(phrase("other-layout", path=root.as_posix(), layout=layout.EXTENSION))
        _tidy(root)
        return cls(root, arrangement)

    def ids(self) -> Iterator[str]:
        """The identifiers of all objects, in the order of their places. Raises ArchiveError and ArchiveDamagedError."""
        for path in objects(self.root):
            found = reading.inventory(path)
            if found is not None:
                yield found[0].id

    def place(self, id: str) -> Path:
        """The folder in which an object lies, or would lie."""
        return self.root / self._layout.path(id)

    def object(self, id: str) -> StoredObject | None:
        """The object of an identifier, or None. Raises ArchiveError and ArchiveDamagedError."""
        found = reading.inventory(self.place(id))
        if found is None:
            return None
        return _stored(id, self.place(id), found[0])

    def commit(
        self,
        id: str,
        files: Mapping[str, bytes],
        *,
        message: str,
        user: User,
        created: datetime,
        fault: Faults = RELIABLE,
    ) -> StoredVersion | None:
        """Stores a version in which the object has these files and no others; None when its head already is so.

        `files` leads from logical paths to bytes. When this returns, the version is on the disk and was read back.
        Raises ArchiveError when the disk is full, gone or read-only, or a name cannot be stored, and
        ArchiveDamagedError when the object is damaged or what was written did not read back. The object is then as it
        was; only if the disk refuses even to take the version back, the next `open` decides which of the two stands.
        """
        if not (self.root / root_declaration()[0]).is_file():
            raise ArchiveError(phrase("root-gone", path=self.root.as_posix()), phrase("mount-again"))
        with lockfile.writing(self.root):
            staging = Staging(self.root, Disk(fault))
            try:
                staging.recover()
                head = _ours(self.object(id))
                new = draft(id, head, files, message=message, user=user, created=created)
                if new is None:
                    return None
                staging.install(self._layout.path(id), new)
            except (OSError, ArchiveError) as error:
                with contextlib.suppress(OSError, ArchiveError):
                    staging.recover()
                if isinstance(error, ArchiveError):
                    raise
                raise ArchiveError(
                    phrase("cannot-store", id=id, path=self.root.as_posix(), reason=reason(error)),
                    phrase("free-or-mount"),
                ) from error
        return _stored(id, self.place(id), new.inventory).versions[-1]


def _stored(id: str, place: Path, found: Inventory) -> StoredObject:
    if found.id != id:
        raise ArchiveDamagedError(
            phrase(
                "holds-other-object",
                path=place.as_posix(),
                found=repr(found.id),
                expected=repr(id),
                code="E083",
            )
        )
    versions = tuple(
        StoredVersion(each.number, each.created, each.message, each.user, each.state, place, found)
        for each in found.versions
    )
    return StoredObject(id, found.head, versions, place)


def _ours(found: StoredObject | None) -> Inventory | None:
    """The head of an object. Raises ArchiveError when it was not made as this program makes objects."""
    if found is None:
        return None
    head = found.versions[-1].inventory
    plain = head.content is None and not head.fixity and found.head == f"v{len(found.versions)}"
    if (head.spec, head.algorithm, plain) != (SPEC, ALGORITHM, True) or not (
        found.folder / found.head / INVENTORY
    ).is_file():
        raise ArchiveError(phrase("made-elsewhere", id=found.id))
    return head


def _unused(root: Path) -> None:
    """Raises ArchiveError unless the folder is empty, or was left by a crash while a storage root was being made."""
    ours = {lockfile.NAME, *(PurePosixPath(each).parts[0] for each in layout.files())}
    if (root / root_declaration()[0]).exists():
        raise ArchiveError(phrase("already-root", path=root.as_posix()))
    if {each.name for each in root.iterdir()} - ours:
        raise ArchiveError(phrase("not-empty", path=root.as_posix()))


def _lay_out(root: Path, disk: Disk) -> None:
    for path, data in layout.files().items():
        disk.remove(root / path)
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        disk.create(root / path, data)
        for each in (root / path).parents:
            if each.is_relative_to(root):
                disk.sync(each)


def _tidy(root: Path) -> None:
    """Settles what a crash left. Raises ArchiveError when an object is half done and cannot be settled."""
    if not folder(root).exists():
        return
    try:
        with lockfile.idle(root) as free:
            if free:
                Staging(root, Disk()).recover()
    except (OSError, ArchiveError) as error:
        if pending(root):
            why = error.said if isinstance(error, ArchiveError) else str(error)
            raise ArchiveError(
                phrase("half-done", path=root.as_posix(), reason=why), phrase("open-where-writable")
            ) from error


def _record(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ArchiveError(phrase("cannot-read", path=path.as_posix(), reason=str(error))) from error
    return found if isinstance(found, dict) else {}
