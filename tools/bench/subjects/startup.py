"""How long the short commands take, beside a Python that does nothing."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tools.bench import workspaces
from tools.bench.figures import ratio
from tools.bench.registry import Setting, Subject
from tools.bench.results import Findings
from tools.bench.running import ROOT, Command, briefgen

_EMPTY = "python -c pass"
_NO_OP = "briefgen build (all fresh)"
_EDITED = "briefgen check, after an edit"
_AGAIN, _FIRST = "again, nothing changed", "for the first time"


def measure(setting: Setting) -> Findings:
    """`python -c pass`, `--help`, `list`, `check` of the project's own briefs, and a build that finds all fresh.

    `list` and `check` run once with what the run before kept, and once without.
    """
    workspace = setting.folder / "samples"
    shutil.copytree(ROOT / "briefs", workspace / "briefs")
    build, listing, check = (
        briefgen(command, "--workspace", workspace) for command in ("build", "list", "check")
    )
    commands = {
        _EMPTY: Command((sys.executable, "-c", "pass")),
        "briefgen --help": briefgen("--help"),
        f"briefgen list, {_AGAIN}": listing,
        f"briefgen check, {_AGAIN}": check,
        _NO_OP: build,
    }
    if setting.quick:
        del commands[_NO_OP]
    else:
        setting.run(build)
    contenders = {name: setting.contender(each) for name, each in commands.items()}
    calls: dict[str, Callable[[], int]] = {
        name: partial(setting.launcher.calls, each) for name, each in commands.items() if not setting.quick
    }
    edited = setting.folder / "edited"
    shutil.copytree(workspace / "briefs", edited / "briefs")
    contenders[_EDITED] = setting.contender(
        briefgen("check", "--workspace", edited), partial(_edit, edited / "briefs" / "nmi-mandate.yaml")
    )
    # In a workspace of their own, for they clear away what the others rest on.
    apart = setting.folder / "apart"
    shutil.copytree(workspace / "briefs", apart / "briefs")
    for command in ("list", "check"):
        contenders[f"briefgen {command}, {_FIRST}"] = setting.contender(
            briefgen(command, "--workspace", apart),
            partial(workspaces.forget, apart),
        )
    found = setting.race(contenders, calls)
    goals = {"briefgen --help": 3.0, _NO_OP: None, _EDITED: None} | {
        f"briefgen {command}, {when}": goal
        for command, goal in (("list", 3.0), ("check", 6.0))
        for when in (_AGAIN, _FIRST)
    }
    claims = tuple(
        ratio(f"{name} / {_EMPTY}", found[name], found[_EMPTY], goal, "at most")
        for name, goal in goals.items()
        if name in found
    )
    return Findings(tuple(found.values()), claims)


def _edit(spec: Path) -> None:
    """Another blank between two words of a spec's title."""
    text = spec.read_text("utf-8")
    spec.write_text(text.replace("title: ", "title:  ", 1), "utf-8")


SUBJECT = Subject(
    "startup",
    "Start-up",
    "Whole processes of the short commands over the project's own briefs, beside a Python that starts and ends. What a "
    "command printed is kept and given again while nothing has changed; so each is measured with that and without, and "
    "`check` after an edit of one file too.",
    20,
    measure,
    rounds=15,
)
