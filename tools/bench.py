"""`make bench`: how long the sample briefs take, and how much memory.

    python tools/bench.py [--repeats 5] [--workspace .] [BRIEF …]

Fresh is a whole process from its start to its end: `briefgen build BRIEF` on one process. Warm is the same command as
the second one inside a process that has printed another brief. Repeats go round all briefs, so that a disturbance of
the machine falls on each; medians are printed with the smallest and largest value. Compare numbers of one run only.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

PRINTED = re.compile(r"^printed (?P<brief>\S+): (?P<pages>\d+) pages", re.M)
# A process that prints one brief and then times a second one; the seconds are all that it writes to stdout.
WARM = """
import contextlib, os, sys, time
from briefgen.cli import run
first, second, *options = sys.argv[1:]
with open(os.devnull, "w") as null, contextlib.redirect_stdout(null):
    codes = [run(["build", first, *options])]
    start = time.perf_counter()
    codes.append(run(["build", second, *options]))
    seconds = time.perf_counter() - start
if any(codes):
    sys.exit(f"briefgen build gave exit codes {codes}")
print(seconds)
"""


@dataclass(slots=True)
class Samples:
    """The measurements of one brief: seconds, and peak resident memory of the fresh process in MiB.

    `processor` is the part of `fresh` that the process was at work; it says more on a machine with other work to do.
    """

    pages: int = 0
    fresh: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Finished:
    """A process that has ended well."""

    stdout: str
    stderr: str
    seconds: float
    processor: float
    mebibytes: float


def finish(command: Sequence[str]) -> Finished:
    """Runs a command to its end and measures it; ends the benchmark when it fails."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        stdout, stderr = out.read(), err.read()
    if process.returncode:
        sys.exit(f"{' '.join(command[:4])} … failed with exit code {process.returncode}:\n{stderr}")
    # Linux counts the resident set in KiB, macOS in bytes (getrusage(2)).
    mebibytes = usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return Finished(stdout, stderr, seconds, usage.ru_utime + usage.ru_stime, mebibytes)


def briefs_of(workspace: Path) -> list[str]:
    """The ids of a workspace's topic specs."""
    return sorted(file.stem for file in (workspace / "briefs").glob("*.yaml"))


def measure(briefs: Sequence[str], workspace: Path, repeats: int) -> dict[str, Samples]:
    """All measurements, brief by brief in each round."""
    samples = {brief: Samples() for brief in briefs}
    with tempfile.TemporaryDirectory() as out:
        options = ("--workspace", str(workspace), "--out", out, "--jobs", "1")
        for number in range(1, repeats + 1):
            print(f"round {number} of {repeats}", file=sys.stderr)
            for index, brief in enumerate(briefs):
                fresh = finish((sys.executable, "-m", "briefgen", "build", brief, *options))
                warm = finish((sys.executable, "-c", WARM, briefs[index - 1], brief, *options))
                found = PRINTED.search(fresh.stderr)
                one = samples[brief]
                one.pages = int(found["pages"]) if found else 0
                one.fresh.append(fresh.seconds)
                one.processor.append(fresh.processor)
                one.warm.append(float(warm.stdout))
                one.memory.append(fresh.mebibytes)
    return samples


def everything(workspace: Path, repeats: int) -> tuple[list[float], int]:
    """Seconds for all briefs of the workspace at once on as many processes as it takes by itself, and their pages."""
    seconds, pages = [], 0
    with tempfile.TemporaryDirectory() as out:
        for _ in range(repeats):
            run = finish(
                (sys.executable, "-m", "briefgen", "build", "--workspace", str(workspace), "--out", out)
            )
            seconds.append(run.seconds)
            pages = sum(int(each["pages"]) for each in PRINTED.finditer(run.stderr))
    return seconds, pages


def spread(values: Sequence[float], unit: str = "s", digits: int = 2) -> str:
    """The median, with the smallest and the largest value in brackets."""
    low, middle, high = (f"{value:.{digits}f}" for value in (min(values), median(values), max(values)))
    return f"{middle} {unit} ({low}-{high})"


def table(samples: dict[str, Samples]) -> str:
    """The results, one row a brief."""
    head = (
        "brief",
        "pages",
        "fresh process",
        "of it at work",
        "warm process",
        "peak memory",
        "pages/s fresh",
        "pages/s warm",
    )
    rows = [
        (
            brief,
            str(one.pages),
            spread(one.fresh),
            spread(one.processor),
            spread(one.warm),
            spread(one.memory, "MiB", 0),
            f"{one.pages / median(one.fresh):.1f}",
            f"{one.pages / median(one.warm):.1f}",
        )
        for brief, one in samples.items()
    ]
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (head, *rows)
    )


def machine() -> str:
    """What the numbers were taken on."""
    from briefgen import __version__
    from briefgen.press.versions import versions

    parts = (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}",
        ", ".join(f"{name} {version}" for name, version in {"briefgen": __version__, **versions()}.items()),
    )
    return "\n".join(parts)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Time the sample briefs.")
    parser.add_argument("briefs", nargs="*", metavar="BRIEF", help="briefs by name; all when none is named")
    parser.add_argument("--repeats", type=int, default=5, help="rounds over all briefs (default: 5)")
    parser.add_argument("--workspace", type=Path, default=Path(), help="folder with briefs/ (default: here)")
    options = parser.parse_args()
    briefs = options.briefs or briefs_of(options.workspace)
    if not briefs:
        sys.exit(f"no topic specs in {options.workspace / 'briefs'}")
    before = machine()
    samples = measure(briefs, options.workspace, options.repeats)
    print(table(samples))
    if not options.briefs:
        seconds, pages = everything(options.workspace, options.repeats)
        print(f"\nall {len(briefs)} briefs at once: {spread(seconds)}, {pages / median(seconds):.1f} pages/s")
    print(f"\nmedians of {options.repeats} rounds (smallest-largest)\n{before}")


if __name__ == "__main__":
    main()
