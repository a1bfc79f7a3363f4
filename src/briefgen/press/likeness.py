"""How alike two PDFs are that should show the same: what they say, how they are tagged, how their pages look.

For prints of one document by other versions of the engine or of the libraries below it, which may write other bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import Any, Literal

Verdict = Literal["same", "differs", "not compared"]
_SCALE = 1.0  # one pixel a point
_TOLERANCE = 24  # of 255: how far the grey of a pixel may be off, for another rasterisation of the same edge
_SHARE = 0.001  # of the pixels of a page that may be farther off


@dataclass(frozen=True, slots=True)
class Likeness:
    """What was compared and found; pages count from 1.

    `text`: the words of each page, as a reader takes them out. `structure`: the tree of tags, title, language and
    the sizes of pages. `images`: the pages as they look. Text and images need pypdfium2, and are `not compared`
    without it. `pages_differing` are those whose text or look differs.
    """

    text: Verdict
    structure: Verdict
    images: Verdict
    pages_differing: tuple[int, ...]

    @property
    def alike(self) -> bool:
        """Whether nothing that was compared differs."""
        return "differs" not in (self.text, self.structure, self.images)


def likeness(one: bytes, other: bytes) -> Likeness:
    """How alike two PDFs are. Raises ValueError where one cannot be read."""
    structure: Verdict = "same" if _structure(one) == _structure(other) else "differs"
    try:
        pdfium = import_module("pypdfium2")
    except ImportError:
        return Likeness("not compared", structure, "not compared", ())
    texts, looks = _pages(pdfium, one, other)
    return Likeness(
        "differs" if texts else "same",
        structure,
        "differs" if looks else "same",
        tuple(sorted(texts | looks)),
    )


def _structure(data: bytes) -> tuple[object, ...]:
    """Title, language, page sizes, and the tree of tags as types in depth-first order with their depths."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            sizes = tuple(tuple(round(float(side)) for side in page.mediabox) for page in pdf.pages)
            root = pdf.Root.get("/StructTreeRoot")
            tags = tuple(_tags(root, 0)) if root is not None else ()
            return str(pdf.docinfo.get("/Title", "")), str(pdf.Root.get("/Lang", "")), sizes, tags
    except (pikepdf.PdfError, RecursionError) as error:
        raise ValueError("this is not a PDF that can be read") from error


def _tags(node: Any, depth: int) -> Iterator[tuple[int, str]]:
    import pikepdf

    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from _tags(each, depth)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield depth, str(node["/S"])
        if "/K" in node:
            yield from _tags(node["/K"], depth + 1)


def _pages(pdfium: Any, one: bytes, other: bytes) -> tuple[set[int], set[int]]:
    """The pages whose text differs, and those that look different; a page that one has not differs in both."""
    texts: set[int] = set()
    looks: set[int] = set()
    documents = pdfium.PdfDocument(one), pdfium.PdfDocument(other)
    try:
        lengths = [len(each) for each in documents]
        for index in range(max(lengths)):
            if index >= min(lengths):
                texts.add(index + 1)
                looks.add(index + 1)
                continue
            pages = tuple(each[index] for each in documents)
            if _words(pages[0]) != _words(pages[1]):
                texts.add(index + 1)
            if not _look_alike(pages[0], pages[1]):
                looks.add(index + 1)
    finally:
        for document in documents:
            document.close()
    return texts, looks


def _words(page: Any) -> tuple[str, ...]:
    text = page.get_textpage()
    try:
        return tuple(text.get_text_bounded().split())
    finally:
        text.close()


def _look_alike(one: Any, other: Any) -> bool:
    bitmaps = tuple(each.render(scale=_SCALE, grayscale=True) for each in (one, other))
    sizes = [(each.width, each.height) for each in bitmaps]
    if sizes[0] != sizes[1]:
        return False
    pixels = tuple(bytes(each.buffer) for each in bitmaps)
    if pixels[0] == pixels[1]:
        return True
    off = sum(1 for left, right in zip(*pixels, strict=True) if abs(left - right) > _TOLERANCE)
    return off <= _SHARE * len(pixels[0])
