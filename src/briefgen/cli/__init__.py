"""The command line: one file per command, arguments in, exit code out. Nothing is imported before it is needed.

Help and version, and answers that still hold, come without the commands; all else goes to `application`.
"""

from __future__ import annotations

import gc
import io
import os
import sys

from briefgen import __version__

# Typer sets its pages for 80 columns, or fewer where a terminal has fewer.
_COLUMNS = 80


def main() -> None:
    """Runs the command line and ends the process with one of the exit codes of `errors.Exit`."""
    gc.disable()  # nothing that is imported becomes unused; `application` has memory collected again
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a locale without Arabic letters is no failure
    try:
        code = answer(sys.argv[1:])
    except KeyboardInterrupt:  # Ctrl-C before a command has begun, or after it has ended
        sys.stderr.write("error: stopped\n")
        code = 130
    gc.freeze()  # an interpreter that ends looks for rings among all objects; they are given back with the process
    sys.exit(code)


def answer(arguments: list[str]) -> int:
    """The exit code of what the arguments ask for, with the answer on stdout and stderr; a known one is given again."""
    try:
        if text := _page(arguments):
            sys.stdout.write(text)
            sys.stdout.flush()
            return 0
        from briefgen import answers

        known = answers.recall(arguments)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return answers.remember(arguments, run) if known is None else known


def run(arguments: list[str]) -> int:
    """The exit code of the command that the arguments ask for, worked out; failures are told on stderr."""
    from briefgen.cli import application

    return application.run(arguments)


def _page(arguments: list[str]) -> str:
    """The front page or the version, where just that is asked for."""
    if arguments == ["--version"]:
        return f"briefgen {__version__}\n"
    if arguments in (["--help"], ["-h"]) and _columns() >= _COLUMNS:
        from briefgen.cli.frontpage import HELP

        return HELP
    return ""


def _columns() -> int:
    """How wide the terminal is, by the rules of `shutil.get_terminal_size`, which takes longer to import."""
    try:
        columns = int(os.environ["COLUMNS"])
    except (KeyError, ValueError):
        columns = 0
    if columns <= 0:
        try:
            columns = os.get_terminal_size(1).columns
        except OSError:
            columns = 0
    return columns or _COLUMNS
