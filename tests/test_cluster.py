"""Printing on other machines: a real Dask scheduler with real workers, on the loopback."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.samples.workspace import fact, section, source, spec, write
from tests.test_builds import files, materials

from briefgen import cli, cluster, runs
from briefgen.builds import Built
from briefgen.errors import EnvironmentFailedError, Exit
from briefgen.materials import Materials
from briefgen.runs import run, run_on_cluster

FACTS = {"opened": fact("افتتحت شبكة المياه عام 2018.", date="2018")}
_ADDRESS = re.compile(r"Scheduler at:\s+(tcp://127\.0\.0\.1:\d+)")


@dataclass
class Dask:
    """A scheduler and its workers, as processes that log into a folder."""

    folder: Path
    address: str = ""
    root: Path = Path(cluster.__file__).parents[1]
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Starts a program of Dask."""
        log = (self.folder / f"{len(self.started)}.log").open("wb")
        environment = {
            **os.environ,
            "PYTHONPATH": str(self.root),
            "DASK_DISTRIBUTED__ADMIN__TICK__LIMIT": "1h",
        }
        command = (sys.executable, "-m", "dask", *words, "--no-dashboard")
        with log:
            made = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=self.folder)
        self.started.append(made)
        return made

    def scheduler(self) -> None:
        """Starts the scheduler on a free port and learns its address."""
        self.start("scheduler", "--host", "127.0.0.1", "--port", "0")
        for _ in range(1200):
            if found := _ADDRESS.search((self.folder / "0.log").read_text()):
                self.address = found[1]
                return
            time.sleep(0.05)
        pytest.fail((self.folder / "0.log").read_text())

    def worker(self) -> subprocess.Popen[bytes]:
        """Starts a worker of one thread."""
        return self.start("worker", self.address, "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")

    def end(self) -> None:
        """Ends what was started."""
        for each in self.started:
            each.kill()
            each.wait()


@pytest.fixture(name="dask", scope="module")
def _dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """A scheduler with two workers."""
    started = Dask(tmp_path_factory.mktemp("dask"))
    try:
        started.scheduler()
        started.worker()
        started.worker()
        yield started
    finally:
        started.end()


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one spec that prints six briefs."""
    whole = spec("tour", section("$(n)", facts=["opened"]), matrix={"n": [f"{n}" for n in range(6)]})
    return write(tmp_path_factory.mktemp("workspace"), FACTS, {"tour": whole}, {"council": source()})


@pytest.fixture(name="whole", scope="module")
def _whole(folder: Path) -> Materials:
    return materials(folder)


# Dask leaves sockets and event loops to the collector; what it warns of is not ours.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


def test_a_cluster_prints_what_one_machine_prints(
    dask: Dask, folder: Path, whole: Materials, tmp_path: Path
) -> None:
    """Byte for byte, by the command that staff would use."""
    words = ["build", "-w", str(folder), "-o", str(tmp_path), "--cluster", dask.address]
    assert cli.run(words) == Exit.DONE
    for outcome in run(tuple(whole.library.specs), whole, 1):
        for name, data in files(outcome).items():
            assert (tmp_path / name).read_bytes() == data


def test_a_worker_killed_in_mid_build_loses_nothing(dask: Dask, whole: Materials) -> None:
    """Another worker prints what it had, and every brief comes out once."""
    third = dask.worker()
    names = tuple(whole.library.specs)
    outcomes = []
    for outcome in run_on_cluster(dask.address, names, whole):
        outcomes.append(outcome)
        if len(outcomes) == 1:
            dask.started[1].send_signal(signal.SIGKILL)
            third.send_signal(signal.SIGKILL)
    assert sorted(each.brief for each in outcomes) == sorted(names)
    assert {type(each) for each in outcomes} == {Built}


def test_workers_with_other_versions_are_refused(
    dask: Dask, whole: Materials, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the worker's address and by name, before anything is printed."""
    monkeypatch.setattr(runs, "differing", lambda _here, _there: "pango 1.56.0 there, 1.50.12 here")
    with pytest.raises(
        EnvironmentFailedError, match=r"worker tcp://127.* would print otherwise: pango 1\.56"
    ):
        next(run_on_cluster(dask.address, ("tour-1",), whole))


def test_a_worker_of_the_same_version_with_other_source_is_refused(tmp_path: Path, whole: Materials) -> None:
    """Its answers may be other bytes, or be none that this source can read."""
    shutil.copytree(Path(cluster.__file__).parent, tmp_path / "other" / "briefgen")
    with (tmp_path / "other" / "briefgen" / "textfile.py").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    foreign = Dask(tmp_path, root=tmp_path / "other")
    try:
        foreign.scheduler()
        foreign.worker()
        with pytest.raises(
            EnvironmentFailedError, match=r"would print otherwise: code of briefgen [0-9a-f]{16} there"
        ):
            next(run_on_cluster(foreign.address, ("tour-1",), whole))
    finally:
        foreign.end()


def test_an_encrypted_address_without_certificates_names_what_is_missing() -> None:
    """Not the scheduler, of which nothing is known yet."""
    with pytest.raises(EnvironmentFailedError) as told, cluster.connected("tls://127.0.0.1:9", 0.5):
        pass
    assert told.value.help.startswith("name the files of certificates and keys as Dask has them")


def test_a_scheduler_that_is_not_there_is_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Within a time limit, with exit code 4; what is no address at all is a mistake of use."""
    monkeypatch.setattr("briefgen.cluster.connected.__wrapped__.__defaults__", (0.5,))
    words = ["build", "-w", str(folder), "-o", str(tmp_path), "--cluster"]
    assert cli.run([*words, "tcp://127.0.0.1:9"]) == Exit.ENVIRONMENT
    assert "error: no Dask scheduler answers at tcp://127.0.0.1:9" in capsys.readouterr().err
    assert cli.run([*words, "somewhere"]) == Exit.USAGE
    assert "`somewhere` is not the address of a Dask scheduler" in capsys.readouterr().err
    assert list(tmp_path.glob("*.pdf")) == []


def test_without_dask_the_extra_is_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever has not installed it learns what to install."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    words = ["build", "-w", str(folder), "-o", str(tmp_path), "--cluster", "tcp://127.0.0.1:9"]
    assert cli.run(words) == Exit.ENVIRONMENT
    assert "pip install 'briefgen[cluster]'" in capsys.readouterr().err
