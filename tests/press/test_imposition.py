"""Booklets: every page once, in the order in which they are read when folded and bound on the right; same bytes."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.press.samples import print_html

from briefgen.press.imposition import booklet, signature, two_sided

A4 = (595.275591, 841.889764)


def test_the_sheets_of_an_arabic_booklet_of_eight_pages() -> None:
    """Bound on the right: the cover is the left half of the outermost side, and page 2 lies at the right inside."""
    assert signature(8) == ((1, 8), (7, 2), (3, 6), (5, 4))


def test_blanks_stand_at_the_end() -> None:
    """Five pages need two sheets, and the three blanks follow the fifth page."""
    assert signature(5) == ((1, None), (None, 2), (3, None), (5, 4))


@given(st.integers(1, 200))
def test_folded_sheets_read_from_right_to_left(pages: int) -> None:
    """Page after page: an odd page lies at the left half, its back is the next page, and each opening is one spread."""
    sides = signature(pages)
    numbers = list(range(1, pages + 1))
    assert sorted(page for side in sides for page in side if page) == numbers
    assert len(sides) % 2 == 0
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        for face, behind in ((front[0], back[1]), (front[1], back[0])):
            assert face is None or behind is None or abs(face - behind) == 1
    for left, right in sides:
        assert (left or 1) % 2 == 1
        assert (right or 2) % 2 == 0


def test_a_booklet_needs_a_page() -> None:
    """Nothing cannot be folded."""
    with pytest.raises(ValueError, match="page"):
        signature(0)


@pytest.fixture(name="plain", scope="module")
def _plain() -> bytes:
    """Five A4 pages, numbered in words that a PDF reader finds; with crop marks outside the sheet."""
    words = ["واحد", "اثنان", "ثلاثة", "أربعة", "خمسة"]
    pages = "".join(f"<p>{word}</p>" for word in words)
    style = "@page { size: A4; bleed: 10mm; marks: crop } p { break-after: page } html { font: 20pt Amiri }"
    html = f"<html lang=ar dir=rtl><title>كتيب</title><style>{style}</style>{pages}"
    return print_html(html, finishers=(two_sided,)).pdf


def test_pages_lie_two_by_two_on_turned_sheets(plain: bytes) -> None:
    """Four sides of A4 across; each shows its pages at 71 %, the trimmed part only, the first half left of the fold."""
    with pikepdf.open(BytesIO(booklet(plain))) as pdf:
        assert len(pdf.pages) == 4
        for page in pdf.pages:
            assert [float(edge) for edge in page.mediabox] == pytest.approx([0, 0, A4[1], A4[0]])
        outer, inner = pdf.pages[0], pdf.pages[1]
        assert list(outer.Resources.XObject) == ["/Page0"]
        assert list(inner.Resources.XObject) == ["/Page1"]
        matrix = [float(each) for each in outer.Contents.read_bytes().split()[1:7]]
        assert matrix == pytest.approx([0.7071, 0, 0, 0.7071, 0, 0], abs=0.1)
        box = [float(edge) for edge in outer.Resources.XObject.Page0.BBox]
        assert box == pytest.approx([0, 0, *A4])


def test_each_side_shows_its_pages(plain: bytes) -> None:
    """The text of the pages stands on the sides where the signature puts them."""
    texts = [page.extract_text() for page in pypdf.PdfReader(BytesIO(booklet(plain))).pages]
    words = ["واحد", "اثنان", "ثلاثة", "أربعة", "خمسة"]
    found = [[number for number, word in enumerate(words, 1) if word in text] for text in texts]
    assert found == [[1], [2], [3], [4, 5]]


def test_printers_are_told_what_to_do(plain: bytes) -> None:
    """Booklets are turned over the short edge, other two-sided prints over the long one; both bound on the right."""
    for data, turned in ((plain, "/DuplexFlipLongEdge"), (booklet(plain), "/DuplexFlipShortEdge")):
        with pikepdf.open(BytesIO(data)) as pdf:
            assert pdf.Root.ViewerPreferences.Duplex == turned
            assert pdf.Root.ViewerPreferences.Direction == "/R2L"
            assert pdf.Root.Lang == "ar"
            assert str(pdf.docinfo.Title) == "كتيب"


def test_same_pages_give_the_same_booklet(plain: bytes) -> None:
    """No clock and no chance in the bytes."""
    assert booklet(plain) == booklet(plain)
