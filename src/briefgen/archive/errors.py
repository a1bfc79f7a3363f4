"""What can go wrong with an archive."""

from __future__ import annotations

from pathlib import Path

from briefgen.diagnostics.texts import phrase
from briefgen.errors import BriefgenError, Exit


class ArchiveError(BriefgenError):
    """The archive cannot be read or written: a disk that is full, gone or read-only, a name it cannot hold."""


class ArchiveDamagedError(ArchiveError):
    """What the archive holds is not what was put into it."""

    exit_code = Exit.UNVERIFIED


def unreadable(path: Path, error: OSError) -> ArchiveError:
    """The failure of reading a path."""
    return ArchiveError(phrase("cannot-read", path=path.as_posix(), reason=reason(error)))


def reason(error: OSError) -> str:
    """What the system says, in lower case: `no space left on device`."""
    return (error.strerror or str(error)).lower()
