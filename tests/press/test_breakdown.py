"""When the engine breaks down, the failure names the brief and the section, and nothing else is harmed."""

from __future__ import annotations

from typing import Any

import pytest
from tests.press.notegen import faces
from tests.press.samples import page, print_html

from briefgen.press.engine import start
from briefgen.press.errors import EngineFailed

SECTIONS = (
    '<section id="one"><h2>الأول</h2><p>نص</p></section>'
    '<section id="two"><h2>الثاني <b>هنا</b></h2><p class="bad">نص سيئ</p></section>'
    '<section id="three"><h2>الثالث</h2><p>نص</p></section>'
)


@pytest.mark.parametrize("kind", [RecursionError, AssertionError, MemoryError, ZeroDivisionError])
def test_the_section_is_named(monkeypatch: pytest.MonkeyPatch, kind: type[Exception]) -> None:
    """Whatever the engine dies of, the message has the document, the kind of death and the section's title."""
    _break_on(monkeypatch, "سيئ", kind)
    with pytest.raises(EngineFailed) as caught:
        print_html(page(SECTIONS), name="the sample")
    assert caught.value.message.startswith(f"WeasyPrint broke down on the sample: {kind.__name__}")
    assert caught.value.message.endswith("(in the section «الثاني هنا»)")
    assert isinstance(caught.value.__cause__, kind)
    print_html(page(SECTIONS.replace("سيئ", "حسن")))


def test_no_section_is_named_without_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    """When every section prints alone, none is blamed."""
    seen: set[str] = set()

    def second(text: str) -> bool:
        seen.add(text)
        return len(seen) > 1

    _break_on(monkeypatch, "نص", AssertionError, second)
    _restarting(monkeypatch, seen)
    with pytest.raises(EngineFailed) as caught:
        print_html(page(SECTIONS), name="the sample")
    assert "section" not in caught.value.message


def _restarting(monkeypatch: pytest.MonkeyPatch, seen: set[str]) -> None:
    """Forget what was seen at the beginning of each layout."""
    from weasyprint import HTML

    rendered = HTML.render

    def render(self: Any, *arguments: Any, **named: Any) -> Any:
        seen.clear()
        return rendered(self, *arguments, **named)

    monkeypatch.setattr(HTML, "render", render)


def _break_on(
    monkeypatch: pytest.MonkeyPatch, word: str, kind: type[Exception], when: Any = lambda _text: True
) -> None:
    """The engine breaks down when it lays out a text with this word."""
    start(faces())
    from weasyprint.layout import inline

    real = inline.split_text_box

    def breaking(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        if word in box.text and when(box.text):
            raise kind("broken")
        return real(context, box, *rest, **named)

    monkeypatch.setattr(inline, "split_text_box", breaking)
