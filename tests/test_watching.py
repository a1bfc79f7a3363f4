"""Watching: only what a save touches is printed again, and a broken file never takes a good output away."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.samples.workspace import Record, fact, section, source, spec, write
from tests.test_crews import wait_until_gone
from tests.test_runs import workers_of

import briefgen
from briefgen.builds import Built
from briefgen.cli.build import Teller
from briefgen.cli.materials import materials_of
from briefgen.cli.options import ReportFormat
from briefgen.cli.watch import _tell
from briefgen.lock import Assets, Lock, decode
from briefgen.materials import Materials, locked
from briefgen.watching import Session, saves

FACTS = {
    "opened": fact("افتتحت شبكة المياه عام 2018.", date="2018"),
    "snow": fact("سقط الثلج على الواحة.", topics=["snow"]),
}
SPECS = {
    "water": spec("water", section(select={"topics": ["water"]})),
    "snow": spec("snow", section(select={"topics": ["snow"]})),
}


def session(root: Path, kept: list[Built], *names: str) -> Session:
    """A session that keeps what it prints in a list."""
    return Session(root, names, lambda loaded, _: materials_of(loaded, ("pdf",), (), {}), kept.append)


@pytest.fixture(name="root_", scope="module")
def _root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of two briefs."""
    return write(tmp_path_factory.mktemp("workspace"), FACTS, SPECS)


@pytest.fixture(name="kept")
def _kept() -> list[Built]:
    """What was printed."""
    return []


@pytest.fixture(name="watched")
def _watched(tmp_path: Path, root_: Path, kept: list[Built]) -> Iterator[Session]:
    """A session over a copy of the workspace, after its first round."""
    shutil.copytree(root_, tmp_path / "w")
    with session(tmp_path / "w", kept) as begun:
        found = begun.round()
        assert sorted(each.brief for each in found.built) == ["snow", "water"]
        kept.clear()
        yield begun


def put(root: Path, path: str, text: str | Record) -> None:
    """Saves as many editors do: under another name, then renamed."""
    data = text if isinstance(text, str) else json.dumps(text, ensure_ascii=False)
    (root / f"{path}.tmp").write_text(data, "utf-8")
    (root / f"{path}.tmp").replace(root / path)


def test_only_what_is_touched_is_printed_again(watched: Session, kept: list[Built]) -> None:
    """A fact's words touch the brief that prints it; nothing saved, nothing printed; a template touches all."""
    assert watched.round().built == ()
    changed = {**FACTS, "snow": fact("سقط ثلج كثير على الواحة.", topics=["snow"])}
    put(watched.root, "briefs/facts/water.yaml", changed)
    assert [each.brief for each in watched.round().built] == ["snow"]
    (watched.root / "templates").mkdir()
    (watched.root / "templates" / "extra.css").write_text("p { color: #000001 }")
    assert sorted(each.brief for each in watched.round().built) == ["snow", "water"]
    first, *others = (each.brief for each in kept)
    assert (first, sorted(others)) == ("snow", ["snow", "water"])


def test_locks_are_made_of_what_is_touched_alone(watched: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are known by a digest; a fact that is withdrawn, or another choice, still touches its brief."""
    made: list[str] = []

    def counted(brief: str, materials: Materials, shared: Assets) -> Lock:
        made.append(brief)
        return locked(brief, materials, shared)

    monkeypatch.setattr("briefgen.freshness.locked", counted)
    assert (watched.round().built, made) == ((), [])
    changed = {**FACTS, "thaw": fact("ذاب الثلج كله.", topics=["snow"])}
    for path, record in (
        ("facts/water", changed),
        ("facts/water", FACTS),
        ("snow", spec("snow", section(facts=["opened"]))),
    ):
        put(watched.root, f"briefs/{path}.yaml", record)
        assert [each.brief for each in watched.round().built] == ["snow"]
        assert set(made) == {"snow"}
    put(watched.root, "briefs/facts/water.yaml", json.dumps(FACTS, ensure_ascii=False) + "\n# a comment\n")
    made.clear()
    assert (watched.round().built, made) == ((), [])


def test_a_broken_file_is_told_and_prints_nothing(watched: Session, kept: list[Built]) -> None:
    """Its problems are news once, and again when they are gone; what was printed before stays what it is."""
    before = watched.round().problems  # what is unused in so small a library
    put(watched.root, "briefs/water.yaml", "brief: water\n  title: [")
    broken = watched.round()
    assert (broken.built, broken.refused, broken.news) == ((), ("water",), True)
    assert {each.span.file for each in broken.problems if each.severity == "error"} == {"briefs/water.yaml"}
    assert not watched.round().news
    put(watched.root, "briefs/water.yaml", SPECS["water"])
    mended = watched.round()
    assert (mended.problems, mended.news, mended.refused) == (before, True, ())
    put(watched.root, "briefs/facts/water.yaml", "opened: [")
    assert watched.round().refused == ("snow", "water")
    assert {each.brief for each in kept} <= {"water"}


def test_briefs_come_and_go(watched: Session) -> None:
    """A new spec is printed; a deleted one is told of once."""
    put(watched.root, "briefs/more.yaml", spec("more", section(facts=["snow"])))
    assert [each.brief for each in watched.round().built] == ["more"]
    (watched.root / "briefs" / "more.yaml").unlink()
    assert watched.round().gone == ("more",)
    assert watched.round().gone == ()


def test_a_workspace_that_cannot_be_read_is_no_end(watched: Session) -> None:
    """A folder that a version control system takes away for a moment comes back, and so do the briefs."""
    (watched.root / "briefs").rename(watched.root / "away")
    failure = watched.round().failure
    assert failure is not None
    assert "briefs/" in failure.message
    (watched.root / "away").rename(watched.root / "briefs")
    assert watched.round().failure is None


def test_what_lies_there_from_before_is_not_printed(root_: Path, kept: list[Built]) -> None:
    """By its lock; other faces get other workers."""
    with session(root_, kept, "snow") as first:
        (built,) = first.round().built
        lock = decode(next(each.data for each in built.outputs if each.name == "snow.lock"))
        before = first._crew
        gather = first.gather
        first.gather = lambda loaded, survey: _other_faces(gather(loaded, survey))
        assert len(first.round().built) == 1
        assert first._crew is not before
    with session(root_, kept, "snow") as second:
        second.printed["snow"] = lock
        assert second.round().built == ()


def _other_faces(whole: Materials) -> Materials:
    return replace(whole, fonts=tuple(reversed(whole.fonts))[:-1])


def test_saves_are_noticed_however_they_are_made(tmp_path: Path) -> None:
    """In place, by renaming, in a folder that is new; what editors keep beside a file is not one."""
    (tmp_path / "briefs").mkdir()
    bursts, seen = saves(tmp_path), threading.Event()
    assert next(bursts) is False
    steps: list[Callable[[], object]] = [
        lambda: (tmp_path / "briefs" / "a.yaml").write_text("a"),
        lambda: put(tmp_path, "briefs/a.yaml", "b"),
        lambda: (tmp_path / "briefs" / "a.yaml").rename(tmp_path / "briefs" / "b.yaml"),
    ]

    def act() -> None:
        for step in steps:
            seen.wait(30)
            seen.clear()
            step()

    acting = threading.Thread(target=act)
    acting.start()
    assert next(bursts) is False  # shortly after the start, for what was saved before the watching began
    for _ in steps:
        seen.set()
        assert next(bursts) is True
    acting.join()
    (tmp_path / "templates").mkdir()
    assert next(bursts) is False
    bursts.close()


def test_the_command_prints_tells_and_stops(root_: Path, tmp_path: Path) -> None:
    """A line for each rebuild, problems as they come and go, and at Ctrl-C nobody is left."""
    root = shutil.copytree(root_, tmp_path / "w")
    environment = {**os.environ, "PYTHONPATH": str(Path(briefgen.__file__).parents[1])}
    words = (sys.executable, "-m", "briefgen", "watch", "snow", "-w", str(root))
    with (tmp_path / "log").open("wb") as log:
        started = subprocess.Popen(words, env=environment, stdout=log, stderr=log, start_new_session=True)
    _until(tmp_path / "log", "printed snow: 1 page in ")
    first = (root / "build" / "snow.pdf").read_bytes()
    put(root, "briefs/snow.yaml", "brief: snow\ntitle: [")
    _until(tmp_path / "log", "left as they were: snow")
    assert (root / "build" / "snow.pdf").read_bytes() == first
    put(root, "briefs/snow.yaml", spec("snow", section("آخر", select={"topics": ["snow"]})))
    _until(tmp_path / "log", "printed snow: 1 page in ", 2)
    assert (root / "build" / "snow.pdf").read_bytes() != first
    children = workers_of(started.pid)
    os.killpg(started.pid, signal.SIGINT)
    assert started.wait(60) == 0
    said = (tmp_path / "log").read_text()
    assert said.endswith("stopped\n")
    assert "Traceback" not in said
    for each in children:
        wait_until_gone(each)


def test_the_end_of_all_problems_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """When the last one is mended, and not while nothing was wrong."""
    write(tmp_path, FACTS, SPECS, {"council": source()})
    teller = Teller(tmp_path / "build", ReportFormat.full)
    with session(tmp_path, []) as begun:
        told = []
        for text in (SPECS["water"], "brief: water\n  title: [", SPECS["water"], SPECS["water"]):
            put(tmp_path, "briefs/water.yaml", text)
            _tell(begun.round(), teller, 0.0)
            told.append(capsys.readouterr().err.count("no problems any more"))
    assert told == [0, 0, 1, 0]


def _until(log: Path, text: str, times: int = 1) -> None:
    for _ in range(2400):
        if log.read_text().count(text) >= times:
            return
        time.sleep(0.05)
    pytest.fail(log.read_text())
