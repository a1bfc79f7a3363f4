"""`briefgen schema`: JSON Schemas of the files that editors write, with the workspace's own ids, for editors."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from briefgen.cli.languages import spoken
from briefgen.cli.options import HERE, WorkspaceOption
from briefgen.cli.telling import say
from briefgen.diagnostics.counting import Language
from briefgen.diagnostics.texts import Count, phrase
from briefgen.errors import Exit
from briefgen.loading import load
from briefgen.schemas import MOST_IDS, SCHEMAS, Known, SchemaKind, schema
from briefgen.workspace import Workspace, prepare, read, shown, write

# Files of editors name this place, relative to themselves: `# yaml-language-server: $schema=…`.
FOLDER = ".briefgen/schemas"
_UNTRACKED = b"# made by `briefgen schema`\n*\n"


class Printed(StrEnum):
    """The kinds of files that there are schemas of."""

    brief = "brief"
    facts = "facts"
    source = "source"
    settings = "settings"


def command(
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help=f"The folder; {FOLDER} in the workspace if not given.")
    ] = None,
    only: Annotated[
        Printed | None, typer.Option("--print", help="Write this one schema to standard output instead.")
    ] = None,
    closed: Annotated[
        bool, typer.Option("--closed", help="Refuse ids that the workspace does not have now.")
    ] = False,
    workspace: WorkspaceOption = HERE,
) -> int:
    """Write JSON Schemas by which an editor completes, explains and marks what you write."""
    opened = Workspace(workspace)
    language = spoken()
    known = Known.of(load(opened).library, opened.styles())
    if only is not None:
        print(_text(only.value, known, language, closed), end="")
        return Exit.DONE
    folder = opened.root / FOLDER if out is None else out
    written = _written(folder, known, language, closed)
    if out is None:
        _changed(folder.parent / ".gitignore", _UNTRACKED)
    count, left = Count(written, "schema"), str(len(SCHEMAS) - written)
    say(phrase("schemas-written", path=shown(folder), schemas=count, left=left))
    if len(known.ids["fact"]) > MOST_IDS:
        say(phrase("many-ids", most=str(MOST_IDS)))
    return Exit.DONE


def refresh(workspace: Workspace, language: Language) -> None:
    """Writes the schemas of a workspace where its files look for them."""
    folder = workspace.root / FOLDER
    _written(folder, Known.of(load(workspace).library, workspace.styles()), language, closed=False)
    _changed(folder.parent / ".gitignore", _UNTRACKED)


def _written(folder: Path, known: Known, language: Language, closed: bool) -> int:
    """Writes the schemas into a folder; how many were not there in these words."""
    texts = [(kind, _text(kind, known, language, closed)) for kind in SCHEMAS]
    return sum(_changed(folder / f"{kind}.json", text.encode()) for kind, text in texts)


def _text(kind: SchemaKind, known: Known, language: Language, closed: bool) -> str:
    return json.dumps(schema(kind, known, language, closed=closed), ensure_ascii=False, indent=1) + "\n"


def _changed(path: Path, data: bytes) -> bool:
    """Writes a file unless it holds these bytes already; whether it was written."""
    if path.is_file() and read(path) == data:
        return False
    prepare(path.parent)
    write(path, data)
    return True
