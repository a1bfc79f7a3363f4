"""The next version of an object, worked out before anything is written: pure, from names, bytes and the head."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime

from briefgen.archive.errors import ArchiveError
from briefgen.archive.manifests import conflicts
from briefgen.archive.ocfl import (
    ALGORITHM,
    CONTENT,
    SPEC,
    Inventory,
    User,
    Version,
    digest,
    serialise,
    timestamp,
)
from briefgen.diagnostics.texts import phrase
from briefgen.ondemand import dataclass

_LONGEST_NAME = 255  # bytes of one path element on the usual file systems


@dataclass(frozen=True, slots=True)
class Draft:
    """A version ready to be written: its inventory, as record and bytes, and its new content by content path."""

    inventory: Inventory
    data: bytes
    content: Mapping[str, bytes]

    @property
    def name(self) -> str:
        """The version's folder: `v3`."""
        return self.inventory.head


def draft(
    id: str,
    head: Inventory | None,
    files: Mapping[str, bytes],
    *,
    message: str,
    user: User,
    created: datetime,
) -> Draft | None:
    """The version in which the object has these files and no others, or None when the head already is so.

    Bytes that the object has in any version are not written again (forward delta). Names are brought into NFC. Raises
    ArchiveError for names that a file system could not hold, or not tell apart.
    """
    named = _named(files)
    state = {path: digest(data) for path, data in named.items()}
    if head is not None and state == head.versions[-1].state:
        return None
    name = f"v{len(head.versions) + 1}" if head else "v1"
    manifest = dict(head.manifest) if head else {}
    content: dict[str, bytes] = {}
    for path, data in sorted(named.items()):
        if state[path] not in manifest:
            place = f"{name}/{CONTENT}/{path}"
            manifest[state[path]] = (place,)
            content[place] = data
    version = Version(name, timestamp(created), message, user, state)
    versions = (*(head.versions if head else ()), version)
    inventory = Inventory(id, SPEC, ALGORITHM, name, None, manifest, versions, {})
    return Draft(inventory, serialise(inventory), content)


def _named(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files under their names in NFC, which are checked."""
    named: dict[str, bytes] = {}
    for path, data in files.items():
        _check(path)
        normal = unicodedata.normalize("NFC", path)
        if normal in named:
            raise ArchiveError(phrase("two-of-name", path=repr(normal)))
        named[normal] = data
    for path in conflicts(named):
        raise ArchiveError(phrase("file-and-folder", path=repr(path)))
    _told_apart(named)
    return named


def _check(path: str) -> None:
    try:
        parts = [part.encode() for part in unicodedata.normalize("NFC", path).split("/")]
    except UnicodeEncodeError as error:
        raise _unfit(path, "name-no-text") from error
    if any(part in (b"", b".", b"..") for part in parts):
        raise _unfit(path, "name-empty-part")
    if any(unicodedata.category(each) == "Cc" or each == "\\" for each in path):
        raise _unfit(path, "name-control")
    if any(len(part) > _LONGEST_NAME for part in parts):
        raise ArchiveError(phrase("name-too-long", path=repr(path), limit=str(_LONGEST_NAME)))


def _unfit(path: str, why: str) -> ArchiveError:
    return ArchiveError(phrase("no-file-name", path=repr(path), reason=phrase(why)))


def _told_apart(paths: Iterable[str]) -> None:
    """Names must differ in more than case, or half of the file systems would lay one file over the other."""
    seen: dict[str, str] = {}
    for path in paths:
        parts = path.split("/")
        for at in range(1, len(parts) + 1):
            name = "/".join(parts[:at])
            if seen.setdefault(name.casefold(), name) != name:
                other = seen[name.casefold()]
                raise ArchiveError(phrase("differ-in-case", path=repr(name), other=repr(other)))
