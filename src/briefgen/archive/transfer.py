"""Handing over: one version as a bag (BagIt, RFC 8493), as a folder or a zip file, and a bag read back.

Needs the package `bagit`, which comes with the extra `briefgen[archive]`.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Protocol

from briefgen.archive.durability import Disk
from briefgen.archive.errors import ArchiveDamagedError, ArchiveError, reason, unreadable
from briefgen.archive.ocfl import User
from briefgen.archive.storage import StoredVersion
from briefgen.diagnostics.texts import phrase
from briefgen.ondemand import dataclass

_LARGEST = 4 << 30  # bytes that a zip file may unpack to
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Package:
    """What a bag holds: the files by path, and what it tells of the version that they were; empty where it does not."""

    files: Mapping[str, bytes]
    id: str
    version: str
    created: str
    message: str
    user: User | None


def export_bag(version: StoredVersion, target: Path, *, agent: str, info: Mapping[str, str] = _NONE) -> None:
    """Writes a version as a bag into a new folder: the same bytes whenever it is done.

    `agent` is the software that does it, `info` further fields of bag-info.txt. The bag is validated before the folder
    gets its name. Raises ArchiveError, ArchiveDamagedError when the version or the bag is damaged.
    """
    _free(target)
    with _beside(target) as part:
        _write(version, part, agent, info)
        part.rename(target)
        Disk().sync(target.parent)


def export_zip(version: StoredVersion, target: Path, *, agent: str, info: Mapping[str, str] = _NONE) -> None:
    """Writes a version as a bag in a zip file: the same bytes whenever it is done. Raises as `export_bag` does."""
    _free(target)
    with _beside(target) as part:
        bag = part / target.stem
        bag.mkdir()
        _write(version, bag, agent, info)
        packed = part / target.name
        stamp = _stamp(version.created)
        with zipfile.ZipFile(packed, "w") as file:
            for each in sorted(bag.rglob("*")):
                if each.is_file():
                    name = each.relative_to(part).as_posix()
                    file.writestr(zipfile.ZipInfo(name, stamp), each.read_bytes())
        packed.rename(target)
        Disk().sync(target.parent)


def import_bag(source: Path) -> Package:
    """What a bag holds, which is a folder or a zip file with one in it, after it was validated.

    Raises ArchiveDamagedError when the bag is not complete or not what its manifests say, ArchiveError when it cannot
    be read.
    """
    if source.is_dir():
        return _read(source)
    with tempfile.TemporaryDirectory() as folder:
        return _read(_unpacked(source, Path(folder)))


def _write(version: StoredVersion, folder: Path, agent: str, info: Mapping[str, str]) -> None:
    bagit, disk = _bagit(), Disk()
    for path in version.state:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        disk.create(folder / path, version.read(path))
    fields = {
        "Bag-Software-Agent": agent,
        "Bagging-Date": version.created[:10],
        "External-Identifier": version.inventory.id,
        "External-Description": " ".join(version.message.split()),
        "OCFL-Version": version.name,
        "OCFL-Created": version.created,
        **_contact(version.user),
        **{key: " ".join(value.split()) for key, value in info.items()},
    }
    bag = bagit.make_bag(str(folder), fields, checksums=["sha512"])
    _validate(bag, bagit, folder)
    disk.sync_below(folder)


def _contact(user: User | None) -> dict[str, str]:
    if user is None:
        return {}
    name = {"Contact-Name": user.name}
    if user.address.startswith("mailto:"):
        return name | {"Contact-Email": user.address.removeprefix("mailto:")}
    return name | ({"Contact-Address": user.address} if user.address else {})


def _read(folder: Path) -> Package:
    bagit = _bagit()
    try:
        bag = bagit.Bag(str(folder))
        _validate(bag, bagit, folder)
        files = {
            unicodedata.normalize("NFC", path.removeprefix("data/")): (folder / path).read_bytes()
            for path in sorted(bag.payload_files())
        }
    except bagit.BagError as error:
        raise ArchiveDamagedError(phrase("no-bag", path=folder.as_posix(), reason=str(error))) from error
    except OSError as error:
        raise unreadable(folder, error) from error
    fields = {key: value if isinstance(value, str) else value[-1] for key, value in bag.info.items()}
    email = fields.get("Contact-Email")
    address = f"mailto:{email}" if email else fields.get("Contact-Address", "")
    return Package(
        files,
        fields.get("External-Identifier", ""),
        fields.get("OCFL-Version", ""),
        fields.get("OCFL-Created", ""),
        fields.get("External-Description", ""),
        User(fields["Contact-Name"], address) if "Contact-Name" in fields else None,
    )


def _stamp(created: str) -> tuple[int, int, int, int, int, int]:
    """An RFC 3339 time for a zip file, whose years begin in 1980."""
    year, month, day, hour, minute, second = (int(each) for each in re.split(r"[-T:]", created[:19]))
    return max(year, 1980), month, day, hour, minute, second


class _Bag(Protocol):
    def validate(self) -> object: ...


def _validate(bag: _Bag, bagit: ModuleType, folder: Path) -> None:
    try:
        bag.validate()
    except bagit.BagError as error:
        said = phrase("bag-damaged", path=folder.as_posix(), reason=str(error))
        raise ArchiveDamagedError(said) from error


def _unpacked(source: Path, folder: Path) -> Path:
    """The bag that was in a zip file, unpacked into a folder."""
    try:
        with zipfile.ZipFile(source) as file:
            if sum(each.file_size for each in file.infolist()) > _LARGEST:
                limit = str(_LARGEST)
                raise ArchiveError(phrase("unpacks-to-more", path=source.as_posix(), limit=limit))
            file.extractall(folder)
    except (OSError, zipfile.BadZipFile, ValueError, RuntimeError) as error:
        raise ArchiveError(phrase("cannot-read", path=source.as_posix(), reason=str(error))) from error
    bags = sorted(each.parent for each in folder.rglob("bagit.txt"))
    if not bags:
        raise ArchiveDamagedError(phrase("no-bag-in", path=source.as_posix()))
    return bags[0]


def _bagit() -> ModuleType:
    try:
        import bagit
    except ImportError as error:
        missing, advice = phrase("package-missing", package="bagit"), phrase("pip-extra", extra="archive")
        raise ArchiveError(missing, advice) from error
    module: ModuleType = bagit
    return module


def _free(target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise ArchiveError(phrase("there-already", path=target.as_posix()), phrase("name-other-place"))


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new folder on the same file system; what is left of it is removed."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        try:
            part.chmod(0o755)
            yield part
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        said = phrase("cannot-write", path=target.as_posix(), reason=reason(error))
        raise ArchiveError(said) from error
