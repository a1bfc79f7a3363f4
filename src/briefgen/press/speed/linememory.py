"""Text that was broken into lines once is not broken again.

A paragraph is laid out several times: to learn how wide a table's columns must be, in a note area, in columns that
are balanced, at the foot of a page, and once more when the page numbers are known. What the engine finds for a text,
a style and a width depends on nothing else, so it is kept beside the fonts, for later documents as well. Long texts
are not kept, and all is forgotten when it becomes much.
"""

from __future__ import annotations

from typing import Any

from weasyprint.text import line_break

from .mend import Mend, everywhere
from .textkeys import store, text_key

_engine = line_break.split_first_line
# About 20 MiB; a brief of ten pages has some 2,000.
MOST = 16_384
LONGEST = 2_000


def split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    """The engine's first line of a text. The layout it holds is inactive: each drawing makes it anew."""
    if len(text) > LONGEST:
        return _engine(text, style, context, max_width, justification_spacing, is_line_start, minimum)
    lines = store(style, "lines")
    key = text, text_key(style), max_width, justification_spacing, is_line_start, minimum
    if key not in lines:
        if len(lines) >= MOST:
            lines.clear()
        lines[key] = _engine(text, style, context, max_width, justification_spacing, is_line_start, minimum)
    return lines[key]


MEND = Mend(
    "line-memory",
    {
        "weasyprint.text.line_break.split_first_line": "f5cfad56910a1b96",
        "weasyprint.text.line_break.first_line_metrics": "d3ba485663a7b6c5",
        "weasyprint.text.line_break.Layout": "ba2e4044f7c752d3",
        "weasyprint.draw.text.draw_text": "d1cfa769e258eb9a",
        "weasyprint.layout.inline.add_word_spacing": "9a16bf0652ccb78c",
    },
    everywhere(_engine, split_first_line),
)
