"""Printing one document: page numbers that settle, what the PDF says of itself, and errors instead of tracebacks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from tests.press.notegen import faces
from tests.press.samples import note, page, print_html

from briefgen.press import sheet
from briefgen.press.errors import EngineFailed, PagesUnsettled
from briefgen.press.printing import print_brief

LOREM = "نص عربي طويل في فقرة من فقرات الموجز يملأ السطر والسطرين " * 6


def test_where_things_stand() -> None:
    """Pages of notes, of their marks and of every anchor are told, and they are the pages of the PDF."""
    body = f'<h1 id="top">عنوان</h1><p>{LOREM * 3}{note(1)}</p><p id="last">{LOREM * 3}{note(2)}</p>'
    printed = print_html(page(body), notes=2)
    with pypdf.PdfReader(BytesIO(printed.pdf)) as reader:
        assert len(reader.pages) == printed.pages == 3
        named = {
            name: reader.get_destination_page_number(to) for name, to in reader.named_destinations.items()
        }
    assert printed.anchors == {"top": 1, "last": 2, "note-1": 2, "note-2": 3}
    assert printed.note_pages == printed.call_pages == {"note-1": 2, "note-2": 3}
    assert all(printed.anchors[name] == number + 1 for name, number in named.items() if number is not None)


def test_page_numbers_settle() -> None:
    """A list that prints the pages of notes is composed again until the pages it prints are true."""
    seen: list[dict[str, int]] = []

    def compose(pages: Mapping[str, int]) -> str:
        seen.append(dict(pages))
        listed = "".join(
            f"<p>المصدر: صفحة {pages[name]}</p>" * 12 for name in sorted(pages) if name == "note-1"
        )
        return page(f"<p>بداية</p>{listed}<p>{LOREM}{note(1)}</p>")

    printed = print_brief(compose, notes=("note-1",), fonts=faces(), files={})
    assert seen == [{}, {"note-1": 1}, {"note-1": 2}]
    assert printed.note_pages == {"note-1": 2}


def test_page_numbers_that_never_settle() -> None:
    """A document whose page numbers push each other to and fro is an error that names them."""

    def compose(pages: Mapping[str, int]) -> str:
        filler = "" if pages.get("place") == 2 else f"<p>{LOREM * 4}</p>"
        return page(f'{filler}<p id="place">نص</p>')

    with pytest.raises(PagesUnsettled, match="place"):
        print_brief(compose, notes=(), fonts=faces(), files={})


def test_a_document_without_page_numbers_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the text does not change with the pages, there is no second layout."""
    layouts = []

    def counted(*arguments: Any) -> Any:
        layouts.append(1)
        return sheet.lay_out(*arguments)

    monkeypatch.setattr("briefgen.press.ladder.lay_out", counted)
    print_html(page(f"<p>{LOREM}{note(1)}</p>"), notes=1)
    assert layouts == [1]


def test_what_the_pdf_says_of_itself() -> None:
    """Title, language, tags, binding on the right, an identifier; the date is the document's and no other."""
    head = '<meta name="dcterms.created" content="2024-02-05T00:00:00Z">'
    printed = print_html(page("<p>نص</p>", head=head), created=datetime(2024, 2, 5, tzinfo=UTC))
    with pikepdf.open(BytesIO(printed.pdf)) as pdf:
        assert pdf.Root.Lang == "ar"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert len(pdf.trailer.ID) == 2
        info = {str(key): str(value) for key, value in pdf.docinfo.items()}
    assert info == {
        "/Title": "موجز",
        "/Producer": "WeasyPrint 70.0",
        "/CreationDate": "D:20240205000000Z",
    }


def test_bookmarks_come_from_headings() -> None:
    """Headings are in the outline of the PDF."""
    printed = print_html(page("<h1>الأول</h1><p>نص</p><h2>الثاني</h2><p>نص</p>"))
    with pikepdf.open(BytesIO(printed.pdf)) as pdf, pdf.open_outline() as outline:
        (first,) = outline.root
        assert (first.title, [child.title for child in first.children]) == ("الأول", ["الثاني"])


def test_finishers_see_the_pdf_before_it_is_written() -> None:
    """Later work on the PDF tree plugs in, in order, with the engine's document at hand."""
    order: list[str] = []

    def first(document: Any, _pdf: Any) -> None:
        order.append(f"first of {len(document.pages)} page")

    def second(_document: Any, pdf: Any) -> None:
        order.append("second")
        pdf.catalog["PageLayout"] = "/TwoPageRight"

    printed = print_html(page("<p>نص</p>"), finishers=(first, second))
    assert order == ["first of 1 page", "second"]
    with pikepdf.open(BytesIO(printed.pdf)) as pdf:
        assert pdf.Root.PageLayout == "/TwoPageRight"


@pytest.mark.filterwarnings(
    "ignore:.*sRGB2014.icc:pytest.PytestUnraisableExceptionWarning"
)  # the engine forgets it
def test_a_variant_is_passed_on() -> None:
    """A PDF variant of the engine is written when it is asked for."""
    printed = print_html(page("<p>نص</p>"), variant="pdf/a-3a")
    with pikepdf.open(BytesIO(printed.pdf)) as pdf:
        assert pdf.open_metadata().pdfa_status == "3A"


@pytest.mark.parametrize(
    "error", [RecursionError("maximum recursion depth exceeded"), AssertionError(), IndexError("x")]
)
def test_a_breakdown_of_the_engine_is_told(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Whatever the engine dies of on every rung of the ladder is one error that names the document."""
    print_html(page("<p>نص</p>"))
    import weasyprint.document

    def die(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(weasyprint.document, "build_formatting_structure", die)
    with pytest.raises(EngineFailed, match=f"broke down on nmi-mandate: {type(error).__name__}"):
        print_html(page("<p>نص</p>"), name="nmi-mandate")


def test_a_real_breakdown_of_the_engine() -> None:
    """Boxes nested deeper than the engine can follow end in the same error, and the next document prints."""
    deep = "<div>" * 700 + "نص" + "</div>" * 700
    with pytest.raises(EngineFailed, match="RecursionError"):
        print_html(page(deep))
    assert print_html(page("<p>نص</p>")).pages == 1


def test_errors_of_the_composer_are_its_own() -> None:
    """What goes wrong while the HTML is made is not taken for a fault of the engine."""

    def compose(_pages: Mapping[str, int]) -> str:
        raise KeyError("template")

    with pytest.raises(KeyError, match="template"):
        print_brief(compose, notes=(), fonts=faces(), files={})


@pytest.mark.parametrize("module", ["briefgen.press", "briefgen.press.printing", "briefgen.press.fonts"])
def test_the_engine_is_imported_when_something_is_printed(root: Path, module: str) -> None:
    """Importing the press brings in neither WeasyPrint nor fontTools."""
    heavy = "('weasyprint', 'pydyf', 'fontTools')"
    code = f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(root / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_processes_copied_from_one_that_has_the_engine(tmp_path: Path, root: Path) -> None:
    """The module for preloading imports the engine with no face in sight; faces come with the first document."""
    script = tmp_path / "script.py"
    script.write_text(
        "import sys, briefgen.press.preloading\n"
        "assert 'weasyprint' in sys.modules\n"
        "from tests.press.samples import page, print_html\n"
        "print(print_html(page('<p>نص</p>')).pages)\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script)],
        env={**os.environ, "PYTHONPATH": f"{root / 'src'}:{root}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == ("1", "")


def test_the_environment_is_left_as_it_was() -> None:
    """Printing leaves no variable behind."""
    before = dict(os.environ)
    print_html(page("<p>نص</p>"))
    assert dict(os.environ) == before
