"""Which mends are wanted: all of them, unless the environment or a test says otherwise."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from briefgen.errors import UsageError

VARIABLE = "BRIEFGEN_MENDS"
# In the order in which they are put in force.
NAMES = (
    "quick-import",
    "lines-once",
    "note-area",
    "shaping",
    "line-memory",
    "struts",
    "styles",
    "pseudo-styles",
    "lengths",
    "plain-boxes",
    "arrays",
    "writing",
    "stops",
    "style-sheets",
    "settled-pages",
    "collecting",
)
_chosen: list[frozenset[str]] = []


def wanted() -> frozenset[str]:
    """The names of the mends to put in force. Raises UsageError where the environment names one that there is not."""
    return _chosen[-1] if _chosen else parse(os.environ.get(VARIABLE, ""))


@contextmanager
def using(words: str) -> Iterator[None]:
    """For the length of the block, the mends that these words name, whatever the environment says."""
    _chosen.append(parse(words))
    try:
        yield
    finally:
        _chosen.pop()


def parse(words: str) -> frozenset[str]:
    """The mends that a list with commas names: `all` (also when empty), `none`, names, and names to leave out (`-x`).

    Raises UsageError for a name that there is not.
    """
    listed = [word for word in (each.strip() for each in words.split(",")) if word]
    names: set[str] = set(NAMES) if not listed or listed[0].startswith("-") else set()
    for word in listed:
        name = word.removeprefix("-")
        match word:
            case "all":
                names |= set(NAMES)
            case "none":
                names.clear()
            case _ if name in NAMES:
                (names.discard if word.startswith("-") else names.add)(name)
            case _:
                raise UsageError(
                    f"{VARIABLE} names a mend that there is not: {name!r}",
                    f"the mends are {', '.join(NAMES)}; all and none stand for all of them and none",
                )
    return frozenset(names)
