"""How a version comes to lie in a storage root, so that a crash at any moment leaves a valid root.

Everything is built in a folder beside the root, on the same file system and outside of what readers of OCFL look at.
The first version of an object is renamed into place in one step. For a later one the whole object is built anew
(old files get a second name, only the new version is written) and changes places with the old object in one step:
no moment exists in which the object is not valid.

Where a file system cannot link or exchange (NFS, exFAT), the procedure of the implementation notes (3.7) is used: the
version folder is renamed into the object, then the inventory, then its digest. A journal says what is under way, and
whoever opens the storage root next completes it, or takes it back if the version is not whole.
"""

from __future__ import annotations

import contextlib
import errno
import json
from pathlib import Path, PurePosixPath

from briefgen.archive import fixity
from briefgen.archive.drafts import Draft
from briefgen.archive.durability import Disk
from briefgen.archive.errors import ArchiveDamagedError, ArchiveError
from briefgen.archive.objects import verified
from briefgen.archive.ocfl import INVENTORY, declaration, sidecar, sidecar_name
from briefgen.diagnostics.texts import phrase

_CANNOT = {
    errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EMLINK, errno.EXDEV
}  # fmt: skip


class Staging:
    """The folder beside a storage root in which versions are built. Its writer holds the root's lock."""

    def __init__(self, root: Path, disk: Disk) -> None:
        self._root = root
        self._disk = disk
        self.folder = folder(root)
        self._journal = self.folder / "journal.json"

    def install(self, place: PurePosixPath, draft: Draft) -> None:
        """Puts a version in place and reads it back. Raises OSError, or ArchiveDamagedError for what did not read back.

        When it raises, `recover` brings the root back to what it was, unless the disk forbids.
        """
        self._begin()
        if draft.name == "v1":
            self._first(self._root / place, draft)
        else:
            self._next(self._root / place, draft)
        with contextlib.suppress(OSError):  # the version is in place; whoever comes next can clean up
            self._disk.remove(self.folder)

    def adopt(self, place: PurePosixPath, source: Path) -> None:
        """Puts a verified copy of a whole object in place, instead of the one that may be there.

        Raises OSError, or ArchiveDamagedError when the copy is not whole; then the object is as it was.
        """
        self._begin()
        target = self._root / place
        top = target
        while not top.parent.exists():
            top = top.parent
        staged = self.folder / "new" / target.relative_to(top.parent)
        self._folders(staged.parent)
        self._copy(source, staged)
        self._disk.sync_below(self.folder / "new")
        for each in verified(staged, deep=True).findings:
            if each.severity == "error":
                raise ArchiveDamagedError(
                    phrase("copy-damaged", path=source.as_posix(), code=each.code, reason=each.text)
                )
        if target.exists():
            self._replace_object(staged, target)
        else:
            self._disk.rename(self.folder / "new" / top.name, top)
        with contextlib.suppress(OSError):
            self._disk.remove(self.folder)

    def recover(self) -> None:
        """Completes or takes back what a crash left, and clears the folder. Raises OSError."""
        if self._journal.is_file():
            self._settle()
        self._disk.remove(self.folder)

    def _begin(self) -> None:
        self._disk.mkdir(self.folder)
        if self.folder.stat().st_dev != self._root.stat().st_dev:
            self._disk.remove(self.folder)
            raise ArchiveError(phrase("mounted-root", path=self._root.as_posix()), phrase("root-inside"))

    def _first(self, target: Path, draft: Draft) -> None:
        top = target
        while not top.parent.exists():
            top = top.parent
        staged = self.folder / "new" / target.relative_to(top.parent)
        self._folders(staged)
        self._disk.create(staged / declaration()[0], declaration()[1])
        self._version(staged, draft)
        self._inventory(staged, draft.data)
        self._disk.sync_below(self.folder / "new")
        _read_back(staged, draft)
        try:
            self._disk.rename(self.folder / "new" / top.name, top)
        except OSError:
            if top.exists():  # it was renamed, but may not last
                self._disk.rename(top, self.folder / "new" / top.name)
            raise

    def _next(self, target: Path, draft: Draft) -> None:
        staged = self.folder / "new"
        self._disk.mkdir(staged)
        self._version(staged, draft)
        self._disk.sync_below(staged)
        try:
            self._link(target, staged)
            self._inventory(staged, draft.data)
            self._disk.sync_below(staged)
            _read_back(staged, draft)
            self._exchange(staged, target, draft.name)
        except OSError as error:
            if error.errno not in _CANNOT:
                raise
            self._in_place(target, draft)

    def _exchange(self, staged: Path, target: Path, name: str) -> None:
        try:
            self._disk.exchange(staged, target)
        except OSError:
            if (target / name).exists():  # they changed places, but that may not last
                self._disk.exchange(staged, target)
            raise

    def _replace_object(self, staged: Path, target: Path) -> None:
        try:
            self._disk.exchange(staged, target)
        except OSError as error:
            if error.errno not in _CANNOT:
                raise
            self._announce(target, "")
            self._disk.rename(target, self.folder / "aside")
            self._disk.rename(staged, target)
            self._disk.remove(self._journal)

    def _copy(self, source: Path, target: Path) -> None:
        if source.is_symlink():
            raise ArchiveDamagedError(phrase("is-a-link", path=source.as_posix(), code="E090"))
        if not source.is_dir():
            self._disk.copy(source, target)
            return
        self._disk.mkdir(target)
        for each in sorted(source.iterdir()):
            self._copy(each, target / each.name)

    def _announce(self, target: Path, version: str) -> None:
        """Writes down, before it happens, which version comes to an object, or with none that all of it is replaced."""
        record = {"object": target.relative_to(self._root).as_posix(), "version": version}
        self._replace(self._journal, json.dumps(record).encode())
        self._disk.sync(self.folder.parent)

    def _in_place(self, target: Path, draft: Draft) -> None:
        self._announce(target, draft.name)
        try:
            self._disk.rename(self.folder / "new" / draft.name, target / draft.name)
            self._head(target, draft.data)
            _read_back(target, draft)
        except (OSError, ArchiveDamagedError):
            self._withdraw(target, draft.name)
            self._disk.remove(self._journal)
            raise
        with contextlib.suppress(OSError):  # the version is in place; the next run settles the journal for it
            self._disk.remove(self._journal)

    def _settle(self) -> None:
        record = json.loads(self._journal.read_bytes())
        target, name = self._root / record["object"], record["version"]
        if not name:
            if not target.exists():
                self._disk.rename(self.folder / "aside", target)
        elif fixity.whole(target / name):
            self._head(target, (target / name / INVENTORY).read_bytes())
        else:
            self._withdraw(target, name)

    def _withdraw(self, target: Path, name: str) -> None:
        """Gives an object the head that it had before the version of this name."""
        before = target / f"v{int(name[1:]) - 1}"
        self._head(target, (before / INVENTORY).read_bytes())
        if (target / name).exists():
            self._disk.rename(target / name, self.folder / "withdrawn")

    def _head(self, target: Path, data: bytes) -> None:
        self._replace(target / INVENTORY, data)
        self._replace(target / sidecar_name(), sidecar(data))

    def _replace(self, target: Path, data: bytes) -> None:
        """Puts a file in the place of another one in one step."""
        part = self.folder / f"{target.name}.part"
        self._disk.remove(part)
        self._disk.create(part, data)
        self._disk.rename(part, target)

    def _version(self, staged: Path, draft: Draft) -> None:
        self._disk.mkdir(staged / draft.name)
        for path, data in draft.content.items():
            self._folders((staged / path).parent)
            self._disk.create(staged / path, data)
        self._inventory(staged / draft.name, draft.data)

    def _inventory(self, target: Path, data: bytes) -> None:
        self._disk.create(target / INVENTORY, data)
        self._disk.create(target / sidecar_name(), sidecar(data))

    def _link(self, target: Path, staged: Path) -> None:
        """Gives all files of an object but its head a second name below the staged folder."""
        for each in sorted(target.iterdir()):
            if each.name not in (INVENTORY, sidecar_name()):
                self._link_all(each, staged / each.name)

    def _link_all(self, source: Path, target: Path) -> None:
        if source.is_symlink():
            raise ArchiveDamagedError(phrase("is-a-link", path=source.as_posix(), code="E090"))
        if not source.is_dir():
            self._disk.link(source, target)
            return
        self._disk.mkdir(target)
        for each in sorted(source.iterdir()):
            self._link_all(each, target / each.name)

    def _folders(self, path: Path) -> None:
        if not path.is_dir():
            self._folders(path.parent)
            self._disk.mkdir(path)


def folder(root: Path) -> Path:
    """The folder beside a storage root in which versions are built."""
    return root.parent / f".{root.name}.staging"


def pending(root: Path) -> bool:
    """Whether a crash has left an object half done, which nobody can read before it is settled."""
    return (folder(root) / "journal.json").is_file()


def _read_back(target: Path, draft: Draft) -> None:
    """Raises ArchiveDamagedError unless the disk gives the draft's inventories and new content back."""
    for place in (target, target / draft.name):
        fixity.expect(place / INVENTORY, draft.data)
        fixity.expect(place / sidecar_name(), sidecar(draft.data))
    for path, data in draft.content.items():
        fixity.expect(target / path, data)
