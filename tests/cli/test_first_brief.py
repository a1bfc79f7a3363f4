"""The guide's walk from an empty folder to a printed brief, run as it stands on the page, in both languages."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from briefgen import cli

GUIDE = Path(__file__).resolve().parent.parent.parent / "docs" / "guide"
# A file's text, a change to a file, or commands with what they print, in the order of the page.
STEPS = re.compile(
    r"`([\w./-]+)`:\n\n```text\n(.*?)```|`([\w./-]+)`: `([^`]+)` → `([^`]+)`|```console\n(.*?)```", re.S
)


@pytest.mark.parametrize("page", ["first-brief.en.md", "first-brief.ar.md"])
def test_the_walk_goes_as_the_page_says(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Every command prints just what stands under it, stdout and stderr together; the brief is there at the end."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BRIEFGEN_SNAPSHOTS", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1707091200")
    commands = 0
    for path, text, changed, before, after, console in STEPS.findall((GUIDE / page).read_text("utf-8")):
        if path:
            Path(path).write_text(text, "utf-8")
        elif changed:
            written = Path(changed).read_text("utf-8")
            assert written.count(before) == 1
            Path(changed).write_text(written.replace(before, after), "utf-8")
        for command, told in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", console, re.M):
            program, *arguments = shlex.split(command)
            if program == "cd":
                os.chdir(arguments[0])
                continue
            capfd.readouterr()
            cli.run(arguments)
            out, err = (re.sub("[\u2066-\u2069]", "", each) for each in capfd.readouterr())
            # What goes to stdout and what goes to stderr may stand in either order on a screen.
            assert sorted(filter(None, (out + err).splitlines())) == sorted(
                filter(None, told.splitlines())
            ), command
            commands += 1
    assert commands > 7
    assert (tmp_path / "city" / "build" / "water-supply.pdf").is_file()
