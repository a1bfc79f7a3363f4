"""Runs: any executor prints what one process prints; lost workers and damaged answers cost no brief its file."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.samples.workspace import fact, section, source, spec, write
from tests.test_builds import files, materials
from tests.test_crews import gone, wait_until_gone

from briefgen import tasks
from briefgen.builds import Built, Failed
from briefgen.crews import WorkerLostError
from briefgen.errors import Exit
from briefgen.materials import Materials
from briefgen.runs import run, run_on
from briefgen.tasks import Parcel, Shared

FACTS = {"opened": fact("افتتحت شبكة المياه عام 2018.", date="2018")}


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one spec that prints eight briefs."""
    whole = spec("tour", section("$(n)", facts=["opened"]), matrix={"n": [f"{n}" for n in range(8)]})
    return write(tmp_path_factory.mktemp("workspace"), FACTS, {"tour": whole}, {"council": source()})


@pytest.fixture(name="whole", scope="module")
def _whole(folder: Path) -> Materials:
    return materials(folder)


def briefs(whole: Materials) -> tuple[str, ...]:
    """The names of all briefs."""
    return tuple(whole.library.specs)


class Direct(Executor):
    """Works at once, in this process, and counts what waits at a time; `around` may spoil an answer."""

    def __init__(self, around: Callable[[Parcel], Parcel] = lambda parcel: parcel) -> None:
        self.around, self.sent = around, 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The answer of a function, or what it raised."""
        self.sent += 1
        future: Future[Any] = Future()
        try:
            future.set_result(self.around(fn(*args, **kwargs)))
        except Exception as error:  # noqa: BLE001 - as executors do
            future.set_exception(error)
        return future


def test_any_executor_prints_the_same_bytes(whole: Materials) -> None:
    """One process, threads, and a crew of workers."""
    some = briefs(whole)[:3]
    alone = {each.brief: files(each) for each in run(some, whole, 1)}
    with ThreadPoolExecutor(2) as threads:
        assert {each.brief: files(each) for each in run_on(threads, 2, some, whole)} == alone
    assert {each.brief: files(each) for each in run(some, whole, 2)} == alone


def test_what_is_shared_is_sent_once(whole: Materials, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that has it gets briefs alone; each is a thousandth of what is shared, or little more."""
    monkeypatch.setattr(tasks, "_held", {})
    direct = Direct()
    assert len(list(run_on(direct, 1, briefs(whole), whole))) == 8
    assert direct.sent <= 8 + 4  # those that were sent before the first answer came
    shared = Shared.of(whole)
    task = tasks.task_of("tour-1", whole, shared, {})
    assert len(pickle.dumps(task)) < len(shared.data) / 50


def test_memory_stays_level(whole: Materials) -> None:
    """A brief leaves no more than some dozen objects behind; one that kept its layout would leave ten thousands."""
    names = list(briefs(whole))

    def after(number: int) -> int:
        list(run_on(Direct(), 1, [names.pop() for _ in range(number)], whole))
        gc.collect()
        return len(gc.get_objects())

    before = after(4)
    assert after(4) - before < 1000


def test_few_tasks_are_under_way_at_a_time(whole: Materials) -> None:
    """However many briefs there are, tasks are made when there is room."""
    direct = Direct()
    outcomes = run_on(direct, 1, briefs(whole) * 1000, whole)
    next(outcomes)
    outcomes.close()
    assert direct.sent <= 8


def test_a_damaged_answer_is_asked_for_again(whole: Materials) -> None:
    """Its digest tells; if it comes damaged each time, the brief has failed and says why."""
    spoilt = iter([True, False, False])

    def once(parcel: Parcel) -> Parcel:
        return replace(parcel, data=parcel.data[:-1] + b"x") if next(spoilt, False) else parcel

    (outcome,) = run_on(Direct(once), 1, ("tour-1",), whole)
    assert isinstance(outcome, Built)
    (failed,) = run_on(Direct(lambda parcel: replace(parcel, data=b"x")), 1, ("tour-1",), whole)
    assert isinstance(failed, Failed)
    assert (failed.exit_code, failed.message) == (Exit.ENVIRONMENT, "what came back is not what was sent")


def test_other_versions_do_not_print(whole: Materials, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker with another Pango is told by name and version, and prints nothing."""
    monkeypatch.setattr(tasks, "versions", lambda: {"pango": "1.50.12"})
    shared = Shared.of(whole)
    task = tasks.task_of("tour-1", whole, shared, {})
    monkeypatch.setattr(tasks, "versions", lambda: {"pango": "1.56.0"})
    failed = tasks.perform(task, shared.data).outcome()
    assert isinstance(failed, Failed)
    assert failed.exit_code == Exit.ENVIRONMENT
    assert failed.message.endswith("pango 1.56.0 there, 1.50.12 here")


PRELOADED = """
import gc, sys
from briefgen import workspace
{before}
import briefgen.preloading
from briefgen.html.document import _COMPILED
from weasyprint.text import fonts
print(len(_COMPILED._code) > 1, sorted(each for each in sys.modules if "fontmap" in each))
assert gc.isenabled() and gc.get_freeze_count() > 50_000
"""
SPOILT = "workspace.default_templates = lambda: (workspace.Input('templates/brief.html', b'{% if', ''),)"


@pytest.mark.parametrize(("before", "compiled"), [("", True), (SPOILT, False)])
def test_workers_are_copied_from_a_process_that_has_what_they_need(
    root: Path, before: str, compiled: bool
) -> None:
    """The engine without a face, templates as compiled; a template with a mistake is told by who prints it."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PRELOADED.replace("{before}", before)],
        env={**os.environ, "PYTHONPATH": str(root / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == (f"{compiled} ['briefgen.press.fontmap']", "")


def test_a_lost_brief_fails_alone(whole: Materials) -> None:
    """Whatever an executor raises for it."""

    class Losing(Direct):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            """As `Direct`, but one brief is lost."""
            if args[0].brief == "tour-2":
                future: Future[Any] = Future()
                future.set_exception(WorkerLostError())
                return future
            return super().submit(fn, *args, **kwargs)

    outcomes = {each.brief: each for each in run_on(Losing(), 1, briefs(whole)[:4], whole)}
    assert [type(outcomes[name]) for name in briefs(whole)[:4]] == [Built, Built, Failed, Built]
    lost = outcomes["tour-2"]
    assert isinstance(lost, Failed)
    assert (lost.exit_code, "ended from outside" in lost.message) == (Exit.ENVIRONMENT, True)


def workers_of(parent: int) -> list[int]:
    """The processes that descend from a process."""
    children: dict[int, list[int]] = {}
    for each in Path("/proc").glob("[0-9]*"):
        try:
            fields = (each / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        children.setdefault(int(fields[1]), []).append(int(each.name))
    found = list(children.get(parent, []))
    for each_ in found:
        found += children.get(each_, [])
    return found


def building(folder: Path, out: Path) -> subprocess.Popen[str]:
    """`briefgen build` of all briefs in a process group of its own, once the first file is there."""
    environment = {**os.environ, "PYTHONPATH": str(Path(tasks.__file__).parents[1])}
    words = (sys.executable, "-m", "briefgen", "build", "-w", str(folder), "-o", str(out), "-j", "2")
    started = subprocess.Popen(
        words, env=environment, start_new_session=True, encoding="utf-8",
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    for _ in range(1200):
        if any(out.glob("*.pdf")):
            return started
        time.sleep(0.05)
    pytest.fail("nothing was printed")


@pytest.fixture(name="many", scope="module")
def _many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one spec that prints two hundred briefs."""
    whole = spec("tour", section("$(n)", facts=["opened"]), matrix={"n": [f"{n}" for n in range(200)]})
    return write(tmp_path_factory.mktemp("workspace"), FACTS, {"tour": whole}, {"council": source()})


def test_ctrl_c_leaves_no_half_file_and_no_process(many: Path, tmp_path: Path) -> None:
    """The signal goes to the whole group, as a terminal sends it: exit code 130, whole files, nobody left."""
    run_ = building(many, tmp_path / "out")
    children = workers_of(run_.pid)
    assert len(children) >= 2
    os.killpg(run_.pid, signal.SIGINT)
    _, errors = run_.communicate(timeout=60)
    # Where the signal meets `exec` (dataclasses use it), Python ends by the signal itself; a shell calls both 130.
    assert run_.returncode in (130, -signal.SIGINT), errors
    assert "error: stopped" in errors
    assert "Traceback" not in errors
    for each in children:
        wait_until_gone(each)
    written = list((tmp_path / "out").iterdir())
    assert [each.name for each in written if each.name.endswith(".part")] == []
    assert all(each.read_bytes()[-6:].strip() == b"%%EOF" for each in written if each.suffix == ".pdf")
    assert len(written) < 600


def test_a_killed_worker_costs_no_brief(folder: Path, tmp_path: Path) -> None:
    """SIGKILL of workers in mid-build, as the system ends them for want of memory: every brief comes out."""
    run_ = building(folder, tmp_path / "out")
    for each in workers_of(run_.pid):
        if not gone(each) and "forkserver" in Path(f"/proc/{each}/cmdline").read_text():
            parent = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()[1]
            if int(parent) != run_.pid:  # the server itself is a child of the run, workers are its children
                os.kill(each, signal.SIGKILL)
    run_.communicate(timeout=120)
    assert run_.returncode == 0
    assert len(list((tmp_path / "out").glob("*.pdf"))) == 8
