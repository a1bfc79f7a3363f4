"""Copies of a storage root: object by object, each verified before and after, and one repaired from the other."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Literal

from briefgen.archive import lockfile, reading
from briefgen.archive.durability import RELIABLE, Disk, Faults
from briefgen.archive.errors import ArchiveDamagedError, ArchiveError, reason
from briefgen.archive.hierarchy import objects
from briefgen.archive.objects import Progress, identity, silent, verified
from briefgen.archive.ocfl import Inventory
from briefgen.archive.staging import Staging
from briefgen.archive.storage import Storage
from briefgen.diagnostics.texts import phrase
from briefgen.ondemand import dataclass

_TRIES = 3

Outcome = Literal["copied", "updated", "same", "repaired", "damaged", "ahead", "differs"]


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of an object: its place in the storage root, and how its copy stands.

    `damaged`: the original is, and was not copied; `repaired`: the copy was damaged; `ahead`: the copy has more
    versions than the original; `differs`: it has another history. In the last two cases nothing was changed.
    """

    place: str
    outcome: Outcome


def replicate(
    source: Storage, target: Storage, *, progress: Progress = silent, fault: Faults = RELIABLE
) -> Iterator[Copied]:
    """Brings the copy of a storage root up to date, and repairs what is damaged there.

    All content of both is read. `progress` is told of objects and bytes. Raises ArchiveError when the copy cannot be
    written.
    """
    for path in objects(source.root):
        place = path.relative_to(source.root).as_posix()
        yield Copied(place, _replicate(path, target, place, progress, fault))
        progress(1, 0)


def repair(damaged: Storage, good: Storage, place: str, *, fault: Faults = RELIABLE) -> None:
    """Puts the copy of an object that another storage root has in the place of a damaged one.

    Raises ArchiveDamagedError when that copy is damaged too, and ArchiveError when it is behind, or of another history
    than what can still be read of the damaged one.
    """
    if _errors(good.root / place, silent):
        raise ArchiveDamagedError(phrase("damaged-too", path=(good.root / place).as_posix()))
    relation = _relation(good.root / place, damaged.root / place)
    if relation in ("ahead", "differs"):
        raise ArchiveError(phrase("behind-or-other", path=(good.root / place).as_posix()))
    _put(good.root / place, damaged, place, fault)


def replicate_record(source: Path, target: Path) -> None:
    """Brings the copy of a file that only grows up to date.

    Raises ArchiveDamagedError when the copy is not the beginning of the original, ArchiveError when it cannot be
    written.
    """
    try:
        data = source.read_bytes() if source.exists() else b""
        known = target.read_bytes() if target.exists() else b""
        if not data.startswith(known):
            paths = {"path": target.as_posix(), "original": source.as_posix()}
            raise ArchiveDamagedError(phrase("not-beginning-of", **paths))
        with target.open("ab") as file:
            file.write(data[len(known) :])
        Disk().sync(target.parent)
    except OSError as error:
        said = phrase("cannot-copy", path=source.as_posix(), reason=reason(error))
        raise ArchiveError(said) from error


def _replicate(path: Path, target: Storage, place: str, progress: Progress, fault: Faults) -> Outcome:
    if _errors(path, progress):
        return "damaged"
    relation = _relation(path, target.root / place)
    if relation in ("ahead", "differs"):
        return relation
    broken = relation != "copied" and _errors(target.root / place, progress)
    if relation == "same" and not broken:
        return relation
    _put(path, target, place, fault)
    return "repaired" if broken else relation


def _relation(source: Path, target: Path) -> Literal["copied", "updated", "same", "ahead", "differs"]:
    """What a copy needs (`copied`: all, `updated`: newer versions or a repair), or what stands against it."""
    if not target.exists():
        return "copied"
    original = reading.inventory(source)
    try:
        copy = reading.inventory(target)
    except ArchiveDamagedError:
        return "updated"
    if original is None or copy is None:
        return "updated"
    if original[1] == copy[1]:
        return "same"
    if _begins(original[0], copy[0]):
        return "updated"
    return "ahead" if _begins(copy[0], original[0]) else "differs"


def _begins(longer: Inventory, shorter: Inventory) -> bool:
    return longer.id == shorter.id and longer.versions[: len(shorter.versions)] == shorter.versions


def _errors(path: Path, progress: Progress) -> bool:
    """Whether an object is damaged; looked at again if a new version took its place meanwhile."""
    for _ in range(_TRIES):
        before = identity(path)
        if not any(
            each.severity == "error" for each in verified(path, deep=True, progress=progress).findings
        ):
            return False
        if identity(path) == before:
            break
    return True


def _put(source: Path, target: Storage, place: str, fault: Faults) -> None:
    relative = PurePosixPath(place)
    with lockfile.writing(target.root):
        staging = Staging(target.root, Disk(fault))
        try:
            staging.recover()
            reading.again(lambda: _adopt(staging, relative, source))
        except (OSError, ArchiveError) as error:
            with contextlib.suppress(OSError, ArchiveError):
                staging.recover()
            if isinstance(error, ArchiveError):
                raise
            paths = {"path": source.as_posix(), "target": target.root.as_posix()}
            raise ArchiveError(
                phrase("cannot-copy-to", **paths, reason=reason(error)), phrase("free-or-mount")
            ) from error


def _adopt(staging: Staging, place: PurePosixPath, source: Path) -> None:
    staging.recover()
    staging.adopt(place, source)
