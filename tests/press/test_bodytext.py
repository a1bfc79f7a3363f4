"""The gate for text: no letter of the document is left out of the pages without a word."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.press.samples import page, print_html

from briefgen.press.errors import TextLost

TEXT = "نص عربي في فقرة طويلة " * 12


def test_text_that_the_engine_drops() -> None:
    """A box of fixed height that reaches the end of a page loses lines in the engine: no PDF, and the text is named."""
    with pytest.raises(TextLost, match="«نصعربيفيفقرة"):
        print_html(page(f'<p>{TEXT}</p><div style="height: 10mm">{TEXT * 3}</div>'))


def test_a_box_that_floats_over_the_end_of_the_document() -> None:
    """What is left of a floating box goes to a page of its own, where the engine would end the document."""
    printed = print_html(page(f'<p>نص</p><div style="float: left">{"سطر " * 300}</div>'))
    with PdfReader(BytesIO(printed.pdf)) as reader:
        assert len(reader.pages) == printed.pages > 1
        assert all(sheet.extract_text().strip() for sheet in reader.pages)


@pytest.mark.parametrize(
    ("body", "css"),
    [
        ('<p>نص</p><p class="x">خفي</p>', ".x { display: none }"),
        (
            '<p class="x">رأس</p><p>نص</p>',
            ".x { position: running(head) } @page { @top-center { content: element(head) } }",
        ),
        ('<p>نص <span class="x">small letters</span></p>', ".x { text-transform: uppercase }"),
        ('<p class="x">نص</p>', ".x::before { content: 'قبل' } .x::first-letter { color: #333 }"),
        (f"<table><thead><tr><th>رأس</th></tr></thead>{'<tr><td>خانة</td></tr>' * 40}</table>", ""),
        ('<p class="x">نص</p><p>نص</p>', ".x { position: absolute; top: 0 }"),
        ('<p class="x">نص</p><p style="break-before: page">نص</p>', ".x { position: fixed; top: 0 }"),
        ("<pre>  سطر\n\tسطر  </pre><p>  نص   نص  </p>", ""),
        (
            '<ul><li>بند<ol><li>بند</li></ol></li></ul><div class="x"><p>نص</p><p>نص</p></div>',
            ".x { columns: 2 }",
        ),
    ],
)
def test_styles_that_lose_nothing(body: str, css: str) -> None:
    """Hidden, repeated, moved, capitalised and generated text is not taken for a loss."""
    assert print_html(page(body, css)).rung == 0
