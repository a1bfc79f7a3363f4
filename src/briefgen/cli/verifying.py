"""`briefgen archive verify`: the whole archive by the rules of OCFL, its chains of locks and its catalogue."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.cli.archives import ArchiveOption, opened, root_of
from briefgen.cli.ledger import WHOLE, catalogue, folder_of, log, record_if_possible
from briefgen.cli.options import HERE, JsonOption, WorkspaceOption
from briefgen.cli.signers import TrustOption, anchors_of
from briefgen.cli.telling import say, told
from briefgen.cli.verify import judgement_record
from briefgen.diagnostics.render import visible
from briefgen.diagnostics.texts import Count, Text, phrase
from briefgen.errors import Exit, NothingError
from briefgen.workspace import processors, shown

if TYPE_CHECKING:
    from briefgen.archive.verification import Finding
    from briefgen.publishing.signatures import Signature
    from briefgen.signing.certificates import Anchors


def command(
    archive: ArchiveOption = None,
    workspace: WorkspaceOption = HERE,
    deep: Annotated[bool, typer.Option("--deep", help="Read every byte and compare its digest.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Threads; 0: as many as processors.")] = 0,
    trust: TrustOption = None,
    heads: Annotated[
        list[str] | None,
        typer.Option("--head", metavar="DIGEST", help="A head that was kept elsewhere; see `archive head`."),
    ] = None,
    as_json: JsonOption = False,
) -> int:
    """Verify the archive: OCFL structure, digests, chains of locks, signatures, the catalogue, the log of events."""
    root, trusted = root_of(workspace, archive), anchors_of(trust)
    if not root.is_dir():
        raise NothingError(phrase("no-archive", path=shown(root)), phrase("publish-makes-one"))
    with _progress() as (advance, done):
        signatures: list[Signature] = []
        findings = (
            *_findings(root, deep, jobs or processors(), advance, trusted, signatures),
            *_heads(root, [each.strip().lower() for each in heads or ()]),
        )
        objects, size = done()
    errors = sum(each.severity == "error" for each in findings)
    _record(root, deep, errors, len(findings))
    _record_signatures(root, signatures)
    if as_json:
        record = {
            "objects": objects,
            "bytes": size,
            "deep": deep,
            "errors": errors,
            "findings": [asdict(each) for each in findings],
            "signatures": [_signature(each) for each in signatures],
        }
        print(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        for each in findings:
            print(visible(f"{each.severity}[{each.code}] {each.path}: {each.text}"))
        say(
            phrase(
                "verified-archive",
                objects=Count(objects, "object"),
                errors=Count(errors, "error"),
                warnings=Count(len(findings) - errors, "warning"),
                signatures=_told(signatures, bool(trusted)),
                read=phrase("bytes-read", size=str(size)) if deep else phrase("contents-unread"),
            )
        )
    return Exit.UNVERIFIED if errors else Exit.DONE


def _told(signatures: list[Signature], trusting: bool) -> Text:
    if not signatures:
        return phrase("no-signatures")
    good, all = str(sum(not each.faults for each in signatures)), Count(len(signatures), "signature")
    return phrase("good-signatures" if trusting else "good-signatures-of-whom", good=good, signatures=all)


def _signature(found: Signature) -> dict[str, object]:
    return {
        **judgement_record(found.judgement),
        "version": found.edition.name,
        "object": found.object,
        "path": found.path,
        "faults": list(found.faults),
    }


def _findings(
    root: Path,
    deep: bool,
    workers: int,
    advance: Callable[[int, int], None],
    trusted: Anchors,
    signatures: list[Signature],
) -> Iterator[Finding]:
    """Everything that is wrong; the signatures that were judged are added to the list."""
    from briefgen.archive.errors import ArchiveError
    from briefgen.archive.storage import Storage
    from briefgen.archive.verification import Finding, verify_root
    from briefgen.publishing.chain import check
    from briefgen.publishing.signatures import Signature
    from briefgen.publishing.signatures import check as check_signatures
    from briefgen.publishing.signatures import findings as refusals

    yield from verify_root(root, deep=deep, workers=workers, progress=advance)
    try:
        storage = Storage.open(root)
    except ArchiveError as error:
        yield Finding("not-opened", "error", "", error.message)
        return
    yield from check(storage)
    for each in check_signatures(storage, trusted):
        if isinstance(each, Signature):
            signatures.append(each)
            yield from refusals(each)
        else:
            yield each
    for found in (catalogue(root).check(storage), log(root).check()):
        try:
            yield from found
        except ArchiveError as error:
            yield Finding("records-unreadable", "error", folder_of(root).name, error.message)


def _heads(root: Path, kept: list[str]) -> Iterator[Finding]:
    """The heads that were kept elsewhere and are no line of the records any more."""
    from briefgen.archive.errors import ArchiveError
    from briefgen.archive.verification import Finding

    there: set[str] = set()
    for each in (catalogue(root), log(root)):
        with suppress(ArchiveError):  # told already
            there |= each.holds(kept)
    for head in kept:
        if head not in there:
            words = f"no line has the digest {head[:16]}… any more: lines were cut off or written anew"
            yield Finding("head-missing", "error", folder_of(root).name, words)


def head(
    archive: ArchiveOption = None,
    workspace: WorkspaceOption = HERE,
    as_json: JsonOption = False,
) -> int:
    """Print the digests that stand for catalogue and log of events, to be kept elsewhere: on paper, in a mail.

    `archive verify --head DIGEST` later sees whether anything that was there now is gone or was written anew.
    """
    root = opened(workspace, archive).root
    found = {"catalogue": catalogue(root).head(), "events": log(root).head()}
    if as_json:
        print(json.dumps(found, indent=2))
    else:
        for name, digest in found.items():
            print(f"{name:<9}  {digest}")
    return Exit.DONE


def _record(root: Path, deep: bool, errors: int, findings: int) -> None:
    """Records the verification in the log of events."""
    from briefgen.archive.events import Event, Outcome

    outcome = Outcome.FAIL if errors else Outcome.WARNING if findings else Outcome.SUCCESS
    event = Event.FIXITY if deep else Event.VALIDATION
    record_if_possible(root, event, WHOLE, outcome=outcome, detail={"errors": str(errors)})


def _record_signatures(root: Path, signatures: list[Signature]) -> None:
    """Records for each signed version whether its signatures are good; an archive without any has no such event."""
    from briefgen.archive.events import Event, Outcome

    judged: dict[str, list[Signature]] = {}
    for each in signatures:
        judged.setdefault(f"{each.edition.stored.inventory.id}@v{each.edition.number}", []).append(each)
    for name, found in judged.items():
        faults = "; ".join(f"{each.path}: {fault}" for each in found for fault in each.faults)
        outcome = Outcome.FAIL if faults else Outcome.SUCCESS
        detail = {"signatures": str(len(found))} | ({"faults": faults} if faults else {})
        record_if_possible(root, Event.SIGNATURE_VALIDATION, name, outcome=outcome, detail=detail)


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
        task = progress.add_task("")

        def shown(objects: int, size: int) -> None:
            add(objects, size)
            done_so_far = Count(totals[0], "object")
            text = phrase("verifying", objects=done_so_far, size=f"{totals[1] / 1e6:.1f}")
            progress.update(task, description=" ".join(told(text, sys.stderr)))

        yield shown, done
