"""The height and baseline of a line are worked out once for each style.

The engine keeps struts by a text that it puts together from fourteen properties, for every line and every box in it.
The text is as long to make as the strut; here it is made once for styles that come to the same.
"""

from __future__ import annotations

from typing import Any

from weasyprint.text import line_break

from .kin import first
from .mend import Mend, everywhere
from .textkeys import anonymous_of

_engine = line_break.strut


def strut(style: Any) -> tuple[float, float]:
    """The engine's strut of a style; worked out again when the size or the line height was changed since."""
    kept = style.__dict__.get("briefgen_strut")
    size, height = style["font_size"], style["line_height"]
    if kept is None or kept[0] is not size or kept[1] is not height:
        alike = first(style) or anonymous_of(style)
        same = alike is not None and alike["font_size"] is size and alike["line_height"] is height
        kept = style.briefgen_strut = size, height, strut(alike) if same else _engine(style)
    return kept[2]  # type: ignore[no-any-return]


MEND = Mend(
    "struts",
    {
        "weasyprint.text.line_break.strut": "e0631a4e87ce02c2",
        "weasyprint.text.line_break._font_style_cache_key": "1706ee7ab12a142d",
    },
    everywhere(_engine, strut),
)
