"""Digests of records, worked out once: of what a fact, a source or a topic spec says.

Known by the record itself, which never changes, and not by what is equal to it: to find that out would take as long.
"""

from __future__ import annotations

# So many records at most are remembered; then all are forgotten.
_MOST = 300_000
_digests: dict[int, tuple[object, str]] = {}


def get(record: object) -> str | None:
    """The digest of a record, if it is known."""
    found = _digests.get(id(record))
    return found[1] if found is not None and found[0] is record else None


def add(record: object, digest: str) -> str:
    """Remembers the digest of a record and gives it back."""
    if len(_digests) >= _MOST:
        _digests.clear()
    # The record is kept with it, so that its number is not given to another one.
    _digests[id(record)] = (record, digest)
    return digest


def forget() -> None:
    """Forgets all."""
    _digests.clear()
