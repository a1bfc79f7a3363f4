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
