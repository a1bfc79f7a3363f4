"""What rests of a line rests for one print, however that print ends."""

from __future__ import annotations

import pytest
from tests.press.samples import page, print_html

from briefgen.press.errors import PressError
from briefgen.press.speed import linememory

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
