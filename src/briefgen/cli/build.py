"""`briefgen build`: prints briefs into a folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.cli.check import report
from briefgen.cli.options import (
    HERE,
    ReportFormat,
    ReportOption,
    TerminalArabic,
    TerminalOption,
    WorkspaceOption,
    arabic_for,
)
from briefgen.cli.proofs import proofs_of, refused_by, states_of
from briefgen.cli.stores import SnapshotsOption, store_of
from briefgen.diagnostics.model import Diagnostic, ordered
from briefgen.diagnostics.render import counted, summary
from briefgen.errors import EnvironmentFailedError, Exit
from briefgen.loading import Loaded, buildable, load
from briefgen.workspace import Workspace, prepare, processors, shown, source_date_epoch, write

if TYPE_CHECKING:
    from briefgen.builds import Built, Failed, Materials, Outcome
    from briefgen.tracing import States

_SEVEREST = (Exit.BUG, Exit.ENVIRONMENT, Exit.UNVERIFIED, Exit.PROBLEMS)


class OutputFormat(StrEnum):
    """The formats a brief can be printed in."""

    pdf = "pdf"
    html = "html"


class PrintForm(StrEnum):
    """The forms for paper that a brief can be printed in beside its plain PDF."""

    duplex = "duplex"
    booklet = "booklet"
    mono = "mono"


def command(
    briefs: Annotated[
        list[str] | None, typer.Argument(help="Briefs by name; all when none is named.")
    ] = None,
    workspace: WorkspaceOption = HERE,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where to write; the workspace's build/ if not given.")
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="Processes to print on; 0: as many as processors.")
    ] = 0,
    format: Annotated[
        list[OutputFormat] | None, typer.Option("--format", help="pdf or html; may be given twice.")
    ] = None,
    prints: Annotated[
        list[PrintForm] | None,
        typer.Option(
            "--print",
            help="For paper, beside the plain PDF: duplex (both sides, bound on the right), booklet (to fold "
            "and staple) or mono (black and greys); may be given more than once.",
        ),
    ] = None,
    snapshots: SnapshotsOption = None,
    require_verified: Annotated[
        bool, typer.Option("--require-verified", help="Refuse briefs with a fact that is not verified.")
    ] = False,
    require_reviewed: Annotated[
        bool,
        typer.Option(
            "--require-reviewed", help="Refuse briefs with a fact that is not reviewed as it stands."
        ),
    ] = False,
    form: ReportOption = ReportFormat.full,
    terminal_arabic: TerminalOption = TerminalArabic.auto,
) -> int:
    """Print briefs as PDF (or HTML), each with its lock."""
    loaded = load(Workspace(workspace))
    wanted = loaded.wanted(tuple(briefs or ()))
    arabic = arabic_for(terminal_arabic, sys.stderr)
    problems = ordered(
        (*loaded.shared_problems(), *(each for name in wanted for each in loaded.problems_of(name)))
    )
    report(problems, form, arabic, sys.stderr)
    if problems:
        print(summary(problems), file=sys.stderr)
    able = buildable(loaded, wanted)
    codes = {Exit.PROBLEMS} if len(able) < len(wanted) else set()
    proofs = proofs_of(loaded, able, store_of(loaded.workspace, snapshots)) if able else ()
    refused = refused_by(proofs, loaded, able, verified=require_verified, reviewed=require_reviewed)
    if refused:
        codes.add(Exit.UNVERIFIED)
        able = tuple(name for name in able if name not in refused)
    if able:
        folder = out or workspace / "build"
        prepare(folder)
        formats = _once(format or [OutputFormat.pdf])
        tell = _Teller(folder, form, arabic)
        materials = _materials(loaded, formats, _once(prints), states_of(proofs))
        codes |= _print(able, materials, jobs or processors(), tell)
    left = [name for name in wanted if name not in able and name not in refused]
    if left:
        print(f"not built for their problems: {', '.join(left)}", file=sys.stderr)
    return next((code for code in _SEVEREST if code in codes), Exit.DONE)


def _once(words: list[OutputFormat] | list[PrintForm] | None) -> tuple[str, ...]:
    """The words of an option, each once, in the order given."""
    return tuple(dict.fromkeys(each.value for each in words or ()))


def _materials(
    loaded: Loaded, formats: tuple[str, ...], prints: tuple[str, ...], states: States
) -> Materials:
    from briefgen.builds import Asset, Materials
    from briefgen.lock import Entry
    from briefgen.press.errors import FontMissing
    from briefgen.press.fonts import FontFile, preferred

    own, default = loaded.workspace.fonts()
    try:
        faces = preferred(
            *(
                tuple(FontFile(each.path, each.data, each.sha256) for each in group)
                for group in (own, default)
            )
        )
    except FontMissing as error:
        raise EnvironmentFailedError(error.message, error.help) from error
    if not faces:
        raise EnvironmentFailedError(
            "no fonts: neither the workspace nor briefgen itself has a face in fonts/"
        )
    return Materials(
        library=loaded.library,
        records=tuple(Entry(each.path, len(each.data), each.sha256) for each in loaded.files),
        templates=tuple(Asset(each.path, each.data, each.sha256) for each in loaded.workspace.templates()),
        fonts=tuple(Asset(each.path, each.data, each.sha256) for each in faces),
        formats=formats,  # type: ignore[arg-type]  # the option allows these words only
        created=source_date_epoch(),
        states=states,
        prints=prints,  # type: ignore[arg-type]
    )


def _print(briefs: tuple[str, ...], materials: Materials, jobs: int, tell: _Teller) -> set[Exit]:
    from briefgen.builds import Built, run

    codes: set[Exit] = set()
    with _progress(len(briefs)) as advance:
        for outcome in run(briefs, materials, jobs):
            if isinstance(outcome, Built):
                for output in outcome.outputs:
                    write(tell.folder / output.name, output.data)
                advance(outcome)
                tell.built(outcome)
            else:
                codes.add(outcome.exit_code)
                advance(outcome)
                tell.failed(outcome)
    return codes


@dataclass(slots=True)
class _Teller:
    """Tells the results: files on stdout, what was wrong on stderr, and what several briefs stumbled over once."""

    folder: Path
    form: ReportFormat
    arabic: Callable[[str], str]
    told: set[Diagnostic] = field(default_factory=set)

    def built(self, outcome: Built) -> None:
        for output in outcome.outputs:
            print(shown(self.folder / output.name), flush=True)

    def failed(self, outcome: Failed) -> None:
        report(
            [each for each in outcome.problems if each not in self.told], self.form, self.arabic, sys.stderr
        )
        self.told.update(outcome.problems)
        kind = "a bug in briefgen" if outcome.exit_code == Exit.BUG else "error"
        print(self.arabic(f"{kind}: {outcome.brief}: {outcome.message}"), file=sys.stderr)
        if outcome.help:
            print(f"  help: {outcome.help}", file=sys.stderr)
        if outcome.trace and "--debug" in sys.argv:
            print(outcome.trace, file=sys.stderr)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[Outcome], None]]:
    """A bar on a terminal, a plain line a brief elsewhere; both on stderr."""
    if not sys.stderr.isatty():
        yield _plain_line
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("printing", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("printing", total=total)
        yield lambda _: progress.advance(task)


def _plain_line(outcome: Outcome) -> None:
    from briefgen.builds import Built

    if isinstance(outcome, Built):
        print(f"printed {_sized(outcome)}", file=sys.stderr)


def _sized(built: Built) -> str:
    return f"{built.brief}: {counted(built.pages, 'page')}, {counted(built.notes, 'note')}"
