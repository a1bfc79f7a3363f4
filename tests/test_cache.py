"""The cache gives back what this user put there, or nothing; it never raises, and never leaves its folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.cache import FOLDER, VARIABLE, Cache, cache_of

HERE = Path(__file__).parent


def entry(root: Path, name: str) -> Path:
    """The file of an entry."""
    return root / FOLDER / name


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    """In a later process too: the key stays. The folder is marked as a cache and kept out of repositories."""
    assert cache_of(tmp_path).put("facts/ab12", b"one")
    assert cache_of(tmp_path).get("facts/ab12") == b"one"
    assert cache_of(tmp_path).names("facts") == ("facts/ab12",)
    assert (
        (tmp_path / FOLDER / "CACHEDIR.TAG")
        .read_bytes()
        .startswith(b"Signature: 8a477f597d28d172789f06886806bc55")
    )
    assert (tmp_path / FOLDER / ".gitignore").read_text() == "*\n"
    assert not list((tmp_path / FOLDER).rglob(".*.*.*"))  # no part is left behind


@pytest.fixture(name="sealed", scope="module")
def _sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sealed")
    cache_of(root).put("a", b"what was kept")
    return root


@given(st.integers(0, 77), st.integers(1, 255))
def test_no_changed_byte_passes(sealed: Path, at: int, mask: int) -> None:
    """Whichever bit of an entry flips, in mark, seal or content, there is no entry any more."""
    whole = bytearray(entry(sealed, "a").read_bytes())
    at %= len(whole)
    whole[at] ^= mask
    entry(sealed, "a").write_bytes(whole)
    try:
        assert cache_of(sealed).get("a") is None
    finally:
        whole[at] ^= mask
        entry(sealed, "a").write_bytes(whole)
    assert cache_of(sealed).get("a") == b"what was kept"


def test_cut_swapped_and_foreign_entries_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A torn file, an entry under another's name, and one sealed with another user's key."""
    cache = cache_of(tmp_path)
    cache.put("whole", b"12345678")
    data = entry(tmp_path, "whole").read_bytes()
    for length in range(len(data)):
        entry(tmp_path, "cut").write_bytes(data[:length])
        assert cache.get("cut") is None
    entry(tmp_path, "other").write_bytes(data)
    assert cache.get("other") is None
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "other"))
    assert cache_of(tmp_path).get("whole") is None


def test_links_lead_nowhere(tmp_path: Path) -> None:
    """Neither the folder, nor a group in it, nor an entry may be a symbolic link: nothing is read or written there."""
    outside = tmp_path / "outside"
    outside.mkdir()
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / FOLDER).symlink_to(outside)
    assert not cache_of(linked).usable
    cache = cache_of(tmp_path)
    (tmp_path / FOLDER / "group").symlink_to(outside)
    assert not cache.put("group/x", b"")
    assert cache.place("group/db") is None
    (outside / "target").write_bytes(b"left alone")
    (tmp_path / FOLDER / "entry").symlink_to(outside / "target")
    assert cache.get("entry") is None
    assert cache.place("entry") is None
    assert cache.put("entry", b"new")  # the link itself is replaced
    assert cache.get("entry") == b"new"
    assert (outside / "target").read_bytes() == b"left alone"
    assert sorted(each.name for each in outside.iterdir()) == ["target"]


def test_a_pipe_in_place_of_an_entry_holds_nobody_up(tmp_path: Path) -> None:
    """Reading it would wait for ever for a writer."""
    cache = cache_of(tmp_path)
    os.mkfifo(entry(tmp_path, "pipe"))
    assert cache.get("pipe") is None


@pytest.mark.parametrize("broken", ["file", "writable", "owner", "readonly", "key"])
def test_where_it_cannot_be_safe_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    """A file in its place, a folder that others may write into or own, a medium that is read-only, a key to be seen."""
    cache_of(tmp_path).put("x", b"")
    folder = tmp_path / FOLDER
    if broken == "file":
        folder.rename(tmp_path / "gone")
        folder.write_bytes(b"")
    elif broken == "writable":
        folder.chmod(0o777)
    elif broken == "owner":
        own = os.geteuid()
        monkeypatch.setattr(os, "geteuid", lambda: own + 1)
    elif broken == "readonly":
        monkeypatch.setenv(VARIABLE, "/proc/self/briefgen")
    else:
        (Path(os.environ["XDG_STATE_HOME"]) / "briefgen" / "cache.key").chmod(0o644)
    try:
        cache = cache_of(tmp_path)
        assert (cache.usable, cache.put("x", b""), cache.get("x")) == (False, False, None)
        assert (cache.names("facts"), cache.place("db")) == ((), None)
    finally:
        (Path(os.environ["XDG_STATE_HOME"]) / "briefgen" / "cache.key").chmod(0o600)


def test_another_folder_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several workspaces may share it; a name where no folder can be turns the cache off."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "kept" / "here"))
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        assert cache_of(tmp_path / name).put("x", name.encode())
    assert [cache_of(tmp_path / name).get("x") for name in ("one", "two")] == [b"one", b"two"]
    assert not (tmp_path / "one" / FOLDER).exists()
    monkeypatch.setenv(VARIABLE, "/dev/null")
    assert not cache_of(tmp_path / "one").usable


def test_nothing_is_made_where_nothing_is_wanted(tmp_path: Path) -> None:
    """Whoever only looks leaves no folder behind."""
    assert not cache_of(tmp_path, make=False).usable
    assert not (tmp_path / FOLDER).exists()


def test_two_processes_at_once_never_see_half_an_entry(tmp_path: Path) -> None:
    """Writers of other contents under one name, from the first moment on, when neither folder nor key is there."""
    program = (
        "import sys\nfrom briefgen.cache import cache_of\n"
        "mine = sys.argv[2].encode() * 50_000\n"
        "for _ in range(100):\n"
        "    cache = cache_of(sys.argv[1])\n"
        "    assert cache.put('shared', mine)\n"
        "    found = cache.get('shared')\n"
        "    assert found is not None and len(found) == 50_000 and len(set(found)) == 1, found and len(found)\n"
    )
    state = {**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")}
    command = (sys.executable, "-c", program, str(tmp_path))
    running = [
        subprocess.Popen((*command, each), env={**state, "PYTHONPATH": str(HERE.parent / "src")})
        for each in "abc"
    ]
    assert [each.wait() for each in running] == [0, 0, 0]


def test_a_cache_without_a_folder_keeps_nothing() -> None:
    """What stands in for a cache where there can be none."""
    cache = Cache(None, b"")
    assert not cache.usable
    cache.drop(("x",))
    assert cache.get("x") is None
