"""`briefgen watch`: prints briefs again on every save."""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.cli import reuse
from briefgen.cli.build import Teller, keep, once
from briefgen.cli.materials import materials_of
from briefgen.cli.options import (
    HERE,
    BriefsArgument,
    FormatOption,
    OutOption,
    OutputFormat,
    ReportFormat,
    ReportOption,
    WorkspaceOption,
)
from briefgen.cli.proofs import states_of
from briefgen.cli.stores import SnapshotsOption, store_of
from briefgen.cli.telling import report, say, say_error, told
from briefgen.diagnostics.render import summed
from briefgen.diagnostics.texts import Count, Names, Text, phrase
from briefgen.errors import BriefgenError, Exit
from briefgen.lock import Lock, LockError, decode
from briefgen.workspace import Workspace, prepare, read, shown

if TYPE_CHECKING:
    from briefgen.freshness import Survey
    from briefgen.loading import Loaded
    from briefgen.materials import Materials
    from briefgen.watching import Round


def command(
    briefs: BriefsArgument = None,
    workspace: WorkspaceOption = HERE,
    out: OutOption = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes to print on.")] = 1,
    format: FormatOption = None,
    snapshots: SnapshotsOption = None,
    form: ReportOption = ReportFormat.full,
) -> int:
    """Print briefs, and again on every save those that the save touches, until Ctrl-C."""
    from briefgen.watching import Session, saves

    opened = Workspace(workspace)
    folder, store = out or workspace / "build", store_of(opened, snapshots)
    prepare(folder)
    formats = once(format or [OutputFormat.pdf])
    teller = Teller(folder, form)

    def gather(loaded: Loaded, survey: Survey) -> Materials:
        traced = reuse.traced(loaded, tuple(loaded.library.specs), store, survey)
        return materials_of(loaded, formats, (), states_of(traced))

    session = Session(
        workspace, tuple(briefs or ()), gather, lambda built: keep(built, folder), jobs, _locks(folder)
    )
    say(phrase("watching", path=shown(workspace)))
    try:
        with session:
            for saved in saves(workspace):
                began = monotonic()
                found = session.round()
                if saved or found.built or found.failed or found.news or found.failure:
                    _tell(found, teller, monotonic() - began)
    except KeyboardInterrupt:
        say(phrase("stopped"))
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
        say_error(found.failure.said)
        return
    if found.news:
        report(found.problems, teller.form)
        say(summed(found.problems) if found.problems else phrase("no-problems-any-more"))
    teller.told.clear()
    for failed in found.failed:
        teller.failed(failed)
    kept = [*found.refused, *(each.brief for each in found.failed)]
    if kept:
        say(phrase("left-as-they-were", names=Names(tuple(kept))))
    if found.gone:
        say(phrase("no-longer-printed", names=Names(tuple(found.gone))))
    if found.built:
        pages = Count(sum(each.pages for each in found.built), "page")
        names = Names(tuple(each.brief for each in found.built))
        _result(phrase("printed-in", names=names, pages=pages, seconds=f"{seconds:.2f}"))
    elif not kept:
        _result(phrase("nothing-to-print", seconds=f"{seconds:.2f}"))


def _result(text: Text) -> None:
    print(*told(text, sys.stdout), sep="\n", flush=True)
