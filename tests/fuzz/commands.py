"""Random files on the command line: `briefgen check` in every form and language, twice, and `--fix` on a copy."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from tests.fuzz.inputs import Input
from tests.fuzz.target import GOOD, PATHS

from briefgen import cli
from briefgen.cli.check import CheckFormat
from briefgen.diagnostics.counting import Language

_FINE = (0, 1)  # no errors, errors in editors' files
_SETTINGS = (0, 1, 2, 4)  # settings can also name what is not there


def run(given: Input, before_each: Callable[[], object] = lambda: None) -> None:
    """Raises AssertionError where a command fails otherwise than an editor's mistakes explain."""
    if given.kind == "template":
        return

    def ran(*arguments: str) -> tuple[int, str, str]:
        before_each()
        return _ran(fine, *arguments)

    with TemporaryDirectory(prefix="briefgen-fuzz-") as name, _locale():
        folder = Path(name)
        shutil.copytree(GOOD, folder / "briefs")
        file = folder / PATHS.get(given.kind, "briefgen.yaml")
        file.write_bytes(given.data)
        fine = _SETTINGS if given.kind == "settings" else _FINE
        place = ("check", "-w", name)
        for language in get_args(Language):
            for form in CheckFormat:
                ran(*place, "--lang", language, "--format", form.value)
        first = ran(*place)
        assert ran(*place) == first, "files that were kept are told otherwise"
        ran(*place, "--diff")
        assert file.read_bytes() == given.data, "--diff wrote"
        ran(*place, "--fix")
        mended = file.read_bytes()
        ran(*place, "--fix")
        assert file.read_bytes() == mended, "--fix does not come to an end"


def _ran(fine: tuple[int, ...], *arguments: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.run(["--debug", *arguments])
    told = err.getvalue()
    assert code in fine, f"exit {code}: {told[-2500:]}"
    assert "Traceback" not in told
    return code, out.getvalue(), told


@contextlib.contextmanager
def _locale() -> Iterator[None]:
    """English, whatever the machine speaks."""
    before = os.environ.get("LC_ALL")
    os.environ["LC_ALL"] = "C.UTF-8"
    try:
        yield
    finally:
        if before is None:
            del os.environ["LC_ALL"]
        else:
            os.environ["LC_ALL"] = before
