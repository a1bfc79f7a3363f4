"""The versions of everything that shapes the bytes of a printed brief, for the lock."""

from __future__ import annotations

import platform
import unicodedata
import zlib


def versions() -> dict[str, str]:
    """Names and versions of the engine and the libraries below it, as they are loaded in this process.

    Where mends do not fit the engine, `losses` says which promises a print does not keep.
    """
    import fontTools
    import pikepdf
    import pydyf
    import weasyprint
    from weasyprint.text.ffi import ffi, pango

    from .losses import losses

    lost = [each.message for each in losses() if each.broken]
    ffi.cdef("const char *hb_version_string(void);", override=True)
    harfbuzz = ffi.dlopen("libharfbuzz.so.0")
    return {
        "fonttools": fontTools.version,
        "harfbuzz": ffi.string(harfbuzz.hb_version_string()).decode(),
        "libqpdf": pikepdf.__libqpdf_version__,
        "pango": _dotted(pango.pango_version()),
        "pikepdf": pikepdf.__version__,
        "pydyf": pydyf.__version__,
        "python": ".".join(platform.python_version_tuple()[:2]),
        "unicode": unicodedata.unidata_version,
        "weasyprint": weasyprint.__version__,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **({"losses": "; ".join(lost)} if lost else {}),
    }


def _dotted(number: int) -> str:
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
