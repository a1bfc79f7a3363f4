"""So many problems and no more: what a machine wrote, or broke, must not bury an editor, nor fill the memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.diagnostics.model import Diagnostic, problem

MOST = 1_000
MOST_IN_FILE = 5_000


def capped(problems: Iterable[Diagnostic], most: int = MOST) -> Iterator[Diagnostic]:
    """The first problems, and where one more follows, an error there in place of it and of all others.

    The others are not looked for, so that they may be errors: nothing is built while that is not known.
    """
    for number, each in enumerate(problems):
        if number == most:
            yield problem("more-problems", each.span, route=each.route, excerpt=each.excerpt, limit=str(most))
            return
        yield each
