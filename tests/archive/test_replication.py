"""A copy of a storage root is verified, never goes back, and repairs what is damaged."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

import pytest
from tests.archive.faults import (
    DISKS,
    FIRST,
    ID,
    SECOND,
    Failing,
    Kill,
    Killed,
    Lacking,
    Trace,
    publish,
    snapshot,
)

from briefgen.archive.chain import Chain
from briefgen.archive.errors import ArchiveDamagedError, ArchiveError
from briefgen.archive.replication import repair, replicate, replicate_record
from briefgen.archive.staging import folder
from briefgen.archive.storage import Storage
from briefgen.archive.verification import verify_root

OTHER = "urn:example:other"


@pytest.fixture(name="roots")
def _roots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Storage, Storage]:
    """A storage root with two objects, and an empty one."""
    monkeypatch.setattr(os, "fsync", lambda _handle: None)
    source = Storage.create(tmp_path / "source")
    publish(source, FIRST)
    publish(source, SECOND)
    publish(source, FIRST, id=OTHER)
    return source, Storage.create(tmp_path / "target")


def _outcomes(source: Storage, target: Storage) -> dict[str, str]:
    names = {source.place(id).relative_to(source.root).as_posix(): id for id in (ID, OTHER)}
    return {names[each.place]: each.outcome for each in replicate(source, target)}


def _damage(storage: Storage) -> None:
    file = storage.place(ID) / "v1/content/brief.pdf"
    file.chmod(0o644)
    file.write_bytes(b"%PDF onf")


def _objects(storage: Storage) -> dict[str, bytes]:
    return {path: data for path, data in snapshot(storage.root).items() if path != ".lock"}


def test_a_copy_has_the_same_bytes_and_the_second_time_nothing_is_copied(
    roots: tuple[Storage, Storage],
) -> None:
    """All objects with all versions; then everything is as it was."""
    assert _outcomes(*roots) == {ID: "copied", OTHER: "copied"}
    assert _objects(roots[0]) == _objects(roots[1])
    assert not list(verify_root(roots[1].root, deep=True, workers=1))
    assert _outcomes(*roots) == {ID: "same", OTHER: "same"}


def test_newer_versions_follow(roots: tuple[Storage, Storage]) -> None:
    """A copy that is behind is brought up to date."""
    _outcomes(*roots)
    publish(roots[0], FIRST)
    assert _outcomes(*roots) == {ID: "updated", OTHER: "same"}
    assert _objects(roots[0]) == _objects(roots[1])


def test_a_damaged_copy_is_repaired_from_the_original(roots: tuple[Storage, Storage]) -> None:
    """Damage of content and of inventories: the good bytes come back."""
    _outcomes(*roots)
    _damage(roots[1])
    (roots[1].place(OTHER) / "inventory.json").unlink()
    assert _outcomes(*roots) == {ID: "repaired", OTHER: "repaired"}
    assert _objects(roots[0]) == _objects(roots[1])


def test_a_damaged_original_is_not_copied_and_can_be_repaired_from_the_copy(
    roots: tuple[Storage, Storage],
) -> None:
    """Damage never travels; the good copy heals the original."""
    _outcomes(*roots)
    good = _objects(roots[1])
    _damage(roots[0])
    assert _outcomes(*roots) == {ID: "damaged", OTHER: "same"}
    assert _objects(roots[1]) == good
    repair(roots[0], roots[1], roots[0].place(ID).relative_to(roots[0].root).as_posix())
    assert _objects(roots[0]) == good


def test_nothing_goes_back(roots: tuple[Storage, Storage]) -> None:
    """A copy with more versions, or with another history, is left alone; so is an original whose copy is behind."""
    source, target = roots
    _outcomes(source, target)
    publish(target, FIRST)
    publish(target, SECOND, id=OTHER)
    publish(source, {"other": b"history"}, id=OTHER)
    before = _objects(target)
    assert _outcomes(source, target) == {ID: "ahead", OTHER: "differs"}
    assert _objects(target) == before
    place = target.place(ID).relative_to(target.root).as_posix()
    _damage(target)
    with pytest.raises(ArchiveError, match="behind"):
        repair(target, source, place)
    _damage(source)
    with pytest.raises(ArchiveDamagedError, match="damaged too"):
        repair(target, source, place)


@pytest.mark.parametrize("disk", DISKS)
def test_a_crash_while_copying_loses_nothing(
    roots: tuple[Storage, Storage], tmp_path: Path, disk: str
) -> None:
    """Killed, or out of disk, before each call of a repair: the root is settled, and the repair can be done again."""
    source, target = roots
    _outcomes(source, target)
    publish(source, FIRST)
    place = source.place(ID).relative_to(source.root).as_posix()
    shutil.copytree(target.root, tmp_path / "shelf")
    trace = Trace()
    repair(target, source, place, fault=Lacking(DISKS[disk], trace))
    assert len(trace.calls) > 40
    for at in range(len(trace.calls)):
        for fault in (Kill(at), Failing(at, lasting=True))[: 1 if at % 3 else 2]:
            shutil.rmtree(target.root)
            shutil.copytree(tmp_path / "shelf", target.root)
            with contextlib.suppress(Killed, ArchiveError):
                repair(target, source, place, fault=Lacking(DISKS[disk], fault))
            again = Storage.open(target.root)
            assert not folder(again.root).exists(), at
            found = again.object(ID)
            assert found is not None, at
            assert found.head in ("v2", "v3"), at
            assert not list(verify_root(again.root, deep=True, workers=1)), at
    _outcomes(source, target)
    assert _objects(source) == _objects(target)


def test_a_record_is_copied_only_if_it_grew(tmp_path: Path) -> None:
    """The copy of a catalogue is brought up to date, unless it is not the beginning of the original."""
    source, target = Chain(tmp_path / "a"), Chain(tmp_path / "b")
    for number in range(3):
        source.append({"number": number})
        replicate_record(source.path, target.path)
        assert source.path.read_bytes() == target.path.read_bytes()
    target.append({"number": 5})
    with pytest.raises(ArchiveDamagedError):
        replicate_record(source.path, target.path)
