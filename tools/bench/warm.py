"""A process that has done its work before and does it again when asked: what a long-running briefgen would take.

As a program: `python -m tools.bench.warm MODULE:FACTORY ARGUMENTS`, with arguments as a JSON object. The factory gives
the function to measure. One JSON string a request on stdin: `run` answers `{"seconds", "processor", "mebibytes"}`,
`calls` answers `{"calls"}`: how many functions one run calls, in Python and in C.
"""

from __future__ import annotations

import cProfile
import gc
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from tools.bench.dialogue import Dialogue
from tools.bench.running import ROOT, Sample

Work = Callable[[], object]


class Warm(Dialogue):
    """A warm process as a context manager; each `run` is one more time. Raises Broken when it ends by itself.

    `arguments` go to the factory as keywords.
    """

    def __init__(self, factory: str, arguments: Mapping[str, Any], python: Path | None = None) -> None:
        command = (str(python or sys.executable), "-m", "tools.bench.warm", factory, json.dumps(arguments))
        path = os.pathsep.join((str(ROOT), str(ROOT / "src")))
        super().__init__(f"the warm process of {factory}", command, ROOT, {**os.environ, "PYTHONPATH": path})

    def run(self) -> Sample:
        """One more run, measured inside the process."""
        return Sample(**self.ask("run"))

    def calls(self) -> int:
        """How many functions one more run calls."""
        return int(self.ask("calls")["calls"])


def measured(work: Work) -> dict[str, float]:
    """Seconds by the clock and at work of one run, children included, and the process's peak memory so far in MiB."""
    gc.collect()
    start, at_work = time.perf_counter(), sum(os.times()[:4])
    work()
    seconds, at_work = time.perf_counter() - start, sum(os.times()[:4]) - at_work
    return {"seconds": seconds, "processor": at_work, "mebibytes": _peak()}


def counted(work: Work) -> dict[str, int]:
    """How many functions one run calls."""
    profile = cProfile.Profile()
    profile.enable()
    work()
    profile.disable()
    return {"calls": sum(entry.callcount for entry in profile.getstats())}


def _peak() -> float:
    """Peak resident memory of this process alone (proc(5), VmHWM); 0 where the system has no such file."""
    try:
        status = Path("/proc/self/status").read_text("ascii")
    except OSError:
        return 0.0
    line = next((line for line in status.splitlines() if line.startswith("VmHWM:")), "VmHWM: 0 kB")
    return int(line.split()[1]) / 1024


def main() -> None:
    """Serves until stdin ends. What the work prints goes nowhere."""
    factory, arguments = sys.argv[1:]
    module, name = factory.split(":")
    work: Work = getattr(import_module(module), name)(**json.loads(arguments))
    answers = os.fdopen(os.dup(1), "w")
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    for line in sys.stdin:
        answer = measured(work) if json.loads(line) == "run" else counted(work)
        answers.write(f"{json.dumps(answer)}\n")
        answers.flush()


if __name__ == "__main__":
    main()
