"""What a build costs when little has changed: nothing, a comment, one fact among a thousand briefs."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from tools.bench import workspaces
from tools.bench.dialogue import Broken
from tools.bench.figures import difference, ratio, seconds
from tools.bench.registry import Setting, Subject
from tools.bench.results import Absent, Findings
from tools.bench.running import briefgen

_NO_OP, _COMMENT, _FACT = "nothing changed", "a comment added to a file of facts", "one fact changed"
_SETTLED = "nothing changed since a build that found nothing to do"
_ALONE = "the touched brief, in a workspace of its own"
_edits = count(1)


def measure(setting: Setting) -> Findings:
    """Builds of a workspace of 1,000 short briefs after each kind of change; every brief prints facts of its own."""
    if "--force" not in setting.run(briefgen("build", "--help")).stdout:
        return Findings(
            absent=(Absent("builds of what changed", "this briefgen prints all briefs each time"),)
        )
    briefs = 3 if setting.quick else 1000
    used = 12 if setting.full else 3
    workspace, alone = setting.folder / "many", setting.folder / "alone"
    workspaces.many(workspace, briefs, briefs * used, used)
    workspaces.many(alone, 1, used, used)
    build, single = (briefgen("build", "--workspace", each) for each in (workspace, alone))
    first = setting.run(build).sample
    setting.run(single)
    facts = workspace / "briefs" / "facts" / "part-0.yaml"
    found = setting.race(
        {
            _NO_OP: setting.contender(build),
            _SETTLED: setting.contender(build, partial(setting.run, build)),
            _COMMENT: setting.contender(build, partial(_comment, facts)),
            _FACT: setting.contender(build, partial(_change, facts)),
            _ALONE: setting.contender(single, partial(_change, alone / "briefs" / "facts" / "part-0.yaml")),
        },
    )
    _prove(setting, workspace, facts)
    return Findings(
        tuple(found.values()),
        (
            seconds(f"{briefs:,} briefs, {_NO_OP}", found[_NO_OP], 1.0),
            seconds(f"{briefs:,} briefs, {_SETTLED}", found[_SETTLED], 1.0),
            seconds(f"{briefs:,} briefs, {_COMMENT}", found[_COMMENT], 1.0),
            difference(f"{briefs:,} briefs, {_FACT}, less {_ALONE}", found[_FACT], found[_ALONE], 1.0),
            ratio(f"{_FACT} / {_ALONE}", found[_FACT], found[_ALONE], None, "at most"),
        ),
        remarks=(
            f"The first build of all {briefs:,} briefs of {used} facts each took {first.seconds:,.0f} s.",
            "After the last round one more change was made: just the PDF of the touched brief was written again.",
        ),
    )


def _comment(facts: Path) -> None:
    """Adds a comment and an empty line: nothing that anyone could read in print."""
    with facts.open("a", encoding="utf-8") as file:
        file.write(f"\n# {next(_edits)}\n")


def _change(facts: Path) -> None:
    """Gives the first fact of a file another statement."""
    _edit(facts, lambda first: {**first, "says": f"{first['says'].split(' (')[0]} ({next(_edits)})."})


def _edit(file: Path, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    lines = (line for line in file.read_text("utf-8").splitlines() if not line.startswith("#"))
    record: dict[str, Any] = json.loads("\n".join(lines))
    first = next(iter(record))
    file.write_text(
        json.dumps({**record, first: change(record[first])}, ensure_ascii=False, indent=1), "utf-8"
    )


def _prove(setting: Setting, workspace: Path, facts: Path) -> None:
    """That the fast builds did what they must: after one change, one PDF is another. Raises Broken otherwise."""
    build = briefgen("build", "--workspace", workspace)
    before = _written(workspace)
    setting.run(build)
    nothing = {name for name, state in _written(workspace).items() if before.get(name) != state}
    _change(facts)
    setting.run(build)
    touched = {name for name, state in _written(workspace).items() if before.get(name) != state}
    if nothing or touched != {"bulletin-0.pdf"}:
        raise Broken(
            f"after no change {len(nothing)} PDFs were written again, after one: {sorted(touched)[:5]}"
        )


def _written(workspace: Path) -> dict[str, tuple[int, int]]:
    return {
        file.name: (file.stat().st_mtime_ns, file.stat().st_ino)
        for file in (workspace / "build").glob("*.pdf")
    }


SUBJECT = Subject(
    "incremental",
    "Only what changed",
    "A build of a workspace of 1,000 briefs that were all printed before: when nothing has changed, after a change "
    "that cannot be seen, and after one fact was changed that one brief prints.",
    30,
    measure,
)
