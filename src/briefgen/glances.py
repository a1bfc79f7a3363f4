"""What the disk looked like each time it was looked at, so that an answer can be given again while nothing changed.

While listening, every file and folder that `workspace` looks at is noted with its size, times and number. A command
whose answer rests on nothing else says so with `settle`. Imports as little as it can.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

ABSENT = "-"


class _Listener:
    """What was seen since `listen`; None when nobody listens."""

    seen: dict[str, str] | None = None
    settled = False


def listen() -> None:
    """Begins to note what is looked at."""
    _Listener.seen, _Listener.settled = {}, False


def saw(path: str | os.PathLike[str]) -> None:
    """Notes how a file or folder looks before it is read; the first look counts."""
    seen = _Listener.seen
    if seen is not None:
        name = os.fspath(path)
        if name not in seen:
            seen[name] = look(name)


def looked(path: str) -> str:
    """How a file or folder looks now, which is noted as `saw` does."""
    state, seen = look(path), _Listener.seen
    if seen is not None:
        seen.setdefault(path, state)
    return state


def settle() -> None:
    """Says that the command's answer follows from its arguments, the environment and what was seen alone."""
    _Listener.settled = True


def spoil() -> None:
    """Says that it does not, whatever is said later: the clock was read, or something was written."""
    _Listener.seen = None


def heard() -> Mapping[str, str] | None:
    """All that was seen, if the answer rests on nothing else; else None. Nobody listens any more."""
    seen, settled = _Listener.seen, _Listener.settled
    _Listener.seen = None
    return seen if settled else None


def look(path: str) -> str:
    """How a file or folder looks: kind, size, times of change in nanoseconds, number, device; `-` where there is none.

    A folder looks different once an entry of it is made, removed or renamed.
    """
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return ABSENT
    return f"{found.st_mode:o} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino} {found.st_dev}"


def settled_before(states: Mapping[str, str], clock: int) -> bool:
    """Whether all states are older than a time of the file system's own clock, in nanoseconds.

    A file that is changed twice within one tick of that clock looks the same, so what changed just now proves nothing
    yet. A tick is 10 ms at most where times have fractions of a second, else up to two seconds.
    """
    newest = [max(map(int, state.split(" ")[2:4])) for state in states.values() if state != ABSENT]
    if not newest:
        return True
    coarse = any(each % 1_000_000_000 == 0 for each in newest)
    return max(newest) < clock - (2_000_000_000 if coarse else 30_000_000)
