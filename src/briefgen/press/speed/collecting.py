"""The memory of a document is searched for rings less often while it is laid out.

Python looks for objects that only hold each other after every 700 new ones. A document makes some hundred thousand
that live until it is written, and each search goes over some of them for nothing. Searches are not switched off, so
that a long text does not take memory without a bound; when the document is done everything is as it was.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from . import switches
from .mend import Mend

NAME = "collecting"
# Some 60 MiB of the engine's objects at most wait for a search.
_OBJECTS = 100_000


@contextmanager
def rarely() -> Iterator[None]:
    """For the length of the block, rings are searched for rarely, if the switch says so."""
    before = gc.get_threshold()
    # A search is off where the first number is 0, and rarer already where somebody asked for more.
    if NAME in switches.wanted() and 0 < before[0] < _OBJECTS:
        gc.set_threshold(_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


MEND = Mend(NAME, {}, ())
