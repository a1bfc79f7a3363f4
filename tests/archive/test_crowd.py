"""Real processes: many publishers at once, publishers that are killed, disks that are full, read-only or gone."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.archive.faults import DISKS, FIRST, ID, SECOND, publish
from tests.conftest import ROOT

from briefgen.archive import lockfile
from briefgen.archive.errors import ArchiveError
from briefgen.archive.staging import folder
from briefgen.archive.storage import Storage
from briefgen.archive.verification import verify_root


def _start(*words: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.archive.crowd", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "src"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _errors(root: Path) -> list[str]:
    return [f"{each.code} {each.path}" for each in verify_root(root, deep=True, workers=2)]


def test_two_hundred_publishers_lose_nothing(tmp_path: Path) -> None:
    """Eight processes publish 25 versions of the same five objects each: all 200 are there, and the root is valid."""
    root = Storage.create(tmp_path / "objects").root
    crowd = [_start("publish", root, name, "25") for name in "abcdefgh"]
    assert [each.communicate()[0] for each in crowd] == [""] * 8
    assert [each.returncode for each in crowd] == [0] * 8
    storage = Storage.open(root)
    found = [storage.object(id) for id in storage.ids()]
    assert [each.head for each in found if each] == ["v40"] * 5
    written = sorted(path for each in found if each for version in each.versions for path in version.state)
    assert written == sorted(f"{name}/{number}" for name in "abcdefgh" for number in range(25))
    assert not _errors(root)
    assert not folder(root).exists()


@pytest.mark.parametrize(
    "disk", [pytest.param(each, marks=() if each == "ext4" else pytest.mark.slow) for each in DISKS]
)
def test_sigkill_before_every_call(tmp_path: Path, disk: str) -> None:
    """Killed by the system itself before each call: the second version is there or not, and the root is valid."""
    root = Storage.create(tmp_path / "objects").root
    program = _start("kill", root, disk)
    counts = [int(line) for line in program.communicate()[0].split()]
    assert program.returncode == 0
    assert len(counts) > 40
    assert (counts[0], counts[-1]) == (1, 2)
    assert counts == sorted(counts)
    assert not _errors(root)
    assert not folder(root).exists()


def test_readers_never_see_half_a_version(tmp_path: Path) -> None:
    """While another process publishes without end, every read and every verification finds a whole object."""
    root = Storage.create(tmp_path / "objects").root
    publish(Storage.open(root), FIRST)
    writer = _start("endless", root)
    try:
        seen: set[str] = set()
        while len(seen) < 12:
            found = Storage.open(root).object(ID)
            assert found is not None
            seen.add(found.head)
            for version in found.versions:
                assert all(version.read(path) for path in version.state)
            assert not _errors(root)
            assert writer.poll() is None
    finally:
        writer.kill()
        writer.communicate()


def test_sigkill_at_any_moment(tmp_path: Path) -> None:
    """Two processes publish without end and are killed at odd moments: before anybody opens it, the root is valid.

    `make fuzz-archive` does so many times.
    """
    root = Storage.create(tmp_path / "objects").root
    for number in range(int(os.environ.get("BRIEFGEN_KILLS", "4"))):
        crowd = [_start("endless", root) for _ in range(2)]
        try:
            said = [each.stdout.readline() for each in crowd if each.stdout]
            time.sleep(number % 17 * 0.013)
        finally:
            for each in crowd:
                each.kill()
            rest = [each.communicate()[0] for each in crowd]
        assert said == ["begun\n"] * 2, (said, rest)
        assert not _errors(root), number
    found = Storage.open(root).object(ID)
    assert found is not None
    assert [each.number for each in found.versions] == list(range(1, len(found.versions) + 1))
    assert not folder(root).exists()


def test_nobody_waits_for_ever_behind_one_who_publishes_without_end(tmp_path: Path) -> None:
    """Whoever waits is next, though the other one comes again at once: hardly a version comes between."""
    root = Storage.create(tmp_path / "objects").root
    writer = _start("endless", root)
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "begun\n"
        for _ in range(10):
            before = _versions(root)
            with lockfile.writing(root):
                between = _versions(root) - before
            assert between <= 5
            assert writer.poll() is None
    finally:
        writer.kill()
        writer.communicate()


def _versions(root: Path) -> int:
    found = Storage.open(root).object(ID)
    return len(found.versions) if found else 0


def test_a_publisher_waits_for_another_and_then_says_who_it_is(tmp_path: Path) -> None:
    """Whoever does not want to wait any longer is told which process writes."""
    root = Storage.create(tmp_path / "objects").root
    with lockfile.writing(root):
        with (
            pytest.raises(ArchiveError, match=f"process {os.getpid()} on "),
            lockfile.writing(root, patience=0),
        ):
            pass
        with lockfile.idle(root) as free:
            assert not free
    with lockfile.idle(root) as free:
        assert free


def test_a_lock_left_by_a_dead_process_is_no_lock(tmp_path: Path) -> None:
    """What a killed publisher wrote into the lock file stops nobody."""
    root = Storage.create(tmp_path / "objects").root
    (root / lockfile.NAME).write_text('{"host": "elsewhere", "process": 1}')
    assert publish(Storage.open(root), FIRST) is not None
    assert (root / lockfile.NAME).read_text() == ""


@pytest.fixture(name="disk")
def _disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 kB of its own, mounted; only the superuser can do that."""
    place = tmp_path / "disk"
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("a file system can be mounted by the superuser only")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)


def test_a_disk_that_is_really_full(disk: Path) -> None:
    """A version that does not fit is refused, leaves nothing behind, and a smaller one still fits."""
    storage = Storage.create(disk / "archive/objects")
    publish(storage, FIRST)
    with pytest.raises(ArchiveError, match=os.strerror(errno.ENOSPC).lower()):
        publish(storage, {"large": os.urandom(300_000)})
    assert not _errors(storage.root)
    assert not folder(storage.root).exists()
    assert publish(storage, SECOND) is not None
    assert not _errors(storage.root)


def test_a_disk_that_is_really_read_only(disk: Path) -> None:
    """Everything can be read, opening included; publishing says that the file system is read-only."""
    publish(Storage.create(disk / "archive/objects"), FIRST)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    storage = Storage.open(disk / "archive/objects")
    with pytest.raises(ArchiveError, match=os.strerror(errno.EROFS).lower()):
        publish(storage, SECOND)
    found = storage.object(ID)
    assert found is not None
    assert found.versions[0].read("brief.pdf") == FIRST["brief.pdf"]
    assert not _errors(storage.root)


def test_a_disk_that_is_really_gone(disk: Path) -> None:
    """After its disk was unmounted, publishing fails and makes nothing in the empty folder."""
    storage = Storage.create(disk / "archive/objects")
    publish(storage, FIRST)
    subprocess.run(["umount", "-l", str(disk)], check=True)
    with pytest.raises(ArchiveError, match="gone"):
        publish(storage, SECOND)
    assert not list(disk.iterdir())


def test_a_root_on_which_a_disk_is_mounted_is_not_written(disk: Path) -> None:
    """Nothing can be staged beside it on the same file system; the advice is to use a folder inside."""
    storage = Storage.create(disk)
    with pytest.raises(ArchiveError, match="mounted") as failure:
        publish(storage, FIRST)
    assert "folder inside" in failure.value.help
    assert not folder(storage.root).exists()
