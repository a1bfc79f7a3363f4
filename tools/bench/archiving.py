"""Work for a warm process: an archive verified, every byte of it."""

from __future__ import annotations

from pathlib import Path

from tools.bench.dialogue import Broken
from tools.bench.warm import Work


def verify(root: str) -> Work:
    """All objects of a storage root, deep, by one thread; a finding ends it."""
    from briefgen.archive.verification import verify_root

    def work() -> None:
        findings = tuple(verify_root(Path(root), deep=True, workers=1))
        if findings:
            raise Broken(f"the archive should be whole: {findings[0]}")

    return work


def digest(root: str) -> Work:
    """All files of a folder read and digested (SHA-512), as an archive's inventories require: nothing can be faster."""
    from hashlib import file_digest

    def work() -> None:
        for path in Path(root).rglob("*"):
            if path.is_file():
                with path.open("rb") as file:
                    file_digest(file, "sha512")

    return work
