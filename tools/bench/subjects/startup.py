"""How long the short commands take, beside a Python that does nothing."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from functools import partial

from tools.bench.figures import ratio
from tools.bench.registry import Setting, Subject
from tools.bench.results import Findings
from tools.bench.running import ROOT, Command, briefgen

_EMPTY = "python -c pass"
_NO_OP = "briefgen build (nothing to do)"


def measure(setting: Setting) -> Findings:
    """`python -c pass`, `--help`, `list`, `check` of the project's own briefs, and a build that finds all fresh."""
    workspace = setting.folder / "samples"
    shutil.copytree(ROOT / "briefs", workspace / "briefs")
    build = briefgen("build", "--workspace", workspace)
    commands = {
        _EMPTY: Command((sys.executable, "-c", "pass")),
        "briefgen --help": briefgen("--help"),
        "briefgen list": briefgen("list", "--workspace", workspace),
        "briefgen check": briefgen("check", "--workspace", workspace),
        _NO_OP: build,
    }
    calls: dict[str, Callable[[], int]] = {}
    if setting.quick:
        del commands[_NO_OP]
    else:
        setting.run(build)
        calls = {name: partial(setting.launcher.calls, each) for name, each in commands.items()}
    found = setting.race({name: setting.contender(each) for name, each in commands.items()}, calls)
    base = found[_EMPTY]
    goals = {"briefgen --help": 3.0, "briefgen list": 3.0, "briefgen check": 6.0, _NO_OP: None}
    claims = tuple(
        ratio(f"{name} / {_EMPTY}", found[name], base, goal, "at most")
        for name, goal in goals.items()
        if name in found
    )
    return Findings(tuple(found.values()), claims)


SUBJECT = Subject(
    "startup",
    "Start-up",
    "Whole processes of the short commands over the project's own briefs, beside a Python that starts and ends.",
    20,
    measure,
    rounds=15,
)
