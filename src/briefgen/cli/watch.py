"""`briefgen watch`: prints briefs again on every save."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.cli import reuse
from briefgen.cli.build import OutputFormat, Teller, keep
from briefgen.cli.check import report
from briefgen.cli.materials import materials_of
from briefgen.cli.options import (
    HERE,
    ReportFormat,
    ReportOption,
    TerminalArabic,
    TerminalOption,
    WorkspaceOption,
    arabic_for,
)
from briefgen.cli.proofs import states_of
from briefgen.cli.stores import SnapshotsOption, store_of
from briefgen.diagnostics.render import counted, summary
from briefgen.errors import BriefgenError, Exit
from briefgen.lock import Lock, LockError, decode
from briefgen.workspace import Workspace, prepare, read, shown

if TYPE_CHECKING:
    from briefgen.builds import Materials
    from briefgen.loading import Loaded
    from briefgen.watching import Round

_NAMED = 5


def command(
    briefs: Annotated[
        list[str] | None, typer.Argument(help="Briefs by name; all when none is named.")
    ] = None,
    workspace: WorkspaceOption = HERE,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where to write; the workspace's build/ if not given.")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes to print on.")] = 1,
    format: Annotated[
        list[OutputFormat] | None, typer.Option("--format", help="pdf or html; may be given twice.")
    ] = None,
    snapshots: SnapshotsOption = None,
    form: ReportOption = ReportFormat.full,
    terminal_arabic: TerminalOption = TerminalArabic.auto,
) -> int:
    """Print briefs, and again on every save those that the save touches, until Ctrl-C."""
    from briefgen.watching import Session, saves

    opened = Workspace(workspace)
    folder, store = out or workspace / "build", store_of(opened, snapshots)
    prepare(folder)
    formats = tuple(dict.fromkeys(each.value for each in format or [OutputFormat.pdf]))
    teller = Teller(folder, form, arabic_for(terminal_arabic, sys.stderr))

    def gather(loaded: Loaded) -> Materials:
        return materials_of(
            loaded, formats, (), states_of(reuse.traced(loaded, tuple(loaded.library.specs), store))
        )

    session = Session(
        workspace, tuple(briefs or ()), gather, lambda built: keep(built, folder), jobs, _locks(folder)
    )
    print(f"watching {shown(workspace)}; Ctrl-C ends it", file=sys.stderr)
    try:
        with session:
            for saved in saves(workspace):
                began = monotonic()
                found = session.round()
                if saved or found.built or found.failed or found.news or found.failure:
                    _tell(found, teller, monotonic() - began)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
    return Exit.DONE


def _locks(folder: Path) -> dict[str, Lock]:
    """The locks that lie in a folder beside all that they say came out."""
    found = {}
    for path in sorted(folder.glob("*.lock")):
        try:
            lock = decode(read(path))
        except (LockError, BriefgenError):
            continue
        if all((folder / each.path).is_file() for each in lock.outputs):
            found[lock.brief] = lock
    return found


def _tell(found: Round, teller: Teller, seconds: float) -> None:
    """Tells of a round: problems when they are news, and a line of what was printed and how long it took."""
    if found.failure is not None:
        print(f"error: {found.failure.message}", file=sys.stderr)
        return
    if found.news:
        report(found.problems, teller.form, teller.arabic, sys.stderr)
        print(summary(found.problems) if found.problems else "no problems any more", file=sys.stderr)
    teller.told.clear()
    for failed in found.failed:
        teller.failed(failed)
    kept = [*found.refused, *(each.brief for each in found.failed)]
    if kept:
        print(f"left as they were: {_named(kept)}", file=sys.stderr)
    if found.gone:
        print(f"no longer printed, their files stay: {_named(found.gone)}", file=sys.stderr)
    if found.built:
        pages = sum(each.pages for each in found.built)
        names = _named([each.brief for each in found.built])
        print(f"printed {names}: {counted(pages, 'page')} in {seconds:.2f} s", flush=True)
    elif not kept:
        print(f"nothing to print, {seconds:.2f} s", flush=True)


def _named(briefs: Sequence[str]) -> str:
    more = f" and {len(briefs) - _NAMED} more" if len(briefs) > _NAMED else ""
    return ", ".join(briefs[:_NAMED]) + more
