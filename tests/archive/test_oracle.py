"""ocfl-py, written by one of the editors of the specification, agrees with what briefgen writes.

It is heavy and stands in an environment of its own: BRIEFGEN_OCFL_PYTHON names the Python that can import it.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from tests.archive.faults import DISKS, FIRST, ID, SECOND, Kill, Killed, Lacking, publish

from briefgen.archive.storage import Storage

# A root is good if it is, if every object in it is, and if nothing was reported: `validate` alone says less.
_PROGRAM = """
import sys, ocfl
for path in sys.argv[1:]:
    root = ocfl.StorageRoot(root=path)
    good = root.validate(log_warnings=True) and root.good_objects == root.num_objects and not root.errors
    print(root.num_objects if good else root.errors)
"""


def _judge(*roots: Path) -> list[str]:
    """The number of objects in each storage root, or what is wrong with it."""
    python = os.environ.get("BRIEFGEN_OCFL_PYTHON")
    if not python:
        pytest.skip("BRIEFGEN_OCFL_PYTHON names no Python with ocfl-py")
    done = subprocess.run(
        [python, "-c", _PROGRAM, *map(str, roots)], capture_output=True, text=True, check=True
    )
    return done.stdout.split("\n")[:-1]


def test_ocfl_py_finds_nothing_to_say(tmp_path: Path) -> None:
    """Several objects and versions, names in Arabic, equal files, an empty version: no error and no warning."""
    storage = Storage.create(tmp_path / "objects")
    for files in (FIRST, SECOND, {}, {"a": b"", "b": b""}, FIRST):
        publish(storage, files)
        publish(storage, files, id="urn:example:" + "طويل" * 40)
    assert _judge(storage.root) == ["2"]


def test_ocfl_py_sees_a_flipped_bit(tmp_path: Path) -> None:
    """The judge itself can say no."""
    storage = Storage.create(tmp_path / "objects")
    publish(storage, FIRST)
    file = storage.place(ID) / "v1/content/brief.pdf"
    file.chmod(0o644)
    file.write_bytes(b"%PDF onf")
    assert "E092" in _judge(storage.root)[0]


@pytest.mark.parametrize("versions", [0, 1])
@pytest.mark.parametrize("disk", DISKS)
def test_ocfl_py_agrees_after_every_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, disk: str, versions: int
) -> None:
    """Killed before each call: the root is valid to ocfl-py as well, at once where folders can be exchanged."""
    monkeypatch.setattr(os, "fsync", lambda _handle: None)
    roots = []
    for at in range(1000):
        storage = Storage.create(tmp_path / f"{at}/objects")
        publish(storage, FIRST, id="urn:example:neighbour")
        if versions:
            publish(storage, FIRST)
        try:
            publish(storage, SECOND, Lacking(DISKS[disk], Kill(at)))
        except Killed:
            roots.append(storage.root)
            if disk != "ext4" and versions:
                Storage.open(storage.root)
        else:
            break
    assert len(roots) > 20
    assert set(_judge(*roots)) == ({"2"} if versions else {"1", "2"})
