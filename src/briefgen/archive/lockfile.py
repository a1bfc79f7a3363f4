"""One writer at a time: the file `.lock` in a storage root, held by the system's own lock.

The specification (4.1) allows other files directly in the root. The lock is flock(2): the system releases it with the
process, however that ends, so that no lock can go stale. What the file says of its holder is for people; words
left in a file that nobody holds only tell that a writer died.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from briefgen.archive.errors import ArchiveError, reason
from briefgen.diagnostics.texts import Text, phrase

NAME = ".lock"
_PATIENCE = 600.0  # seconds
_PAUSE = 0.01
_TAKEN = (errno.EWOULDBLOCK, errno.EACCES)


@contextlib.contextmanager
def writing(root: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Holds the storage root for one writer. Waits for another one; raises ArchiveError after `patience` seconds."""
    handle = _open(root / NAME)
    try:
        deadline = time.monotonic() + patience

        def wait() -> None:
            if time.monotonic() > deadline:
                raise ArchiveError(
                    phrase("being-written", path=root.as_posix(), who=_holder(handle)), phrase("try-later")
                )
            time.sleep(_PAUSE)

        with _turn(root, wait):
            while not _taken(handle, root):
                wait()
        yield from _signed(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def idle(root: Path) -> Iterator[bool]:
    """Holds the storage root if nobody writes into it; gives whether it does. Needs a root that can be written."""
    handle = _open(root / NAME)
    try:
        yield _taken(handle, root)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _turn(root: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Holds the turn to be next, which is a lock on the folder itself.

    Without it a writer who comes again at once, as one who publishes a hundred versions does, would always be before
    those who look from time to time whether the lock is free, and they would wait for ever. Where a folder cannot be
    locked (NFS) nobody has a turn, and luck decides.
    """
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if error.errno in _TAKEN:
                    wait()
                    continue
            break
        yield
    finally:
        os.close(handle)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    except OSError as error:
        said = phrase("cannot-write-into", path=path.parent.as_posix(), reason=reason(error))
        raise ArchiveError(said) from error


def _taken(handle: int, root: Path) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise ArchiveError(phrase("cannot-lock", path=root.as_posix(), reason=reason(error))) from error
    return True


def _signed(handle: int) -> Iterator[None]:
    """Says in the file who holds it, while it is held. That no room is left for it is no failure."""
    words = json.dumps({"host": socket.gethostname(), "process": os.getpid()}).encode()
    with contextlib.suppress(OSError):
        os.ftruncate(handle, 0)
        os.pwrite(handle, words, 0)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            os.ftruncate(handle, 0)


def _holder(handle: int) -> Text:
    try:
        words = json.loads(os.pread(handle, 1000, 0))
        return phrase("process-on", number=str(words["process"]), host=str(words["host"]))
    except (OSError, ValueError, KeyError, TypeError):
        return phrase("another-process")
