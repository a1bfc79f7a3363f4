"""What docs/upstream says of the engine's speed is still so."""

from __future__ import annotations

from typing import Any

import pytest
from tests.press.notegen import faces

from briefgen.press.engine import start
from briefgen.press.speed import catalogue, switches


@pytest.mark.parametrize(
    ("direction", "words", "times"), [("ltr", "none", 1), ("rtl", "none", 2), ("rtl", "all", 1)]
)
def test_how_often_a_line_is_laid_out(
    monkeypatch: pytest.MonkeyPatch, direction: str, words: str, times: int
) -> None:
    """Right-to-left lines are laid out twice by the engine; when not, take the mend out (weasyprint-rtl-lines.md)."""
    engine = start(faces())
    from weasyprint import HTML
    from weasyprint.layout import inline

    laid: list[str] = []
    split = inline.split_inline_box

    def counting(context: Any, box: Any, *rest: Any) -> Any:
        laid.append(type(box).__name__)
        return split(context, box, *rest)

    monkeypatch.setattr(inline, "split_inline_box", counting)
    html = f"<p dir={direction} style='width: 300px; font-family: Amiri'>{'word ' * 40}"
    with engine.session(0, mended=False), switches.using(words), catalogue.applied():
        document = HTML(string=html).render(font_config=engine.fonts)
    lines = [box for box in document.pages[0]._page_box.descendants() if type(box).__name__ == "LineBox"]
    assert laid.count("LineBox") == times * len(lines)


def test_expressions_for_stretches_of_text_are_never_found_again() -> None:
    """tinyhtml5 keeps them under themselves; when not, take the mend out (tinyhtml5-chars-until.md)."""
    from weasyprint import tinyhtml5

    inputstream = tinyhtml5.inputstream
    stream, asked = inputstream.HTMLUnicodeInputStream("text<text<"), (("<", "&"), False)
    assert stream.chars_until(asked[0]) == "text"
    assert stream.character() == "<"
    assert stream.chars_until(asked[0]) == "text"
    assert asked not in inputstream.characters_until_regex


@pytest.mark.parametrize("opposite", [False, True])
def test_stretches_of_text_end_where_the_engine_ends_them(opposite: bool) -> None:
    """For all sets of characters that it looks for, and for a text over more than one chunk."""
    from weasyprint import tinyhtml5

    from briefgen.press.speed.stops import Stops

    constants, inputstream = tinyhtml5.constants, tinyhtml5.inputstream
    text = "نص " * 6000 + " \t\nabc&<>\"'=`-]\x00"
    sets = (
        "&<\0",
        "<\0",
        "\0",
        ">",
        "]",
        ("<", "-", "\0"),
        constants.space_characters,
        constants.ascii_letters,
    )

    def stretches() -> list[str]:
        found = []
        for each in sets:
            stream = inputstream.HTMLUnicodeInputStream(text)
            for _ in range(30):
                found += [stream.chars_until(each, opposite), str(stream.character())]
        return found

    plain = stretches()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(inputstream, "characters_until_regex", known := Stops())
        assert stretches() == plain
    assert len(known) == len(sets)
