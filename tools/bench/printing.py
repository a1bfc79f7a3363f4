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


def afresh(work: Work) -> Work:
    """The same work, each time in a copy of this process that ends with it and takes along what it remembers.

    Raises RuntimeError when the copy fails.
    """

    def run() -> None:
        child = os.fork()
        if not child:
            code = 1
            try:
                work()
                code = 0
            finally:
                os._exit(code)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
            raise RuntimeError("a print failed")

    return run


def new_text(factory: str, page: str, other: str, out: str, fonts: str) -> Work:
    """One of the factories here, for a text that its process has not printed, after it has printed another."""
    make = press if factory == "press" else weasyprint
    make(other, out, fonts)()
    return afresh(make(page, out, fonts))


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
