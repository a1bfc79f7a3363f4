"""Digests of files on the disk, read in pieces so that their size costs no memory."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from briefgen.archive.errors import ArchiveDamagedError
from briefgen.archive.inventories import parse
from briefgen.archive.ocfl import INVENTORY, digest, sidecar_digest, sidecar_name
from briefgen.diagnostics.texts import phrase

_CHUNK = 1 << 20
_BLAKE = {"blake2b-512": 64, "blake2b-160": 20, "blake2b-256": 32, "blake2b-384": 48}
_NAMED = {"sha512/256": "sha512_256"}


def digests(
    path: Path, algorithms: Collection[str], read: Callable[[int], None] = lambda _size: None
) -> dict[str, str]:
    """The digests of a file by the algorithms of OCFL and its extension 0009, in lower-case hexadecimal digits.

    `size` gives the number of bytes. `read` is told of every piece. Raises OSError.
    """
    hashes = {each: _hash(each) for each in algorithms if each != "size"}
    size = 0
    for piece in _pieces(path):
        size += len(piece)
        for each in hashes.values():
            each.update(piece)
        read(len(piece))
    found = {name: each.hexdigest() for name, each in hashes.items()}
    return found | ({"size": str(size)} if "size" in algorithms else {})


def expect(path: Path, data: bytes) -> None:
    """Raises ArchiveDamagedError unless the file on the disk, not in the system's memory, has these bytes."""
    _forget(path)
    if digests(path, ("sha512",))["sha512"] != digest(data):
        raise ArchiveDamagedError(phrase("reads-back-otherwise", path=path.as_posix()))


def whole(version: Path) -> bool:
    """Whether a version folder has an inventory that matches its digest, and all content that it names there."""
    try:
        data = (version / INVENTORY).read_bytes()
        if sidecar_digest((version / sidecar_name()).read_bytes()) != digest(data):
            return False
        inventory = parse(data, version.as_posix())
        return all(
            digests(version.parent / path, (inventory.algorithm,))[inventory.algorithm] == key.lower()
            for key, paths in inventory.manifest.items()
            for path in paths
            if path.startswith(f"{version.name}/")
        )
    except (FileNotFoundError, NotADirectoryError, ArchiveDamagedError):
        return False


def _hash(algorithm: str) -> hashlib._Hash | hashlib.blake2b:
    if algorithm in _BLAKE:
        return hashlib.blake2b(digest_size=_BLAKE[algorithm])
    return hashlib.new(_NAMED.get(algorithm, algorithm), usedforsecurity=False)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        while piece := file.read(_CHUNK):
            yield piece


def _forget(path: Path) -> None:
    """Lets the system drop what it remembers of a file, where it can, so that the next read is of the disk."""
    if not hasattr(os, "posix_fadvise"):
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)
