"""`briefgen archive export`, `import` and `replicate`: versions handed over, and archives copied."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from functools import reduce
from pathlib import Path
from typing import Annotated

import typer

from briefgen.cli.archives import ArchiveOption, kept, made, opened, root_of
from briefgen.cli.ledger import (
    TOOL,
    WHOLE,
    catalogue_path,
    enter,
    folder_of,
    log_path,
    record,
    settle,
    sole_publisher,
)
from briefgen.cli.options import HERE, JsonOption, WorkspaceOption
from briefgen.cli.telling import say
from briefgen.diagnostics.texts import phrase
from briefgen.errors import Exit
from briefgen.workspace import prepare, shown

_REFUSED = ("damaged", "ahead", "differs")


def export(
    version: Annotated[str, typer.Argument(metavar="BRIEF[@vN]", help="A version; the newest if not named.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder or zip file to make.")],
    packed: Annotated[bool, typer.Option("--zip/--bag", help="A zip file, or a folder.")] = False,
    archive: ArchiveOption = None,
    workspace: WorkspaceOption = HERE,
    as_json: JsonOption = False,
) -> int:
    """Hand a version over as a bag (BagIt, RFC 8493), as a folder or in a zip file."""
    from briefgen.archive.events import Event
    from briefgen.archive.transfer import export_bag, export_zip
    from briefgen.publishing.editions import library, named

    storage = opened(workspace, archive)
    found = named(storage, version)
    info = {"Brief-Title": library(found).specs[found.brief].title, "Brief-Lock-SHA256": found.lock_sha256}
    (export_zip if packed else export_bag)(found.stored, out, agent=TOOL, info=info)
    record(storage.root, Event.PACKAGE, f"{found.stored.inventory.id}@v{found.number}")
    if as_json:
        print(
            json.dumps(
                {"version": found.name, "out": shown(out), "zip": packed}, ensure_ascii=False, indent=2
            )
        )
    else:
        print(shown(out))
    return Exit.DONE


def ingest(
    package: Annotated[Path, typer.Argument(metavar="BAG", help="A bag, as a folder or a zip file.")],
    archive: ArchiveOption = None,
    workspace: WorkspaceOption = HERE,
    as_json: JsonOption = False,
) -> int:
    """Take a version that was handed over into the archive, if it follows the newest one there."""
    from briefgen.archive.events import Event
    from briefgen.archive.transfer import import_bag
    from briefgen.publishing.contents import brief_of
    from briefgen.publishing.editions import edition
    from briefgen.publishing.ingestion import ingest as take

    root = root_of(workspace, archive)
    held = import_bag(package)
    with sole_publisher(root):
        storage = kept(root) or made(root)
        settle(root, storage, held.id)
        version = take(held, storage)
        if version is None:
            say(phrase("has-it-already", version=held.id))
            if as_json:
                print(json.dumps({"object": held.id, "taken": False}, ensure_ascii=False, indent=2))
            return Exit.DONE
        brief = brief_of(held.id)
        enter(root, held.id, version, edition(brief, version).lock_sha256 if brief else "")
        record(root, Event.INGESTION, f"{held.id}@v{version.number}", detail={"package": package.name})
    if as_json:
        taken = {"object": held.id, "taken": True, "version": version.number}
        print(json.dumps(taken, ensure_ascii=False, indent=2))
    else:
        print(f"{held.id}@v{version.number}")
    return Exit.DONE


def replicate(
    target: Annotated[Path, typer.Argument(metavar="DIR", help="The copy; made where it is not there.")],
    archive: ArchiveOption = None,
    workspace: WorkspaceOption = HERE,
    as_json: JsonOption = False,
) -> int:
    """Copy the archive, or bring a copy up to date; every byte of both is verified, and damage in the copy repaired."""
    from briefgen.archive.events import Event, Outcome
    from briefgen.archive.replication import replicate as copy

    storage = opened(workspace, archive)
    there = kept(target) or made(target)
    found = tuple(copy(storage, there))
    _copy_records(storage.root, there.root)
    refused = [each for each in found if each.outcome in _REFUSED]
    outcome = Outcome.FAIL if refused else Outcome.SUCCESS
    counts = {
        str(name): str(number) for name, number in sorted(Counter(each.outcome for each in found).items())
    }
    for root in (storage.root, there.root):
        record(root, Event.REPLICATION, WHOLE, outcome=outcome, detail=counts)
    if as_json:
        print(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=2))
    else:
        for each in found:
            if each.outcome != "same":
                print(f"{each.outcome:<8} {each.place}")
    told = [phrase(f"replica-{name}", number=number) for name, number in counts.items()]
    say(
        reduce(lambda first, rest: phrase("one-and-rest", first=first, rest=rest), told)
        if told
        else phrase("nothing-to-copy")
    )
    return Exit.UNVERIFIED if refused else Exit.DONE


def _copy_records(source: Path, target: Path) -> None:
    """The catalogue, and the log of the original beside the copy's own."""
    from briefgen.archive.replication import replicate_record

    prepare(folder_of(target))
    replicate_record(catalogue_path(source), catalogue_path(target))
    replicate_record(log_path(source), folder_of(target) / "events-of-the-original.jsonl")
