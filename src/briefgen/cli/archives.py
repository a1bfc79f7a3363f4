"""Which archive a command reads or writes, and who publishes into it.

The archive is the folder that `--archive` names, else that of the environment variable BRIEFGEN_ARCHIVE, else
`archive:` in the workspace's `briefgen.yaml` (relative to the workspace).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.cli.stores import folder_of, settings_of
from briefgen.diagnostics.texts import phrase
from briefgen.errors import NothingError, UsageError
from briefgen.publishing.deed import author
from briefgen.workspace import Workspace, environment, shown

if TYPE_CHECKING:
    from briefgen.archive.storage import Storage

VARIABLE = "BRIEFGEN_ARCHIVE"
PUBLISHER = "BRIEFGEN_PUBLISHER"
_BEGUN = {".lock", "extensions", "ocfl_layout.json"}
ArchiveOption = Annotated[
    Path | None,
    typer.Option(
        "--archive", "-a", help=f"The archive; if not given, {VARIABLE} or `archive:` in briefgen.yaml."
    ),
]


def root_of(workspace: Path, named: Path | None) -> Path:
    """The folder of the archive. Raises UsageError when none is named anywhere."""
    folder = named_root(workspace, named)
    if folder is None:
        raise UsageError(phrase("no-archive-named"), phrase("name-archive", variable=VARIABLE))
    return folder


def named_root(workspace: Path, named: Path | None) -> Path | None:
    """The folder of the archive, or None when none is named anywhere. A workspace need not be there."""
    if named is not None:
        return named
    if found := environment().get(VARIABLE):
        return Path(found)
    if not (workspace / "briefs").is_dir():
        return None
    return folder_of(Workspace(workspace), None, VARIABLE, "archive")


def opened(workspace: Path, named: Path | None) -> Storage:
    """The archive, which must be there. Raises NothingError when it is not, UsageError when none is named."""
    root = root_of(workspace, named)
    storage = kept(root)
    if storage is None:
        raise NothingError(phrase("no-archive", path=shown(root)), phrase("publish-makes-one"))
    return storage


def kept(root: Path) -> Storage | None:
    """The archive in a folder, or None where there is nothing in it, or what is left of an attempt to make one."""
    from briefgen.archive.storage import Storage

    if not root.exists() or (root.is_dir() and {each.name for each in root.iterdir()} <= _BEGUN):
        return None
    return Storage.open(root)


def made(root: Path) -> Storage:
    """A new archive in a folder."""
    from briefgen.archive.storage import Storage

    return Storage.create(root)


def publisher(workspace: Path, named: str | None) -> tuple[str, str]:
    """The name and address (a URI, or empty) of who publishes. Raises UsageError when nobody is named.

    A workspace need not be there when somebody is.
    """
    text = named or environment().get(PUBLISHER) or settings_of(Workspace(workspace)).publisher
    if not text:
        raise UsageError(phrase("no-publisher"), phrase("name-publisher", variable=PUBLISHER))
    found = author(text)
    if found is None:
        raise UsageError(phrase("bad-publisher", text=text), phrase("write-publisher"))
    return found
