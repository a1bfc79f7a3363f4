"""A quiet engine: whatever it complains about is an error with its place, and none of it reaches a terminal."""

from __future__ import annotations

import logging

import pytest
from tests.press.samples import page, print_html

from briefgen.press.errors import Problem, StyleRejected

LINK = '<link rel="stylesheet" href="brief.css">'


def test_an_unknown_property_is_found_in_its_file() -> None:
    """CSS that the engine does not know is an error with file, line and column; imported files keep their names."""
    files = {
        "brief.css": b"@import 'parts/table.css';\np { color: red }\nh1 {\n  colour: red }\n",
        "parts/table.css": b"td { text-justify: kashida }",
    }
    with pytest.raises(StyleRejected) as caught:
        print_html(page("<p>نص</p>", head=LINK), files=files)
    places = [(problem.file, problem.line, problem.column) for problem in caught.value.problems]
    assert places == [("parts/table.css", 1, 6), ("brief.css", 4, 3)]
    assert str(caught.value.problems[1]).startswith("brief.css:4:3: Ignored `colour: red")


def test_a_style_in_the_document_has_no_file() -> None:
    """Complaints about the composed HTML itself name no file."""
    with pytest.raises(StyleRejected) as caught:
        print_html(page('<p style="colour: red">نص</p>'))
    assert caught.value.problems == (Problem("Ignored `colour: red` at 1:1, unknown property.", None, 1, 1),)


def test_a_broken_link_inside_the_document() -> None:
    """A reference to an element that does not exist is an error."""
    with pytest.raises(StyleRejected, match="nowhere"):
        print_html(page('<p><a href="#nowhere">رابط</a></p>'))


def test_complaints_go_nowhere_else(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """A terminal stays empty, and so does the log of the program."""
    with pytest.raises(StyleRejected):
        print_html(page('<p style="colour: red">نص</p>'))
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []
    assert logging.getLogger("weasyprint").propagate


def test_a_good_document_has_no_complaints(capfd: pytest.CaptureFixture[str]) -> None:
    """Printing a plain document says nothing at all."""
    print_html(page("<p>نص</p>"))
    assert capfd.readouterr() == ("", "")
