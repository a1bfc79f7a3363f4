"""The way from a storage root to its objects (OCFL 4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefgen.archive.errors import unreadable


def objects(root: Path) -> Iterator[Path]:
    """The folders of all objects below a storage root, in the order of their paths; links are not followed.

    Raises ArchiveError when a folder cannot be read.
    """
    for name in folders(root):
        if name != "extensions":
            yield from _objects(root / name)


def folders(path: Path) -> tuple[str, ...]:
    """The names of the folders in a folder, sorted."""
    try:
        return tuple(sorted(each.name for each in path.iterdir() if each.is_dir() and not each.is_symlink()))
    except OSError as error:
        raise unreadable(path, error) from error


def declared(path: Path) -> bool:
    """Whether a folder says that it is an object."""
    return any(path.glob("0=ocfl_object_*"))


def _objects(path: Path) -> Iterator[Path]:
    if declared(path):
        yield path
    else:
        for name in folders(path):
            yield from _objects(path / name)
