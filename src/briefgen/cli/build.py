"""`briefgen build`: prints briefs into a folder."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.cli import reuse
from briefgen.cli.buildinfo import buildinfo
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
from briefgen.cli.progress import progress
from briefgen.cli.proofs import proofs_of, refused_by, states_of
from briefgen.cli.stores import SnapshotsOption, store_of
from briefgen.cli.telling import report, say, say_error, sum_up
from briefgen.diagnostics.model import Diagnostic, ordered
from briefgen.diagnostics.texts import Names, phrase
from briefgen.errors import Exit, UsageError
from briefgen.glances import settle
from briefgen.loading import buildable, load
from briefgen.lock import Lock
from briefgen.workspace import Workspace, prepare, processors, shown, write

if TYPE_CHECKING:
    from briefgen.builds import Built, Failed
    from briefgen.materials import Materials

SEVEREST = (Exit.BUG, Exit.ENVIRONMENT, Exit.UNVERIFIED, Exit.PROBLEMS)


class PrintForm(StrEnum):
    """The forms for paper that a brief can be printed in beside its plain PDF."""

    duplex = "duplex"
    booklet = "booklet"
    mono = "mono"


def command(
    briefs: BriefsArgument = None,
    workspace: WorkspaceOption = HERE,
    out: OutOption = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="Processes to print on; 0: as many as processors.")
    ] = 0,
    format: FormatOption = None,
    prints: Annotated[
        list[PrintForm] | None,
        typer.Option(
            "--print",
            help="For paper, beside the plain PDF: duplex (both sides, bound on the right), booklet (to fold "
            "and staple) or mono (black and greys); may be given more than once.",
        ),
    ] = None,
    cluster: Annotated[
        str, typer.Option("--cluster", help="A Dask scheduler to print on, as tcp://HOST:8786.")
    ] = "",
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
    locked: Annotated[
        bool, typer.Option("--locked", help="Refuse briefs whose lock is stale, or that come out otherwise.")
    ] = False,
    frozen: Annotated[
        bool, typer.Option("--frozen", help="Build from the lock alone; what came since plays no part.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Print what is up to date too.")] = False,
    why: Annotated[
        bool, typer.Option("--why", help="Tell of each brief that is printed what made it stale.")
    ] = False,
    form: ReportOption = ReportFormat.full,
) -> int:
    """Print briefs as PDF (or HTML), each with its lock; those that are up to date are left as they are."""
    if (locked or frozen) and (format or prints):
        raise UsageError(phrase("formats-from-lock"), phrase("leave-out-formats"))
    if locked and frozen:
        raise UsageError(phrase("locked-or-frozen"))
    folder = out or workspace / "build"
    found = Workspace(workspace)
    if (
        not (cluster or locked or frozen)
        and reuse.first(found, folder, briefs)
        and (jobs or processors()) > 1
    ):
        from briefgen import crews

        crews.prepare()
    loaded = load(found)
    wanted = loaded.wanted(tuple(briefs or ()))
    problems = ordered((*loaded.shared_problems(), *loaded.problems_of(*wanted)))
    report(problems, form)
    sum_up(problems)
    able = buildable(loaded, wanted)
    codes = {Exit.PROBLEMS} if len(able) < len(wanted) else set()
    store = store_of(loaded.workspace, snapshots)
    # What is up to date is not printed, so nothing need be said of its facts, unless all of them must be proven.
    later = not (locked or frozen or require_verified or require_reviewed)
    survey = reuse.survey_of(loaded)
    proofs = (
        reuse.traced(loaded, able, store, survey) if later else proofs_of(loaded, able, store) if able else ()
    )
    refused = refused_by(proofs, loaded, able, verified=require_verified, reviewed=require_reviewed)
    if refused:
        codes.add(Exit.UNVERIFIED)
        able = tuple(name for name in able if name not in refused)
    if able:
        formats = once(format or [OutputFormat.pdf])
        tell = Teller(folder, form)
        materials = materials_of(loaded, formats, once(prints), states_of(proofs))
        if locked or frozen:
            prepare(folder)
            codes |= _held(able, materials, tell, frozen=frozen)
        elif stale := reuse.stale(loaded, able, materials, folder, survey, force=force, why=why):
            prepare(folder)
            if later:
                materials = replace(materials, states=states_of(proofs_of(loaded, stale, store)))
            codes |= _print(stale, materials, cluster or jobs or processors(), tell)
        else:
            settle()
    told = {*able, *refused}
    if left := tuple(name for name in wanted if name not in told):
        say(phrase("not-built-for-problems", names=Names(left)))
    return next((code for code in SEVEREST if code in codes), Exit.DONE)


def once(words: list[OutputFormat] | list[PrintForm] | None) -> tuple[str, ...]:
    """The words of an option, each once, in the order given."""
    return tuple(dict.fromkeys(each.value for each in words or ()))


def _held(briefs: tuple[str, ...], materials: Materials, tell: Teller, *, frozen: bool) -> set[Exit]:
    """Builds what the locks in the folder let be built, each brief with its own materials."""
    from briefgen.cli import locking

    orders, refused = locking.orders(briefs, materials, tell.folder, frozen=frozen)
    codes = {Exit.PROBLEMS} if refused else set()
    for order in orders:
        codes |= _print((order.brief,), order.materials, 1, tell, None if frozen else order.lock)
    return codes


def _print(
    briefs: tuple[str, ...], materials: Materials, where: int | str, tell: Teller, lock: Lock | None = None
) -> set[Exit]:
    """Prints briefs and writes what came out; where a lock is given, only if it is what the lock says.

    `where` is a number of processes of this machine, or the address of a Dask scheduler.
    """
    from briefgen.builds import Built
    from briefgen.cli import locking
    from briefgen.runs import run, run_on_cluster

    codes: set[Exit] = set()
    outcomes = (
        run(briefs, materials, where) if isinstance(where, int) else run_on_cluster(where, briefs, materials)
    )
    with progress(len(briefs)) as advance, closing(outcomes):
        for outcome in outcomes:
            if isinstance(outcome, Built) and lock and (found := locking.unlike(outcome, lock)):
                codes.add(Exit.PROBLEMS)
                advance(outcome)
                locking.tell(outcome.brief, phrase("lock-otherwise"), found)
            elif isinstance(outcome, Built):
                keep(outcome, tell.folder)
                advance(outcome)
                tell.built(outcome)
                codes |= tell.losses(outcome)
            else:
                codes.add(outcome.exit_code)
                advance(outcome)
                tell.failed(outcome)
    return codes


def keep(built: Built, folder: Path) -> None:
    """Writes what came out into a folder, each file whole or not at all, the lock after what it names."""
    for output in built.outputs:
        write(folder / output.name, output.data)
    write(folder / f"{built.brief}.buildinfo.json", buildinfo(built.brief))


@dataclass(slots=True)
class Teller:
    """Tells the results: files on stdout, what was wrong on stderr, and what several briefs stumbled over once."""

    folder: Path
    form: ReportFormat
    told: set[Diagnostic] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)

    def built(self, outcome: Built) -> None:
        """Names the files of a brief that came out."""
        for output in outcome.outputs:
            print(shown(self.folder / output.name), flush=True)

    def losses(self, outcome: Built) -> set[Exit]:
        """Tells each thing that prints lack on this machine, once in a run; the exit code that it asks for.

        The files are there, but a promise is broken: whoever looks at the exit code must learn of it.
        """
        from briefgen.press.guard import VERSION

        for each in outcome.losses:
            if each.message not in self.lost:
                self.lost.add(each.message)
                say_error(each.message, phrase("install-pinned", version=VERSION), "warning")
        return {Exit.ENVIRONMENT} if any(each.broken for each in outcome.losses) else set()

    def failed(self, outcome: Failed) -> None:
        """Tells why a brief did not come out."""
        report([each for each in outcome.problems if each not in self.told], self.form)
        self.told.update(outcome.problems)
        what = phrase("of-brief", brief=outcome.brief, what=outcome.said)
        say_error(
            what, outcome.advice, "a-bug" if outcome.exit_code == Exit.BUG else "error", outcome.details
        )
        if outcome.trace and "--debug" in sys.argv:
            print(outcome.trace, file=sys.stderr)
