"""Work for warm processes: one HTML file to PDF, by WeasyPrint as it is and by briefgen's press.

Each factory takes the path of an HTML file with its style sheets beside it, and gives the function to measure.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from tools.bench.fontconfig import fontconfig
from tools.bench.warm import Work


def weasyprint(page: str, out: str, fonts: str, variant: str | None = None, tags: bool = False) -> Work:
    """WeasyPrint 70 as it comes, with the fonts of a folder and no others; nothing of briefgen is imported."""
    os.environ["FONTCONFIG_FILE"] = str(fontconfig(Path(out).parent / "fonts", Path(fonts)))
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    shared = FontConfiguration()
    options: dict[str, Any] = {"pdf_variant": variant, "pdf_tags": tags}

    def work() -> None:
        HTML(filename=page).write_pdf(out, font_config=shared, **options)

    return work


def press(page: str, out: str, fonts: str, mended: bool = True) -> Work:
    """Briefgen's press with all that it does: notes and text counted, exact text, tags, PDF/A-3a and PDF/UA-1."""
    from briefgen import html
    from briefgen.press import conformance, printing, tags
    from briefgen.press.fonts import FontFile
    from briefgen.records.spec import Digits

    if not mended:
        os.environ["BRIEFGEN_MENDS"] = "none"
    text = Path(page).read_text("utf-8")
    files = {
        each.name: each.read_bytes()
        for each in Path(page).parent.iterdir()
        if each.suffix in (".css", ".svg")
    }
    faces = tuple(
        FontFile.of(each.relative_to(fonts).as_posix(), each.read_bytes())
        for each in sorted(Path(fonts).rglob("*.ttf"))
    )
    digits: Digits = "arabic-indic" if "extends arabic-indic" in text else "latin"

    def work() -> None:
        printed = printing.print_brief(
            lambda _pages: text,
            notes=html.floating(text),
            fonts=faces,
            files=files,
            variant=conformance.VARIANT,
            finishers=(tags.finisher(digits), conformance.finisher),
        )
        Path(out).write_bytes(printed.pdf)

    return work
