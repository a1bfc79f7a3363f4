"""Whatever happens while a version is stored: the storage root stays valid and nothing that was stored is lost."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Callable
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

from briefgen.archive.errors import ArchiveError
from briefgen.archive.staging import folder
from briefgen.archive.storage import Storage
from briefgen.archive.verification import verify_root

_ERRORS = {
    "full": errno.ENOSPC,
    "read-only": errno.EROFS,
    "broken": errno.EIO,
    "vanished": errno.ENOENT,
    "stale": errno.ESTALE,
}

# Every disk runs full; what else can go wrong does so on one of them.
_FAILURES = [(disk, "full") for disk in DISKS] + [("ext4", name) for name in _ERRORS if name != "full"]

Fresh = Callable[[int], Storage]


@pytest.fixture(name="fresh")
def _fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fresh:
    """Makes a storage root in which the object has so many versions, in the place of the one made before.

    Nothing waits for the disk here: what must be synced, and when, has a test of its own.
    """
    monkeypatch.setattr(os, "fsync", lambda _handle: None)
    publish(Storage.create(tmp_path / "0/objects"), FIRST, id="urn:example:neighbour")
    shutil.copytree(tmp_path / "0", tmp_path / "1")
    publish(Storage.open(tmp_path / "1/objects"), FIRST)

    def fresh(versions: int) -> Storage:
        shutil.rmtree(tmp_path / "desk", ignore_errors=True)
        shutil.copytree(tmp_path / str(versions), tmp_path / "desk")
        return Storage.open(tmp_path / "desk/objects")

    return fresh


def _calls(fresh: Fresh, versions: int, lacking: frozenset[str]) -> int:
    """How many calls a commit makes on a disk that lacks some."""
    trace = Trace()
    publish(fresh(versions), SECOND, Lacking(lacking, trace))
    assert len(trace.calls) > 10
    return len(trace.calls)


def _failure(storage: Storage, fault: Lacking) -> ArchiveError | None:
    """How publishing fails, if it does."""
    try:
        publish(storage, SECOND, fault)
    except ArchiveError as error:
        return error
    return None


def _findings(storage: Storage) -> list[str]:
    return [f"{each.code} {each.path}" for each in verify_root(storage.root, deep=True, workers=1)]


def _settled(storage: Storage, versions: int, case: str) -> bool:
    """Whether the version is there after the next run has opened the root. All that must hold is asserted."""
    again = Storage.open(storage.root)
    assert not folder(storage.root).exists(), case
    assert not _findings(again), case
    found = again.object(ID)
    stored = found.versions if found else ()
    assert len(stored) in (versions, versions + 1), case
    for version, files in zip(stored, (FIRST, SECOND)[1 - versions :], strict=False):
        assert {path: version.read(path) for path in version.state} == files, case
    return len(stored) > versions


@pytest.mark.parametrize("versions", [0, 1])
@pytest.mark.parametrize("disk", DISKS)
def test_a_crash_before_any_call_loses_nothing(fresh: Fresh, disk: str, versions: int) -> None:
    """Killed before each call in turn: the next run finds a valid root, cleans it up, and can publish again.

    On a file system that can exchange two folders, nobody ever sees an invalid object, not even before that run.
    """
    outcomes = set()
    for at in range(_calls(fresh, versions, DISKS[disk])):
        storage = fresh(versions)
        with pytest.raises(Killed):
            publish(storage, SECOND, Lacking(DISKS[disk], Kill(at)))
        if disk == "ext4" or versions == 0:
            assert not _findings(storage), at
        outcomes.add(_settled(storage, versions, f"call {at}"))
        publish(storage, SECOND)
        assert _settled(storage, versions, f"again after call {at}")
    assert outcomes == {False, True}


@pytest.mark.parametrize("versions", [0, 1])
@pytest.mark.parametrize("disk", DISKS)
def test_a_crash_while_cleaning_up_after_a_crash_loses_nothing(
    fresh: Fresh, disk: str, versions: int
) -> None:
    """A second crash, while the first one is being settled, can be settled as well."""
    for at in range(_calls(fresh, versions, DISKS[disk])):
        for then in (at % 5, 7 + at % 4):
            storage = fresh(versions)
            with pytest.raises(Killed):
                publish(storage, SECOND, Lacking(DISKS[disk], Kill(at)))
            with contextlib.suppress(Killed):
                publish(storage, SECOND, Lacking(DISKS[disk], Kill(then)))
            _settled(storage, versions, f"call {at}, then {then}")


@pytest.mark.parametrize("versions", [0, 1])
@pytest.mark.parametrize(("disk", "name"), _FAILURES)
def test_a_call_that_fails_is_an_error_and_changes_nothing(
    fresh: Fresh, disk: str, versions: int, name: str
) -> None:
    """A disk that is full or read-only for a moment: the error is told, and the root is as it was, without a trace."""
    for at in range(_calls(fresh, versions, DISKS[disk])):
        storage = fresh(versions)
        before = snapshot(storage.root.parent)
        failure = _failure(storage, Lacking(DISKS[disk], Failing(at, _ERRORS[name])))
        if failure is None:  # it was only the cleaning up
            assert _settled(storage, versions, f"call {at}"), at
        else:
            assert os.strerror(_ERRORS[name]).lower() in failure.message
            assert snapshot(storage.root.parent) == before, at


@pytest.mark.parametrize("versions", [0, 1])
@pytest.mark.parametrize(("disk", "name"), _FAILURES)
def test_a_disk_that_fails_for_good_loses_nothing(fresh: Fresh, disk: str, versions: int, name: str) -> None:
    """From some call on nothing works, not even cleaning up; when the disk is back, the next run does it."""
    for at in range(_calls(fresh, versions, DISKS[disk])):
        storage = fresh(versions)
        failure = _failure(storage, Lacking(DISKS[disk], Failing(at, _ERRORS[name], lasting=True)))
        if disk == "ext4" or versions == 0:
            assert not _findings(storage), at
        assert _settled(storage, versions, f"call {at}") or failure


@pytest.mark.parametrize("versions", [0, 1])
@pytest.mark.parametrize("disk", DISKS)
def test_everything_is_synced_before_it_is_put_in_place(fresh: Fresh, disk: str, versions: int) -> None:
    """After a power cut only what was synced is there: so all is, before it is put in place, and its folder after."""
    storage = fresh(versions)
    trace = Trace()
    publish(storage, SECOND, Lacking(DISKS[disk], trace))
    unsynced: set[Path] = set()
    placed = 0
    for call, path in trace.calls:
        if call in ("mkdir", "link", "open"):
            unsynced |= {path, path.parent} if call != "link" else {path.parent}
        elif call == "write":
            unsynced.add(path)
        elif call == "sync":
            unsynced.discard(path)
        elif call == "sync-below":
            unsynced -= {each for each in unsynced if each.is_relative_to(path)}
        elif call in ("rename", "exchange") and path.is_relative_to(storage.root):
            built = {each for each in unsynced if each.is_relative_to(folder(storage.root) / "new")}
            assert not built, (call, path)
            unsynced.add(path.parent)
            placed += 1
    assert placed
    assert not {each for each in unsynced if each.is_relative_to(storage.root)}


def test_reading_needs_nothing_to_be_written(fresh: Fresh) -> None:
    """A root that cannot be written, with the remains of a crash beside it, can be read."""
    storage = fresh(1)
    with pytest.raises(Killed):
        publish(storage, SECOND, Kill(15))
    assert folder(storage.root).exists()
    (storage.root / ".lock").unlink()
    (storage.root / ".lock").mkdir()  # cannot be opened for writing, even by root
    found = Storage.open(storage.root).object(ID)
    assert found is not None
    assert found.versions[0].read("brief.pdf") == FIRST["brief.pdf"]


def test_an_object_that_is_half_done_is_not_read_where_it_cannot_be_settled(fresh: Fresh) -> None:
    """On a file system that cannot exchange folders a crash may leave an object that must be settled first."""
    half_done = 0
    for at in range(_calls(fresh, 1, DISKS["nfs"])):
        storage = fresh(1)
        with pytest.raises(Killed):
            publish(storage, SECOND, Lacking(DISKS["nfs"], Kill(at)))
        if not (folder(storage.root) / "journal.json").exists():
            continue
        half_done += 1
        (storage.root / ".lock").unlink()
        (storage.root / ".lock").mkdir()
        with pytest.raises(ArchiveError, match="half done"):
            Storage.open(storage.root)
    assert half_done


def test_what_does_not_read_back_is_taken_back(fresh: Fresh, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that keeps other bytes than it was given: the version is withdrawn, and its failure told."""
    for lacking in DISKS.values():
        storage = fresh(1)
        before = snapshot(storage.root)
        with monkeypatch.context() as patched:
            patched.setattr(
                "briefgen.archive.fixity.digests",
                lambda path, algorithms, *_: dict.fromkeys(
                    algorithms, "0" if "new/deep" in str(path) else "1"
                ),
            )
            with pytest.raises(ArchiveError, match="reads back differently"):
                publish(storage, SECOND, Lacking(lacking))
        assert snapshot(storage.root) == before


def test_a_root_that_is_gone_is_not_made_anew(fresh: Fresh) -> None:
    """A vanished mount leaves an empty folder; nothing is written there."""
    storage = fresh(1)
    shutil.rmtree(storage.root)
    storage.root.mkdir()
    with pytest.raises(ArchiveError, match="gone"):
        publish(storage, SECOND)
    assert not list(storage.root.parent.rglob("*/*"))
