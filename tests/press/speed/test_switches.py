"""The switch of the mends for speed: what its words mean, and that the mends go when it says so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.press.notegen import faces

from briefgen.errors import UsageError
from briefgen.press import guard
from briefgen.press.engine import start
from briefgen.press.speed import catalogue, switches

ALL = frozenset(switches.NAMES)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("", ALL),
        ("all", ALL),
        ("none", frozenset()),
        ("lines-once", {"lines-once"}),
        ("lines-once, note-area", {"lines-once", "note-area"}),
        ("all,-note-area", ALL - {"note-area"}),
        ("-note-area", ALL - {"note-area"}),
        ("none,note-area", {"note-area"}),
    ],
)
def test_words(words: str, names: set[str]) -> None:
    """Each list of words names these mends."""
    assert switches.parse(words) == names


def test_a_name_that_there_is_not() -> None:
    """A misspelt mend is told with those that there are, not passed over."""
    with pytest.raises(UsageError, match="'lines-twice'") as caught:
        switches.parse("all,-lines-twice")
    assert "lines-once" in caught.value.help


def test_the_environment_and_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment decides, unless a block of Python does."""
    monkeypatch.setenv(switches.VARIABLE, "note-area")
    assert switches.wanted() == {"note-area"}
    with switches.using("none"):
        assert switches.wanted() == frozenset()
    assert switches.wanted() == {"note-area"}


@pytest.mark.parametrize("name", switches.NAMES)
def test_each_mend_comes_alone_and_goes(name: str) -> None:
    """In force a mend replaces what it names and no other mend's; afterwards the engine is as it was installed."""
    start(faces())
    (mend,) = (each for each in catalogue.fitting() if each.name == name)
    places = [
        (each, vars(each.owner)[each.name]) for other in catalogue.fitting() for each in other.replacements
    ]
    with switches.using(name), catalogue.applied():
        for each, before in places:
            mended = each in mend.replacements
            assert (vars(each.owner)[each.name] is not before) == mended or mended
        assert all(vars(each.owner)[each.name] is each.value for each in mend.replacements)
    assert all(vars(each.owner)[each.name] is before for each, before in places)


def test_the_mends_fit_the_pinned_engine() -> None:
    """Version and sources are those that the mends were written for."""
    start(faces())
    assert {name: guard.digest(name) for mend in catalogue._mends() for name in mend.digests} == {
        name: digest for mend in catalogue._mends() for name, digest in mend.digests.items()
    }
    assert catalogue.misfit() == ()


def test_another_engine_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """With any other engine nothing is replaced, and the mends that are wanted and missing are named."""
    start(faces())
    catalogue.fitting()
    monkeypatch.setattr(guard, "VERSION", "70.1")
    catalogue.fitting.cache_clear()
    try:
        with switches.using("note-area"):
            assert catalogue.fitting() == ()
            assert catalogue.misfit() == ("note-area",)
    finally:
        catalogue.fitting.cache_clear()


IMPORTS = """
import sys
from tests.press.notegen import faces
from briefgen.press.engine import start
start(faces())
from weasyprint.pdf import fonts
lazy = "fontTools.subset" not in sys.modules
print(lazy, fonts.subset.Options.__name__, fonts.instantiateVariableFont.__name__, "fontTools.subset" in sys.modules)
"""


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("quick-import", "True Options instantiate True"),
        ("none", "False Options instantiateVariableFont True"),
    ],
)
def test_what_is_imported_later_is_the_real_thing(root: Path, words: str, printed: str) -> None:
    """The engine starts without fontTools' subsetter, which is there as soon as it is asked for."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(root / "src"), str(root))),
        "BRIEFGEN_MENDS": words,
    }
    run = subprocess.run(
        [sys.executable, "-c", IMPORTS], env=environment, cwd=root, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == printed
