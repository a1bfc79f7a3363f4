"""The tags of a printed document: what a screen reader reads, in the order of the text (ISO 32000-1, 14.8).

WeasyPrint 70.0 tags footnotes as nothing in particular, after the page that they stand on; leaves what stands in the
margins outside the tree; says nothing of languages, of links between calls and notes, of contents and references; and
tags a paragraph twice that runs over two pages. `finisher` writes the structure tree anew from the boxes of the layout.
In another release than the one it was written for it leaves the engine's tags as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Literal

from .guard import misfits

# SHA-256 of the source, first 16 digits, of what the pairing of boxes and marked content relies on.
DIGESTS = {
    "weasyprint.pdf.tags.add_tags": "74d331d78a019795",
    "weasyprint.pdf.tags._build_box_tree": "e8338d00c41d15e4",
    "weasyprint.pdf.stream.Stream.marked": "9cce103418861ead",
}
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@cache
def fitting() -> bool:
    """Whether the engine is the one whose tags this module knows how to mend."""
    return not misfits(DIGESTS)


def finisher(digits: Literal["latin", "arabic-indic"] = "latin") -> Callable[[Any, Any], None]:
    """A finisher for `print_brief` that tags the document and labels its pages; `digits` are those of page numbers.

    The document must have been written with `pdf_tags`. Raises `markedcontent.Mismatch` when the engine's tree does
    not follow its boxes, which `print_brief` reports as EngineFailed.
    """

    def finish(document: Any, pdf: Any) -> None:
        label_pages(pdf, digits)
        if fitting():
            _retag(document, pdf)

    return finish


def label_pages(pdf: Any, digits: str) -> None:
    """Give each page the number that is printed on it (ISO 32000-1, 12.4.2).

    There is no numbering style for Arabic-Indic digits, so that each page then has a label of its own.
    """
    import pydyf

    if digits == "latin":
        numbers = pydyf.Array((0, pydyf.Dictionary({"S": "/D"})))
    else:
        numbers = pydyf.Array()
        for index in range(pdf.pages["Count"]):
            label = str(index + 1).translate(_ARABIC_INDIC)
            numbers.extend((index, pydyf.Dictionary({"P": pydyf.String(label)})))
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": numbers})


def _retag(document: Any, pdf: Any) -> None:
    from .markedcontent import sequences, surfaces
    from .notelinks import describe_links, drop_doubles, link_notes
    from .structure import structure
    from .structuretree import write
    from .tableheads import tell_heads

    found = structure(document, sequences(document, pdf))
    tell_heads(found.root)
    describe_links(found.root)
    dropped = drop_doubles(pdf, found)
    link_notes(document, pdf, found.notes)
    write(pdf, found, surfaces(pdf), dropped)
