"""`briefgen archive diff` and `rebuild`: versions held against each other, and against what comes out again."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.cli.archives import ArchiveOption, opened
from briefgen.cli.options import HERE, JsonOption, TerminalArabic, TerminalOption, WorkspaceOption, printer
from briefgen.diagnostics.texts import phrase
from briefgen.errors import Exit, UsageError
from briefgen.workspace import prepare, shown, write

if TYPE_CHECKING:
    from briefgen.changes import Change, Changes
    from briefgen.publishing.rebuilding import Rebuilt

EditionArgument = Annotated[
    str, typer.Argument(metavar="BRIEF[@vN]", help="A version; the newest if not named.")
]
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def diff(
    brief: Annotated[str, typer.Argument(metavar="BRIEF", help="A published brief.")],
    then: Annotated[str, typer.Argument(metavar="V1", help="The older version: 1 or v1.")],
    now: Annotated[str, typer.Argument(metavar="V2", help="The newer version.")],
    archive: ArchiveOption = None,
    workspace: WorkspaceOption = HERE,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", help="Print the changes in Arabic into this file too.")
    ] = None,
    as_json: JsonOption = False,
    terminal_arabic: TerminalOption = TerminalArabic.auto,
) -> int:
    """Tell what changed between two versions: facts, evidence, values, words, sources, templates, tools."""
    from briefgen.changes import changes
    from briefgen.publishing.editions import named, version
    from briefgen.publishing.sheets import changes_sheet

    storage = opened(workspace, archive)
    editions = tuple(named(storage, f"{brief}@{each}") for each in (then, now))
    found = changes(*(version(each) for each in editions))
    if pdf is not None:
        prepare(pdf.parent)
        write(pdf, changes_sheet(editions[1], found))
        print(shown(pdf), file=sys.stderr)
    if as_json:
        print(json.dumps(asdict(found), ensure_ascii=False, indent=2, sort_keys=True))
    else:
        _tell(found, printer(terminal_arabic))
    return Exit.DONE


def _tell(found: Changes, write_line: Callable[[str], None]) -> None:
    write_line(
        f"{found.brief}: v{found.then.number} ({found.then.day}) to v{found.now.number} ({found.now.day})"
    )
    if found.empty:
        write_line("  nothing printed has changed")
    for kind, listed in (("fact", found.facts), ("source", found.sources)):
        for each in listed:
            _tell_change(kind, each, write_line)
    for field in found.spec:
        write_line(f"~ {field.name}")
        write_line(f"    was {field.then or 'not there'}")
        write_line(f"    is  {field.now or 'not there'}")
    for sign, texts in (("-", found.removed), ("+", found.added)):
        for text in texts:
            write_line(f"{sign} sentence {text}")
    for difference in found.made_with:
        write_line(f"~ {difference}")


def _tell_change(kind: str, change: Change, write_line: Callable[[str], None]) -> None:
    write_line(f"{_SIGNS[change.way]} {kind} {change.id}")
    if change.then != change.now:
        for word, text in (("was", change.then), ("is ", change.now)):
            if text:
                write_line(f"    {word} {text}")
    for field in change.fields:
        write_line(f"    {field.name}: {field.then or 'none'}, now {field.now or 'none'}")


def rebuild(
    version: EditionArgument,
    archive: ArchiveOption = None,
    workspace: WorkspaceOption = HERE,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write what comes out into this folder, new or empty.")
    ] = None,
    as_json: JsonOption = False,
) -> int:
    """Build a version again from what it holds alone, and compare with what was published."""
    from briefgen.publishing.editions import named
    from briefgen.publishing.rebuilding import rebuild as again

    found = named(opened(workspace, archive), version)
    if out is not None and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(phrase("not-empty-folder", path=shown(out)), phrase("name-another-out"))
    result = again(found)
    if out is not None:
        prepare(out)
        for output in result.outputs:
            write(out / output.name, output.data)
    if as_json:
        print(json.dumps({"version": found.name, **_record(result)}, ensure_ascii=False, indent=2))
    else:
        _tell_rebuilt(found.name, result)
    return Exit.DONE if result.outcome in ("identical", "alike") else Exit.UNVERIFIED


def _record(result: Rebuilt) -> dict[str, object]:
    return {
        "outcome": result.outcome,
        "message": result.message,
        "tools": [asdict(each) for each in result.tools],
        "files": [asdict(each) for each in result.files],
    }


def _tell_rebuilt(name: str, result: Rebuilt) -> None:
    print(f"{name}: {result.outcome}" + (f": {result.message}" if result.message else ""))
    for tool in result.tools:
        print(f"  {tool}")
    for each in result.files:
        if each.identical:
            signed = " before the signature" if each.path.endswith(".signed.pdf") else ""
            print(f"  {each.path}: the same bytes{signed}")
        elif each.likeness is None:
            print(f"  {each.path}: other bytes")
        else:
            like = each.likeness
            print(
                f"  {each.path}: other bytes; text {like.text}, structure {like.structure}, "
                f"page images {like.images}"
            )
            if like.pages_differing:
                print(f"    pages that differ: {', '.join(map(str, like.pages_differing))}")
