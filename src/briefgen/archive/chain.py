"""Records that only grow: one JSON object a line, each holding the digest of the line before it.

A line that is changed, removed or put in breaks the chain for all that follow. That the last lines are cut off can only
be seen by whoever knows the digest of the last line from elsewhere: `head`.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from briefgen.archive.codes import Finding, finding
from briefgen.archive.errors import ArchiveDamagedError, ArchiveError, reason, unreadable
from briefgen.archive.ocfl import digest
from briefgen.diagnostics.texts import phrase
from briefgen.errors import english
from briefgen.ondemand import dataclass

START = "0" * 128
"""What the first line holds in place of a digest."""

_PREVIOUS = "previous"
_BLOCK = 1 << 16
_BROKEN = phrase("line-off-chain")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a record: its number from 1, its fields without the digest of the line before, and its own digest."""

    number: int
    fields: Mapping[str, object]
    digest: str


class Chain:
    """A file of chained lines. It need not exist; the first line makes it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, fields: Mapping[str, object]) -> str:
        """Adds a line, which is on the disk when this returns; gives its digest. Raises ArchiveError.

        Processes take turns. What a crash left of a line that was never finished is cut off first.
        """
        try:
            new = not self.path.exists()
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
                line = _add(handle, fields)
            finally:
                os.close(handle)
            if new:
                _sync(self.path.parent)
        except OSError as error:
            said = phrase("cannot-write", path=self.path.as_posix(), reason=reason(error))
            raise ArchiveError(said) from error
        return digest(line)

    def read(self) -> Iterator[Line]:
        """The lines from the first. Raises ArchiveDamagedError where the chain is broken, ArchiveError."""
        for each in self._lines():
            if isinstance(each, Line):
                yield each
            elif each.severity == "error":
                raise ArchiveDamagedError(phrase("in-file", path=each.path, what=_BROKEN))

    def check(self) -> Iterator[Finding]:
        """Where the chain is broken, and what a crash left at its end. Raises ArchiveError when it cannot be read."""
        return (each for each in self._lines() if isinstance(each, Finding))

    def head(self) -> str:
        """The digest of the last line, which stands for all lines. Raises as `read` does."""
        last = START
        for each in self.read():
            last = each.digest
        return last

    def holds(self, digests: Collection[str]) -> frozenset[str]:
        """Those of some digests that a line of the record has. Raises ArchiveError when it cannot be read."""
        wanted = frozenset(digests)
        return frozenset(
            each.digest for each in self._lines() if isinstance(each, Line) and each.digest in wanted
        )

    def _lines(self) -> Iterator[Line | Finding]:
        previous = START
        try:
            with self.path.open("rb") as file:
                for number, line in enumerate(file, 1):
                    where = f"{self.path.name}:{number}"
                    if not line.endswith(b"\n"):
                        yield Finding("torn-line", "warning", where, "the line was never finished")
                        return
                    fields = _fields(line)
                    if fields is None or fields.pop(_PREVIOUS, None) != previous:
                        yield finding("chain-broken", where, english(_BROKEN))
                    previous = digest(line)
                    yield Line(number, fields or {}, previous)
        except FileNotFoundError:
            return
        except OSError as error:
            raise unreadable(self.path, error) from error


def _add(handle: int, fields: Mapping[str, object]) -> bytes:
    size = _finished(handle)
    os.ftruncate(handle, size)
    last = _last(handle, size)
    record = {**fields, _PREVIOUS: digest(last) if last else START}
    line = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    rest = memoryview(line)
    while rest:
        done = os.pwrite(handle, rest, size)
        size, rest = size + done, rest[done:]
    os.fsync(handle)
    return line


def _finished(handle: int) -> int:
    """The size of the file up to the end of its last whole line."""
    size = os.fstat(handle).st_size
    while size:
        begin = max(0, size - _BLOCK)
        at = os.pread(handle, size - begin, begin).rfind(b"\n")
        if at >= 0:
            return begin + at + 1
        size = begin
    return 0


def _last(handle: int, size: int) -> bytes:
    """The last line of a file of this size, with its end."""
    begin, found = size, b""
    while begin and b"\n" not in found[:-1]:
        begin = max(0, begin - _BLOCK)
        found = os.pread(handle, size - begin, begin)
    return found[found[:-1].rfind(b"\n") + 1 :]


def _fields(line: bytes) -> dict[str, object] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
