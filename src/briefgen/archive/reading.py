"""Reading an object's inventory while another process may be publishing a new version of it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from briefgen.archive.errors import ArchiveDamagedError, ArchiveError, unreadable
from briefgen.archive.inventories import parse
from briefgen.archive.ocfl import INVENTORY, Inventory, digest, sidecar_digest, sidecar_name
from briefgen.diagnostics.texts import phrase

_TRIES = 6
_PAUSE = 0.02  # seconds, doubled with each try
_Found = TypeVar("_Found")


def inventory(folder: Path) -> tuple[Inventory, bytes] | None:
    """The inventory in the root of an object, checked against its digest, and its bytes; None when there is no object.

    Raises ArchiveDamagedError when the two do not match or the inventory breaks a rule, ArchiveError when it cannot be
    read. A writer may put a new version in place at any moment, and then inventory and digest may be of two versions,
    or gone with the folder that was replaced: so what does not fit is read again.
    """
    if not folder.is_dir():
        return None
    return again(lambda: _inventory(folder))


def again(attempt: Callable[[], _Found]) -> _Found:
    """What the attempt gives, tried several times while it finds things missing or damaged."""
    for number in range(_TRIES - 1):
        try:
            return attempt()
        except (ArchiveDamagedError, FileNotFoundError):
            time.sleep(_PAUSE * 2**number)
    try:
        return attempt()
    except FileNotFoundError as error:
        raise ArchiveDamagedError(phrase("is-missing", path=str(error.filename))) from error


def _inventory(folder: Path) -> tuple[Inventory, bytes]:
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            return _pair(handle, folder)
        finally:
            os.close(handle)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise unreadable(folder, error) from error


def _pair(handle: int, folder: Path) -> tuple[Inventory, bytes]:
    """Both files out of the very same folder, though another one may have taken its name meanwhile."""
    data = _file(handle, INVENTORY)
    found = parse(data, f"{folder.as_posix()}/{INVENTORY}")
    stated = sidecar_digest(_file(handle, sidecar_name(found.algorithm)))
    if stated != digest(data, found.algorithm):
        place = f"{folder.as_posix()}/{INVENTORY}"
        raise ArchiveDamagedError(phrase("not-its-digest", path=place, code="E060"))
    return found, data


def _file(folder: int, name: str) -> bytes:
    handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=folder)
    with os.fdopen(handle, "rb") as file:
        return file.read()


def content(folder: Path, path: str, algorithm: str, expected: str) -> bytes:
    """The bytes at a content path of an object. Raises ArchiveDamagedError unless they have the expected digest."""
    file = folder / path
    try:
        data = again(file.read_bytes)
    except ArchiveError:
        raise
    except (OSError, ValueError) as error:
        raise ArchiveError(phrase("cannot-read", path=file.as_posix(), reason=str(error))) from error
    if digest(data, algorithm) != expected.lower():
        raise ArchiveDamagedError(phrase("not-its-digest", path=file.as_posix(), code="E092"))
    return data
