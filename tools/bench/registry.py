"""The subjects that there are, and what each is given. A new subject is a file in `subjects/` with a `SUBJECT`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from tools.bench import subjects
from tools.bench.results import Findings, Measured
from tools.bench.running import Command, Ended, Launcher, Sample

Contender = Callable[[], Sample]


@dataclass(frozen=True, slots=True)
class Setting:
    """How to measure: rounds, runs that do not count, long or tiny inputs, a folder to write in, the launcher."""

    rounds: int
    warmups: int
    full: bool
    quick: bool
    folder: Path
    launcher: Launcher

    def run(self, command: Command) -> Ended:
        """One command to its end. Raises Broken."""
        return self.launcher.run(command)

    def contender(self, command: Command, before: Callable[[], object] | None = None) -> Contender:
        """A command as something to measure; `before` is done ahead of each run and does not count."""

        def run() -> Sample:
            if before:
                before()
            return self.launcher.run(command).sample

        return run

    def race(
        self,
        contenders: Mapping[str, Contender],
        calls: Mapping[str, Callable[[], int]] | None = None,
        rounds: int | None = None,
    ) -> dict[str, Measured]:
        """Measures in turns A B C A B C …, so that a disturbance of the machine falls on all; warm-ups go before.

        `calls` count the functions that a contender of the same name calls.
        """
        wanted = self.rounds if rounds is None else min(rounds, self.rounds)
        samples: dict[str, list[Sample]] = {name: [] for name in contenders}
        for number in range(1 - self.warmups, wanted + 1):
            for name, contender in contenders.items():
                say(f"  {f'round {number} of {wanted}' if number > 0 else 'warm-up'}: {name}")
                sample = contender()
                if number > 0:
                    samples[name].append(sample)
        counted = {name: count() for name, count in (calls or {}).items()}
        return {name: Measured(name, tuple(each), counted.get(name)) for name, each in samples.items()}


@dataclass(frozen=True, slots=True)
class Subject:
    """Something to measure: its name for --only, its heading, what it is about, and its place on the page."""

    name: str
    title: str
    about: str
    place: int
    measure: Callable[[Setting], Findings]
    rounds: int = 5


def all_subjects() -> tuple[Subject, ...]:
    """Every subject, in the order of the page."""
    modules = (import_module(f"{subjects.__name__}.{each.name}") for each in iter_modules(subjects.__path__))
    return tuple(sorted((module.SUBJECT for module in modules), key=lambda subject: subject.place))


def chosen(names: Sequence[str]) -> tuple[Subject, ...]:
    """The named subjects, or all. Raises ValueError for a name that there is not."""
    known = {subject.name: subject for subject in all_subjects()}
    for name in names:
        if name not in known:
            raise ValueError(f"there is no subject `{name}`; there are: {', '.join(known)}")
    return tuple(subject for name, subject in known.items() if not names or name in names)


def say(text: str) -> None:
    """Progress, on stderr."""
    print(text, file=sys.stderr, flush=True)
