"""Many briefs: two processes against one, and memory over the length of a run."""

from __future__ import annotations

from functools import partial
from statistics import median

from tools.bench import memory, workspaces
from tools.bench.figures import ratio
from tools.bench.registry import Setting, Subject
from tools.bench.results import Absent, Claim, Curve, Findings
from tools.bench.running import briefgen

_ONE, _TWO = "one process", "two processes"


def measure(setting: Setting) -> Findings:
    """A folder of briefs on one process and on two; then a long run with the memory of all its processes."""
    briefs, long = (2, 2) if setting.quick else (40, 10_000) if setting.full else (24, 200)
    workspace = setting.folder / "many"
    workspaces.many(workspace, briefs, briefs * 12, 12)
    contenders = {
        name: setting.contender(
            briefgen("build", "--workspace", workspace, "--jobs", jobs), partial(workspaces.forget, workspace)
        )
        for name, jobs in ((_ONE, "1"), (_TWO, "2"))
    }
    found = setting.race(contenders)
    claims = [ratio(f"{briefs} briefs: {_ONE} / {_TWO}", found[_ONE], found[_TWO], 1.8)]
    if not memory.available():
        absent = Absent("memory over the length of a run", "this system does not tell it")
        return Findings(tuple(found.values()), tuple(claims), (absent,))
    watch = _watched(setting, long)
    curve = watch.curve()
    claims.append(_flat(curve, long))
    says = f"Memory of all processes together over a run of {long:,} briefs on two processes"
    return Findings(tuple(found.values()), tuple(claims), curves=(Curve(says, "briefs done", "MiB", curve),))


def _watched(setting: Setting, briefs: int) -> memory.Watch:
    workspace = setting.folder / "long"
    workspaces.many(workspace, briefs, min(briefs * 6, 12_000), 6)
    out = workspace / "build"
    watch = memory.Watch(lambda: sum(1 for _ in out.glob("*.pdf")), 0.05 if setting.quick else 0.5)
    setting.launcher.run(briefgen("build", "--workspace", workspace, "--jobs", "2"), watch)
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


SUBJECT = Subject(
    "pool",
    "Many briefs",
    "A folder of generated briefs of about two pages, printed for the first time on one process and on two; and a long "
    "run of shorter ones, with the memory of all its processes.",
    50,
    measure,
    rounds=3,
)
