"""What a cluster costs where it gains nothing: a scheduler and its workers on this machine, beside plain processes."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tools.bench import workspaces
from tools.bench.dialogue import Broken
from tools.bench.figures import ratio
from tools.bench.registry import Setting, Subject
from tools.bench.results import Absent, Findings
from tools.bench.running import briefgen, environment

_LOCAL, _CLUSTER = "two processes", "a scheduler and two workers on the loopback"
_PATIENCE = 60.0


def measure(setting: Setting) -> Findings:
    """The same briefs by `--jobs 2` and by `--cluster` with two workers of one thread."""
    if "--cluster" not in setting.run(briefgen("build", "--help")).stdout:
        return Findings(absent=(Absent(_CLUSTER, "this briefgen has no --cluster"),))
    briefs = 2 if setting.quick else 400 if setting.full else 40
    workspace = setting.folder / "many"
    workspaces.many(workspace, briefs, briefs * 12, 12)
    with _cluster(setting.folder) as address:
        build = partial(briefgen, "build", "--workspace", workspace)
        found = setting.race(
            {
                _LOCAL: setting.contender(build("--jobs", "2"), partial(workspaces.forget, workspace)),
                _CLUSTER: setting.contender(
                    build("--cluster", address), partial(workspaces.forget, workspace)
                ),
            }
        )
    claim = ratio(f"{briefs} briefs: {_CLUSTER} / {_LOCAL}", found[_CLUSTER], found[_LOCAL], None, "at most")
    return Findings(tuple(found.values()), (claim,))


@contextmanager
def _cluster(folder: Path) -> Iterator[str]:
    """A scheduler and two workers for the length of the block; gives the scheduler's address."""
    log = folder / "scheduler.log"
    base = (sys.executable, "-m", "distributed.cli.dask_scheduler")
    with log.open("wb") as out:
        options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-jupyter")
        scheduler = subprocess.Popen((*base, *options), stdout=out, stderr=out, cwd=folder, env=environment())
        workers: list[subprocess.Popen[bytes]] = []
        try:
            address = _address(log, scheduler)
            for number in range(2):
                place = folder / f"worker-{number}"
                place.mkdir()
                command = (
                    sys.executable,
                    "-m",
                    "distributed.cli.dask_worker",
                    address,
                    "--nthreads",
                    "1",
                    "--no-dashboard",
                )
                workers.append(
                    subprocess.Popen(command, stdout=out, stderr=out, cwd=place, env=environment())
                )
            yield address
        finally:
            for process in (*workers, scheduler):
                process.terminate()
            for process in (*workers, scheduler):
                process.wait(_PATIENCE)


def _address(log: Path, scheduler: subprocess.Popen[bytes]) -> str:
    """The address that the scheduler writes when it is ready. Raises Broken after a minute, or when it has ended."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and scheduler.poll() is None:
        if found := re.search(r"Scheduler at:\s+(tcp://\S+)", log.read_text("utf-8", "replace")):
            return found[1]
        time.sleep(0.1)
    raise Broken(f"no Dask scheduler came up: {log.read_text('utf-8', 'replace')[-1000:]}")


SUBJECT = Subject(
    "cluster",
    "On a cluster",
    "The same briefs on two local processes and on two workers of a Dask cluster on the same machine: what the way "
    "there and back costs.",
    80,
    measure,
    rounds=3,
)
