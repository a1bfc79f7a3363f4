"""Arrays of glyph indices are made by a type that is known, not by one that is read anew for each length.

Each time a font is cut down the engine asks cffi for arrays of two lengths, by the text of a C declaration with the
length in it. cffi parses each text that it has not seen, with a whole parser of C: some 10 ms for each font of a brief.
"""

from __future__ import annotations

import re
from typing import Any

from weasyprint.pdf import fonts
from weasyprint.text.ffi import ffi

from .mend import Mend, Replacement

_ARRAY = ffi.typeof("hb_codepoint_t[]")
_SIZED = re.compile(r"hb_codepoint_t\[(\d+)\]")


class Arrays:
    """The engine's way to C for one of its modules."""

    def __getattr__(self, name: str) -> Any:
        return getattr(ffi, name)

    def new(self, declaration: Any, initial: Any = None) -> Any:
        """The engine's `ffi.new`; an array of glyph indices gets as many as its first values are."""
        sized = _SIZED.fullmatch(declaration) if isinstance(declaration, str) else None
        if sized and initial is not None and len(initial) == int(sized[1]):
            return ffi.new(_ARRAY, initial)
        return ffi.new(declaration, initial)


MEND = Mend(
    "arrays", {"weasyprint.pdf.fonts.Font": "dc2c377ba9ac61e7"}, (Replacement(fonts, "ffi", Arrays()),)
)
