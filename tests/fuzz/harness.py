"""Many random files through everything that reads them, each within a budget of time and memory.

One input in fifty also goes through `briefgen check` as a command.

    python -m tests.fuzz.harness                          20,000 inputs on all processors, then the giants
    python -m tests.fuzz.harness --first 4711 --count 1   one input again, with its traceback

Ends with 1 when an input was at fault: it raised, broke a promise, ran for more than ten seconds of work, or needed
more than two gigabytes.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import signal
import sys
import traceback
from collections import Counter
from dataclasses import dataclass
from types import FrameType

from tests.fuzz import commands
from tests.fuzz.giants import GIANTS
from tests.fuzz.inputs import drawn
from tests.fuzz.target import examine

BUDGET = 10.0  # seconds of this process's work
MEMORY = 2 << 30  # bytes of address space
_GIANT_BUDGET = 240.0
_COMMANDS = 50  # one input in so many


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input; `fault` is empty where all held."""

    name: str
    kind: str
    recipe: tuple[str, ...]
    codes: frozenset[str]
    fault: str = ""


class _Hang(Exception):
    pass


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _Hang("more than its budget of work")


def _wind() -> None:
    """A new budget: a command on thousands of problems has as much to do as all else on them."""
    signal.setitimer(signal.ITIMER_VIRTUAL, BUDGET)


def tried(seed: int) -> Outcome:
    """The outcome of a seed."""
    given = drawn(seed)
    _wind()
    try:
        found = examine(given)
        if seed % _COMMANDS == 0:
            commands.run(given, _wind)
        return Outcome(str(seed), given.kind, given.recipe, found)
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        return Outcome(str(seed), given.kind, given.recipe, frozenset(), _told(error))
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def tried_giant(number: int) -> Outcome:
    """The outcome of one giant file, by its place in the list."""
    giant = GIANTS[number]
    signal.setitimer(signal.ITIMER_VIRTUAL, _GIANT_BUDGET)
    try:
        return Outcome(giant.name, giant.kind, (), giant.examine())
    except BaseException as error:  # noqa: BLE001
        return Outcome(giant.name, giant.kind, (), frozenset(), _told(error))
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _told(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))[-3000:]


def prepare() -> None:
    """Bounds for this process."""
    signal.signal(signal.SIGVTALRM, _stop)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main() -> int:
    """The exit code of a run."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.harness", description=__doc__.splitlines()[0])
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--count", type=int, default=20_000, help="how many inputs")
    parser.add_argument(
        "--giants", action=argparse.BooleanOptionalAction, default=True, help="huge files after them"
    )
    parser.add_argument("--processes", type=int, default=0, help="how many processes; as many as processors")
    chosen = parser.parse_args()
    seeds = range(chosen.first, chosen.first + chosen.count)
    faults: list[Outcome] = []
    kinds: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    context = multiprocessing.get_context("spawn")
    with context.Pool(chosen.processes or None, prepare, maxtasksperchild=2000) as pool:
        for outcome in pool.imap_unordered(tried, seeds, chunksize=20):
            kinds[outcome.kind] += 1
            codes.update(outcome.codes)
            if outcome.fault:
                faults.append(outcome)
                sys.stdout.write(
                    f"seed {outcome.name} ({outcome.kind}: {', '.join(outcome.recipe)})\n{outcome.fault}\n",
                )
            if outcome.fault or sum(kinds.values()) % 1000 == 0:
                sys.stdout.write(f"{sum(kinds.values())} inputs, {len(faults)} at fault\n")
                sys.stdout.flush()
    if chosen.giants and chosen.count > 1:
        with context.Pool(1, prepare, maxtasksperchild=1) as pool:
            for outcome in pool.imap(tried_giant, range(len(GIANTS))):
                kinds["giant"] += 1
                codes.update(outcome.codes)
                if outcome.fault:
                    faults.append(outcome)
                    sys.stdout.write(f"giant {outcome.name}\n{outcome.fault}\n")
    told = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    sys.stdout.write(
        f"{sum(kinds.values())} inputs ({told}), {len(codes)} codes met, {len(faults)} at fault\n"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
