"""The engine's declarations of C, read once by `tools/declarations.py` and not by each process.

cffi reads them with a whole parser of C, which takes 0.1 s and more of each process that prints. It can be given
instead what it would make of them (its "out-of-line" mode), and that is kept in `declarations`. It is for those very
declarations and for one cffi; with others cffi reads what the engine says, as ever. Two things differ. A function that
a library lacks is told by cffi's own error and not by an AttributeError, for which nobody looks. And a library is
closed as soon as nobody holds it, which at the end of a process is before all that was made by it is let go of: the
last layout is then freed by a function that is gone. So libraries are opened to stay.
"""

from __future__ import annotations

import os
import sys
from ast import literal_eval
from base64 import b85decode
from hashlib import sha256
from importlib import import_module
from types import ModuleType
from typing import Any
from zlib import decompress

from . import declarations

CFFI = "cffi"
# Windows has no such flag.
_TO_STAY = getattr(os, "RTLD_NODELETE", 0)


def stand_in() -> ModuleType:
    """A module to stand where cffi is imported; whatever else than `FFI` is asked of it comes from cffi itself."""
    module = ModuleType(CFFI)
    module.__dict__["FFI"] = Declared
    module.__dict__["__getattr__"] = lambda name: getattr(_cffi(), name)
    return module


class Declared:
    """cffi's `FFI`, which becomes what is kept when it is given the engine's declarations, else cffi's own."""

    _made: Any = None

    def cdef(self, source: str, *arguments: Any, **named: Any) -> None:
        """Takes declarations of C."""
        if self._made is None:
            self._made = _kept(source)
            if self._made is not None:
                return
        self._own().cdef(source, *arguments, **named)

    def dlopen(self, name: str | None, flags: int = 0) -> Any:
        """Opens a library until the process ends; `flags` as in cffi's `dlopen`. Raises OSError."""
        return self._own().dlopen(name, flags | _TO_STAY)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._own(), name)
        if name != "errno":
            setattr(self, name, found)
        return found

    def _own(self) -> Any:
        if self._made is None:
            self._made = _cffi().FFI()
        return self._made


def _kept(source: str) -> Any:
    """The kept reading of these declarations as cffi's `FFI`, or None: others, or another cffi."""
    if sha256(source.encode()).hexdigest() != declarations.SOURCE:
        return None
    backend: Any = import_module("_cffi_backend")  # cffi's own lower half, which the engine brings
    if backend.__version__ != declarations.CFFI:
        return None
    return backend.FFI("weasyprint", **literal_eval(decompress(b85decode(declarations.READ)).decode()))


def _cffi() -> Any:
    """The real cffi, wherever the stand-in is at the moment."""
    if not hasattr(sys.modules.get(CFFI), "__file__"):
        sys.modules.pop(CFFI, None)
    return import_module(CFFI)
