"""The chain of locks: what was exchanged shows, even where every digest of the inventory is right."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.samples.published import Sample

from briefgen.archive.storage import Storage, User
from briefgen.archive.verification import verify_root
from briefgen.lock import Previous, decode, encode
from briefgen.publishing.chain import check
from briefgen.publishing.contents import brief_id
from briefgen.publishing.editions import Edition


def test_what_was_published_is_whole(storage: Storage) -> None:
    """By the rules of OCFL, every byte read, and by the chain."""
    assert list(verify_root(storage.root, deep=True, workers=2)) == []
    assert list(check(storage)) == []


def forged(sample: Sample, folder: Path, files: dict[str, bytes]) -> Storage:
    """A copy of the archive in which the brief got a version with other files, right by all rules of OCFL."""
    shutil.copytree(sample.archive, folder / "archive")
    storage = Storage.open(folder / "archive")
    made = storage.commit(
        brief_id("water"), files, message="x", user=User("x"), created=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert made is not None
    assert not [each for each in verify_root(storage.root, deep=True, workers=1) if each.severity == "error"]
    return storage


def test_a_version_that_is_not_chained_shows(sample: Sample, second: Edition, tmp_path: Path) -> None:
    """A third version whose lock names a wrong digest for the second."""
    files = {path: second.stored.read(path) for path in second.stored.state}
    lock = replace(decode(files["water.lock"]), previous=Previous(2, "0" * 64))
    storage = forged(sample, tmp_path, {**files, "water.lock": encode(lock)})
    assert [(each.code, each.path) for each in check(storage)] == [
        ("chain-broken", f"{brief_id('water')} v3")
    ]


def test_another_pdf_under_an_old_lock_shows(sample: Sample, second: Edition, tmp_path: Path) -> None:
    """The lock says what came out; so does a missing one."""
    files = {path: second.stored.read(path) for path in second.stored.state}
    lock = replace(second.lock, previous=Previous(2, second.lock_sha256))
    files |= {"water.lock": encode(lock), "water.pdf": b"%PDF-1.7 another"}
    del files["water.html"]
    storage = forged(sample, tmp_path, files)
    assert [each.code for each in check(storage)] == ["output-differs", "output-missing"]


def test_a_version_without_a_lock_shows(sample: Sample, tmp_path: Path) -> None:
    """And the others are judged all the same."""
    storage = forged(sample, tmp_path, {"README.txt": b"x"})
    assert [(each.code, each.path) for each in check(storage)] == [
        ("lock-unreadable", f"{brief_id('water')} v3")
    ]
