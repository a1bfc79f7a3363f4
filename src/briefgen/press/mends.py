"""Mends of WeasyPrint's footnote layout, in force while a brief is printed.

They are written against one version of the engine. `fitting` compares the version and the source of every function
that they rely on; when anything differs they stay out of the way, the engine runs as it is, and the gate of `notes`
alone stands between a lost note and a reader. What each mend cures is told in `footnotes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from .guard import misfits

# SHA-256 of the source, first 16 digits, of each function that the mends replace, wrap or depend on.
DIGESTS = {
    "weasyprint.document.Document._build_layout_context": "28bdc03b97755ca0",
    "weasyprint.document.Document._render": "e504b3090efd05fb",
    "weasyprint.layout.layout_document": "421aba4c280938be",
    "weasyprint.layout.LayoutContext": "b84bfc05f3beda0f",
    "weasyprint.layout.page.make_page": "956a4c5f9b42bac8",
    "weasyprint.layout.page.remake_page": "54219cdedd6586a9",
    "weasyprint.layout.page.make_all_pages": "18987bbc6ea9e804",
    "weasyprint.layout.block._linebox_layout": "2edf8a7e471b161a",
    "weasyprint.layout.block._break_line": "d1d7a55d46f4265d",
    "weasyprint.layout.block.remove_placeholders": "c7196fdc1f9c6cc9",
    "weasyprint.layout.column._report_footnotes": "6a3808439e8ce52b",
}


@cache
def fitting() -> bool:
    """Whether the engine is the one that the mends were written for."""
    return not misfits(DIGESTS)


@contextmanager
def applied() -> Iterator[None]:
    """For the length of the block, the engine lays out footnotes with the mends, if they fit it."""
    if not fitting():
        yield
        return
    from . import footnotes

    before = [(module, name, getattr(module, name)) for module, name, _mended in footnotes.MENDS]
    for module, name, mended in footnotes.MENDS:
        setattr(module, name, mended)
    try:
        yield
    finally:
        for module, name, original in before:
            setattr(module, name, original)
