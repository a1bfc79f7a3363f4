"""The mends of the engine's footnotes: each is needed, each cures its fault, and a new engine switches them off.

When a test here says that the engine no longer has a fault, upstream has mended it: take the mend out, and write so
in the changelog.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest
from tests.press.notegen import faces
from tests.press.samples import note

from briefgen.press import guard, mends, sheet
from briefgen.press.engine import start

TEXT = "نص عربي يملأ السطر "


@dataclass(frozen=True, slots=True)
class Sample:
    """A document with notes 1 to `notes` that shows one fault of the engine."""

    html: str
    notes: int


def sample(body: str, height: int, css: str = "", area: str = "") -> Sample:
    """Lines of 20 pixels on pages that are 300 pixels wide and leave `height` for text and notes."""
    style = (
        f"@page {{ size: 300px {height + 40}px; margin: 20px; @footnote {{ {area} }} }}"
        "html { font: 12px/20px Amiri; orphans: 2; widows: 2 } p, h2 { margin: 0 } .note { float: footnote }"
        f"td {{ padding: 0; vertical-align: top }} {css}"
    )
    head = f'<html lang="ar" dir="rtl"><title>عينة</title><style>{style}</style>'
    html = f"<!DOCTYPE html>{head}<body>{body}</body></html>"
    return Sample(html, html.count('class="note"'))


def lay_out(shown: Sample, *, mended: bool) -> sheet.Sheet:
    """One layout, without the ladder."""
    engine = start(faces())
    with engine.session(0, mended=mended):
        ids = tuple(f"note-{number}" for number in range(1, shown.notes + 1))
        return sheet.lay_out(sheet.Order(engine, {}, ids, {"pdf_tags": True}, "the sample"), shown.html)


# The second line of the third paragraph fits once a note is put off, and calls a note itself.
FORGOTTEN = sample(
    f"<p>{TEXT * 6}{note(1)}</p><p>{TEXT * 5}{note(2)} {TEXT * 20}</p><p>{TEXT * 5}{note(3)}{TEXT * 20}</p>",
    height=135,
)
REORDERED = sample(
    "".join(
        f"<p>{TEXT * 5}{note(n, TEXT * 2)} {TEXT * 2}{note(n + 1, TEXT * 7)}{TEXT * 2}{note(n + 2)}{TEXT * 8}</p>"
        for n in (1, 4, 7, 10)
    ),
    height=110,
)
ROW = sample(f"<table><tr><td>{TEXT * 20}</td><td>{TEXT}{note(1, TEXT * 9)}</td></tr></table>", height=210)
FULL = sample(f"<p>{TEXT * 2}{note(1, TEXT * 17)}{TEXT * 60}</p>", height=135)
SECOND_PASS = sample(
    f'<p class="to">{TEXT * 6}</p>'
    + "".join(f"<p>{TEXT * 3}{note(n, TEXT * 6)}{TEXT * 2}{note(n + 1)}{TEXT}</p>" for n in (1, 3, 5))
    + f'<p id="last">{TEXT}</p>',
    height=115,
    css=".to::after { content: target-counter(url(#last), page) }",
)
TAKEN_BACK = sample(
    "<table><thead><tr><th>رأس</th><th>رأس</th></tr></thead>"
    + "".join(
        f"<tr><td>{TEXT * 3}{note(n, TEXT * 4)}{TEXT * 10}</td>"
        f"<td>{TEXT * 12}{note(n + 1, TEXT * 5)}{TEXT * 4}</td></tr>"
        for n in (1, 3, 5, 7)
    )
    + "</table>",
    height=100,
)
FLOAT = sample(f'<p>{TEXT}</p><div style="float: left">{TEXT * 20}{note(1)}</div>', height=100)
FRACTIONS = sample(
    "".join(f"<p>{TEXT * 3}{note(n)}{TEXT * 2}{note(n + 1)}{TEXT}</p>" for n in range(1, 12, 2)),
    height=150,
    area="border-top: .5pt solid; padding-top: 2mm; margin-top: 3mm",
)


@pytest.mark.parametrize(
    ("shown", "fault"),
    [
        pytest.param(FORGOTTEN, "lost", id="notes of the line that fits after others were put off"),
        pytest.param(REORDERED, "reordered", id="notes put off at different times"),
        pytest.param(ROW, "over-text", id="notes of a later cell of a row"),
        pytest.param(FULL, "over-text", id="a page that one note fills"),
        pytest.param(FLOAT, "lost", id="the rest of a box that floats over the end of the document"),
        pytest.param(SECOND_PASS, "lost", id="a second pass over unchanged pages"),
    ],
)
def test_a_fault_and_its_cure(shown: Sample, fault: str) -> None:
    """The engine as it is has the fault; mended it has none, on the first rung."""
    as_it_is = Counter(found.fault for found in lay_out(shown, mended=False).faults)
    assert fault in as_it_is, "the engine no longer has this fault: take the mend out"
    assert lay_out(shown, mended=True).is_whole


def test_notes_taken_back_from_another_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the other mends, the engine's own way of taking notes back still loses them; ours does not."""
    assert lay_out(TAKEN_BACK, mended=True).is_whole
    from weasyprint.layout import LayoutContext

    from briefgen.press.footnotes import NoteContext

    monkeypatch.setattr(NoteContext, "unlayout_footnote", LayoutContext.unlayout_footnote)
    faults = {found.fault for found in lay_out(TAKEN_BACK, mended=True).faults}
    assert faults == {"lost"}, "the engine no longer has this fault: take the mend out"


def test_fractional_lengths() -> None:
    """Lengths that are no whole pixels put notes off that would fit; mended, they stand with their marks."""

    def late(shown: sheet.Sheet) -> int:
        return sum(shown.laid.note_pages[name] > page for name, page in shown.laid.call_pages.items())

    as_it_is, mended = lay_out(FRACTIONS, mended=False), lay_out(FRACTIONS, mended=True)
    assert late(as_it_is) > 0, "the engine no longer has this fault: take the tolerance out"
    assert late(mended) == 0
    assert len(mended.document.pages) < len(as_it_is.document.pages)


@pytest.mark.parametrize("limit", ["40px", "10.7mm", "43.3px"])
def test_an_area_of_limited_height(limit: str) -> None:
    """Notes beyond the `max-height` of the area go to the next page, also when the limit is a fraction."""
    body = "".join(f"<p>{TEXT}{note(number)}</p>" for number in range(1, 6))
    laid = lay_out(sample(body, height=300, area=f"max-height: {limit}"), mended=True)
    assert laid.is_whole
    assert list(laid.laid.note_pages.values()) == [1, 1, 2, 2, 3]


def test_notes_in_columns() -> None:
    """Notes called in columns stand below them, whole and in order."""
    body = "".join(f"<p>{TEXT * 6}{note(number, TEXT * 2)}{TEXT * 2}</p>" for number in range(1, 9))
    laid = lay_out(
        sample(f"<div>{body}</div>", height=260, css="div { columns: 2; column-gap: 10px }"), mended=True
    )
    assert laid.is_whole


def test_the_mends_fit_the_pinned_engine() -> None:
    """Version and sources are those that the mends were written for."""
    start(faces())
    assert {name: guard.digest(name) for name in mends.DIGESTS} == mends.DIGESTS
    assert mends.fitting()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param((guard, "VERSION", "70.1"), id="another version"),
        pytest.param(
            (mends, "DIGESTS", {**mends.DIGESTS, "weasyprint.layout.page.make_page": "0"}),
            id="another source",
        ),
        pytest.param((mends, "DIGESTS", {"weasyprint.layout.gone": "0"}), id="a function that is gone"),
    ],
)
def test_another_engine_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, change: tuple[Any, str, object]
) -> None:
    """With any other engine nothing is replaced."""
    start(faces())
    import weasyprint.document

    monkeypatch.setattr(*change)
    mends.fitting.cache_clear()
    original = weasyprint.document.LayoutContext
    try:
        with mends.applied():
            assert weasyprint.document.LayoutContext is original
    finally:
        mends.fitting.cache_clear()


def test_the_engine_is_mended_only_while_printing() -> None:
    """Before and after, the engine is as it was installed."""
    engine = start(faces())
    import weasyprint.document

    original = weasyprint.document.LayoutContext
    with engine.session(0):
        assert weasyprint.document.LayoutContext is not original
    assert weasyprint.document.LayoutContext is original
