"""What the engine says while it works, kept instead of printed.

WeasyPrint and fontTools report by `logging`: unknown CSS, failed assets, missing glyphs. At the press each of
these is a fault in the template or the text, so they are collected and none is let through to a terminal.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from briefgen.diagnostics.texts import Names, phrase

from .errors import GlyphMissing, PressError, Problem, StyleRejected

_LOGGERS = ("weasyprint", "fontTools")
_POSITION = re.compile(r" at (\d+):(\d+)")
_NOTDEF = ".notdef glyph"


class Complaints(logging.Handler):
    """Collects the records of one printing: `problems`, each once, and the characters that have no glyph."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._thread = threading.get_ident()
        self._problems: dict[Problem, None] = {}
        self._glyphs: dict[str, None] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was complained about, in order."""
        return tuple(self._problems)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record; those of other threads belong to someone else."""
        if record.thread != self._thread:
            return
        text = record.getMessage()
        if text.startswith(_NOTDEF) and isinstance(record.args, tuple) and record.args:
            self._glyphs[str(record.args[0])] = None
            return
        position = _POSITION.search(text)
        line, column = (int(position[1]), int(position[2])) if position else (None, None)
        self._problems[Problem(text, _stylesheet(sys._getframe()), line, column)] = None

    def error(self) -> PressError | None:
        """The error that these complaints amount to, or None when there was none."""
        if self._glyphs:
            characters = tuple(self._glyphs)
            shown = Names(tuple(f"U+{ord(char[0]):04X} «{char}»" for char in characters))
            return GlyphMissing(
                phrase("no-glyph", characters=shown),
                characters=characters,
                help=phrase("other-character"),
            )
        if self._problems:
            more = f" (and {len(self._problems) - 1} more)" if len(self._problems) > 1 else ""
            return StyleRejected(
                phrase("style-rejected", found=f"{self.problems[0]}{more}"),
                help=phrase("correct-template"),
                problems=self.problems,
            )
        return None


@contextmanager
def collected() -> Iterator[Complaints]:
    """For the length of the block, complaints of this thread go to the returned collector and nowhere else."""
    complaints = Complaints()
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [(logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(complaints)
        logger.setLevel(logging.WARNING)
        logger.propagate = False
    try:
        yield complaints
    finally:
        for logger, (level, propagate) in zip(loggers, before, strict=True):
            logger.removeHandler(complaints)
            logger.setLevel(level)
            logger.propagate = propagate


def _stylesheet(frame: FrameType | None) -> str | None:
    """The asset whose rules are being read where the record was made.

    The engine's message gives line and column but not the file; the readers of stylesheets up the stack know it.
    """
    from .fetcher import asset_name

    while frame is not None:
        if frame.f_code.co_name in (
            "preprocess_stylesheet",
            "preprocess_declarations",
            "find_stylesheets_rules",
        ):
            url = frame.f_locals.get("base_url", frame.f_locals.get("url"))
            return (asset_name(url) or None) if isinstance(url, str) else None
        frame = frame.f_back
    return None
