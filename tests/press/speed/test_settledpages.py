"""Once page numbers are known, only the pages that show them are laid out again, and the file is the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from tests.press.notegen import faces
from tests.press.samples import page

from briefgen.press import footnotes, printing
from briefgen.press.printing import print_brief
from briefgen.press.speed import settledpages, switches

TEXT = "نص عربي يملأ السطر ثم يمضي إلى ما بعده "
CHAPTERS = "".join(f'<h2 id="c{number}">{TEXT}</h2><p>{TEXT * 70}</p>' for number in range(1, 7))


def printed(contents: str, mends: str, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, int]:
    """A text of several pages behind its contents, and how many pages were laid out for it."""
    laid: list[int] = []
    remake = footnotes.remake_page

    def counted(number: int, *rest: object) -> object:
        laid.append(number)
        return remake(number, *rest)

    replaced = [(*each[:2], counted if each[1] == "remake_page" else each[2]) for each in footnotes.MENDS]
    monkeypatch.setattr(footnotes, "MENDS", tuple(replaced))

    def compose(pages: Mapping[str, int]) -> str:
        numbers = {f"c{number}": str(pages.get(f"c{number}", "00")) for number in range(1, 7)}
        return page(contents.format(**numbers) + CHAPTERS)

    with switches.using(mends):
        pdf = print_brief(compose, notes=(), fonts=faces(), files={}).pdf
    monkeypatch.undo()
    return pdf, len(laid)


def test_only_pages_that_show_a_number_are_laid_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The contents stand on the first page: it alone is laid out twice."""
    contents = "<p><s>{c1}</s> <b>{c4}</b></p><p><i>{c6}</i></p>"
    plain, twice = printed(contents, "none", monkeypatch)
    found, once = printed(contents, "all", monkeypatch)
    assert found == plain
    assert once == twice // 2 + 1


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param("<p>{c1}<b>و</b></p>", id="text beside an element"),
        pytest.param("<p><b> {c1}</b></p>", id="white space that collapses"),
        pytest.param("<h1>{c2}</h1>", id="a bookmark"),
        pytest.param("<p><b id='x{c2}'>و</b></p>", id="an attribute"),
    ],
)
def test_what_cannot_be_put_in_place_is_laid_out_whole(
    contents: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All pages are laid out twice, and the file is the engine's."""
    plain, twice = printed(contents, "none", monkeypatch)
    assert printed(contents, "all", monkeypatch) == (plain, twice)


def test_a_page_that_grows_is_followed_by_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a text pushes others over the page, the pages after it are laid out again too."""
    contents = "<p><b>{c1}</b></p>" * 3 + f"<p>{TEXT * 5}</p>"
    plain, _ = printed(contents, "none", monkeypatch)
    assert printed(contents, "all", monkeypatch)[0] == plain


def test_trees_that_differ_in_more_than_texts_are_not_the_same() -> None:
    """Attributes, elements and text between elements count as more."""
    from xml.etree.ElementTree import fromstring

    def change(before: str, after: str) -> object:
        found = settledpages.changed(fromstring(before), fromstring(after))  # noqa: S314 - our own text
        return None if found is None else sorted(found.values())

    assert change("<a><b>1</b></a>", "<a><b>2</b></a>") == ["2"]
    for after in ("<a><b>1</b>x</a>", "<a><b c=''>1</b></a>", "<a><b/></a>", "<a/>", "<a><b> 1</b></a>"):
        assert change("<a><b>1</b></a>", after) is None


def test_the_second_layout_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the mend switched off, the press lays out the whole document again."""
    asked: list[object] = []
    again = printing._again

    def watched(*given: Any) -> Any:
        asked.append(again(*given))
        return asked[-1]

    monkeypatch.setattr(printing, "_again", watched)
    with switches.using("all,-settled-pages"):
        print_brief(
            lambda pages: page(f"<p><b>{pages.get('x', 0)}</b></p><p id='x'>{TEXT}</p>"),
            notes=(),
            fonts=faces(),
            files={},
        )
    assert asked == [None, None]
