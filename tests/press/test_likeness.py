"""How alike two PDFs are: the same words, tags and looks, or not."""

from __future__ import annotations

import sys
from io import BytesIO

import pikepdf
import pytest
from tests.press.samples import page, print_html

from briefgen.press.likeness import Likeness, likeness

BODY = "<h1>عنوان</h1><p>كلام أول عن الشبكة.</p>"


def printed(body: str = BODY, css: str = "") -> bytes:
    """The PDF of a small page."""
    return print_html(page(body, css)).pdf


def test_other_bytes_may_show_the_same() -> None:
    """A PDF that another program wrote anew: text, tags and looks are the same."""
    data, again = printed(), BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(again, compress_streams=False, deterministic_id=True)
    assert again.getvalue() != data
    assert likeness(data, again.getvalue()) == Likeness("same", "same", "same", ())


@pytest.mark.parametrize(
    ("body", "css", "text", "structure", "images"),
    [
        (BODY.replace("أول", "ثان"), "", "differs", "same", "differs"),
        (BODY.replace("h1", "h2"), "h2 { font-size: 2em; margin: .67em 0 }", "same", "differs", "same"),
        (BODY, "p { color: #999 }", "same", "same", "differs"),
        (BODY + "<p style='break-before: page'>صفحة</p>", "", "differs", "differs", "differs"),
    ],
    ids=("a word", "a tag", "a colour", "a page"),
)
def test_what_differs_is_told(body: str, css: str, text: str, structure: str, images: str) -> None:
    """Each of the three by itself, with the pages."""
    found = likeness(printed(), printed(body, css))
    assert (found.text, found.structure, found.images) == (text, structure, images)
    assert found.alike is False
    assert found.pages_differing == (
        () if "differs" not in (text, images) else (2,) if "break" in body else (1,)
    )


def test_without_pypdfium2_only_the_structure_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the report says that the rest was not."""
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    found = likeness(printed(), printed(BODY.replace("أول", "ثان")))
    assert (found.text, found.structure, found.images) == ("not compared", "same", "not compared")


def test_what_is_no_pdf_is_refused() -> None:
    """With a ValueError."""
    with pytest.raises(ValueError, match="not a PDF"):
        likeness(b"x", printed())
