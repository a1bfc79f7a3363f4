"""The rules of one object on the disk (OCFL 3): what lies in its folders, and what its inventories say of that."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from briefgen.archive import fixity
from briefgen.archive.codes import EXTENSIONS, Finding, finding
from briefgen.archive.histories import compare
from briefgen.archive.inventories import examine
from briefgen.archive.manifests import DIGITS
from briefgen.archive.ocfl import (
    CONTENT,
    INVENTORY,
    SPECS,
    Inventory,
    declaration,
    digest,
    sidecar_digest,
    sidecar_name,
)
from briefgen.ondemand import dataclass, pattern

Progress = Callable[[int, int], None]
"""Is told how many objects and bytes were verified since the last time."""

_VERSION = pattern(r"v\d+", re.ASCII)
_TAG = pattern(r"(\d)=(.*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Verified:
    """An object's identifier and the version of OCFL that it declares, empty if unknown, and what is wrong with it."""

    id: str
    spec: str
    findings: tuple[Finding, ...]


def silent(objects: int, size: int) -> None:
    """Progress that nobody wants to know of."""


def verified(path: Path, *, deep: bool, progress: Progress = silent) -> Verified:
    """What is wrong with the object in a folder; with `deep` all content is read and compared with its digests."""
    return _Object(path, deep, progress).verify()


def identity(path: Path) -> tuple[int, int, int] | None:
    """What changes with every new version of an object: the folder itself, or its inventory.

    Numbers of files come back after two more versions, so the time of the last change is a part of it.
    """
    try:
        return path.stat().st_ino, (path / INVENTORY).stat().st_ino, path.stat().st_mtime_ns
    except OSError:
        return None


class _Object:
    """One verification: gathers findings, files on the disk, and what inventories expect of them."""

    def __init__(self, path: Path, deep: bool, progress: Progress) -> None:
        self._path = path
        self._deep = deep
        self._progress = progress
        self._found: dict[Finding, None] = {}
        self._files: dict[str, set[str]] = {}  # version folder → content paths on the disk
        self._expected: dict[
            str, dict[tuple[str, str], str]
        ] = {}  # content path → (algorithm, digest) → code
        self._inodes: dict[tuple[int, int], str] = {}

    def verify(self) -> Verified:
        entries = self._list(self._path, "")
        spec = self._declaration(entries)
        root, data = self._inventory("", entries, spec or None)
        if data is None:
            self._report("E063", "", "the object has no inventory")
        if root is not None:
            self._top(entries, root)
            self._versions(root, data or b"")
            if self._deep:
                self._digests()
        self._links(entries, "")
        self._extensions(entries)
        ordered = sorted(self._found, key=lambda each: (each.path, each.code, each.text))
        return Verified(root.id if root else "", spec, tuple(ordered))

    def _report(self, code: str, where: str, text: str) -> None:
        self._found[finding(code, where, text)] = None

    def _list(self, path: Path, where: str) -> dict[str, os.DirEntry[str]]:
        try:
            with os.scandir(path) as entries:
                return {each.name: each for each in sorted(entries, key=lambda each: each.name)}
        except OSError as error:
            self._report("unreadable", where, f"the folder cannot be read: {error.strerror}")
            return {}

    def _bytes(self, where: str) -> bytes | None:
        try:
            return (self._path / where).read_bytes()
        except OSError as error:
            self._report("unreadable", where, f"the file cannot be read: {error.strerror}")
            return None

    def _declaration(self, entries: Mapping[str, os.DirEntry[str]]) -> str:
        """The version of OCFL that the object declares, or nothing."""
        known = {declaration(spec)[0]: spec for spec in SPECS}
        here = [name for name in entries if name in known and _plain(entries[name])]
        for name in entries.keys() - known.keys():
            self._tag(name)
        if len(here) != 1:
            self._report(
                "E003",
                "",
                f"the object has {len(here)} declarations" if here else "the object has no declaration",
            )
        for name in here:
            if self._bytes(name) != declaration(known[name])[1]:
                self._report("E007", name, "the declaration has another content than its name says")
        return known[here[-1]] if here else ""

    def _tag(self, name: str) -> None:
        """Declarations that are not as they should be."""
        match = _TAG.fullmatch(name)
        if match is None:
            return
        if match[1] != "0":
            self._report("E005", name, "the declaration has another tag than 0")
        elif match[2].startswith("ocfl_object_"):
            self._report("E004", name, "the declaration names no known version of OCFL")
        else:
            self._report("E006", name, "the declaration does not say ocfl_object_")

    def _inventory(
        self, folder: str, entries: Mapping[str, os.DirEntry[str]], spec: str | None
    ) -> tuple[Inventory | None, bytes | None]:
        """The inventory in the root or in a version folder (`v1/`), and its bytes."""
        if INVENTORY not in entries or not _plain(entries[INVENTORY]):
            return None, None
        data = self._bytes(folder + INVENTORY)
        if data is None:
            return None, b""
        examined = examine(data, spec)
        for code, text in examined.faults:
            self._report(code, folder + INVENTORY, text)
        algorithm = examined.inventory.algorithm if examined.inventory else ""
        self._sidecar(folder, entries, data, algorithm)
        return examined.inventory, data

    def _sidecar(
        self, folder: str, entries: Mapping[str, os.DirEntry[str]], data: bytes, algorithm: str
    ) -> None:
        here = [each.removeprefix(f"{INVENTORY}.") for each in entries if each.startswith(f"{INVENTORY}.")]
        for other in here:
            if algorithm and other != algorithm:
                self._report(
                    "E059", folder + sidecar_name(other), f"the inventory's algorithm is {algorithm}"
                )
        if not algorithm:
            algorithm = next((each for each in here if each in ("sha512", "sha256")), "sha512")
        if algorithm not in here:
            self._report("E058", folder + INVENTORY, f"there is no {sidecar_name(algorithm)}")
            return
        where = folder + sidecar_name(algorithm)
        stated = self._bytes(where)
        expected = sidecar_digest(stated) if stated is not None else None
        if expected is None:
            self._report("E061", where, "it does not say: digest, white space, inventory.json")
        elif expected != digest(data, algorithm):
            self._report(
                "E060", folder + INVENTORY, f"the inventory does not match {sidecar_name(algorithm)}"
            )

    def _top(self, entries: Mapping[str, os.DirEntry[str]], root: Inventory) -> None:
        """Nothing else lies in the object's root."""
        names = {each.name for each in root.versions}
        for name, entry in entries.items():
            if entry.is_dir(follow_symlinks=False):
                if name in names or name in ("logs", "extensions"):
                    continue
                if _VERSION.fullmatch(name):
                    self._report("E046", name, "the inventory does not have this version")
                else:
                    self._report("E001", name, "a folder that is no part of an object")
            elif name != INVENTORY and not name.startswith(f"{INVENTORY}.") and not _TAG.fullmatch(name):
                self._report("E001", name, "a file that is no part of an object")

    def _versions(self, root: Inventory, data: bytes) -> None:
        older: list[tuple[str, Inventory]] = []
        for version in root.versions:
            name = version.name
            if not (self._path / name).is_dir():
                self._report("E010", name, "the folder of this version is missing")
                continue
            entries = self._list(self._path / name, name)
            self._version(name, entries, root)
            found, own = self._inventory(f"{name}/", entries, None)
            if own is None:
                self._report("W010", name, "the version has no inventory")
                for left in (other for other in entries if other.startswith(f"{INVENTORY}.")):
                    self._report("E015", f"{name}/{left}", "a digest without an inventory")
            elif name == root.versions[-1].name and own != data:
                self._report("E064", INVENTORY, f"it is not the inventory of {name}")
            if found is not None:
                older.append((name, found))
                self._expect(found, f"{name}/")
        self._expect(root, "")
        for each in compare(root, older):
            self._found[each] = None

    def _version(self, name: str, entries: Mapping[str, os.DirEntry[str]], root: Inventory) -> None:
        folder = root.content or CONTENT
        files = self._files.setdefault(name, set())
        for each, entry in entries.items():
            where = f"{name}/{each}"
            if entry.is_symlink():
                self._report("E090", where, "a symbolic link")
            elif entry.is_dir(follow_symlinks=False):
                if each != folder:
                    self._report("W002", where, "a folder beside the content folder")
            elif each != INVENTORY and not each.startswith(f"{INVENTORY}."):
                self._report("E015", where, "a file outside of the content folder")
        if folder in entries and entries[folder].is_dir(follow_symlinks=False):
            files.update(self._content(f"{name}/{folder}", top=True))
        elif any(path.startswith(f"{name}/") for paths in root.manifest.values() for path in paths):
            self._report("E016", name, f"the version has content but no folder {folder}")

    def _content(self, where: str, *, top: bool = False) -> Iterator[str]:
        """The files below a content folder, by content path."""
        entries = self._list(self._path / where, where)
        if not entries:
            self._report("W003" if top else "E024", where, "the folder is empty")
        self._links(entries, f"{where}/")
        for name, entry in entries.items():
            if entry.is_dir(follow_symlinks=False):
                yield from self._content(f"{where}/{name}")
            elif entry.is_file(follow_symlinks=False):
                yield f"{where}/{name}"

    def _links(self, entries: Mapping[str, os.DirEntry[str]], prefix: str) -> None:
        """Links, and what is neither file nor folder; a hard link is seen where two of its names are in the object."""
        for name, entry in entries.items():
            where = prefix + name
            if entry.is_symlink():
                self._report("E090", where, "a symbolic link")
            elif not entry.is_dir() and not entry.is_file():
                self._report("E089", where, "neither a file nor a folder")
            elif entry.is_file() and (found := entry.stat(follow_symlinks=False)).st_nlink > 1:
                other = self._inodes.setdefault((found.st_dev, found.st_ino), where)
                if other != where:
                    self._report("E090", where, f"a hard link to {other}")

    def _expect(self, inventory: Inventory, folder: str) -> None:
        """Compares the manifest with the files on the disk, and remembers what digests they should have."""
        where = folder + INVENTORY
        named = {path: key for key, paths in inventory.manifest.items() for path in paths}
        here = {each.name for each in inventory.versions}
        present = {path for name, paths in self._files.items() if name in here for path in paths}
        for path in sorted(present - named.keys()):
            self._report("E023", path, f"the file is not in the manifest of {where}")
        for path in sorted(named.keys() - present):
            self._report("E092", path, f"the file that {where} names is missing")
        for path in present & named.keys():
            self._expected.setdefault(path, {})[inventory.algorithm, named[path].lower()] = "E092"
        for algorithm, block in inventory.fixity.items():
            for key, paths in block.items():
                for path in paths:
                    self._expected.setdefault(path, {}).setdefault((algorithm, key.lower()), "E093")
                    if path not in present:
                        self._report("E093", path, f"the file that fixity in {where} names is missing")

    def _digests(self) -> None:
        present = {path for paths in self._files.values() for path in paths}
        for path in sorted(present & self._expected.keys()):
            expected = self._expected[path]
            wanted = {algorithm for algorithm, _ in expected if algorithm in DIGITS or algorithm == "size"}
            try:
                found = fixity.digests(self._path / path, wanted, lambda size: self._progress(0, size))
            except OSError as error:
                self._report("E092", path, f"the file cannot be read: {error.strerror}")
                continue
            for (algorithm, key), code in expected.items():
                if algorithm in found and found[algorithm] != key:
                    self._report(
                        code, path, f"the {algorithm} digest is {found[algorithm][:16]}…, not {key[:16]}…"
                    )

    def _extensions(self, entries: Mapping[str, os.DirEntry[str]]) -> None:
        if "extensions" not in entries or not entries["extensions"].is_dir(follow_symlinks=False):
            return
        for name, entry in self._list(self._path / "extensions", "extensions").items():
            if not entry.is_dir(follow_symlinks=False):
                self._report("E067", f"extensions/{name}", "a file in the folder of extensions")
            elif name not in EXTENSIONS:
                self._report("W013", f"extensions/{name}", "the extension is not registered")


def _plain(entry: os.DirEntry[str]) -> bool:
    return entry.is_file(follow_symlinks=False)
