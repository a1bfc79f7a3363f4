"""`briefgen check`: all problems of a workspace in one run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Annotated, TextIO

import typer

from briefgen.cli.options import (
    HERE,
    ReportFormat,
    TerminalArabic,
    TerminalOption,
    WorkspaceOption,
    arabic_for,
)
from briefgen.diagnostics.model import Diagnostic, has_errors
from briefgen.diagnostics.render import render, summary
from briefgen.errors import Exit
from briefgen.loading import load
from briefgen.workspace import Workspace


def command(
    workspace: WorkspaceOption = HERE,
    format: Annotated[
        ReportFormat, typer.Option("--format", help="How problems are written.")
    ] = ReportFormat.full,
    terminal_arabic: TerminalOption = TerminalArabic.auto,
) -> int:
    """Report every problem in the specs, facts and sources of a workspace."""
    loaded = load(Workspace(workspace))
    loaded.wanted(())
    machine = format in (ReportFormat.json, ReportFormat.github)
    stream = sys.stdout if machine else sys.stderr
    report(loaded.problems, format, arabic_for(terminal_arabic, stream), stream)
    if not machine:
        library = loaded.library
        found = f"{len(library.specs)} briefs, {len(library.facts)} facts, {len(library.sources)} sources"
        print(f"{found}: {summary(loaded.problems)}", file=sys.stderr)
    return Exit.PROBLEMS if has_errors(loaded.problems) else Exit.DONE


def report(
    problems: Sequence[Diagnostic], form: ReportFormat, arabic: Callable[[str], str], stream: TextIO
) -> None:
    """Writes problems to a stream."""
    stream.write(render(problems, form.value, arabic))
