"""The forms for paper, the house style, and what a typographer looks for: measured on printed pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from tests.samples.styled import FONTS, TEMPLATES, printed, short, texts

from briefgen.press.printing import print_brief

# Print


def _margins(pdf: bytes, page: int) -> tuple[float, float]:
    """The white space left and right of what is drawn on a page, in millimetres, by PDFium's pixels."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        bitmap = document[page].render(scale=1, grayscale=True)
        width, stride, data = bitmap.width, bitmap.stride, bytes(bitmap.buffer)
    rows = [data[start : start + width] for start in range(0, len(data), stride)]
    inked = [column for column in range(width) if min(row[column] for row in rows) < 160]
    return inked[0] * 25.4 / 72, (width - 1 - inked[-1]) * 25.4 / 72


def test_double_sided_pages_are_bound_on_the_right() -> None:
    """Page 1 is a left-hand page: its wide margin is at the right; page 2 lies at the right and mirrors it.

    The text block is moved, not changed: the same things stand on the same pages as in the plain print.
    """
    plain, duplex = printed(short()), printed(short(), print_style="duplex")
    assert (duplex.anchors, duplex.note_pages) == (plain.anchors, plain.note_pages)
    assert _margins(plain.pdf, 0) == pytest.approx((30, 30), abs=1.5)
    assert _margins(duplex.pdf, 0) == pytest.approx((24, 36), abs=1.5)
    assert _margins(duplex.pdf, 1) == pytest.approx((36, 24), abs=1.5)


def test_the_parts_of_a_report_begin_on_the_front_of_a_leaf() -> None:
    """In double-sided print contents, summary and text stand on odd pages; blank pages carry the marking alone."""
    report = printed(short(), "report", "duplex")
    assert (report.anchors["summary"], report.anchors["s1"]) == (5, 7)
    assert [text.strip() for text in texts(report.pdf)[1:4:2]] == ["للاستعمال الرسمي\nللاستعمال الرسمي"] * 2


def _variables(sheet: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", TEMPLATES[sheet]))


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2) of #rrggbb, 0 to 1."""
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lightness(colour: str) -> float:
    """CIE L*, 0 to 100."""
    luminance = _luminance(colour)
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


def test_greys_hold_apart() -> None:
    """Every colour has a grey; neighbours are at least 18 steps of lightness apart; type is dark enough (WCAG AA)."""
    greys = _variables("mono.css")
    assert set(greys) == set(_variables("style.css")) == {"ink", "accent", "neutral", "rule", "ground"}
    assert all(len({grey[1:3], grey[3:5], grey[5:7]}) == 1 for grey in greys.values())
    steps = sorted(_lightness(grey) for grey in greys.values())
    assert min(after - before for before, after in pairwise(steps)) > 18
    for sheet in ("mono.css", "style.css"):
        for name in ("ink", "accent", "neutral"):
            assert 1.05 / (_luminance(_variables(sheet)[name]) + 0.05) > 4.5


def test_a_black_and_white_print_has_no_colour() -> None:
    """No pixel of the pages is anything but grey, in the style with the largest coloured areas."""
    import pypdfium2

    def coloured(pdf: bytes) -> bool:
        with pypdfium2.PdfDocument(pdf) as document:
            for page in list(document)[:4]:
                bitmap = page.render(scale=0.5)
                data, step = bytes(bitmap.buffer), bitmap.n_channels
                if any(len({*data[at : at + 3]}) > 1 for at in range(0, len(data) - step, step)):
                    return True
        return False

    assert coloured(printed(short(), "report").pdf)
    assert not coloured(printed(short(), "report", "mono").pdf)


@pytest.mark.parametrize(("bleed", "bled"), [("10mm", 10.0), ("3mm", 8.504)])
def test_bleed_and_crop_marks_come_from_the_house_style(bleed: str, bled: float) -> None:
    """`--bleed` and `--marks` in style.css: the sheet grows by the bleed, and the trimmed page is told as A4.

    The engine's BleedBox reaches 10 points beyond the trim at most.
    """
    css = f":root {{ --bleed: {bleed}; --marks: crop }}"
    with pikepdf.open(BytesIO(printed(short(), "report", house=css).pdf)) as pdf:
        page = pdf.pages[0]
        grown = float(bleed.removesuffix("mm")) * 72 / 25.4
        assert [float(each) for each in page.TrimBox] == pytest.approx([0, 0, 595.28, 841.89], abs=0.01)
        assert float(page.MediaBox[0]) == pytest.approx(-grown, abs=0.01)
        assert float(page.BleedBox[0]) == pytest.approx(-bled, abs=0.01)
    with pikepdf.open(BytesIO(printed(short()).pdf)) as pdf:
        assert list(pdf.pages[0].MediaBox) == list(pdf.pages[0].TrimBox)


# The house style


def test_every_colour_and_face_comes_from_the_house_style() -> None:
    """No style sheet but style.css and mono.css names a colour or a face."""
    for name, text in TEMPLATES.items():
        if name.endswith(".css") and name not in ("style.css", "mono.css"):
            rules = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
            assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\(|Amiri|IBM", rules), name


def test_one_size_scales_the_page() -> None:
    """A larger --text-size makes all type larger: no rule but those of paper sets type in points."""
    for name in ("base.css", "brief.css", "sheet.css", "report.css"):
        assert not re.findall(r"font(?:-size)?:[^;}]*\dpt", TEMPLATES[name]), name
    larger = printed(short(), house=":root { --text-size: 17pt }")
    assert larger.call_pages["note-16"] > printed(short()).call_pages["note-16"]


# Typography


def _boxes(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child)


def test_no_letter_is_slanted_or_thickened_by_the_engine() -> None:
    """Every weight that the styles ask for is a face of its own, and nothing is asked to lean."""
    faces = {"Amiri": {400, 700}, "IBM Plex Sans Arabic": {400, 500, 600, 700}}
    asked: set[tuple[str, int, str]] = set()

    def look(document: Any, _pdf: Any) -> None:
        for page in document.pages:
            for box in _boxes(page._page_box):
                if hasattr(box, "text"):
                    style = box.style
                    asked.add((style["font_family"][0], style["font_weight"], style["font_style"]))

    for style in ("brief", "report", "sheet"):
        printed(short(), style, finishers=(look,))
    assert {(family, weight) for family, weight, _ in asked} <= {
        (family, weight) for family, weights in faces.items() for weight in weights
    }
    assert {slant for _, _, slant in asked} == {"normal"}


def test_paragraphs_break_between_two_lines_and_headings_stay_with_their_text() -> None:
    """No page begins with the last line of a paragraph or ends with a heading, wherever the page breaks fall."""
    lines = "كلمة تتبعها كلمة " * 14
    for height in range(100, 112, 3):
        body = "".join(f"<h2 data-label='ع'>عنوان</h2><p>{lines}</p>" for _ in range(6))
        size = f"@page {{ size: 110mm {height}mm; margin: 10mm }}"
        style = "".join(TEMPLATES[name] for name in ("style.css", "base.css"))
        html = f"<html lang=ar dir=rtl><style>{style}{size}</style>{body}".replace("brief-digits", "decimal")
        found: list[tuple[str, int]] = []

        def look(document: Any, _pdf: Any, found: list[tuple[str, int]] = found) -> None:
            for page in document.pages:
                blocks = [box for box in _boxes(page._page_box.children[0]) if box.element_tag in ("p", "h2")]
                blocks = [
                    box for box in blocks if hasattr(box, "children") and type(box).__name__ == "BlockBox"
                ]
                found += [
                    (blocks[0].element_tag, len(blocks[0].children)),
                    (blocks[-1].element_tag, len(blocks[-1].children)),
                ]

        print_brief(lambda _pages, html=html: html, notes=(), fonts=FONTS, files={}, finishers=(look,))  # type: ignore[misc]
        assert all(lines > 1 for tag, lines in found if tag == "p")
        assert all(tag == "p" for tag, _ in found[1::2])


def test_quotation_marks_are_guillemets() -> None:
    """`<q>` in a template prints « », and ‹ › within."""
    style = "".join(TEMPLATES[name] for name in ("style.css", "base.css")).replace("brief-digits", "decimal")
    html = f"<html lang=ar dir=rtl><style>{style}</style><p><q>قول <q>آخر</q></q></p>"
    pdf = print_brief(lambda _pages: html, notes=(), fonts=FONTS, files={}).pdf
    assert [mark in texts(pdf)[0] for mark in "«»‹›“"] == [True, True, True, True, False]
