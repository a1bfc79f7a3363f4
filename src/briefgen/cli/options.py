"""Options that several commands share, and how their texts reach a terminal."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from briefgen.diagnostics.layout import Terminal
from briefgen.diagnostics.render import visible
from briefgen.workspace import environment


class TerminalArabic(StrEnum):
    """How Arabic is written to a terminal: as it is, or shaped and ordered by us; `auto` goes by the terminal."""

    auto = "auto"
    native = "native"
    reshape = "reshape"


class ReportFormat(StrEnum):
    """The formats of problems."""

    full = "full"
    short = "short"
    json = "json"
    github = "github"


class OutputFormat(StrEnum):
    """The formats a brief can be printed in."""

    pdf = "pdf"
    html = "html"


BriefsArgument = Annotated[list[str] | None, typer.Argument(help="Briefs by name; all when none is named.")]
OutOption = Annotated[
    Path | None, typer.Option("--out", "-o", help="Where to write; the workspace's build/ if not given.")
]
FormatOption = Annotated[
    list[OutputFormat] | None, typer.Option("--format", help="pdf or html; may be given twice.")
]
WorkspaceOption = Annotated[
    Path,
    typer.Option(
        "--workspace", "-w", help="The folder with briefs/, and templates/ and fonts/ of its own if any."
    ),
]
TerminalOption = Annotated[
    TerminalArabic,
    typer.Option(
        "--terminal-arabic",
        help="Arabic for terminals that join and order letters (native) or do not (reshape).",
    ),
]
ReportOption = Annotated[ReportFormat, typer.Option("--report", help="How problems are written.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON for programs.")]
HERE = Path()
# Isolates and what ends them (UAX #9, section 2.4).
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))


def arabic_for(mode: TerminalArabic, stream: TextIO) -> Callable[[str], str]:
    """The function that makes a line ready for a stream: nothing is changed in what goes into a file or a pipe."""
    if mode == TerminalArabic.native or (mode == TerminalArabic.auto and not stream.isatty()):
        return str
    from briefgen.arabic import terminal

    chosen = "reshape" if mode == TerminalArabic.reshape else terminal.choose("auto", environment())
    if chosen == "native":
        return str
    # A terminal that does not order letters knows nothing of isolates either, and may draw them.
    return lambda text: terminal.terminal(text, chosen).translate(_ISOLATES)


def terminal_for(mode: TerminalArabic, stream: TextIO) -> Terminal:
    """What is known of the terminal behind a stream; a file or a pipe has neither colours nor a width."""
    variables = environment()
    width = shutil.get_terminal_size().columns if stream.isatty() else None
    return Terminal(arabic_for(mode, stream), coloured(stream.isatty(), variables), width)


def coloured(terminal: bool, variables: Mapping[str, str]) -> bool:
    """Whether colours are wanted: as FORCE_COLOR and NO_COLOR say (no-color.org), else on a terminal that can."""
    if variables.get("FORCE_COLOR"):
        return True
    return terminal and not variables.get("NO_COLOR") and variables.get("TERM") != "dumb"


def printer(mode: TerminalArabic) -> Callable[[str], None]:
    """A function that writes one line of results to stdout, with what could steer a terminal made visible."""
    arabic = arabic_for(mode, sys.stdout)
    return lambda text: print(arabic(visible(text)))
