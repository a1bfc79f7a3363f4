"""Whole processes, started and measured: the commands that a user would type.

A command that fails ends the benchmark: a time for something that did not come out is worth nothing.
"""

from __future__ import annotations

import os
import pstats
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.bench.dialogue import Broken, Dialogue

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 1200.0  # seconds after which a command is ended and counts as failed


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: seconds by the clock, seconds at work on a processor, peak resident memory in MiB (0: not taken)."""

    seconds: float
    processor: float = 0.0
    mebibytes: float = 0.0


@dataclass(frozen=True, slots=True)
class Command:
    """What to run. `cwd` is the checkout if not given; `environment` is added to the benchmark's own.

    `codes` are the exit codes that count as done.
    """

    argv: tuple[str, ...]
    cwd: Path = ROOT
    environment: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that has ended well, with what it wrote."""

    sample: Sample
    stdout: str
    stderr: str


class Launcher(Dialogue):
    """Runs commands through `launcher.py`. `folder` is for what commands write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # -I and -S keep it small: no site-packages, no user's modules.
        program = (sys.executable, "-I", "-S", str(Path(__file__).with_name("launcher.py")))
        super().__init__("the launcher", program, ROOT, os.environ)

    def run(self, command: Command, meanwhile: Callable[[int], None] | None = None) -> Ended:
        """Runs a command to its end; `meanwhile` gets its process id once it runs. Raises Broken."""
        out, err = self.folder / "stdout", self.folder / "stderr"
        order = {
            "argv": command.argv,
            "cwd": str(command.cwd),
            "env": {**environment(), **command.environment},
            "out": str(out),
            "err": str(err),
            "limit": LIMIT,
        }
        pid = self.ask(order)["pid"]
        if meanwhile:
            meanwhile(pid)
        answer = self.listen()
        stdout, stderr = (file.read_text("utf-8", "replace") for file in (out, err))
        if answer["code"] not in command.codes:
            shown = " ".join(command.argv[:4])
            raise Broken(f"{shown} … ended with {answer['code']}:\n{(stderr or stdout)[-3000:]}")
        sample = Sample(answer["seconds"], answer["processor"], answer["mebibytes"])
        return Ended(sample, stdout, stderr)

    def calls(self, command: Command) -> int:
        """How many functions a Python command calls, in Python and in C, by cProfile. Raises Broken.

        It runs twice and the second run counts: to briefgen, which keeps what it printed by the words it got, the
        first run under a profiler is a new question.
        """
        python, *rest = command.argv
        if Path(python).name == "briefgen":
            # The script of an entry point cannot be profiled under its own name; the module is the same program.
            python, rest = sys.executable, ["-m", "briefgen", *rest]
        if rest[0] == "-c":
            file = self.folder / "profiled.py"
            file.write_text(rest[1], "utf-8")
            rest = [str(file), *rest[2:]]
        profile = self.folder / "profile"
        argv = (python, "-m", "cProfile", "-o", str(profile), *rest)
        for _ in range(2):
            self.run(Command(argv, command.cwd, command.environment, command.codes))
        return int(vars(pstats.Stats(str(profile)))["total_calls"])


def environment() -> dict[str, str]:
    """The environment of all that is measured: briefgen as this checkout has it, whatever is installed.

    Modules are compiled once, as they are where a program is installed.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT / "src")}


def briefgen(*words: str | Path, codes: Sequence[int] = (0,), cwd: Path = ROOT) -> Command:
    """The `briefgen` command of this environment with these words."""
    script = Path(sys.executable).with_name("briefgen")
    return Command((str(script), *map(str, words)), cwd, codes=tuple(codes))
