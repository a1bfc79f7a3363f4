"""Disks that fail, and a small archive to fail on."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from briefgen.archive.storage import Storage, StoredVersion, User

ID = "urn:example:مذكرة"
USER = User("ليلى", "mailto:layla@example.org")
MORNING = datetime(2024, 2, 5, 8, 0, tzinfo=UTC)
FIRST: Mapping[str, bytes] = MappingProxyType({"brief.pdf": b"%PDF one", "facts/حقائق.yaml": b"a: 1\n"})
SECOND: Mapping[str, bytes] = MappingProxyType(
    {"brief.pdf": b"%PDF two", "facts/حقائق.yaml": b"a: 1\n", "more/deep/x": b"new"}
)


class Killed(BaseException):
    """The process ends here: nothing that comes later happens, no handler helps."""


@dataclass
class Trace:
    """Notes every call, and lets it happen."""

    calls: list[tuple[str, Path]] = field(default_factory=list)

    def before(self, call: str, path: Path) -> None:
        """Notes a call."""
        self.calls.append((call, path))


@dataclass
class Kill:
    """Ends the process before the call of a number (from 0). With `really` by SIGKILL."""

    at: int
    really: bool = False
    seen: int = 0

    def before(self, call: str, path: Path) -> None:  # noqa: ARG002
        """Counts the calls."""
        self.seen += 1
        if self.seen > self.at:
            if self.really:
                os.kill(os.getpid(), signal.SIGKILL)
            raise Killed


@dataclass
class Failing:
    """Lets calls fail with an error number: the one of a number (from 0), and with `lasting` all that follow it."""

    at: int
    number: int = errno.ENOSPC
    lasting: bool = False
    seen: int = 0

    def before(self, call: str, path: Path) -> None:  # noqa: ARG002
        """Counts the calls."""
        self.seen += 1
        if self.seen - 1 == self.at or (self.lasting and self.seen - 1 > self.at):
            raise OSError(self.number, os.strerror(self.number), str(path))


@dataclass
class Lacking:
    """A file system without some calls, such as `link` or `exchange`; the rest is left to another disk."""

    calls: frozenset[str]
    rest: Trace | Kill | Failing = field(default_factory=Trace)

    def before(self, call: str, path: Path) -> None:
        """Fails as such a file system does."""
        if call in self.calls:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        self.rest.before(call, path)


DISKS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "ext4": frozenset(),
        "nfs": frozenset({"exchange"}),
        "exfat": frozenset({"link", "exchange"}),
    }
)


def publish(
    storage: Storage,
    files: Mapping[str, bytes],
    fault: Trace | Kill | Failing | Lacking | None = None,
    id: str = ID,
) -> StoredVersion | None:
    """Commits files, on a disk that may fail."""
    return storage.commit(
        id,
        files,
        message="لأن الأرقام تغيرت",
        user=USER,
        created=MORNING,
        fault=fault if fault is not None else Trace(),
    )


def snapshot(folder: Path) -> dict[str, bytes]:
    """All files below a folder with their bytes."""
    return {
        each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()
    }
