"""How far a run of many briefs has come: a bar on a terminal, plain lines elsewhere; both on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from briefgen.diagnostics.render import counted

if TYPE_CHECKING:
    from rich.progress import Task
    from rich.text import Text

    from briefgen.builds import Built, Outcome

_MANY = 20


@contextmanager
def progress(total: int) -> Iterator[Callable[[Outcome], None]]:
    """What to call with each outcome. Ends with how many briefs were printed in how long, where they were many."""
    began, seen = monotonic(), [0]

    def count(_: Outcome) -> None:
        seen[0] += 1

    with _bar(total) if sys.stderr.isatty() else _lines() as tell:

        def advance(outcome: Outcome) -> None:
            count(outcome)
            tell(outcome)

        yield advance
    if seen[0] >= _MANY:
        print(rate(seen[0], monotonic() - began), file=sys.stderr)


def rate(number: int, seconds: float) -> str:
    """`1000 briefs in 1:20, 12.5 a second`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    took = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return f"{counted(number, 'brief')} in {took}, {number / max(seconds, 0.001):.1f} a second"


@contextmanager
def _bar(total: int) -> Iterator[Callable[[Outcome], None]]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text as Line

    class Rate(ProgressColumn):
        """Briefs a second of late."""

        def render(self, task: Task) -> Text:
            return Line(f"{task.speed:.1f} a second" if task.speed else "", style="progress.data.speed")

    columns = (
        TextColumn("printing", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("printing", total=total)
        yield lambda _: shown.advance(task)


@contextmanager
def _lines() -> Iterator[Callable[[Outcome], None]]:
    yield _line


def _line(outcome: Outcome) -> None:
    from briefgen.builds import Built

    if isinstance(outcome, Built):
        print(f"printed {_sized(outcome)}", file=sys.stderr)


def _sized(built: Built) -> str:
    return f"{built.brief}: {counted(built.pages, 'page')}, {counted(built.notes, 'note')}"
