"""`briefgen archive`: published versions listed, shown, taken out, searched, checked, compared and built again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from briefgen.cli import comparing, handover, notices, sealing, verifying
from briefgen.cli.archives import ArchiveOption, opened
from briefgen.cli.options import HERE, JsonOption, TerminalArabic, TerminalOption, WorkspaceOption, printer
from briefgen.cli.telling import say
from briefgen.diagnostics.render import counted
from briefgen.diagnostics.texts import Count, phrase
from briefgen.errors import Exit, UsageError
from briefgen.workspace import prepare, shown, write

app = typer.Typer(
    help="Find, check, compare and rebuild published versions.", no_args_is_help=True, rich_markup_mode=None
)

app.command("diff")(comparing.diff)
app.command("rebuild")(comparing.rebuild)
app.command("verify")(verifying.command)
app.command("head")(verifying.head)
app.command("sign")(sealing.command)
app.command("notice")(notices.command)
app.command("export")(handover.export)
app.command("import")(handover.ingest)
app.command("replicate")(handover.replicate)

EditionArgument = Annotated[
    str, typer.Argument(metavar="BRIEF[@vN]", help="A version; the newest if not named.")
]
BriefArgument = Annotated[str, typer.Argument(metavar="BRIEF", help="A published brief.")]
_DIGEST_SHOWN = 12


@app.command("list")
def list_briefs(
    archive: ArchiveOption = None,
    workspace: WorkspaceOption = HERE,
    as_json: JsonOption = False,
    terminal_arabic: TerminalOption = TerminalArabic.auto,
) -> int:
    """List the published briefs with their newest versions."""
    from briefgen.publishing.accounts import summary
    from briefgen.publishing.editions import briefs, head, library

    storage = opened(workspace, archive)
    found = [each for name in briefs(storage) if (each := head(storage, name))]
    if as_json:
        return _json([summary(each) for each in found])
    write_line = printer(terminal_arabic)
    width = max((len(each.brief) for each in found), default=0)
    for each in found:
        extent = f"{counted(each.lock.pages, 'page'):>8}  {counted(len(each.lock.facts), 'fact'):>9}"
        title = library(each).specs[each.brief].title
        write_line(f"{each.brief:<{width}}  v{each.number:<3}  {each.created[:10]}  {extent}  {title}")
    return Exit.DONE


@app.command("log")
def log(
    brief: BriefArgument,
    archive: ArchiveOption = None,
    workspace: WorkspaceOption = HERE,
    as_json: JsonOption = False,
    terminal_arabic: TerminalOption = TerminalArabic.auto,
) -> int:
    """List the versions of a brief, the newest first: when, who and why."""
    from briefgen.publishing.accounts import summary
    from briefgen.publishing.editions import edition, named

    storage = opened(workspace, archive)
    stored = storage.object(named(storage, brief.partition("@")[0]).stored.inventory.id)
    found = [edition(brief.partition("@")[0], each) for each in reversed(stored.versions if stored else ())]
    if as_json:
        return _json([summary(each) for each in found])
    write_line = printer(terminal_arabic)
    for each in found:
        user = each.stored.user
        extent = f"{counted(each.lock.pages, 'page'):>8}  {counted(len(each.lock.facts), 'fact'):>9}"
        who = user.name if user else ""
        write_line(f"v{each.number:<3}  {each.created}  {extent}  {each.lock_sha256[:_DIGEST_SHOWN]}")
        write_line(f"      {who}: {each.stored.message}")
    return Exit.DONE


@app.command("show")
def show(
    version: EditionArgument,
    archive: ArchiveOption = None,
    workspace: WorkspaceOption = HERE,
    as_json: JsonOption = False,
    terminal_arabic: TerminalOption = TerminalArabic.auto,
) -> int:
    """Show one version: who, when, why, what went in, what came out, by digest."""
    from briefgen.publishing.accounts import account
    from briefgen.publishing.editions import library, named
    from briefgen.publishing.signatures import places

    storage = opened(workspace, archive)
    found = named(storage, version)
    record = account(found, places(found, storage))
    if as_json:
        return _json(record)
    write_line, lock = printer(terminal_arabic), found.lock
    write_line(f"{found.name}: {library(found).specs[found.brief].title}")
    rows = [
        ("published", found.created),
        ("by", f"{record['by']} {record['address']}".strip()),
        ("why", record["why"]),
        ("extent", f"{counted(lock.pages, 'page')}, {counted(lock.notes, 'note')}"),
        ("facts", f"{len(lock.facts)}: {', '.join(record['fact_ids'])}"),
        ("sources", ", ".join(record["source_ids"])),
        ("tools", ", ".join(f"{name} {value}" for name, value in sorted(lock.tools.items()))),
        ("previous", f"v{lock.previous.version} {lock.previous.sha256}" if lock.previous else "none"),
        ("lock", found.lock_sha256),
        ("inventory", record["inventory_sha512"]),
    ]
    for key, text in rows:
        write_line(f"  {key:<10} {text}")
    for output in lock.outputs:
        write_line(f"  output     {output.path}  {output.size} bytes  sha256 {output.sha256}")
    for place in record["signatures"]:
        write_line(f"  signature  {place}")
    write_line(f"  files      {len(record['files'])}")
    return Exit.DONE


@app.command("checkout")
def checkout(
    version: EditionArgument,
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write; new or empty.")],
    archive: ArchiveOption = None,
    workspace: WorkspaceOption = HERE,
    as_json: JsonOption = False,
) -> int:
    """Write the files of a version into a folder, each checked against its digest. The folder is a workspace."""
    from briefgen.publishing.editions import named

    found = named(opened(workspace, archive), version)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(phrase("not-empty-folder", path=shown(out)), phrase("name-another-out"))
    # All are read and checked before the first is written: of a damaged version no part is left that looks whole.
    files = {path: found.stored.read(path) for path in sorted(found.stored.state)}
    for path, data in files.items():
        prepare((out / path).parent)
        write(out / path, data)
    say(phrase("written-and-checked", version=found.name, files=Count(len(files), "file")))
    if as_json:
        return _json(
            {"version": found.name, "out": shown(out), "files": dict(sorted(found.stored.state.items()))}
        )
    print(shown(out))
    return Exit.DONE


@app.command("search")
def search(
    query: Annotated[
        list[str], typer.Argument(metavar="WORDS", help="Words and numbers, all of which are wanted.")
    ],
    archive: ArchiveOption = None,
    workspace: WorkspaceOption = HERE,
    as_json: JsonOption = False,
    terminal_arabic: TerminalOption = TerminalArabic.auto,
) -> int:
    """Find which version said what; spelling, digits, articles and conjunctions do not matter."""
    from briefgen.publishing.editions import published
    from briefgen.publishing.search import search as find

    hits = find(published(opened(workspace, archive)), " ".join(query))
    if as_json:
        return _json(
            [
                {
                    "brief": hit.statement.brief,
                    "where": hit.statement.where,
                    "text": hit.statement.text,
                    "versions": list(hit.versions),
                }
                for hit in hits
            ]
        )
    write_line = printer(terminal_arabic)
    for hit in hits:
        numbers = ", ".join(f"v{each}" for each in hit.versions)
        write_line(f"{hit.statement.brief} {numbers}  {hit.statement.where}")
        write_line(f"  {hit.statement.text}")
    say(phrase("statements", statements=Count(len(hits), "statement")))
    return Exit.DONE


def _json(value: object) -> int:
    print(json.dumps(value, ensure_ascii=False, indent=2))
    return Exit.DONE
