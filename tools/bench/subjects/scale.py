"""How long a check of a large library takes: all of it for the first time, after one change, and again."""

from __future__ import annotations

import shutil
from functools import partial
from itertools import count
from pathlib import Path

from tools.bench import workspaces
from tools.bench.figures import ratio
from tools.bench.registry import Setting, Subject
from tools.bench.results import Findings
from tools.bench.running import briefgen

_FIRST, _CHANGED, _AGAIN = "for the first time", "after one change", "again, nothing changed"
_edits = count(1)


def measure(setting: Setting) -> Findings:
    """`check` over 100,000 facts and 2,000 topic specs; a tenth of that unless the long measurements are wanted."""
    facts, specs = (300, 5) if setting.quick else (100_000, 2_000) if setting.full else (10_000, 200)
    workspace, fresh = setting.folder / "library", setting.folder / "fresh"
    workspaces.many(workspace, specs, facts, facts // specs)
    shutil.copytree(workspace, fresh)
    check, first = (
        briefgen("check", "--workspace", each, "--report", "short") for each in (workspace, fresh)
    )
    setting.run(check)
    found = setting.race(
        {
            _FIRST: setting.contender(first, partial(workspaces.forget, fresh)),
            _CHANGED: setting.contender(
                check, partial(_change, workspace / "briefs" / "facts" / "part-0.yaml")
            ),
            _AGAIN: setting.contender(check),
        }
    )
    size = f"{facts:,} facts, {specs:,} specs"
    return Findings(
        tuple(found.values()),
        (
            ratio(f"{size}: {_FIRST} / {_CHANGED}", found[_FIRST], found[_CHANGED]),
            ratio(f"{size}: {_FIRST} / {_AGAIN}", found[_FIRST], found[_AGAIN]),
        ),
    )


def _change(facts: Path) -> None:
    """Gives the first fact of a file another date, in place."""
    text = facts.read_text("utf-8")
    day = f"2024-{next(_edits) % 12 + 1:02}-{next(_edits) % 28 + 1:02}"
    head, _, tail = text.partition('"date": "')
    facts.write_text(f'{head}"date": "{day}{tail[tail.index(chr(34)) :]}', "utf-8")


SUBJECT = Subject(
    "scale",
    "Checking a large library",
    "`briefgen check` over a large library of facts: whole, after one fact was changed, and once more.",
    40,
    measure,
    rounds=3,
)
