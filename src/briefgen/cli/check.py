"""`briefgen check`: all problems of a workspace in one run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, TextIO

import typer

from briefgen.checks import passages
from briefgen.cli.options import (
    HERE,
    ReportFormat,
    TerminalArabic,
    TerminalOption,
    WorkspaceOption,
    arabic_for,
)
from briefgen.cli.stores import SnapshotsOption, archive_of, store_of
from briefgen.diagnostics.model import Diagnostic, has_errors, ordered
from briefgen.diagnostics.render import counted, render, summary
from briefgen.errors import Exit
from briefgen.evidence.verification import prove
from briefgen.glances import settle
from briefgen.loading import Loaded, load
from briefgen.workspace import Workspace


def command(
    workspace: WorkspaceOption = HERE,
    form: Annotated[
        ReportFormat, typer.Option("--report", "--format", help="How problems are written.")
    ] = ReportFormat.full,
    snapshots: SnapshotsOption = None,
    terminal_arabic: TerminalOption = TerminalArabic.auto,
) -> int:
    """Report every problem in the specs, facts and sources of a workspace, and in its passages with a store."""
    opened = Workspace(workspace)
    store = store_of(opened, snapshots)
    loaded = load(opened)
    loaded.wanted(())
    problems = loaded.problems if store is None else ordered((*loaded.problems, *_of_passages(loaded, store)))
    settle()
    machine = form in (ReportFormat.json, ReportFormat.github)
    stream = sys.stdout if machine else sys.stderr
    report(problems, form, arabic_for(terminal_arabic, stream), stream)
    if not machine:
        library = loaded.library
        read = ((library.specs, "brief"), (library.facts, "fact"), (library.sources, "source"))
        found = ", ".join(counted(len(records), noun) for records, noun in read)
        print(f"{found}: {summary(problems)}", file=sys.stderr)
    return Exit.PROBLEMS if has_errors(problems) else Exit.DONE


def _of_passages(loaded: Loaded, store: Path) -> Iterator[Diagnostic]:
    archive = archive_of(loaded.library, store)
    yield from passages.of_proofs(prove(loaded.library, archive), loaded.library, archive)


def report(
    problems: Sequence[Diagnostic], form: ReportFormat, arabic: Callable[[str], str], stream: TextIO
) -> None:
    """Writes problems to a stream."""
    stream.write(render(problems, form.value, arabic))
