"""Small documents for the tests of the press."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.press.notegen import faces

from briefgen.press.printing import Printed, print_brief

CSS = """
@page { size: 120mm 160mm; margin: 15mm; @footnote { border-top: .5pt solid; padding-top: 2mm; margin-top: 3mm } }
html { font-family: Amiri; font-size: 12pt; line-height: 1.7 }
.note { float: footnote; font-size: 9pt }
"""


def page(body: str, css: str = "", head: str = "") -> str:
    """A complete right-to-left document with the plain style of these tests."""
    style = f"<style>{CSS}{css}</style>"
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>موجز</title>{head}{style}</head>'
        f"<body>{body}</body></html>"
    )


def note(number: int, text: str = "حاشية") -> str:
    """A note; its mark stands where it is put."""
    return f'<span class="note" id="note-{number}">{text}</span>'


def print_html(html: str, notes: int = 0, files: Mapping[str, bytes] | None = None, **more: Any) -> Printed:
    """Print one HTML text that does not depend on page numbers, with notes 1 to `notes`, in Amiri."""
    ids = tuple(f"note-{number}" for number in range(1, notes + 1))
    return print_brief(lambda _pages: html, notes=ids, fonts=faces(), files=files or {}, **more)
