"""The mends for speed change nothing: a short run of what `make prove-mends` does at length."""

from __future__ import annotations

import re

import pytest
from tests.press.notegen import document, faces
from tests.press.samples import note, page
from tests.press.speed.prove import compare, compare_brief, compare_random, print_html

from briefgen.press.engine import start
from briefgen.press.speed import switches

TEXT = "نص عربي يملأ السطر <bdi>NATO</bdi> ثم يمضي "


def filled(body: str, css: str = "") -> str:
    """A page with enough text and notes around a case that it breaks over pages."""
    around = "".join(f"<p>{TEXT * 5}{note(number)}{TEXT * 9}</p>" for number in range(1, 4))
    again = re.sub(r'id="([a-z])"', r'id="\1-again"', body.replace("note-9", "note-8"))
    return page(f"{body}{around}{again}", css)


LIST = f'<li id="a" data-say="قال">{TEXT}</li><li id="b">{TEXT}<a href="#a">{TEXT}</a></li>'
DRAWING = '<svg width="200" height="40"><text x="50" y="20" font-family="Amiri">بيئة</text></svg>'
CASES = {
    "a floating box": f'<div style="float: left; width: 30mm">{TEXT * 3}</div>',
    "a floating box in a line": f'<p>{TEXT}<span style="float: right">{TEXT}</span>{TEXT * 4}</p>',
    "a positioned box": f'<p style="position: relative">{TEXT}<b style="position: absolute">{TEXT}</b>{TEXT}</p>',
    "a first line": f'<p class="first">{TEXT * 6}</p>',
    "columns": f'<div style="columns: 2">{TEXT * 12}{note(9)}{TEXT * 8}</div>',
    "a table": f"<table><tr><td>{TEXT}{note(9)}</td><td>{TEXT * 4}</td></tr></table>",
    "a flexible box": f'<div style="display: flex"><p>{TEXT}</p><p>{TEXT * 3}</p></div>',
    "an inline block with blocks": f'<p>{TEXT}<span style="display: inline-block"><b>{TEXT}</b></span></p>',
    "a running element": f'<p>{TEXT * 3}<span class="run">{TEXT}</span>{TEXT * 3}</p>',
    "left to right": f'<div dir="ltr"><p>{"Plain words that fill a line " * 9}</p></div>',
    "justified, hyphenated, spaced": f'<p class="justified" lang="en">{"consideration notwithstanding " * 9}</p>',
    "preserved lines": f"<pre>{TEXT}\n{TEXT}\t{TEXT}\n</pre>",
    "a note in a note": f'<p>{TEXT}<span class="note">{TEXT * 3}<span class="note">{TEXT}</span></span></p>',
    "a first letter": f'<div dir="ltr"><p class="letter">{"Plain words " * 20}</p></div>',
    "values that follow from others": f'<div class="follows"><p>{TEXT}<b>{TEXT}</b></p><p>{TEXT}{note(9)}</p></div>',
    "variables": f'<div class="varied"><p>{TEXT}</p><section><p id="v">{TEXT}{note(9)}</p></section></div>',
    "languages": f'<p lang="fr"><q>{TEXT}</q></p><p lang="ar"><q>{TEXT}<q lang="en">Plain</q></q></p>',
    "borders, backgrounds, corners": f'<div class="decked"><p>{TEXT}<i>{TEXT}</i></p><p id="d">{TEXT}</p></div>',
    "collapsed borders": f'<table class="collapsed"><tr><td id="c">{TEXT}</td><th>{TEXT}{note(9)}</th></tr></table>',
    "page margins": f'<section class="chapter"><h2 id="m">{TEXT}</h2><p>{TEXT * 40}</p></section>',
    "pseudo-elements": f'<ol class="marked">{LIST}</ol>',
    "a drawing with text": f"<p>{TEXT}{DRAWING}</p>",
    "a text that is cut off": f'<p class="cut">{TEXT * 9}</p><p class="cut">{TEXT}</p>',
    "sizes by the page": f'<p class="paged">{TEXT}</p>',
    "a note with a list": f'<p>{TEXT}<span class="note"><ul><li>{TEXT * 3}</li></ul></span></p>',
}
CSS = """
.first::first-line { font-weight: bold }
.run { position: running(top) } @page { @top-center { content: element(top) } }
.letter::first-letter { font-size: 200%; color: #123456; border: 1pt solid }
.letter p::first-letter { margin: inherit; line-height: 1.5 }
.follows { font-size: 1.2em; border: thick solid currentcolor; margin: 1em; padding: .5ex; color: #234567 }
.follows p { border: inherit; margin: inherit; line-height: 120%; outline: medium dashed; text-decoration: underline }
.follows b { font-size: larger; letter-spacing: .05em; text-decoration-color: inherit }
.varied { --ink: #345678; --gap: 2pt; --one: var(--ink); color: var(--ink) }
.varied section { --gap: 4pt; padding: var(--gap); margin: var(--none, 3pt); color: var(--one, #456789) }
.varied p { border-bottom: var(--gap) solid var(--ink); text-indent: calc(var(--gap) + 1em) }
.decked { background: #eef; border-radius: 3pt 1pt; box-shadow: none; border-right: 1pt solid }
.decked p { background: transparent; border-radius: 0 } .decked i { background-color: currentcolor; color: #fed }
.collapsed { border-collapse: collapse; padding: 2pt } .collapsed td { border: 2pt solid; padding: 3pt; margin: 4pt }
.chapter { page: chapter; string-set: title content() } @page chapter { @bottom-center { content: counter(page) } }
@page :left { @top-left { content: string(title); counter-increment: page 2; color: #567 } margin-left: 30mm }
.marked li::before { content: attr(data-say) } .marked a::after { content: target-counter(attr(href), page) }
.marked ::marker { color: #678 }
.cut { text-overflow: ellipsis; overflow: hidden; white-space: nowrap }
.paged { margin-left: 5vw }
.justified { text-align: justify; hyphens: auto; word-spacing: 1pt; letter-spacing: .2pt }
"""


@pytest.mark.parametrize("body", [pytest.param(body, id=name) for name, body in CASES.items()])
def test_unusual_cases(body: str) -> None:
    """What the mends leave to the engine, between text that they do not, prints the same with them and without."""
    html = filled(body, CSS)
    notes = tuple(name for name in (f"note-{number}" for number in range(1, 10)) if f'id="{name}"' in html)
    verdict = compare("case", lambda: print_html(html, notes))
    assert verdict.pages or "letter" in body, "the case was not printed"
    assert not verdict.differences


@pytest.mark.parametrize("seed", range(10))
def test_random_documents(seed: int) -> None:
    """Random note-dense documents, cut short, print the same with all mends and with none."""
    assert compare_random(seed, blocks=3).differences == ()


def test_what_is_remembered_is_what_is_made_anew() -> None:
    """Documents printed one after the other, edited and printed again, are those that the bare engine prints."""
    made, other = document(3, 4), document(5, 3)
    edited = made.html.replace("</p>", " كلمة</p>", 1)
    assert edited != made.html
    htmls = (made.html, other.html, edited, made.html)
    notes = (made.notes, other.notes, made.notes, made.notes)
    with switches.using("none"):
        bare = [print_html(*each) for each in zip(htmls, notes, strict=True)]
    with switches.using("all"):
        assert [print_html(*each) for each in zip(htmls, notes, strict=True)] == bare
    assert all(isinstance(each, bytes) for each in bare)


def test_each_mend_alone() -> None:
    """A mend does not lean on another one: alone, each prints a random document as the engine does."""
    assert compare_random(7, switches.NAMES, blocks=4).differences == ()


def test_a_sample_brief_in_all_forms() -> None:
    """The shortest sample brief, in its forms for paper too, is the same file with the mends and without."""
    verdict = compare_brief("nmi-at-a-glance", ("all",))
    assert (verdict.pages > 0, verdict.differences) == (True, ())


def test_a_difference_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mend that changed a line's place would be found out."""
    start(faces())
    from briefgen.press.speed import catalogue, linesonce
    from briefgen.press.speed.mend import Mend, Replacement

    def shifted(*arguments: object, **named: object) -> tuple[object, object]:
        line, resume_at = linesonce._engine(*arguments, **named)
        if line is not None:
            line.translate(dx=0.01)
        return line, resume_at

    replaced = [Replacement(each.owner, each.name, shifted) for each in linesonce.MEND.replacements]
    monkeypatch.setattr(catalogue, "fitting", lambda: (Mend("lines-once", {}, tuple(replaced)),))
    made = document(0)
    verdict = compare("shifted", lambda: print_html(made.html, made.notes))
    assert "page 1 differs" in verdict.differences[0]
