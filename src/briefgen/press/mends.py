"""Mends of WeasyPrint's footnote layout, in force while a brief is printed.

They are written against one version of the engine. `fitting` compares the version and the source of every function
that they rely on; when anything differs they stay out of the way, the engine runs as it is, and the gate of `notes`
alone stands between a lost note and a reader. What each mend cures is told in `footnotes`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from typing import Any

VERSION = "70.0"
# SHA-256 of the source, first 16 digits, of each function that the mends replace, wrap or depend on.
DIGESTS = {
    "weasyprint.document.Document._build_layout_context": "2b072254ab89701b",
    "weasyprint.document.Document._render": "ebaceeb0fa8e79aa",
    "weasyprint.layout.layout_document": "a5cbf437e99caf72",
    "weasyprint.layout.LayoutContext": "211f859ff4e2d663",
    "weasyprint.layout.page.make_page": "656f183328e8b1b5",
    "weasyprint.layout.page.remake_page": "1ff09b2dffa17839",
    "weasyprint.layout.page.make_all_pages": "b5e4034894841caa",
    "weasyprint.layout.block._linebox_layout": "e07bbe000974787e",
    "weasyprint.layout.block._break_line": "2b92255d94ab45f7",
    "weasyprint.layout.block.remove_placeholders": "ce16d97a1caacea0",
    "weasyprint.layout.column._report_footnotes": "0e9226e4e92830f0",
}


@cache
def fitting() -> bool:
    """Whether the engine is the one that the mends were written for."""
    import weasyprint

    return weasyprint.__version__ == VERSION and all(
        digest(name) == expected for name, expected in DIGESTS.items()
    )


def digest(name: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a function's source, or "" when there is none to read."""
    try:
        return sha256(inspect.getsource(_find(name)).encode()).hexdigest()[:16]
    except (AttributeError, ImportError, OSError, TypeError):
        return ""


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


def _find(name: str) -> Callable[..., Any]:
    import importlib

    parts = name.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            found = getattr(found, part)
        return found  # type: ignore[no-any-return]
    raise ImportError(name)
