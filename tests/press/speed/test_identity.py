"""The mends for speed change nothing: a short run of what `make prove-mends` does at length."""

from __future__ import annotations

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
    return page(f"{body}{around}{body.replace('note-9', 'note-8')}", css)


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
    "a note with a list": f'<p>{TEXT}<span class="note"><ul><li>{TEXT * 3}</li></ul></span></p>',
}
CSS = """
.first::first-line { font-weight: bold }
.run { position: running(top) } @page { @top-center { content: element(top) } }
.justified { text-align: justify; hyphens: auto; word-spacing: 1pt; letter-spacing: .2pt }
"""


@pytest.mark.parametrize("body", [pytest.param(body, id=name) for name, body in CASES.items()])
def test_unusual_cases(body: str) -> None:
    """What the mends leave to the engine, between text that they do not, prints the same with them and without."""
    html = filled(body, CSS)
    notes = tuple(name for name in (f"note-{number}" for number in range(1, 10)) if f'id="{name}"' in html)
    verdict = compare("case", lambda: print_html(html, notes))
    assert verdict.pages, "the case was not printed"
    assert not verdict.differences


@pytest.mark.parametrize("seed", range(10))
def test_random_documents(seed: int) -> None:
    """Random note-dense documents, cut short, print the same with all mends and with none."""
    assert compare_random(seed, blocks=3).differences == ()


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
