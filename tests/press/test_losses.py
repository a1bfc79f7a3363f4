"""On an engine that the mends do not fit, a build says what its prints lack, and its exit code says that they do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.press.notegen import faces

from briefgen.cli import run
from briefgen.errors import Exit
from briefgen.lock import decode
from briefgen.press import guard, losses, mends, tags, textlayer
from briefgen.press.engine import start
from briefgen.press.speed import catalogue

CACHES = (losses.losses, mends.fitting, tags.fitting, textlayer.available, catalogue.fitting)


@pytest.fixture(name="forgetful")
def _forgetful() -> Iterator[None]:
    """What was found out of the engine is found out anew, before and after."""
    start(faces())
    for each in CACHES:
        each.cache_clear()
    yield
    for each in CACHES:
        each.cache_clear()


@pytest.mark.usefixtures("forgetful")
def test_the_pinned_engine_lacks_nothing() -> None:
    """On the engine that is installed with briefgen there is nothing to warn of."""
    assert losses.losses() == ()


@pytest.mark.usefixtures("forgetful")
def test_another_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every promise that rests on a mend is named, with the version that was found."""
    monkeypatch.setattr(guard, "VERSION", "70.1")
    found = losses.losses()
    assert [each.broken for each in found] == [True, True, True, False]
    assert all("weasyprint 70.0" in each.message for each in found if each.broken)
    assert "copy out" in found[0].message


@pytest.mark.usefixtures("forgetful")
def test_an_old_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    """An old Pango costs the text layer alone, and is named as the reason."""
    monkeypatch.setattr(textlayer, "PANGO_VERSION", 990000)
    (found,) = losses.losses()
    assert "Pango 1." in found.message


@pytest.mark.usefixtures("forgetful")
def test_a_build_says_so(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The brief is printed, the promise that it breaks is told and locked, and the exit code is not 0."""
    monkeypatch.setattr(textlayer, "PANGO_VERSION", 990000)
    command = ["build", "nmi-at-a-glance", "--workspace", str(root), "--out", str(tmp_path), "--jobs", "1"]
    assert run(command) == Exit.ENVIRONMENT
    told = capsys.readouterr().err
    assert told.count("warning: text does not copy out exactly as it reads: Pango 1.") == 1
    assert (tmp_path / "nmi-at-a-glance.pdf").stat().st_size
    lock = decode((tmp_path / "nmi-at-a-glance.lock").read_bytes())
    assert lock.tools["losses"].startswith("text does not copy out")
