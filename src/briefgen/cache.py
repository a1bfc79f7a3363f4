"""What briefgen remembers between runs, in a folder that may be deleted, damaged or forged without harm.

The folder is `.briefgen_cache/` in the workspace, or the one that BRIEFGEN_CACHE names. Each entry is sealed (BLAKE2b,
RFC 7693, with a key) under its name, by a key in the user's own private folder: an entry that is damaged, came with a
downloaded workspace, or stands under another name is no entry. Where anything is not as it should be there is no
cache, and nothing is said: whoever asks works it out anew. Imports as little as it can: `briefgen list` waits for it.
"""

from __future__ import annotations

import os
import stat
from _blake2 import blake2b
from _operator import _compare_digest as compare_digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

VARIABLE = "BRIEFGEN_CACHE"
FOLDER = ".briefgen_cache"
_MAGIC = b"briefgen cache 1\n"
_PERSON = b"briefgen cache 1"
_KEY_BYTES, _SEAL_BYTES = 32, 32
_LARGEST = 500_000_000
_HERE = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_TAG = b"""Signature: 8a477f597d28d172789f06886806bc55
# This folder is a cache of briefgen and may be deleted (https://bford.info/cachedir/).
"""


class Cache:
    """Sealed entries by name. Names are words of a-z, 0-9, `.`, `-` and `_`, parted by at most one `/`."""

    def __init__(self, folder: str | None, key: bytes) -> None:
        self._folder, self._key = folder, key

    @property
    def usable(self) -> bool:
        """Whether entries can be kept at all."""
        return self._folder is not None

    def get(self, name: str) -> bytes | None:
        """The bytes kept under a name; None where there are none, or others than were put there by this user."""
        data = self._read(name)
        if data is None or not data.startswith(_MAGIC):
            return None
        start = len(_MAGIC) + _SEAL_BYTES
        body = memoryview(data)[start:]
        if not compare_digest(data[len(_MAGIC) : start], self._seal(name, body)):
            return None
        return bytes(body)

    def put(self, name: str, data: bytes) -> bool:
        """Keeps bytes under a name, whole or not at all; False where they could not be kept."""
        return self._write(name, _MAGIC + self._seal(name, data) + data)

    def clock(self) -> int | None:
        """The time by the clock of the cache's own file system, in nanoseconds; None where it cannot be read."""
        if not self.put("clock", b""):
            return None
        try:
            folders, file = self._parts("clock")
            with _Opened(folders) as folder:
                return os.stat(file, dir_fd=folder, follow_symlinks=False).st_mtime_ns
        except OSError:
            return None

    def drop(self, names: Iterable[str]) -> None:
        """Forgets entries."""
        for name in names:
            try:
                with _Opened(self._parts(name)[0]) as folder:
                    os.unlink(self._parts(name)[1], dir_fd=folder)
            except OSError:
                continue

    def names(self, group: str) -> tuple[str, ...]:
        """The names of the entries of a group (`group/…`), in no order; not all of them need be whole."""
        try:
            with _Opened(self._parts(f"{group}/x")[0]) as folder:
                found = os.listdir(folder)
        except OSError:
            return ()
        return tuple(f"{group}/{each}" for each in found if not each.startswith("."))

    def place(self, name: str) -> str | None:
        """The path of a file of the caller's own making (a database, say), or None; nothing vouches for its content."""
        try:
            folders, file = self._parts(name)
            with _Opened(folders, make=True) as folder:
                if not _plain(file, folder):
                    return None
        except OSError:
            return None
        return "/".join((*folders, file))

    def _seal(self, name: str, data: bytes | memoryview) -> bytes:
        seal = blake2b(key=self._key, digest_size=_SEAL_BYTES, person=_PERSON)
        seal.update(name.encode() + b"\0")
        seal.update(data)
        return seal.digest()

    def _parts(self, name: str) -> tuple[tuple[str, ...], str]:
        if self._folder is None:
            raise FileNotFoundError(name)
        *groups, file = name.split("/")
        return (self._folder, *groups), file

    def _read(self, name: str) -> bytes | None:
        try:
            folders, file = self._parts(name)
            with _Opened(folders) as folder:
                handle = os.open(file, _READ, dir_fd=folder)
            try:
                found = os.fstat(handle)
                if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST:
                    return None
                return os.read(handle, found.st_size)  # fewer bytes than were sealed are no entry
            finally:
                os.close(handle)
        except OSError:
            return None

    def _write(self, name: str, data: bytes) -> bool:
        try:
            folders, file = self._parts(name)
            with _Opened(folders, make=True) as folder:
                _put(folder, file, data)
        except OSError:
            return False
        return True


class _Opened:
    """A folder opened step by step, so that no part of the way below the first is a symbolic link."""

    def __init__(self, folders: tuple[str, ...], *, make: bool = False) -> None:
        self._folders, self._make = folders, make
        self._handle = -1

    def __enter__(self) -> int:
        first, *rest = self._folders
        self._handle = os.open(first, _HERE)
        try:
            for each in rest:
                if self._make:
                    _made(each, self._handle)
                inner = os.open(each, _HERE, dir_fd=self._handle)
                os.close(self._handle)
                self._handle = inner
            if os.fstat(self._handle).st_uid != os.geteuid():
                raise PermissionError(first)
        except BaseException:
            os.close(self._handle)
            raise
        return self._handle

    def __exit__(self, *_: object) -> None:
        os.close(self._handle)


def cache_of(root: str | os.PathLike[str], *, make: bool = True) -> Cache:
    """The cache of the workspace in a folder; one that keeps nothing where it cannot be safe. It is made if wanted."""
    root = os.path.realpath(root)
    named = os.environ.get(VARIABLE, "")
    base = named or root
    name = blake2b(os.fsencode(root), digest_size=16).hexdigest() if named else FOLDER
    try:
        key = _key()
        folder = os.path.join(base, name)
        try:
            _own(folder)
        except FileNotFoundError:
            if not make:
                raise
            _start(base, name)
            _own(folder)
    except OSError:
        return Cache(None, b"")
    return Cache(folder, key)


def _own(folder: str) -> None:
    """Raises OSError unless this is a real folder of this user that nobody else may write into."""
    found = os.lstat(folder)
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
        raise PermissionError(folder)


def _start(base: str, name: str) -> None:
    """Makes the folder with the marks that keep it out of backups and repositories."""
    os.makedirs(base, exist_ok=True)
    handle = os.open(base, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _made(name, handle)
    finally:
        os.close(handle)
    with _Opened((os.path.join(base, name),)) as folder:
        _put(folder, "CACHEDIR.TAG", _TAG)
        _put(folder, ".gitignore", b"*\n")


def _made(name: str, within: int) -> None:
    try:
        os.mkdir(name, 0o700, dir_fd=within)
    except FileExistsError:
        return


def _put(folder: int, file: str, data: bytes) -> None:
    """Writes a file under a temporary name and renames it; a reader sees the old one or the new one, never half."""
    part = f".{file}.{os.getpid()}.{os.urandom(6).hex()}"
    handle = os.open(part, _WRITE, 0o600, dir_fd=folder)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(data)
        os.rename(part, file, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        os.unlink(part, dir_fd=folder)
        raise


def _plain(file: str, folder: int) -> bool:
    """Whether a file is one of this user, or not there yet."""
    try:
        found = os.stat(file, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return True
    return stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid() and found.st_nlink == 1


def _key() -> bytes:
    """The user's own key, made at the first call. Raises OSError where there can be none that only the user reads."""
    state = os.environ.get("XDG_STATE_HOME", "")
    if not os.path.isabs(state):
        state = os.path.join(os.path.expanduser("~"), ".local", "state")
    if not os.path.isabs(state):
        raise FileNotFoundError(state)
    folder = os.path.join(state, "briefgen")
    try:
        return _read_key(folder)
    except FileNotFoundError:
        _make_key(folder)
        return _read_key(folder)


def _read_key(folder: str) -> bytes:
    _own(folder)
    handle = os.open(os.path.join(folder, "cache.key"), _READ)
    with os.fdopen(handle, "rb") as opened:
        found = os.fstat(handle)
        key = opened.read(_KEY_BYTES + 1)
    private = stat.S_ISREG(found.st_mode) and not found.st_mode & 0o077 and found.st_uid == os.geteuid()
    if not private or len(key) != _KEY_BYTES:
        raise PermissionError(folder)
    return key


def _make_key(folder: str) -> None:
    """Makes the key; where another process makes one at the same time, the first one stays."""
    os.makedirs(folder, 0o700, exist_ok=True)
    part = os.path.join(folder, f".cache.key.{os.getpid()}.{os.urandom(6).hex()}")
    handle = os.open(part, _WRITE, 0o600)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(os.urandom(_KEY_BYTES))
        os.link(part, os.path.join(folder, "cache.key"))
    except FileExistsError:
        return
    finally:
        os.unlink(part)
