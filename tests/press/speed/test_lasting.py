"""What styles came to in one document, used in the next: each document is the one that the bare engine prints."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.press.samples import note, page
from tests.press.speed.prove import Print, print_html
from tests.press.speed.test_identity import CASES, CSS, TEXT, filled

from briefgen.press.speed import lasting, sheets, switches

PLAIN_CSS = "\n".join(line for line in CSS.splitlines() if "first-" not in line)
BODIES = tuple(body for body in CASES.values() if "letter" not in body and 'class="first"' not in body)


@pytest.fixture(autouse=True)
def _nothing_known() -> Iterator[None]:
    """No style was worked out before, and none stays for the tests that follow."""
    for each in (lasting._known, sheets._known):
        each.clear()
    yield
    for each in (lasting._known, sheets._known):
        each.clear()


def bare(html: str, notes: tuple[str, ...] = ()) -> Print:
    """The print of the engine without any mend."""
    with switches.using("none"):
        return print_html(html, notes)


def kept() -> int:
    """How many values are known."""
    return sum(len(each.values) for each in lasting._known.values())


def test_a_second_document_works_out_nothing() -> None:
    """Of the same sheets with another text: no class and no value comes to those that are known."""
    one, two = (page(f"<p>{words}{note(9)}</p>") for words in (TEXT, TEXT * 3))
    print_html(one, ("note-9",))
    classes, values = len(lasting._known), kept()
    assert classes > 5
    assert print_html(two, ("note-9",)) == bare(two, ("note-9",))
    assert (len(lasting._known), kept()) == (classes, values)


def test_unusual_cases_one_after_the_other() -> None:
    """Forwards and back again, so that each case is printed with what each other one left."""
    htmls = [filled(body, PLAIN_CSS) for body in BODIES]
    cases = [(html, tuple(f"note-{n}" for n in range(1, 10) if f'id="note-{n}"' in html)) for html in htmls]
    plain = [bare(*each) for each in cases]
    assert [print_html(*each) for each in cases] == plain
    assert [print_html(*each) for each in reversed(cases)] == plain[::-1]
    assert kept() > 1000


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("@page { size: A4 } p { margin-right: 10vw }", "@page { size: A5 } p { margin-right: 10vw }"),
        ("p { margin-right: 3ch }", "body { font-size: 14pt } p { margin-right: 3ch }"),
        ("p { padding-top: 2lh }", "p { line-height: 3; padding-top: 2lh }"),
        ("html { font-size: 9pt } p { padding: 2rem }", "html { font-size: 14pt } p { padding: 2rem }"),
        ("body { font-size: 9pt } p { padding: 2em }", "body { font-size: 14pt } p { padding: 2em }"),
        ("p { padding: 2em; font-size: 9pt }", "p { padding: 2em; font-size: 14pt }"),
        (
            "body { color: #123456 } p { border: 1pt solid }",
            "body { color: #654321 } p { border: 1pt solid }",
        ),
        (":root { --gap: 3pt } p { margin: var(--gap) }", ":root { --gap: 9pt } p { margin: var(--gap) }"),
        ("p { margin-inline-start: 9pt }", "body { direction: ltr } p { margin-inline-start: 9pt }"),
        ("p { width: calc(50% - 2em) }", "body { font-size: 14pt } p { width: calc(50% - 2em) }"),
        ("b { font-weight: bolder }", "p { font-weight: 100 } b { font-weight: bolder }"),
        ("p { display: table-cell; margin: 9pt }", "p { margin: 9pt }"),
        (
            "b { text-decoration: underline }",
            "p { text-decoration: overline } b { text-decoration: underline }",
        ),
        ("p { page: wide } @page wide { size: A5 }", "p { page: auto } @page wide { size: A5 }"),
    ],
)
def test_what_a_value_follows_from_tells_documents_apart(one: str, two: str) -> None:
    """The same declaration under another page, face, parent or root; the last document is the first one again."""
    body = f"<p>{TEXT * 2}<b>{TEXT}</b>{note(9)}</p><p>{TEXT}</p>"
    htmls = [page(body, css) for css in (one, two, one)]
    prints = [print_html(each, ("note-9",)) for each in htmls]
    assert prints == [bare(each, ("note-9",)) for each in htmls]
    assert prints[0] == prints[2] != prints[1]
    assert isinstance(prints[0], bytes)


@pytest.mark.parametrize("unit", ["ex", "ch", "rlh"])
def test_a_length_that_was_measured_is_not_kept(unit: str) -> None:
    """Nor where it is inherited."""
    html = page(f"<p>{TEXT * 9}<b>{TEXT}</b></p>", f"p {{ text-indent: 2{unit} }}")
    assert print_html(html, ()) == bare(html)
    indents = {each.values.get("text_indent") for each in lasting._known.values()}
    assert None in indents
    assert not any(each.value for each in indents if each)


def test_what_the_engine_breaks_down_on_it_breaks_down_on() -> None:
    """A size by a letter of the size itself."""
    html = page(f"<p>{TEXT}</p>", "p { font-size: 2ch }")
    assert print_html(html, ()) == bare(html)


def test_nothing_is_kept_once_the_engine_has_complained() -> None:
    """Each document is told what is wrong with it, whichever style is worked out first."""
    rule = ":root { --red: red } p { margin: var(--red) } b { padding: var(--red) }"
    for body in (f"<p>{TEXT}<b>{TEXT}</b></p>", f"<div>{TEXT}<b>{TEXT}</b></div>", f"<p>{TEXT}</p>") * 2:
        html = page(body, rule)
        found = print_html(html, ())
        assert found == bare(html)
        assert isinstance(found, str)


@pytest.mark.parametrize("pseudo", ["first-line", "first-letter"])
def test_documents_with_a_style_that_is_laid_over_know_nothing(pseudo: str) -> None:
    """The engine lays over a box just those values of its first line or letter that were asked for."""
    html = page(f"<p>{TEXT * 4}</p>", f"p::{pseudo} {{ font-size: 150% }}")
    assert print_html(html, ()) == bare(html)
    assert not lasting._known


def test_what_is_known_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents with declarations of their own, in attributes."""
    monkeypatch.setattr(lasting, "_MOST", 40)
    for number in range(40):
        assert isinstance(print_html(page(f"<p style='padding: {number}pt'>{TEXT}</p>"), ()), bytes)
    assert 0 < len(lasting._known) <= 40


def test_the_engine_is_as_it_was() -> None:
    """After a document nothing of the engine or its log is another."""
    from weasyprint import css
    from weasyprint.css import units

    before = css.LOGGER.filters, units.VIEWPORT_UNITS, units.FONT_UNITS
    print_html(page(f"<p>{TEXT}</p>"), ())
    assert (css.LOGGER.filters, units.VIEWPORT_UNITS, units.FONT_UNITS) == before
