"""`briefgen archive verify`: the whole archive by the rules of OCFL, its chains of locks and its catalogue."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.cli.archives import ArchiveOption, root_of
from briefgen.cli.ledger import WHOLE, catalogue, folder_of, log, record_if_possible
from briefgen.cli.options import HERE, JsonOption, WorkspaceOption
from briefgen.diagnostics.render import counted, visible
from briefgen.errors import Exit, NothingError
from briefgen.workspace import processors, shown

if TYPE_CHECKING:
    from briefgen.archive.verification import Finding


def command(
    archive: ArchiveOption = None,
    workspace: WorkspaceOption = HERE,
    deep: Annotated[bool, typer.Option("--deep", help="Read every byte and compare its digest.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Threads; 0: as many as processors.")] = 0,
    as_json: JsonOption = False,
) -> int:
    """Verify the archive: OCFL structure, digests, the chains of locks, the catalogue and the log of events."""
    root = root_of(workspace, archive)
    if not root.is_dir():
        raise NothingError(f"there is no archive {shown(root)}", "`briefgen publish` makes one")
    with _progress() as (advance, done):
        findings = tuple(_findings(root, deep, jobs or processors(), advance))
        objects, size = done()
    errors = sum(each.severity == "error" for each in findings)
    _record(root, deep, errors, len(findings))
    if as_json:
        record = {
            "objects": objects,
            "bytes": size,
            "deep": deep,
            "errors": errors,
            "findings": [asdict(each) for each in findings],
        }
        print(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        for each in findings:
            print(visible(f"{each.severity}[{each.code}] {each.path}: {each.text}"))
        read = f", {size} bytes read" if deep else "; contents were not read (--deep)"
        warnings = len(findings) - errors
        print(
            f"{counted(objects, 'object')}: {counted(errors, 'error')}, {counted(warnings, 'warning')}{read}",
            file=sys.stderr,
        )
    return Exit.UNVERIFIED if errors else Exit.DONE


def _findings(root: Path, deep: bool, workers: int, advance: Callable[[int, int], None]) -> Iterator[Finding]:
    from briefgen.archive.errors import ArchiveError
    from briefgen.archive.storage import Storage
    from briefgen.archive.verification import Finding, verify_root
    from briefgen.publishing.chain import check

    yield from verify_root(root, deep=deep, workers=workers, progress=advance)
    try:
        storage = Storage.open(root)
    except ArchiveError as error:
        yield Finding("not-opened", "error", "", error.message)
        return
    yield from check(storage)
    for found in (catalogue(root).check(storage), log(root).check()):
        try:
            yield from found
        except ArchiveError as error:
            yield Finding("records-unreadable", "error", folder_of(root).name, error.message)


def _record(root: Path, deep: bool, errors: int, findings: int) -> None:
    """Records the verification in the log of events."""
    from briefgen.archive.events import Event, Outcome

    outcome = Outcome.FAIL if errors else Outcome.WARNING if findings else Outcome.SUCCESS
    event = Event.FIXITY if deep else Event.VALIDATION
    record_if_possible(root, event, WHOLE, outcome=outcome, detail={"errors": str(errors)})


@contextmanager
def _progress() -> Iterator[tuple[Callable[[int, int], None], Callable[[], tuple[int, int]]]]:
    """A function to be told of objects and bytes done (from any thread), and one that gives the totals.

    On a terminal a line on stderr shows them as they grow; nobody knows beforehand how many there will be.
    """
    from threading import Lock

    totals, guard = [0, 0], Lock()

    def add(objects: int, size: int) -> None:
        with guard:
            totals[0] += objects
            totals[1] += size

    def done() -> tuple[int, int]:
        return totals[0], totals[1]

    if not sys.stderr.isatty():
        yield add, done
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("verifying")

        def shown(objects: int, size: int) -> None:
            add(objects, size)
            words = f"verifying: {counted(totals[0], 'object')}, {totals[1] / 1e6:.1f} MB"
            progress.update(task, description=words)

        yield shown, done
