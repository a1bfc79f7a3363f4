"""A version that was handed over as a package, taken into the archive where it continues the chain of its brief."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from briefgen.archive.ocfl import User, digest
from briefgen.diagnostics.texts import Text, phrase
from briefgen.errors import UsageError
from briefgen.lock import LockError, Previous, decode
from briefgen.publishing.chain import unlike
from briefgen.publishing.contents import brief_of
from briefgen.publishing.editions import EditionError, head

if TYPE_CHECKING:
    from briefgen.archive.storage import Storage, StoredVersion
    from briefgen.archive.transfer import Package


def ingest(package: Package, storage: Storage) -> StoredVersion | None:
    """The version that a package became, with its time, reason and person; None when the archive has it already.

    Raises UsageError for a package of something else, or one that does not follow the newest version of its brief, and
    EditionError for one without a lock that can be read.
    """
    if not package.id.startswith("urn:briefgen:") or not package.created:
        raise UsageError(phrase("not-our-package"))
    state = {path: digest(data) for path, data in package.files.items()}
    stored = storage.object(package.id)
    if stored and any(dict(each.state) == state for each in stored.versions):
        return None
    brief = brief_of(package.id)
    if brief is not None:
        _follow(brief, package, storage)
    elif stored:
        raise UsageError(phrase("archive-has-another", id=package.id))
    return storage.commit(
        package.id,
        package.files,
        message=package.message,
        user=package.user or User("unknown"),
        created=datetime.fromisoformat(package.created),
    )


def _follow(brief: str, package: Package, storage: Storage) -> None:
    """Raises UsageError unless the lock in the package names the newest version here as the one before it.

    Raises EditionError where the package does not hold what its lock says came out.
    """
    try:
        lock = decode(package.files.get(f"{brief}.lock", b""))
    except LockError as error:
        raise EditionError(phrase("package-lock-unusable", name=brief, reason=error.reason)) from error
    state = {path: digest(data) for path, data in package.files.items()}
    if lock.brief != brief:
        raise EditionError(phrase("package-lock-of-another", name=lock.brief, brief=brief))
    for _, text in unlike(lock, state):
        raise EditionError(phrase("package-unlike-lock", reason=text))
    newest = head(storage, brief)
    expected = Previous(newest.number, newest.lock_sha256) if newest else None
    if lock.previous != expected:
        follows = _numbered(lock.previous.version) if lock.previous else phrase("nothing")
        here = _numbered(newest.number) if newest else phrase("none")
        raise UsageError(
            phrase("package-follows", follows=follows, name=brief, here=here), phrase("import-before")
        )


def _numbered(number: int) -> Text:
    return phrase("version-number", number=str(number))
