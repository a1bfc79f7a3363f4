"""From an edit to the finished PDF, in processes that wait for it."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from tools.bench import workspaces
from tools.bench.dialogue import Broken
from tools.bench.drafts import draft
from tools.bench.figures import ratio
from tools.bench.fontconfig import FONTS
from tools.bench.peers.outline import outline
from tools.bench.peers.programs import TYPST_PYTHON
from tools.bench.peers.typst import typst
from tools.bench.registry import Contender, Setting, Subject
from tools.bench.results import Absent, Findings
from tools.bench.running import Sample, briefgen, environment
from tools.bench.warm import Warm

_WATCH, _TYPST = "briefgen watch", "Typst, compiled again in one process"
_PATIENCE, _PAUSE = 60.0, 0.002
_edits = count(1)


def measure(setting: Setting) -> Findings:
    """q4 with one word of its first section's title changed; seconds until the new PDF is there."""
    text = "q72" if setting.quick else "q4"
    workspace = setting.folder / "work"
    workspaces.text(workspace, text, 8)
    absent = []
    with ExitStack() as stack:
        contenders: dict[str, Contender] = {}
        if _knows_watch(setting):
            contenders[_WATCH] = stack.enter_context(_watching(workspace, text))
        else:
            absent.append(Absent(_WATCH, "this briefgen has no such command"))
        if TYPST_PYTHON.exists():
            contenders[_TYPST] = stack.enter_context(_typst(setting, workspace, text)).run
        else:
            absent.append(Absent("Typst", "not installed (`make bench-peers` installs it)"))
        found = setting.race(contenders)
    both = _WATCH in found and _TYPST in found
    claims = (ratio(f"{_WATCH} / {_TYPST}", found[_WATCH], found[_TYPST], None, "at most"),) if both else ()
    return Findings(tuple(found.values()), claims, tuple(absent), remarks=(_REMARK,))


def _knows_watch(setting: Setting) -> bool:
    command = briefgen("watch", "--help", codes=range(128))
    return "--workspace" in setting.run(command).stdout


@contextmanager
def _watching(workspace: Path, brief: str) -> Iterator[Contender]:
    """`briefgen watch` over a workspace; a run is one edit of the topic spec until another PDF stands in its place."""
    command = briefgen("watch", brief, "--workspace", workspace)
    pdf, spec = workspace / "build" / f"{brief}.pdf", workspace / "briefs" / f"{brief}.yaml"
    process = subprocess.Popen(
        command.argv, cwd=workspace, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )

    def run() -> Sample:
        before = _state(pdf)
        start = time.perf_counter()
        _edit(spec)
        _wait(pdf, before, process)
        return Sample(time.perf_counter() - start)

    try:
        _wait(pdf, None, process)
        # A watcher may still be setting itself up when the first PDF is there.
        time.sleep(1)
        yield run
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(_PATIENCE)


def _edit(spec: Path) -> None:
    """Another title for the first section, written as editors write: a new file in the place of the old one."""
    record = json.loads(spec.read_text("utf-8"))
    first = record["sections"][0]
    first["title"] = f"{first['title'].split(' (')[0]} ({next(_edits)})"
    temporary = spec.with_suffix(".tmp")
    temporary.write_text(json.dumps(record, ensure_ascii=False, indent=1), "utf-8")
    temporary.replace(spec)


def _wait(pdf: Path, before: tuple[int, int] | None, process: subprocess.Popen[bytes]) -> None:
    """Until another PDF than before is there. Raises Broken after a minute, or when the watcher has ended."""
    end = time.monotonic() + _PATIENCE
    while _state(pdf) in (None, before):
        if time.monotonic() > end or process.poll() is not None:
            raise Broken(f"{_WATCH} did not print the edited brief")
        time.sleep(_PAUSE)


def _state(pdf: Path) -> tuple[int, int] | None:
    try:
        found = pdf.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def _typst(setting: Setting, workspace: Path, text: str) -> Warm:
    made = outline(draft(workspace, text).cited)
    source = setting.folder / f"{text}.typ"
    source.write_text(typst(made), "utf-8")
    shared = {"source": str(source), "pdf": str(source.with_suffix(".pdf")), "fonts": str(FONTS / "amiri")}
    return Warm("tools.bench.typesetting:typst", shared, TYPST_PYTHON)


_REMARK = (
    "briefgen is timed from outside, from the moment before the topic spec is written until the new PDF stands in its "
    "place: noticing the edit, reading, checking, printing, counting notes and writing are in it. Typst is timed from "
    "inside, without noticing the edit; it keeps all that an edit does not touch."
)

SUBJECT = Subject(
    "watch",
    "From an edit to the page",
    "The title of the first section of a brief of four pages is changed while a process waits for it.",
    70,
    measure,
    rounds=9,
)
