"""Memory is searched for rings less often while the press prints, and as before afterwards."""

from __future__ import annotations

import gc
from contextlib import suppress

import pytest

from briefgen.press.speed import collecting, switches


def test_thresholds_come_back() -> None:
    """Inside searches are rarer, with the switch off they are as they were, and after a failure too."""
    before = gc.get_threshold()
    with switches.using("none"), collecting.rarely():
        assert gc.get_threshold() == before
    with suppress(ValueError), switches.using("collecting"), collecting.rarely():
        inside = gc.get_threshold()
        raise ValueError("broken")
    assert inside[0] > before[0]
    assert gc.get_threshold() == before


def test_a_search_that_is_off_stays_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who switched the search off gets no search."""
    monkeypatch.setattr(gc, "get_threshold", lambda: (0, 10, 10))
    given: list[tuple[int, ...]] = []
    monkeypatch.setattr(gc, "set_threshold", lambda *numbers: given.append(numbers))
    with switches.using("collecting"), collecting.rarely():
        assert given == []
    assert given == [(0, 10, 10)]
