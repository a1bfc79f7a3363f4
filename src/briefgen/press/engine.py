"""The engine, started once per process for a set of faces, with our fontconfig and our mends.

Everything that imports WeasyPrint is imported here, inside `start`, while fontconfig is private: the engine loads
a fontconfig configuration as soon as it is imported.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from briefgen.diagnostics.texts import phrase
from briefgen.ondemand import dataclass

from . import fontconfig
from .errors import EngineMissing
from .fonts import FontFile, families, key
from .speed.collecting import rarely
from .speed.quickimport import quick

_KEPT = 4
_lock = threading.RLock()
_engines: dict[tuple[str, ...], Engine] = {}


@dataclass(frozen=True, slots=True)
class Engine:
    """A started engine: the font configuration shared by all documents, and the families it can print with."""

    fonts: Any
    families: frozenset[str]
    configuration: Path

    @contextmanager
    def session(self, epoch: int, *, mended: bool = True) -> Iterator[None]:
        """One printing at a time in a process: private fontconfig, no clock, and the mends in place.

        `epoch` is the time in seconds that fontTools writes where a font wants a modification date. `mended=False`
        shows the engine as it is; `speed.switches` says which of the mends for speed are wanted otherwise.
        """
        from . import mends
        from .speed import catalogue, linememory

        with _lock, ExitStack() as stack:
            stack.enter_context(fontconfig.private(self.configuration))
            stack.enter_context(_variable("SOURCE_DATE_EPOCH", str(epoch)))
            stack.callback(linememory.forget)
            if mended:
                stack.enter_context(mends.applied())
                stack.enter_context(catalogue.applied())
            yield


def start(fonts: tuple[FontFile, ...]) -> Engine:
    """The engine for these faces; started at the first call, shared by later ones.

    Raises FontMissing (no face, or a file that is none) and EngineMissing (Pango or WeasyPrint cannot be loaded).
    """
    wanted = key(fonts)
    with _lock:
        engine = _engines.get(wanted)
        if engine is None:
            engine = _start(fonts)
            while len(_engines) >= _KEPT:
                del _engines[next(iter(_engines))]
            _engines[wanted] = engine
        return engine


def _start(fonts: tuple[FontFile, ...]) -> Engine:
    known = families(fonts)
    first = min(families(fonts[:1]), key=len) if fonts else ""
    configuration = fontconfig.write(fonts, first)
    with fontconfig.private(configuration):
        try:
            with quick(), rarely():
                from .fontmap import PrivateFonts
        except (ImportError, OSError) as error:
            raise EngineMissing(
                phrase("engine-missing", reason=str(error)),
                help=phrase("install-engine"),
            ) from error
        return Engine(PrivateFonts(), known, configuration)


@contextmanager
def _variable(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
