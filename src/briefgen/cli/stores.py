"""Which snapshot store a command reads, and what its texts prove.

The store is the folder that `--snapshots` names, else that of the environment variable BRIEFGEN_SNAPSHOTS, else
`snapshots:` in the workspace's `briefgen.yaml` (relative to the workspace), else none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from briefgen.cli.languages import spoken
from briefgen.diagnostics.render import render
from briefgen.diagnostics.texts import Names, Text, phrase
from briefgen.errors import BriefgenError, Exit, UsageError
from briefgen.evidence.snapshots import Archive, StoredFile, archive
from briefgen.records.library import Library
from briefgen.records.settings import Settings, decode_settings
from briefgen.workspace import Workspace, environment, stored
from briefgen.yamltext import parse

VARIABLE = "BRIEFGEN_SNAPSHOTS"
SnapshotsOption = Annotated[
    Path | None,
    typer.Option(
        "--snapshots", help=f"The snapshot store; if not given, {VARIABLE} or `snapshots:` in briefgen.yaml."
    ),
]


class SettingsError(BriefgenError):
    """The workspace's `briefgen.yaml` cannot be used."""

    exit_code = Exit.PROBLEMS


def store_of(workspace: Workspace, named: Path | None) -> Path | None:
    """The folder of the store, or None. Raises SettingsError for a settings file with a mistake."""
    return folder_of(workspace, named, VARIABLE, "snapshots")


def folder_of(
    workspace: Workspace, named: Path | None, variable: str, key: Literal["snapshots", "archive"]
) -> Path | None:
    """The folder that an option names, else an environment variable, else a setting of the workspace; or None."""
    if named is not None:
        return named
    if found := environment().get(variable):
        return Path(found)
    settings = settings_of(workspace)
    folder = settings.snapshots if key == "snapshots" else settings.archive
    return workspace.root / folder if folder else None


def settings_of(workspace: Workspace) -> Settings:
    """The settings of a workspace. Raises SettingsError for a file with a mistake."""
    settings = workspace.settings()
    if settings is None:
        return Settings()
    root, problems = parse(settings.path, settings.data)
    if root is not None:
        found, more = decode_settings(root)
        problems = (*problems, *more)
        if not problems:
            return found
    told = render(problems, "short", language=spoken()).strip()
    raise SettingsError(phrase("settings-unusable"), told)


def needed_store(workspace: Workspace, named: Path | None) -> Path:
    """The folder of the store. Raises UsageError when none is named."""
    folder = store_of(workspace, named)
    if folder is None:
        raise UsageError(phrase("no-store-named"), phrase("name-store-or", variable=VARIABLE))
    return folder


def source_help(library: Library) -> Text:
    """Advice on an unknown source: those that are known."""
    return phrase("known-sources", names=Names(tuple(library.sources)))


def archive_of(library: Library, folder: Path | None) -> Archive:
    """The texts of the library's sources in a store; none without one."""
    if folder is None:
        return {}
    digests = [each.snapshot.sha256 for each in library.sources.values() if each.snapshot is not None]
    files = stored(folder, digests)
    return archive(library, (StoredFile(each.path, each.data, each.sha256) for each in files))
