"""The engine is imported without asking a compiler for its libraries, and without what it does not use.

Half of the time is a search: for each library the engine first tries names of other systems, and Python looks for
those by running ldconfig, gcc and ld (`ctypes.util.find_library`). On Linux the loader finds the library by the name
that the engine tries later anyway. And it imports fontTools' subsetter and instancer, which are for machines without
HarfBuzz's subsetter and for variable fonts; here they are imported when they are first asked for something. Its
declarations of C were read before (`declared`).

This one acts on importing, so it replaces nothing of an engine that is there already.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

from . import switches
from .declared import CFFI, stand_in
from .mend import Mend

NAME = "quick-import"
_LATER = ("fontTools.subset", "fontTools.varLib.instancer")
# Names by which the engine looks for its libraries, or parts of them.
_LIBRARIES = ("gobject", "pango", "harfbuzz", "fontconfig")


@contextmanager
def quick() -> Iterator[None]:
    """For the length of the block, the engine is imported quickly, if the switch says so."""
    if NAME not in switches.wanted() or "weasyprint" in sys.modules:
        yield
        return
    later = {name: _later(name) for name in _LATER if name not in sys.modules}
    if CFFI not in sys.modules:
        later[CFFI] = stand_in()
    find = ctypes.util.find_library
    sys.modules.update(later)
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None if _is_of_engine(name) else find(name)
    try:
        yield
    finally:
        ctypes.util.find_library = find
        for name, module in later.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _is_of_engine(name: str) -> bool:
    return any(library in name for library in _LIBRARIES)


def _later(name: str) -> ModuleType:
    """A module that becomes the real one when something of it is used."""
    module = ModuleType(name)

    def of_the_real_one(attribute: str) -> Any:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        return getattr(import_module(name), attribute)

    def instantiate(*arguments: Any, **named: Any) -> Any:
        return import_module(name).instantiateVariableFont(*arguments, **named)

    module.__dict__["__getattr__"] = of_the_real_one
    if name.endswith("instancer"):  # the engine imports this one by its name, not through the module
        module.__dict__["instantiateVariableFont"] = instantiate
    return module


MEND = Mend(NAME, {}, ())
