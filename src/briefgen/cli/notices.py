"""`briefgen archive notice`: the sheet that goes after published versions when a source or a fact no longer holds."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from briefgen.cli.archives import ArchiveOption, opened
from briefgen.cli.ledger import record
from briefgen.cli.materials import materials_of
from briefgen.cli.options import HERE, JsonOption, WorkspaceOption
from briefgen.cli.telling import say
from briefgen.diagnostics.texts import Count, Names, phrase
from briefgen.errors import Exit
from briefgen.loading import load
from briefgen.workspace import Workspace, now, prepare, shown, write


def command(
    name: Annotated[
        str, typer.Argument(metavar="SOURCE|FACT", help="A withdrawn source or a corrected fact.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="The PDF to write.")],
    why: Annotated[
        str, typer.Option("--why", help="The reason, in Arabic; a withdrawn source has one.")
    ] = "",
    archive: ArchiveOption = None,
    workspace: WorkspaceOption = HERE,
    as_json: JsonOption = False,
) -> int:
    """Print an Arabic notice for the published versions that rest on a withdrawn source or a corrected fact.

    The log of events remembers it for each version.
    """
    from briefgen.archive.events import Event
    from briefgen.builds import print_sheet
    from briefgen.errata import erratum_sheet
    from briefgen.publishing.editions import library, published
    from briefgen.publishing.notices import of_corrected, of_withdrawn

    storage, loaded, today = opened(workspace, archive), load(Workspace(workspace)), now().date()
    source = loaded.library.sources.get(name)
    if source is not None:
        erratum, touched = of_withdrawn(source, why, published(storage), today)
    else:
        erratum, touched = of_corrected(name, why, published(storage), loaded.library, today)
    last = touched[-1].edition
    family = library(last).specs[last.brief].digits
    data = print_sheet(erratum_sheet(erratum, family), materials_of(loaded, ("pdf",), (), {}))
    prepare(out.parent)
    write(out, data)
    detail = {"about": name, "why": erratum.why, "sha256": sha256(data).hexdigest()}
    for each in touched:
        object = f"{each.edition.stored.inventory.id}@v{each.edition.number}"
        record(storage.root, Event.DISSEMINATION, object, detail=detail)
    names = [each.edition.name for each in touched]
    if as_json:
        print(json.dumps({"out": shown(out), **detail, "versions": names}, ensure_ascii=False, indent=2))
    else:
        print(shown(out))
    say(phrase("versions", versions=Count(len(touched), "version"), names=Names(tuple(names))))
    return Exit.DONE
