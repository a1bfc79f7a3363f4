"""The seven readers of PDF text, each looked up on this machine; one that is not there is reported, never skipped.

The optional ones are found in the folder named by TEXTLAYER_TOOLS (`bin/python` with pymupdf and pdfminer.six,
`node_modules/pdfjs-dist`, `java/*.jar`), PDFBox also where Debian puts it.
"""

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pypdf
import pypdfium2

HERE = Path(__file__).parent
TOOLS = Path(os.environ.get("TEXTLAYER_TOOLS", HERE.parents[2] / ".textlayer"))
JARS = ("pdfbox2.jar", "fontbox2.jar", "commons-logging.jar")
MUPDF = """
import sys, pymupdf
sys.stdout.reconfigure(encoding="utf-8")
print("\\f".join(page.get_text() for page in pymupdf.open(sys.argv[1])), end="")
"""
PDFMINER = """
import sys
from pdfminer.high_level import extract_text
sys.stdout.reconfigure(encoding="utf-8")
print(extract_text(sys.argv[1]), end="")
"""
VERSION_OF = "import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))"


@dataclass(frozen=True, slots=True)
class Extractor:
    """A reader of PDF text: its name, whether `make test` must have it, its version or None, and the text it gives."""

    name: str
    required: bool
    version: Callable[[], str | None]
    text: Callable[[Path], str]


def _run(*command: str | Path) -> str:
    """What a command prints; raises CalledProcessError when it fails."""
    finished = subprocess.run([str(part) for part in command], capture_output=True, check=True)
    return finished.stdout.decode()


def _version_of(*command: str | Path) -> str | None:
    try:
        return _run(*command).strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def _python() -> Path:
    return TOOLS / "bin" / "python"


def _poppler_version() -> str | None:
    if not shutil.which("pdftotext"):
        return None
    banner = subprocess.run(["pdftotext", "-v"], capture_output=True, check=True).stderr.decode()
    return banner.split()[2]


def _pdfium(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "\f".join(page.get_textpage().get_text_range() for page in document)


def _pypdf(path: Path) -> str:
    return "\f".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def _jars() -> str:
    for folder in (TOOLS / "java", Path("/usr/share/java")):
        if all((folder / jar).exists() for jar in JARS):
            return ":".join(str(folder / jar) for jar in JARS)
    return ""


def _pdfbox_version() -> str | None:
    if not shutil.which("java") or not _jars():
        return None
    folder = Path(_jars().split(":")[0]).parent
    named = sorted(jar.stem for jar in folder.glob("pdfbox2-[0-9]*.jar"))
    return named[-1].removeprefix("pdfbox2-") if named else "2"


def _pdfjs_version() -> str | None:
    package = TOOLS / "node_modules" / "pdfjs-dist" / "package.json"
    return _version_of("node", "-p", f"require({str(package)!r}).version")


def _mupdf(path: Path) -> str:
    return _run(_python(), "-c", MUPDF, path)


def _pdfjs(path: Path) -> str:
    return _run("node", HERE / "pdfjs_text.mjs", TOOLS / "node_modules" / "pdfjs-dist", path)


def _pdfminer(path: Path) -> str:
    return _run(_python(), "-c", PDFMINER, path)


def _pdfbox(path: Path) -> str:
    return _run("java", "-cp", _jars(), HERE / "PdfBoxText.java", path)


EXTRACTORS = (
    Extractor("poppler", True, _poppler_version, lambda path: _run("pdftotext", path, "-")),
    Extractor("pdfium", True, lambda: version("pypdfium2"), _pdfium),
    Extractor("MuPDF", False, lambda: _version_of(_python(), "-c", VERSION_OF, "pymupdf"), _mupdf),
    Extractor("pdf.js", False, _pdfjs_version, _pdfjs),
    Extractor(
        "pdfminer.six", False, lambda: _version_of(_python(), "-c", VERSION_OF, "pdfminer.six"), _pdfminer
    ),
    Extractor("pypdf", True, lambda: version("pypdf"), _pypdf),
    Extractor("PDFBox", False, _pdfbox_version, _pdfbox),
)


def find_text(path: Path, queries: tuple[str, ...]) -> Counter[str]:
    """How often pdfium's own search (FPDFText_Find) finds each query."""
    found: Counter[str] = Counter()
    for page in pypdfium2.PdfDocument(path):
        text = page.get_textpage()
        for query in queries:
            search = text.search(query)
            while search.get_next():
                found[query] += 1
    return found
