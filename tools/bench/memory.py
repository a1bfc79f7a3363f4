"""The memory of a whole tree of processes while it works, in proportional shares, so that nothing counts twice."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

_PROC = Path("/proc")


def available() -> bool:
    """Whether this system tells how much memory processes share (Linux's smaps_rollup)."""
    return (_PROC / "self" / "smaps_rollup").exists()


@dataclass(slots=True)
class Watch:
    """Follows a session of processes until it ends: MiB of all together over what is done so far.

    `done` tells how much is done. The points are (done, MiB) as they came, one every `pause` seconds.
    """

    done: Callable[[], int]
    pause: float = 0.5
    points: list[tuple[float, float]] = field(default_factory=list)

    def __call__(self, pid: int) -> None:
        """Watches the session that a process leads; comes back when that process has ended."""
        while _runs(pid):
            used = sum(_share(each) for each in _session(pid))
            if used:
                self.points.append((float(self.done()), used))
            time.sleep(self.pause)

    def curve(self, points: int = 12) -> tuple[tuple[float, float], ...]:
        """So many stretches of equal length of what was done, each with the most memory in it; empty ones left out."""
        if not self.points:
            return ()
        last = max(done for done, _ in self.points) or 1.0
        peaks: dict[int, float] = {}
        for done, used in self.points:
            stretch = min(int(done / last * points), points - 1)
            peaks[stretch] = max(peaks.get(stretch, 0.0), used)
        return tuple((round((stretch + 1) * last / points), used) for stretch, used in sorted(peaks.items()))


def _stat(pid: int | str) -> list[str]:
    """The fields of /proc/PID/stat after the name: state, parent, group, session, …; empty for none."""
    try:
        return (_PROC / str(pid) / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return []


def _runs(pid: int) -> bool:
    fields = _stat(pid)
    return bool(fields) and fields[0] not in "ZX"


def _session(leader: int) -> list[str]:
    numbers = (each.name for each in _PROC.iterdir() if each.name.isdecimal())
    return [each for each in numbers if (fields := _stat(each)) and fields[3] == str(leader)]


def _share(pid: str) -> float:
    """MiB of a process, what it shares divided by those that share it (proc(5), Pss); 0 when it has ended."""
    try:
        text = (_PROC / pid / "smaps_rollup").read_text("ascii")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in text.splitlines() if line.startswith("Pss:")), 0.0)
