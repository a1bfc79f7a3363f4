"""Every call by which the archive changes the disk, one by one, each of them on disk when it returns.

`Faults` is told of each call before it happens. The tests stop a commit at every one of them, as a power cut, a full
disk or a vanished mount would. In use it does nothing.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import sys
from pathlib import Path
from typing import Final, Protocol

_CHUNK = 1 << 20
_HERE = -100  # AT_FDCWD: paths are relative to the working directory
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2), RENAME_SWAP of renamex_np(2)


class Faults(Protocol):
    """Is told of every call that changes the disk; may raise OSError in its place."""

    def before(self, call: str, path: Path) -> None:
        """Called before mkdir, open, write, sync, sync-below, link, rename, exchange or remove happens to `path`."""


class Reliable:
    """No faults but those of the machine."""

    def before(self, call: str, path: Path) -> None:
        """Lets every call happen."""


RELIABLE: Final = Reliable()


class Disk:
    """The calls that change a disk. Each raises OSError, and has lasted when it returns unless it says otherwise."""

    def __init__(self, faults: Faults = RELIABLE) -> None:
        self._before = faults.before

    def mkdir(self, path: Path) -> None:
        """Makes one folder. Its name lasts after `sync` of its parent."""
        self._before("mkdir", path)
        path.mkdir()

    def create(self, path: Path, data: bytes) -> None:
        """Writes a new file that nobody may change. Its name lasts after `sync` of its folder."""
        with self._opened(path) as file:
            self._write(file, path, data)
            self._sync(file, path)

    def copy(self, source: Path, target: Path) -> None:
        """Copies a file in pieces. Its name lasts after `sync` of its folder."""
        with source.open("rb") as origin, self._opened(target) as file:
            while piece := origin.read(_CHUNK):
                self._write(file, target, piece)
            self._sync(file, target)

    def link(self, source: Path, target: Path) -> None:
        """Gives a file a second name, which lasts after `sync` of its folder."""
        self._before("link", target)
        target.hardlink_to(source)

    def sync(self, folder: Path) -> None:
        """Makes the names in a folder last."""
        self._before("sync", folder)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # a file system that has no such call
                raise
        finally:
            os.close(handle)

    def sync_below(self, folder: Path) -> None:
        """Makes the names in a folder and in all below it last."""
        self._before("sync-below", folder)
        if not _synced(folder):
            for each, _, _ in os.walk(folder, topdown=False):
                self.sync(Path(each))

    def rename(self, source: Path, target: Path) -> None:
        """Moves a file or folder in one step, and makes its old and its new folder last."""
        self._before("rename", target)
        source.rename(target)
        for folder in dict.fromkeys((target.parent, source.parent)):
            self.sync(folder)

    def exchange(self, one: Path, other: Path) -> None:
        """Lets two folders change places in one step, and makes that last.

        Raises OSError with EINVAL, ENOSYS or ENOTSUP where the system or the file system cannot (NFS, for one).
        """
        self._before("exchange", other)
        _exchange(one, other)
        for folder in dict.fromkeys((other.parent, one.parent)):
            self.sync(folder)

    def remove(self, path: Path) -> None:
        """Removes a file or a whole folder, if it is there; lasts after `sync` of the folder around it."""
        for folder, folders, files in os.walk(path, topdown=False):
            links = [each for each in folders if Path(folder, each).is_symlink()]
            for name in (*files, *links):
                self._remove(Path(folder, name))
            self._before("remove", Path(folder))
            Path(folder).rmdir()
        if path.is_symlink() or path.exists():
            self._remove(path)

    def _remove(self, path: Path) -> None:
        self._before("remove", path)
        path.unlink()

    def _opened(self, path: Path) -> contextlib.closing[_File]:
        self._before("open", path)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        return contextlib.closing(_File(os.open(path, flags, 0o444)))

    def _write(self, file: _File, path: Path, data: bytes) -> None:
        """In two halves, so that a fault between them leaves a torn file."""
        half = len(data) // 2
        for part in (data[:half], data[half:]):
            self._before("write", path)
            file.write(part)

    def _sync(self, file: _File, path: Path) -> None:
        self._before("sync", path)
        os.fsync(file.handle)


class _File:
    """An open file without a buffer of its own, so that every byte is where it is said to be."""

    __slots__ = ("handle",)

    def __init__(self, handle: int) -> None:
        self.handle = handle

    def write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self.handle, rest) :]

    def close(self) -> None:
        os.close(self.handle)


def _exchange(one: Path, other: Path) -> None:
    system = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "darwin":
            failed = system.renamex_np(*paths, ctypes.c_uint(_EXCHANGE))
        else:
            failed = system.renameat2(_HERE, paths[0], _HERE, paths[1], ctypes.c_uint(_EXCHANGE))
    except AttributeError as error:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS)) from error
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), os.fspath(other))


def _synced(folder: Path) -> bool:
    """Whether the system could write out the whole file system in one call, far quicker than folder by folder."""
    try:
        call = ctypes.CDLL(None, use_errno=True).syncfs
    except AttributeError:  # it is a call of Linux
        return False
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if call(handle):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), os.fspath(folder))
    finally:
        os.close(handle)
    return True
