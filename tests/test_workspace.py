"""The disk is read once and as it is, written whole or not at all, and what cannot be done is said plainly."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from tests.samples.workspace import fact, section, spec
from tests.samples.workspace import write as write_workspace

from briefgen.errors import BriefgenError, EnvironmentFailedError, NothingError, UsageError
from briefgen.loading import load
from briefgen.workspace import Workspace, prepare, read, shown, source_date_epoch, write


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """A workspace with one spec, and files that are none."""
    for path in ("briefs/b.yaml", "briefs/a.yml", "briefs/facts/f.yaml", "briefs/sources/s.yaml"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    for path in ("briefs/.hidden.yaml", "briefs/notes.txt", "briefs/b.yaml~", "briefs/facts/.f.yaml.swp"):
        (tmp_path / path).write_text("")
    (tmp_path / "briefs" / "folder.yaml").mkdir()
    return tmp_path


def test_inputs_are_the_yaml_files_in_order(folder: Path) -> None:
    """Paths with forward slashes below the workspace, bytes and their digest; hidden files and folders are none."""
    found = Workspace(folder).inputs()
    assert [each.path for each in found.specs] == ["briefs/a.yml", "briefs/b.yaml"]
    assert [each.path for each in (*found.facts, *found.sources)] == [
        "briefs/facts/f.yaml",
        "briefs/sources/s.yaml",
    ]
    assert found.specs[0].data == b"briefs/a.yml"
    assert found.specs[0].sha256 == sha256(b"briefs/a.yml").hexdigest()


def test_a_folder_without_briefs_is_nothing_to_do_and_no_folder_is_a_mistake(tmp_path: Path) -> None:
    """Exit codes 3 and 2."""
    with pytest.raises(NothingError):
        Workspace(tmp_path)
    with pytest.raises(UsageError, match="there is no folder"):
        Workspace(tmp_path / "absent")


def test_own_templates_come_before_the_default_ones(folder: Path) -> None:
    """A file of the same name replaces the default one; the others stay."""
    default = {each.path: each.data for each in Workspace(folder).templates()}
    (folder / "templates").mkdir()
    (folder / "templates" / "brief.html").write_text("own")
    found = {each.path: each.data for each in Workspace(folder).templates()}
    assert "templates/brief.html" in default
    assert found == {**default, "templates/brief.html": b"own"}
    assert list(found) == sorted(found)


def test_fonts_are_own_and_default_faces(folder: Path, root: Path) -> None:
    """Only font files; in the checkout itself the default ones are not counted twice."""
    own, default = Workspace(folder).fonts()
    assert own == ()
    assert default
    assert {Path(each.path).suffix for each in default} <= {".ttf", ".otf"}
    (folder / "fonts").mkdir()
    (folder / "fonts" / "own.TTF").write_bytes(b"x")
    (folder / "fonts" / "OFL.txt").write_bytes(b"x")
    assert [each.path for each in Workspace(folder).fonts()[0]] == ["fonts/own.TTF"]
    assert Workspace(root).fonts() == ((), default)


def test_writing_replaces_a_file_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    """With the rights that the process gives its files."""
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    before = os.umask(0o027)
    try:
        write(target, b"new")
    finally:
        os.umask(before)
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["a.pdf"]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is told as such; no half file, no temporary one."""
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentFailedError, match="no space left on device"):
        write(target, b"new")
    assert target.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.pdf"]


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    """Nothing is deleted to make room."""
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(EnvironmentFailedError, match="cannot write"):
        write(tmp_path / "a.pdf", b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.parametrize("path", ["file", "file/below", "/dev/null/below", "/proc/below", "loop/below"])
def test_a_folder_that_cannot_be_written_is_told_before_printing(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file in its place, a path below one, a file system without files, a loop of links; also for root."""
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("x")
    Path("loop").symlink_to("loop")
    with pytest.raises(EnvironmentFailedError, match="cannot write into") as raised:
        prepare(Path(path))
    assert raised.value.help == "name another folder with --out"


def test_only_regular_files_are_read(folder: Path) -> None:
    """A pipe would wait for ever, a device would never end, a loop of links leads nowhere: each is told."""
    os.mkfifo(folder / "briefs" / "pipe.yaml")
    with pytest.raises(EnvironmentFailedError, match="no regular file"):
        Workspace(folder).inputs()
    (folder / "briefs" / "pipe.yaml").unlink()
    (folder / "briefs" / "loop.yaml").symlink_to("loop.yaml")
    with pytest.raises(EnvironmentFailedError, match="cannot read"):
        Workspace(folder).inputs()
    (folder / "briefs" / "loop.yaml").unlink()
    (folder / "briefs" / "device.yaml").symlink_to("/dev/zero")
    with pytest.raises(EnvironmentFailedError, match="no regular file"):
        Workspace(folder).inputs()


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    """Its size is enough to refuse it."""
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(EnvironmentFailedError, match="has 60000000 bytes, more than 50000000"):
        read(tmp_path / "huge")


def test_names_of_files_can_always_be_shown(folder: Path) -> None:
    """Bytes that are no UTF-8 become escapes, so that reports and locks can hold the path."""
    (folder / os.fsdecode(b"briefs/\xff.yaml")).write_text("x")
    found = Workspace(folder).inputs().specs
    assert [each.path for each in found] == ["briefs/a.yml", "briefs/b.yaml", "briefs/\\udcff.yaml"]


def test_paths_are_shown_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below the working directory relative, elsewhere in full; a loop of links is shown as it was given."""
    (tmp_path / "here" / "loop").parent.mkdir()
    (tmp_path / "here" / "loop").symlink_to(tmp_path / "here" / "loop")
    monkeypatch.chdir(tmp_path / "here")
    assert shown(tmp_path / "here" / "a" / ".." / "b.pdf") == "b.pdf"
    assert shown(tmp_path / "there") == (tmp_path / "there").as_posix()
    assert shown(Path("loop")).endswith("loop")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", None),
        ("0", datetime(1970, 1, 1, tzinfo=UTC)),
        ("1700000000", datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        ("253402300799", datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_the_document_date_can_be_set(
    value: str, expected: datetime | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SOURCE_DATE_EPOCH, seconds since 1970 in UTC, as reproducible-builds.org defines it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    assert source_date_epoch() == expected


@pytest.mark.parametrize("value", ["-1", "1.5", "now", "٣", "253402300800", "9" * 5000, " 1"])
def test_a_date_that_is_none_is_a_mistake(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The value is never guessed; a mistake in the environment is not a bug of ours."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(BriefgenError, match="SOURCE_DATE_EPOCH"):
        source_date_epoch()


def test_a_huge_file_is_a_problem_of_that_file_and_the_others_are_checked(tmp_path: Path) -> None:
    """Only its beginning is read; what is told is its own size, and nothing that may stand in it is called unknown."""
    write_workspace(tmp_path, {"homes": fact()}, {"one": spec("one", section(facts=["homes", "further"]))})
    huge = tmp_path / "briefs" / "facts" / "zz.yaml"
    with huge.open("wb") as file:
        file.truncate(60_000_000)
    (tmp_path / "briefs" / "two.yaml").write_text("brief: two\ntitel: x\n", "utf-8")
    found = {(each.code, each.span.file): each.told("en") for each in load(Workspace(tmp_path)).problems}
    assert found["file-too-large", "briefs/facts/zz.yaml"] == "the file has 60000000 bytes, more than 5000000"
    assert ("unknown-key", "briefs/two.yaml") in found
    assert "unknown-fact" not in {code for code, _ in found}
