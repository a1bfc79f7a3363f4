"""Writes `src/briefgen/cli/frontpage.py`: what `briefgen --help` prints, so that Typer need not be imported for it.

    python tools/frontpage.py

A test compares the page with what Typer would print.
"""

from __future__ import annotations

import os
from pathlib import Path

from typer.main import get_command

from briefgen.cli.application import application

FILE = Path(__file__).resolve().parent.parent / "src" / "briefgen" / "cli" / "frontpage.py"
HEAD = '"""What `briefgen --help` prints at 80 columns or more; written by `tools/frontpage.py`."""\n\nHELP = """'


def page() -> str:
    """The help of all commands together as Typer sets it at 80 columns."""
    os.environ["COLUMNS"] = "80"
    command = get_command(application())
    with command.make_context("briefgen", ["x"], resilient_parsing=True) as context:
        return command.get_help(context) + "\n"


if __name__ == "__main__":
    text = page()
    if '"""' in text or "\\" in text:
        raise SystemExit("the page needs escapes that this program does not write")
    FILE.write_text(f'{HEAD}\\\n{text}"""\n', "utf-8")
