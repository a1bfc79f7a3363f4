"""What went into one brief: canonical JSON without host paths and without the clock.

The digests are those of the bytes that were read and rendered, not of what lies on disk afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LOCK_VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that went in or came out: its path in the workspace or below the output folder, size and SHA-256."""

    path: str
    size: int
    sha256: str


def lock(
    brief: str,
    inputs: Iterable[Entry],
    outputs: Iterable[Entry],
    tools: Mapping[str, str],
    options: Mapping[str, str],
) -> bytes:
    """The lock of a brief as UTF-8 JSON with sorted keys and a line end (RFC 8259; two spaces, no escapes)."""
    record = {
        "lock_version": LOCK_VERSION,
        "brief": brief,
        "inputs": _entries(inputs),
        "outputs": _entries(outputs),
        "tools": dict(tools),
        "options": dict(options),
    }
    return (json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _entries(entries: Iterable[Entry]) -> list[dict[str, str | int]]:
    rows = sorted(entries, key=lambda entry: entry.path)
    return [{"path": each.path, "size": each.size, "sha256": each.sha256} for each in rows]
