"""What poppler says of a PDF."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tools.bench.dialogue import Broken


def pages(pdf: Path) -> int:
    """How many pages a PDF has. Raises Broken when it cannot be read."""
    run = subprocess.run(("pdfinfo", str(pdf)), capture_output=True, text=True, check=False)
    for each in run.stdout.splitlines():
        if each.startswith("Pages:"):
            return int(each.split()[1])
    raise Broken(f"{pdf.name} cannot be read: {run.stderr}")


def text(pdf: Path) -> str:
    """The text that is extracted from a PDF. Raises Broken when it cannot be read."""
    run = subprocess.run(("pdftotext", str(pdf), "-"), capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise Broken(f"{pdf.name} cannot be read: {run.stderr}")
    return run.stdout
