"""Many briefs: two cores against one, and memory over the length of a run."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from statistics import median

from tools.bench import memory, workspaces
from tools.bench.figures import ratio
from tools.bench.registry import Contender, Setting, Subject
from tools.bench.results import Absent, Claim, Curve, Findings, Measured
from tools.bench.running import Command, briefgen

_ONE, _TWO = "one core", "two cores"
_APART = "two builds at once, each of one half on one process"
# One command on one core.
_PINNED = """
import os, sys
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
os.execv(sys.argv[1], sys.argv[1:])
"""
# Two commands at the same time; it fails where one of them does.
_BOTH = """
import subprocess, sys
at = sys.argv.index("--")
running = [subprocess.Popen(each, stdout=subprocess.DEVNULL) for each in (sys.argv[1:at], sys.argv[at + 1 :])]
sys.exit(max([each.wait() for each in running]))
"""


def measure(setting: Setting) -> Findings:
    """Folders of briefs on one core and on two; then a long run with the memory of all its processes."""
    few, briefs, long = (2, 2, 2) if setting.quick else (24, 72, 10_000) if setting.full else (24, 72, 200)
    measured: list[Measured] = []
    claims: list[Claim] = []
    for count in dict.fromkeys((few, briefs)):
        workspace = setting.folder / f"many-{count}"
        workspaces.many(workspace, count, count * 12, 12)
        contenders = {
            f"{count} briefs, {name}": setting.contender(each, partial(workspaces.forget, workspace))
            for name, each in ((_ONE, _on_one_core(workspace)), (_TWO, _build(workspace, 2)))
        }
        if count == briefs:
            contenders[f"{count} briefs, {_APART}"] = _apart(setting, count)
        found = setting.race(contenders)
        measured += found.values()
        one = found[f"{count} briefs, {_ONE}"]
        claims.append(ratio(f"{count} briefs: {_ONE} / {_TWO}", one, found[f"{count} briefs, {_TWO}"], 1.8))
        if apart := found.get(f"{count} briefs, {_APART}"):
            claims.append(ratio(f"{count} briefs: {_ONE} / {_APART}", one, apart))
    if not memory.available():
        absent = Absent("memory over the length of a run", "this system does not tell it")
        return Findings(tuple(measured), tuple(claims), (absent,), remarks=(_REMARK,))
    watch = _watched(setting, long)
    curve = watch.curve()
    claims.append(_flat(curve, long))
    says = f"Memory of all processes together over a run of {long:,} briefs on two processes"
    curves = (Curve(says, "briefs done", "MiB", curve),)
    return Findings(tuple(measured), tuple(claims), curves=curves, remarks=(_REMARK,))


def _build(workspace: Path, jobs: int) -> Command:
    return briefgen("build", "--workspace", workspace, "--jobs", str(jobs))


def _on_one_core(workspace: Path) -> Command:
    """One process, and whatever helps it, kept to one core."""
    return Command((sys.executable, "-c", _PINNED, *_build(workspace, 1).argv))


def _apart(setting: Setting, briefs: int) -> Contender:
    """Two builds that know nothing of each other, each of a workspace with half of the briefs."""
    halves = [setting.folder / f"half-{number}" for number in (1, 2)]
    for half in halves:
        workspaces.many(half, briefs // 2, briefs // 2 * 12, 12)
    one, two = (_build(half, 1).argv for half in halves)

    def forget() -> None:
        for half in halves:
            workspaces.forget(half)

    return setting.contender(Command((sys.executable, "-c", _BOTH, *one, "--", *two)), forget)


def _watched(setting: Setting, briefs: int) -> memory.Watch:
    workspace = setting.folder / "long"
    workspaces.many(workspace, briefs, min(briefs * 6, 12_000), 6)
    out = workspace / "build"
    watch = memory.Watch(lambda: sum(1 for _ in out.glob("*.pdf")), 0.05 if setting.quick else 0.5)
    setting.launcher.run(_build(workspace, 2), watch)
    return watch


def _flat(curve: tuple[tuple[float, float], ...], briefs: int) -> Claim:
    """The last quarter of the run against the second: the first holds what starts once."""
    quarter = max(1, len(curve) // 4)
    used = [each for _, each in curve]
    early = used[quarter : 2 * quarter] or used
    growth = median(used[-quarter:]) / median(early)
    return Claim(
        f"memory in the last quarter of {briefs:,} briefs / in the second", (growth,), "x", "at most", 1.1
    )


_REMARK = (
    "What is read before the first page and what each process learns anew does not get shorter with a second process, "
    "so a few briefs gain less than many. Two builds that share nothing show what this machine has to give."
)
SUBJECT = Subject(
    "pool",
    "Many briefs",
    "Folders of generated briefs of about two pages, printed for the first time on one core and on two; and a long "
    "run of shorter ones, with the memory of all its processes.",
    50,
    measure,
    rounds=3,
)
