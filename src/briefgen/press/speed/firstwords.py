"""In no room at all, a line is a word, and a word is shaped once.

To learn how narrow a column of a table can be, the engine breaks its texts into lines of no width. It shapes each word
three times: with a letter of the next word, alone as it might fit, and alone as it is. A word of letters with a space
and another word behind it is the line, whatever else follows (UAX 14, LB18); all else is the engine's.
Part of the mend `line-memory`.
"""

from __future__ import annotations

import re
from typing import Any

from weasyprint.text import line_break

_engine = line_break.split_first_line
# Letters, their marks and digits that no rule parts from each other, a space, and a letter.
_LETTER = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3"
_WORD = re.compile(rf"([{_LETTER}][{_LETTER}0-9\u0640\u064b-\u0652\u0660-\u0669\u0670]*) [{_LETTER}]")


def first_line(
    text: str, style: Any, context: Any, max_width: float | None, justification_spacing: float, *rest: Any
) -> Any:
    """The engine's `split_first_line`: layout, length, where the next line begins, width, height, baseline."""
    found = _WORD.match(text) if max_width == 0 and _is_usual(style) and "\xad" not in text else None
    if found is None:
        return _engine(text, style, context, max_width, justification_spacing, *rest)
    word = found[1]
    layout = line_break.create_layout(word, style, context, None, justification_spacing)
    line, _ = layout.get_first_line()
    *before, _, width, height, baseline = line_break.first_line_metrics(line, word, layout, None, True, style)
    return *before, len(word.encode()) + 1, width, height, baseline


def _is_usual(style: Any) -> bool:
    return bool(
        style["white_space"] == "normal"
        and style["hyphens"] != "auto"
        and style["overflow_wrap"] == "normal"
        and style["word_break"] != "break-all"
        and style["font_size"]
    )
