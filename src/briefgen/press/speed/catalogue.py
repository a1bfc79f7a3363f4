"""All mends for speed, and putting those that are wanted and fit in force."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module

from briefgen.press.guard import misfits

from . import switches
from .collecting import rarely
from .mend import Mend, Replacement

_MODULES = {
    "quick-import": "quickimport",
    "lines-once": "linesonce",
    "note-area": "notearea",
    "shaping": "shaping",
    "line-memory": "linememory",
    "struts": "struts",
    "styles": "styles",
    "pseudo-styles": "pseudos",
    "lengths": "lengths",
    "plain-boxes": "plainboxes",
    "arrays": "arrays",
    "writing": "writing",
    "stops": "stops",
    "style-sheets": "sheets",
    "settled-pages": "settledpages",
    "collecting": "collecting",
}


@cache
def fitting() -> tuple[Mend, ...]:
    """The mends that fit the engine that is there, in order. Imports the engine."""
    return tuple(mend for mend in _mends() if not misfits(mend.digests))


def misfit() -> tuple[str, ...]:
    """The names of the wanted mends that do not fit the engine that is there: it prints, but slowly."""
    fit = {mend.name for mend in fitting()}
    wanted = switches.wanted()
    return tuple(name for name in switches.NAMES if name in wanted and name not in fit)


@contextmanager
def applied() -> Iterator[None]:
    """For the length of the block, the mends that are wanted and fit are in force."""
    wanted = switches.wanted()
    replaced: list[Replacement] = []
    with rarely():
        try:
            for mend in fitting():
                if mend.name in wanted:
                    for each in mend.replacements:
                        replaced.append(Replacement(each.owner, each.name, vars(each.owner)[each.name]))
                        setattr(each.owner, each.name, each.value)
            yield
        finally:
            for each in reversed(replaced):
                setattr(each.owner, each.name, each.value)


@cache
def _mends() -> tuple[Mend, ...]:
    return tuple(import_module(f"{__package__}.{_MODULES[name]}").MEND for name in switches.NAMES)
