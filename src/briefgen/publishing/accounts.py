"""Published versions as JSON values, with the words that the commands use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from briefgen.publishing.editions import Edition


def summary(edition: Edition) -> dict[str, Any]:
    """A version in short: who, when, why, how much, and the digests that stand for it."""
    user, lock = edition.stored.user, edition.lock
    return {
        "brief": edition.brief,
        "version": edition.number,
        "created": edition.created,
        "by": user.name if user else "",
        "address": user.address if user else "",
        "why": edition.stored.message,
        "pages": lock.pages,
        "notes": lock.notes,
        "facts": len(lock.facts),
        "sources": len(lock.sources),
        "lock_sha256": edition.lock_sha256,
        "inventory_sha512": edition.stored.inventory_digest,
    }


def account(edition: Edition, signatures: Sequence[str] = ()) -> dict[str, Any]:
    """A version in full: the summary, what went in, what came out, and every file it holds by digest.

    `signatures` are where the signatures over it lie, in this object or another.
    """
    lock = edition.lock
    return {
        **summary(edition),
        "fact_ids": [each.id for each in lock.facts],
        "source_ids": [each.id for each in lock.sources],
        "outputs": [asdict(each) for each in lock.outputs],
        "previous": asdict(lock.previous) if lock.previous else None,
        "tools": dict(lock.tools),
        "signatures": list(signatures),
        "files": dict(sorted(edition.stored.state.items())),
    }
