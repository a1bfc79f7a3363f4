"""The versions of everything that shapes the bytes of a printed brief, for the lock."""

from __future__ import annotations

import ctypes
import platform
import sys
import unicodedata
import zlib
from functools import cache
from importlib.metadata import version

from briefgen.diagnostics.texts import phrase

from .errors import EngineMissing
from .guard import PANGO_VERSION, VERSION


def versions() -> dict[str, str]:
    """Names and versions of the engine and the libraries below it.

    The engine itself is not imported for this: whoever finds that nothing needs printing must not wait for it. Shared
    libraries are asked under the names by which the dynamic linker gives them to the engine too. Where mends do not fit
    the engine, `losses` says which promises a print does not keep; with the release that they were written for that is
    looked at once the engine is there. Raises EngineMissing.
    """
    import pikepdf

    try:
        harfbuzz, pango = (ctypes.CDLL(name) for name in ("libharfbuzz.so.0", "libpango-1.0.so.0"))
    except OSError as error:
        raise EngineMissing(phrase("engine-library", reason=str(error))) from error
    harfbuzz.hb_version_string.restype = ctypes.c_char_p
    lost = _lost(_release("weasyprint"), pango.pango_version())
    return {
        "fonttools": _release("fonttools"),
        "harfbuzz": harfbuzz.hb_version_string().decode(),
        "libqpdf": pikepdf.__libqpdf_version__,
        "pango": _dotted(pango.pango_version()),
        "pikepdf": pikepdf.__version__,
        "pydyf": _release("pydyf"),
        "python": ".".join(platform.python_version_tuple()[:2]),
        "unicode": unicodedata.unidata_version,
        "weasyprint": _release("weasyprint"),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **({"losses": "; ".join(lost)} if lost else {}),
    }


@cache
def _release(package: str) -> str:
    """The release of an installed package; looked up once in a process, since locks of a thousand briefs name it."""
    return version(package)


def _lost(engine: str, pango: int) -> list[str]:
    """What prints lack, where that can be: with other releases, and wherever the engine is there to be looked at."""
    if "weasyprint" not in sys.modules and engine == VERSION and pango >= PANGO_VERSION:
        return []
    from .losses import losses

    return [each.message for each in losses() if each.broken]


def _dotted(number: int) -> str:
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
