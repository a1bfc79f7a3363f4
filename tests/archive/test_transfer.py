"""A version is handed over as a bag that any BagIt tool validates, and comes back as it went."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.archive.faults import FIRST, ID, SECOND, USER, publish, snapshot

from briefgen.archive.errors import ArchiveDamagedError, ArchiveError
from briefgen.archive.storage import Storage, StoredVersion
from briefgen.archive.transfer import export_bag, export_zip, import_bag

bagit = pytest.importorskip("bagit", reason="the package bagit is not installed (extra briefgen[archive])")


@pytest.fixture(name="version")
def _version(tmp_path: Path) -> StoredVersion:
    storage = Storage.create(tmp_path / "objects")
    publish(storage, FIRST)
    version = publish(storage, SECOND)
    assert version is not None
    return version


def test_a_bag_is_valid_and_tells_what_it_is(version: StoredVersion, tmp_path: Path) -> None:
    """The library of the Library of Congress validates it; the fields name object, version, person and reason."""
    export_bag(version, tmp_path / "bag", agent="briefgen 1", info={"Source-Organization": "وحدة الإيجازات"})
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert {path: (tmp_path / "bag/data" / path).read_bytes() for path in version.state} == dict(SECOND)
    assert bag.info["External-Identifier"] == ID
    assert bag.info["External-Description"] == "لأن الأرقام تغيرت"
    assert bag.info["Source-Organization"] == "وحدة الإيجازات"
    assert (tmp_path / "bag/manifest-sha512.txt").is_file()


@pytest.mark.parametrize("export", [export_bag, export_zip])
def test_what_is_exported_comes_back(version: StoredVersion, tmp_path: Path, export: object) -> None:
    """Files, identifier, version, time, reason and person, from a folder or a zip file."""
    target = tmp_path / "out/الإيجاز.zip"
    assert callable(export)
    export(version, target, agent="briefgen 1")
    found = import_bag(target)
    assert dict(found.files) == dict(SECOND)
    assert (found.id, found.version, found.created) == (ID, "v2", "2024-02-05T08:00:00Z")
    assert (found.message, found.user) == ("لأن الأرقام تغيرت", USER)


def test_the_same_version_gives_the_same_bytes(version: StoredVersion, tmp_path: Path) -> None:
    """Two exports differ in nothing, whenever they are made."""
    for name in ("one", "two"):
        export_bag(version, tmp_path / name / "bag", agent="briefgen 1")
        export_zip(version, tmp_path / name / "bag.zip", agent="briefgen 1")
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")


@pytest.mark.parametrize("path", ["data/brief.pdf", "manifest-sha512.txt", "bag-info.txt", "bagit.txt"])
def test_a_damaged_bag_is_refused(version: StoredVersion, tmp_path: Path, path: str) -> None:
    """Changed or removed: no file of a bag can be lost without notice."""
    for name in ("changed", "removed"):
        export_bag(version, tmp_path / name, agent="briefgen 1")
        file = tmp_path / name / path
        data = file.read_bytes()
        file.unlink()
        if name == "changed":
            file.write_bytes(data + b"x: y\n")
        with pytest.raises(ArchiveDamagedError):
            import_bag(tmp_path / name)


def test_what_is_no_bag_is_an_error(tmp_path: Path) -> None:
    """An empty folder, a file that is no zip file, and nothing at all."""
    (tmp_path / "file").write_bytes(b"x")
    for each in (tmp_path, tmp_path / "file", tmp_path / "none"):
        with pytest.raises(ArchiveError):
            import_bag(each)


def test_nothing_is_overwritten_and_nothing_left_behind(version: StoredVersion, tmp_path: Path) -> None:
    """A place that is taken is refused; an export that fails leaves no part of itself."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out/bag").mkdir()
    with pytest.raises(ArchiveError, match="already"):
        export_bag(version, tmp_path / "out/bag", agent="briefgen 1")
    file = version.folder / "v2/content/brief.pdf"
    file.chmod(0o644)
    file.write_bytes(b"%PDF twp")
    with pytest.raises(ArchiveDamagedError):
        export_zip(version, tmp_path / "out/bag.zip", agent="briefgen 1")
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["bag"]


def test_without_the_library_the_advice_names_the_extra(
    version: StoredVersion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever installed briefgen alone is told what to install."""
    monkeypatch.setitem(sys.modules, "bagit", None)
    with pytest.raises(ArchiveError) as failure:
        export_bag(version, tmp_path / "bag", agent="briefgen 1")
    assert "briefgen[archive]" in failure.value.help
