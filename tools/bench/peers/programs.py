"""The typesetters that briefgen is set beside: where they are, what they are given, and the command that sets it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.bench.drafts import Draft
from tools.bench.fontconfig import FONTS, fontconfig
from tools.bench.machine import version_of
from tools.bench.peers.latex import latex
from tools.bench.peers.outline import Outline, outline
from tools.bench.peers.typst import typst
from tools.bench.peers.webpage import webpage
from tools.bench.running import ROOT, Command

_AMIRI = FONTS / "amiri"
# As its wheel can be had: the compiler inside a Python module. Its time holds Python's own start.
TYPST_PYTHON = ROOT / ".bench" / "bin" / "python"
_TYPST = """\
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)
"""


@dataclass(frozen=True, slots=True)
class Job:
    """A text written for one typesetter: the command that sets it, and the PDF that comes out."""

    command: Command
    pdf: Path


@dataclass(frozen=True, slots=True)
class Peer:
    """A typesetter: its name, why it is not here (empty when it is), its version, and how it is given a brief.

    `notes_at_foot` says whether it sets notes at the foot of the page; `readable` whether Arabic text can be read back
    from its PDFs.
    """

    name: str
    missing: str
    version: str
    prepare: Callable[[Draft, Path], Job]
    notes_at_foot: bool = True
    readable: bool = True


def peers() -> tuple[Peer, ...]:
    """All peers, here or not."""
    xelatex = shutil.which("xelatex") is not None and _finds_bidi()
    chromium = shutil.which("chromium") is not None
    return (
        Peer("Typst", _absent(TYPST_PYTHON.exists()), _typst_version(), _typst),
        Peer("plain WeasyPrint", "", "", _weasyprint),
        Peer("XeLaTeX", _absent(xelatex), version_of("xelatex", "--version"), _xelatex, readable=False),
        Peer("Chromium", _absent(chromium), version_of("chromium", "--version"), _chromium, False),
    )


def _absent(there: bool) -> str:
    return "" if there else "not installed (`make bench-peers` installs it)"


def _finds_bidi() -> bool:
    try:
        return subprocess.run(("kpsewhich", "bidi.sty"), capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _typst_version() -> str:
    if not TYPST_PYTHON.exists():
        return ""
    return version_of(str(TYPST_PYTHON), "-c", "import typst; print(typst.__version__)")


def _typst(draft: Draft, folder: Path) -> Job:
    source, pdf = _written(folder, "typst.typ", typst(_outlined(draft))), folder / "typst.pdf"
    return Job(Command((str(TYPST_PYTHON), "-c", _TYPST, str(source), str(pdf), str(_AMIRI))), pdf)


def _weasyprint(draft: Draft, folder: Path) -> Job:
    """The very HTML that briefgen prints, by WeasyPrint's own command, with the same fonts and no others."""
    page, pdf = draft.write(folder / "weasyprint"), folder / "weasyprint.pdf"
    configuration = fontconfig(folder / "weasyprint-fonts", FONTS)
    argv = (sys.executable, "-m", "weasyprint", "--quiet", str(page), str(pdf))
    return Job(Command(argv, environment={"FONTCONFIG_FILE": str(configuration)}), pdf)


def _xelatex(draft: Draft, folder: Path) -> Job:
    """One pass: nothing in the text refers to a page."""
    source = _written(folder, "xelatex.tex", latex(_outlined(draft), _AMIRI))
    argv = ("xelatex", "-interaction=batchmode", "-halt-on-error", "-no-shell-escape", source.name)
    return Job(Command(argv, cwd=folder), folder / "xelatex.pdf")


def _chromium(draft: Draft, folder: Path) -> Job:
    source, pdf = (
        _written(folder, "chromium.html", webpage(_outlined(draft), _AMIRI)),
        folder / "chromium.pdf",
    )
    # Chromium keeps its sandbox from root, and does not start without it unless told.
    root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    options = (
        "--headless",
        "--disable-gpu",
        f"--user-data-dir={folder / 'profile'}",
        "--no-pdf-header-footer",
    )
    return Job(Command(("chromium", *options, *root, f"--print-to-pdf={pdf}", source.as_uri())), pdf)


def _outlined(draft: Draft) -> Outline:
    return outline(draft.cited)


def _written(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder / name
