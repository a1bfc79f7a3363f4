"""Crews of workers: every task has its answer, whatever becomes of a worker, and no process is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import CancelledError
from pathlib import Path

import pytest
from tests.samples.workers import die, die_once, double, fail, pid, scratch, stay

from briefgen.crews import Crew, WorkerLostError


def gone(process: int) -> bool:
    """Whether a process has ended, or is about to be reaped."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"


def wait_until_gone(process: int) -> None:
    """Waits for the end of a process; half a minute is far beyond what it takes."""
    for _ in range(600):
        if gone(process):
            return
        time.sleep(0.05)
    pytest.fail(f"process {process} is still there")


def appeared(mark: Path) -> str:
    """What a file holds, once it is there."""
    for _ in range(1200):
        if mark.exists() and (text := mark.read_text()):
            return text
        time.sleep(0.05)
    pytest.fail(f"{mark} never came")


def test_tasks_and_failures_come_back() -> None:
    """Answers in their own futures, exceptions as they were raised; kept processes, as many as asked for."""
    with Crew(2) as crew:
        futures = [crew.submit(double, number) for number in range(40)]
        with pytest.raises(ValueError, match="7"):
            crew.submit(fail, 7).result()
        assert [each.result() for each in futures] == [2 * number for number in range(40)]
        assert len({crew.submit(pid, 0).result() for _ in range(20)}) <= 2
    with pytest.raises(RuntimeError):
        crew.submit(double, 1)


def test_a_worker_that_is_killed_costs_nobody_an_answer(tmp_path: Path) -> None:
    """Its task is done by a fresh worker; one that kills every worker has failed, and the others go on."""
    with Crew(2) as crew:
        before = [crew.submit(double, number) for number in range(10)]
        once = crew.submit(die_once, str(tmp_path / "mark"), 21)
        always = crew.submit(die, 0)
        after = [crew.submit(double, number) for number in range(10)]
        assert once.result() == 42
        assert isinstance(always.exception(), WorkerLostError)
        assert [each.result() for each in (*before, *after)] == [2 * number for number in range(10)] * 2


def test_an_idle_worker_that_is_killed_is_replaced() -> None:
    """The next task does not pay for it."""
    with Crew(1) as crew:
        first = crew.submit(pid, 0).result()
        os.kill(first, signal.SIGKILL)
        second = crew.submit(pid, 0).result()
        assert second != first
        wait_until_gone(first)


def test_workers_are_replaced_after_a_number_of_tasks() -> None:
    """So that what leaks in a library ends with its process."""
    with Crew(1, recycled_after=3) as crew:
        seen = [crew.submit(pid, 0).result() for _ in range(7)]
    assert [seen.index(each) for each in seen] == [0, 0, 0, 3, 3, 3, 6]
    for each in seen:
        wait_until_gone(each)


def test_what_cannot_be_sent_is_told() -> None:
    """A function without a name is an error of its caller, and the worker is not to blame."""
    with Crew(1) as crew:
        assert crew.submit(lambda: 0).exception() is not None
        assert crew.submit(double, 4).result() == 8


def test_stopping_ends_workers_at_once(tmp_path: Path) -> None:
    """Tasks under way are lost, those that wait are cancelled, and no process is left."""
    crew = Crew(1)
    running, waiting = (
        crew.submit(stay, str(tmp_path / "mark"), str(tmp_path / "end")),
        crew.submit(double, 1),
    )
    worker = int(appeared(tmp_path / "mark"))
    crew.stop()
    assert isinstance(running.exception(), WorkerLostError)
    with pytest.raises(CancelledError):
        waiting.result()
    wait_until_gone(worker)
    assert crew.processes == ()


def test_what_workers_left_goes_with_the_crew() -> None:
    """A worker that is killed cleans nothing up, so the crew does: no run leaves fonts among the temporary files."""
    stopped, dismissed = Crew(1), Crew(1)
    folders = [Path(each.submit(scratch, 0).result()) for each in (stopped, dismissed)]
    assert all(each.is_dir() for each in folders)
    stopped.stop()
    assert [each.parent.exists() for each in folders] == [False, True]
    dismissed.shutdown()
    assert not folders[1].parent.exists()


BROKEN = """
from tests.samples.workers import double
from briefgen.crews import Crew, WorkerLostError
with Crew(2, ("tests.samples.unimportable",)) as crew:
    assert isinstance(crew.submit(double, 4).exception(30), WorkerLostError)
"""


def test_nobody_waits_for_workers_that_cannot_be_had(root: Path) -> None:
    """Where the process that they are copied from dies of what it imports, its tasks are lost, and told as such."""
    environment = {**os.environ, "PYTHONPATH": f"{root}:{root / 'src'}"}
    done = subprocess.run(
        [sys.executable, "-c", BROKEN], env=environment, cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "no module of use" in done.stderr


EARLY = """
import os, sys, time
from multiprocessing.forkserver import _forkserver
from tests.samples.workers import pid
from briefgen.crews import Crew, prepare
prepare(("tests.samples.slow",))
server = _forkserver._forkserver_pid
os.kill(server, 2)  # Ctrl-C while it still imports: it goes to the whole group
with Crew(1, ("tests.samples.slow",)) as crew:
    worker = crew.submit(pid, 0).result(30)
assert _forkserver._forkserver_pid == server
print(server)
"""


def test_what_workers_are_copied_from_starts_early_and_keeps_out_of_ctrl_c(root: Path) -> None:
    """It is the one that a crew uses later, says nothing of Ctrl-C, and ends with the process that wanted it."""
    environment = {**os.environ, "PYTHONPATH": f"{root}:{root / 'src'}"}
    done = subprocess.run(
        [sys.executable, "-c", EARLY], env=environment, cwd=root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    wait_until_gone(int(done.stdout))


ORPHANS = """
import sys
from tests.samples.workers import stay
from briefgen.crews import Crew
Crew(1).submit(stay, *sys.argv[1:]).result()
"""


def test_workers_end_with_their_parent(tmp_path: Path, root: Path) -> None:
    """Even one that was killed and could not say so: a worker that has done its task finds nobody to give it to."""
    environment = {**os.environ, "PYTHONPATH": f"{root}:{root / 'src'}"}
    mark, end = tmp_path / "mark", tmp_path / "end"
    parent = subprocess.Popen([sys.executable, "-c", ORPHANS, str(mark), str(end)], env=environment, cwd=root)
    worker = int(appeared(mark))
    parent.kill()
    parent.wait()
    os.kill(worker, signal.SIGINT)  # Ctrl-C goes to the whole group; workers leave it to the parent
    time.sleep(0.2)
    assert not gone(worker)
    end.touch()
    wait_until_gone(worker)
