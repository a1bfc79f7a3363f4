"""`briefgen impact`: what rests on a source or a fact."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.checks.references import fact_help
from briefgen.cli.archives import ArchiveOption, kept, named_root
from briefgen.cli.options import HERE, JsonOption, TerminalArabic, TerminalOption, WorkspaceOption, printer
from briefgen.diagnostics.model import has_errors
from briefgen.diagnostics.render import counted
from briefgen.diagnostics.texts import Names, phrase
from briefgen.errors import Exit, UsageError
from briefgen.loading import Loaded, load
from briefgen.workspace import Workspace

if TYPE_CHECKING:
    from briefgen.publishing.editions import Edition
    from briefgen.publishing.recall import Touched


def command(
    name: Annotated[str, typer.Argument(metavar="SOURCE|FACT", help="The id of a source or of a fact.")],
    workspace: WorkspaceOption = HERE,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    terminal_arabic: TerminalOption = TerminalArabic.auto,
) -> int:
    """List the facts, briefs, sections and notes that rest on a source or a fact, and the published versions."""
    from briefgen.impact import Impact, of_fact, of_source

    loaded = load(Workspace(workspace))
    library = loaded.library
    editions = _published(workspace, archive)
    if name in library.sources:
        kind, found = "source", of_source(name, library, _sound(loaded))
    elif name in library.facts:
        kind, found = "fact", of_fact(name, library, _sound(loaded))
    elif kind := _once(name, editions):
        found = Impact((), ())
    else:
        known = phrase("sources-and", names=Names(tuple(library.sources)), advice=fact_help(name, library))
        raise UsageError(phrase("neither-source-nor-fact", name=name), known)
    touched = _touched(name, kind, editions)
    if as_json:
        record = {
            "of": name,
            "kind": kind,
            "facts": list(found.facts),
            "briefs": [
                {
                    "brief": each.brief,
                    "title": each.title,
                    "sections": [
                        {"title": part.title, "route": part.route, "facts": list(part.facts)}
                        for part in each.parts
                    ],
                    "notes": None if each.notes is None else list(each.notes),
                }
                for each in found.briefs
            ],
            "published": [
                {
                    "brief": each.edition.brief,
                    "version": each.edition.number,
                    "created": each.edition.created,
                    "facts": list(each.facts),
                    "notes": list(each.notes),
                }
                for each in touched
            ],
        }
        print(json.dumps(record, ensure_ascii=False, indent=2))
        return Exit.DONE
    write = printer(terminal_arabic)
    write(f"{name}: {counted(len(found.facts), 'fact')} in {counted(len(found.briefs), 'brief')}")
    for each in found.briefs:
        notes = "?" if each.notes is None else ", ".join(map(str, each.notes))
        write(f"{each.brief}: notes {notes}")
        for part in each.parts:
            write(f"  {part.title}: {', '.join(part.facts)}")
    if kind == "source" and found.facts:
        write(f"facts: {', '.join(found.facts)}")
    for version in touched:
        notes = ", ".join(map(str, version.notes))
        write(f"published: {version.edition.name} ({version.edition.created[:10]}): notes {notes}")
    return Exit.DONE


def _published(workspace: Path, archive: Path | None) -> tuple[Edition, ...]:
    """All published versions; none where no archive is named or it is empty."""
    root = named_root(workspace, archive)
    storage = kept(root) if root else None
    if storage is None:
        return ()
    from briefgen.publishing.editions import published

    return tuple(published(storage))


def _once(name: str, editions: tuple[Edition, ...]) -> str:
    """What the name is in versions that were published before the workspace lost it; nothing if it never was one."""
    if any(each.id == name for edition in editions for each in edition.lock.sources):
        return "source"
    return "fact" if any(each.id == name for edition in editions for each in edition.lock.facts) else ""


def _touched(name: str, kind: str, editions: tuple[Edition, ...]) -> tuple[Touched, ...]:
    """The published versions that rest on it."""
    if not editions:
        return ()
    from briefgen.publishing.recall import of_fact, of_source

    return (of_source if kind == "source" else of_fact)(name, editions)


def _sound(loaded: Loaded) -> tuple[str, ...]:
    """The briefs that can be composed: every fact and source that they name could be read.

    A withdrawn source keeps a brief from being built, yet what it touches must still be told.
    """
    if has_errors(loaded.shared_problems()):
        return ()
    hidden = {
        each.span.file
        for each in loaded.problems
        if each.severity == "error" and each.code != "withdrawn-source"
    }
    paths = dict(loaded.spec_files)
    return tuple(name for name in loaded.library.specs if paths[name] not in hidden)
