"""What rests of a line rests for one print, however that print ends."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from tests.press.samples import page, print_html

from briefgen.press import drawnlines
from briefgen.press.errors import PressError
from briefgen.press.speed import firstwords, linememory

HTML = page("<p>نص قصير</p>")


@pytest.mark.parametrize("exact", [True, False])
def test_nothing_rests_after_a_print(exact: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither when lines were drawn from what rested nor when the engine drew them itself."""
    forget = linememory.forget
    rested = 0

    def count_and_forget() -> None:
        nonlocal rested
        rested += len(linememory.at_rest)
        forget()

    monkeypatch.setattr(linememory, "forget", count_and_forget)
    print_html(HTML, exact=exact)
    assert rested > 0
    assert not linememory.at_rest


def test_nothing_rests_after_a_print_that_failed() -> None:
    """A sign that no face has is noticed after the layout."""
    with pytest.raises(PressError):
        print_html(page("<p>نص ᚠ قصير</p>"))
    assert not linememory.at_rest


WORDS = (
    "بلغت القوات المشتركة في العراق ٢٥٠٠ مستشار NATO من أربع دول، «وفق البيان» ثم عادت (كلها) إلى بيئةٍ آمنة "
)
JUSTIFIED = "p { text-align: justify; word-spacing: %s; letter-spacing: %s; width: 90mm }"


@pytest.mark.parametrize("spacing", [".02px", "0", "1pt", "-.1pt"])
@pytest.mark.parametrize("letters", ["normal", ".1pt"])
def test_a_justified_line_is_the_measured_one_with_wider_spaces(
    spacing: str, letters: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is worked out for it is what the shaper makes of it, run for run; where that is not sure, it is shaped."""
    widened = drawnlines._widened
    seen: list[bool] = []

    def compared(layout: Any, style: Any, lines: dict[Any, Any], fonts: dict[int, Any]) -> Any:
        found = widened(layout, style, lines, fonts)
        seen.append(found is not None)
        if found is not None:
            drawnlines._wake_to_read(layout)
            real = drawnlines._shaped(layout, fonts)
            assert [replace(run.shaped, words={}) for run in found] == [
                replace(run.shaped, words={}) for run in real
            ]
            assert [(run.pango_font, run.rtl, run.start) for run in found] == [
                (run.pango_font, run.rtl, run.start) for run in real
            ]
        return found

    monkeypatch.setattr(drawnlines, "_widened", compared)
    texts = [WORDS[start:] + WORDS * 3 for start in range(0, 60, 7)]
    inline = (
        f"<p>{WORDS}<b>{WORDS}</b> <i>{WORDS}</i>٥\u00a0شباط/فبراير {WORDS}</p><p dir=ltr>{WORDS * 2}</p>"
    )
    body = "".join(f"<p>{text}</p>" for text in texts) + inline
    print_html(page(body, JUSTIFIED % (spacing, letters)))
    sure = letters == "normal" and spacing in (".02px", "1pt")
    assert any(seen) is sure


def test_words_in_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first word of a text is what the engine makes of it in no room, and is left to it where that is not sure."""
    cases = [
        "كلمة ثم أخرى", "كلمة أ", "مُدَّة زمنية", "NATO في العراق", "F16 هنا", "٢٥٠٠ مستشار", "ـــ كلمة", "كلمة",
        "كلمة ", "كلمة، ثم", "كلمة ( ثم", "كلمة ٥", "كلمة  ثم", "ثم-كان هنا", "a\u00adb c", "كلمة ثم\u00adكان",
        "語語 a",
    ]  # fmt: skip
    sure = {"كلمة ثم أخرى", "كلمة أ", "مُدَّة زمنية", "NATO في العراق", "F16 هنا"}
    told: dict[tuple[str, str], tuple[Any, ...]] = {}
    taken: set[str] = set()

    def compared(text: str, style: Any, *rest: Any) -> Any:
        asked.clear()
        found = firstwords.first_line(text, style, *rest)
        if rest[1] == 0:
            if not asked and style["white_space"] == "normal":
                taken.add(text)
            real = engine(text, style, *rest)
            told[text, style["white_space"]] = found[1:], real[1:]
            assert vars(found[0]).keys() == vars(real[0]).keys()
            assert found[0].text == real[0].text
        return found

    asked: list[str] = []
    engine = firstwords._engine

    def noted(text: str, *rest: Any) -> Any:
        asked.append(text)
        return engine(text, *rest)

    monkeypatch.setattr(firstwords, "_engine", noted)
    monkeypatch.setattr(linememory, "first_line", compared)
    rows = "".join(f"<tr><td>{each}<td><pre>{each}</pre><td>{WORDS}" for each in cases)
    with suppress(PressError):  # signs without a glyph are told after the layout
        print_html(page(f"<table>{rows}</table>"))
    assert [key for key, (found, real) in told.items() if found != real] == []
    assert sure <= taken
    assert taken & set(cases) == sure
