"""How far a run of many briefs has come: a bar on a terminal, plain lines elsewhere; both on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from briefgen.cli.telling import say, told
from briefgen.diagnostics.texts import Count, Text, phrase

if TYPE_CHECKING:
    from rich.progress import Task
    from rich.text import Text as Line

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
        say(rate(seen[0], monotonic() - began))


def rate(number: int, seconds: float) -> Text:
    """`1000 briefs in 1:20, 12.5 a second`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    took = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    pace = f"{number / max(seconds, 0.001):.1f}"
    return phrase("rate", briefs=Count(number, "brief"), time=took, pace=pace)


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
    from rich.text import Text as Written

    class Rate(ProgressColumn):
        """Briefs a second of late."""

        def render(self, task: Task) -> Line:
            pace = _word(phrase("pace", pace=f"{task.speed:.1f}")) if task.speed else ""
            return Written(pace, style="progress.data.speed")

    columns = (
        TextColumn(_word(phrase("printing")), markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=total)
        yield lambda _: shown.advance(task)


@contextmanager
def _lines() -> Iterator[Callable[[Outcome], None]]:
    yield _line


def _line(outcome: Outcome) -> None:
    from briefgen.builds import Built

    if isinstance(outcome, Built):
        say(_sized(outcome))


def _sized(built: Built) -> Text:
    pages, notes = Count(built.pages, "page"), Count(built.notes, "note")
    return phrase("printed", brief=built.brief, pages=pages, notes=notes)


def _word(text: Text) -> str:
    return " ".join(told(text, sys.stderr))
