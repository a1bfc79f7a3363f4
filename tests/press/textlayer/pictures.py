"""Two prints compared as pictures, by two renderers."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image, ImageChops

DPI = 150
INK = 128  # darker than this is ink, of 0 to 255
STRONG = 128  # a difference of this much is not a matter of rounding


def poppler_pages(path: Path) -> Iterator[Image.Image]:
    """The pages in grey as poppler draws them."""
    with TemporaryDirectory() as folder:
        command = ["pdftoppm", "-r", str(DPI), "-gray", str(path), f"{folder}/page"]
        subprocess.run(command, check=True)
        for page in sorted(Path(folder).iterdir()):
            with Image.open(page) as image:
                yield image.copy()


def pdfium_pages(path: Path) -> Iterator[Image.Image]:
    """The pages in grey as pdfium draws them."""
    for page in pypdfium2.PdfDocument(path):
        yield page.render(scale=DPI / 72).to_pil().convert("L")


RENDERERS = {"poppler": poppler_pages, "pdfium": pdfium_pages}


def difference(renderer: str, one: Path, other: Path) -> float:
    """The pixels that differ strongly between two prints, in per cent of the ink of the first."""
    ink = strong = 0
    pages = RENDERERS[renderer]
    for left, right in zip(pages(one), pages(other), strict=True):
        ink += sum(left.histogram()[:INK])
        strong += sum(ImageChops.difference(left, right).histogram()[STRONG:])
    return 100 * strong / ink
