"""The gate: nothing that can be wrong with a note passes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.press.notegen import faces
from tests.press.samples import note, page, print_html

from briefgen.press import ladder, mends, notes
from briefgen.press.engine import start
from briefgen.press.errors import NoteLost
from briefgen.press.notes import Laid, NoteFault, comparable, faults

TEXTS = {"a": "نص أول", "b": "نص ثان", "c": "نص ثالث"}


def good() -> Laid:
    """Three notes on two pages, as they should be."""
    return Laid(
        note_pages={"a": 1, "b": 1, "c": 2},
        call_pages={"a": 1, "b": 1, "c": 1},
        texts=dict(TEXTS),
        parts={"a": 1, "b": 1, "c": 1},
    )


def test_notes_that_are_well() -> None:
    """Notes in order on the page of their mark or a later one have no fault."""
    assert faults(good(), tuple(TEXTS), TEXTS) == ()


def lose(laid: Laid) -> None:
    """Take a note off the pages."""
    del laid.note_pages["b"], laid.texts["b"]


def cut(laid: Laid) -> None:
    """Take a word out of a note."""
    laid.texts["b"] = "نص"


def double(laid: Laid) -> None:
    """Set a note twice."""
    laid.texts["b"] *= 2
    laid.parts["b"] = 2


def double_empty(laid: Laid) -> None:
    """Set a note without text twice."""
    laid.texts["b"] = ""
    laid.parts["b"] = 2


def swap(laid: Laid) -> None:
    """Set two notes in the wrong order."""
    laid.note_pages = {"b": 1, "a": 1, "c": 2}


def precede(laid: Laid) -> None:
    """Set a note on the page before its mark."""
    laid.call_pages["c"] = 3


def unmark(laid: Laid) -> None:
    """Take the mark of a note out of the text."""
    del laid.call_pages["b"]


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lose, NoteFault("b", "lost", 1)),
        (cut, NoteFault("b", "cut", 1)),
        (double, NoteFault("b", "doubled", 1)),
        (double_empty, NoteFault("b", "doubled", 1)),
        (swap, NoteFault("a", "reordered", 1)),
        (precede, NoteFault("c", "early", 2)),
        (unmark, NoteFault("b", "uncalled", 1)),
    ],
)
def test_each_fault_is_found(spoil: Callable[[Laid], None], expected: NoteFault) -> None:
    """One thing wrong with one note is one fault, by its name."""
    laid = good()
    spoil(laid)
    texts = {**TEXTS, "b": ""} if spoil is double_empty else TEXTS
    assert faults(laid, tuple(TEXTS), texts) == (expected,)


@given(st.text(), st.integers(0, 30), st.sampled_from(" \n\t\u00a0\u200f\u2066\u00ad"))
def test_white_space_and_invisible_characters_are_not_text(text: str, place: int, extra: str) -> None:
    """What the engine may fold or drop does not count as a cut."""
    assert comparable(text[:place] + extra + text[place:]) == comparable(text)


@given(st.text("ابتثنمويه0123٠١", min_size=1), st.data())
def test_every_letter_counts(text: str, data: st.DataObject) -> None:
    """A letter less, anywhere, is a cut."""
    place = data.draw(st.integers(0, len(text) - 1))
    assert comparable(text[:place] + text[place + 1 :]) != comparable(text)


@pytest.mark.parametrize(
    ("css", "fault"),
    [
        (".note:nth-of-type(2) { display: none }", "note-2 is on no page"),
        (".note:nth-of-type(2) { position: relative; top: 5cm }", "note-2 reaches over the edge of its page"),
        (".note:nth-of-type(2) { margin-right: 20cm; white-space: nowrap }", "note-2 reaches over the edge"),
        (".note b { display: none }", "note-1 has lost some of its text"),
        (".note { float: none }", "note-1 is on no page"),
        ("p { position: relative; top: 11cm }", "note-1 stands on a page where text runs into the notes"),
    ],
)
def test_a_style_that_hides_notes(css: str, fault: str) -> None:
    """A template that hides, cuts or displaces notes gets no PDF, and hears which notes and how."""
    body = f"<p>نص{note(1, 'حاشية <b>غليظة</b>')} ونص{note(2)}</p>"
    with pytest.raises(NoteLost, match=fault) as caught:
        print_html(page(body, css), notes=2)
    assert set(caught.value.notes) <= {"note-1", "note-2"}


def test_a_note_that_was_never_composed() -> None:
    """A note that the caller counts on and the HTML does not hold is lost."""
    with pytest.raises(NoteLost) as caught:
        print_html(page(f"<p>نص{note(1)}</p>"), notes=2)
    assert caught.value.notes == ("note-2",)


def test_a_note_taller_than_a_page() -> None:
    """What cannot be repaired is an error that names the note."""
    with pytest.raises(NoteLost, match="note-1 reaches over the edge of its page"):
        print_html(page(f"<p>نص{note(1, 'كلمة ' * 900)} ونص</p>"), notes=1)


def test_mixed_directions_and_links_inside_notes() -> None:
    """A note with Latin words, digits, links and emphasis is whole, however the engine orders its boxes."""
    link = '<a href="https://example.org/a">https://example.org/a/b-c</a>'
    text = f"انظر <bdi>CJTF-OIR (2014) §6</bdi>، {link} و<b>غيره</b> ١٢"
    body = "".join(f"<p>نص{note(number, text * number)}</p>" for number in range(1, 5))
    printed = print_html(page(body), notes=4)
    assert (printed.rung, list(printed.note_pages)) == (0, ["note-1", "note-2", "note-3", "note-4"])


def test_the_ladder_repairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the first layout loses a note, another one that keeps it is printed."""
    real = notes.faults
    calls = []

    def losing_first(*arguments: Any) -> tuple[NoteFault, ...]:
        calls.append(arguments)
        return (NoteFault("note-1", "lost"),) if len(calls) == 1 else real(*arguments)

    monkeypatch.setattr(notes, "faults", losing_first)
    assert print_html(page(f"<p>نص{note(1)}</p>"), notes=1).rung == 1


def test_without_mends_the_gate_stands_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """With an engine that the mends do not fit, a document that loses notes is repaired or refused, never printed."""
    from tests.press.test_mends import FORGOTTEN

    start(faces())
    monkeypatch.setattr(mends, "fitting", lambda: False)
    printed = print_html(FORGOTTEN.html, notes=FORGOTTEN.notes)
    assert printed.rung > 0
    assert list(printed.note_pages) == ["note-1", "note-2", "note-3"]
    monkeypatch.setattr(ladder, "RUNGS", ("",))
    with pytest.raises(NoteLost) as caught:
        print_html(FORGOTTEN.html, notes=FORGOTTEN.notes)
    assert caught.value.notes
