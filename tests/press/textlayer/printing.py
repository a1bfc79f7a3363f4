"""Prints of the conformance set, each in a process of its own that sees only the fonts of the repository.

`python -m tests.press.textlayer.printing FONT MODE FILE.pdf [FILE.html]`, where the mode is `engine` (as it is),
`rounded` (the engine without its own rounding errors, to compare pictures with) or `exact` (with `exact_text`).
"""

import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[3]
FONTS = {"amiri": "Amiri", "ibm-plex-sans-arabic": "IBM Plex Sans Arabic"}
MODES = ("engine", "rounded", "exact")
# What WeasyPrint 70.0 rounds: kerning to whole thousandths, offsets and rises by 1000 instead of 1024 units.
ROUNDING = (
    ("int(kerning)", "round(kerning, 3)"),
    ("geometry.y_offset / 1000", "geometry.y_offset * FROM_UNITS"),
    ("geometry.x_offset / font_size", "geometry.x_offset * 1000 * FROM_UNITS / font_size"),
    # Not a rounding: pdfium misplaces a line whose TJ begins with an empty string.
    ("stream.show_text(string)", "stream.show_text(string.replace('<>', ' '))"),
)
FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""


def printed(font: str, mode: str, target: Path, html: str = "") -> Path:
    """The set, or another document, printed in a font and a mode, tagged, written to `target`."""
    with TemporaryDirectory() as folder:
        source = [str(Path(folder) / "document.html")] if html else []
        if html:
            Path(source[0]).write_text(html, encoding="utf-8")
        module = ["-m", "tests.press.textlayer.printing"]
        answer(font, *module, font, mode, str(target), *source)
    return target


def answer(font: str, *command: str) -> str:
    """What Python prints when it runs `command` with the fonts of one folder of `fonts/` and no others."""
    with TemporaryDirectory() as folder:
        configuration = Path(folder) / "fonts.conf"
        configuration.write_text(FONTCONFIG.format(fonts=ROOT / "fonts" / font, cache=Path(folder) / "cache"))
        environment = dict(os.environ, FONTCONFIG_FILE=str(configuration), SOURCE_DATE_EPOCH="1600000000")
        environment["PYTHONPATH"] = os.pathsep.join((str(ROOT), str(ROOT / "src")))
        finished = subprocess.run(
            [sys.executable, *command], check=True, env=environment, cwd=ROOT, stdout=subprocess.PIPE
        )
    return finished.stdout.decode()


def _without_rounding() -> None:
    """Replace the engine's drawing by the same without its rounding errors."""
    import inspect

    from weasyprint.draw import text

    source = inspect.getsource(text.draw_first_line)
    for rounded, exact in ROUNDING:
        if rounded not in source:
            raise LookupError(rounded)
        source = source.replace(rounded, exact)
    exec(compile(source, "draw_first_line", "exec"), vars(text))  # noqa: S102 - the engine's own source


def main(font: str, mode: str, target: str, source: str = "") -> None:
    """Print the set or the document in `source`; run in the process that `printed` starts."""
    from tests.press.textlayer.corpus import markup
    from weasyprint import HTML

    from briefgen.press import textlayer

    if mode == "rounded":
        _without_rounding()
    if mode == "exact" and not textlayer.available():
        raise SystemExit("the text layer does not fit this engine")
    html = Path(source).read_text(encoding="utf-8") if source else markup(FONTS[font])
    document = HTML(string=html).render()
    with textlayer.exact_text() if mode == "exact" else nullcontext():
        document.write_pdf(target, pdf_variant="pdf/a-3a", pdf_identifier=b"conformance")


if __name__ == "__main__":
    main(*sys.argv[1:])
