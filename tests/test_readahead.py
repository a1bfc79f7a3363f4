"""A second process that reads ahead: all is as if this one had done it, and whatever becomes of it is no harm."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies a process safely")


LEFT = """
import os
try:
    os.waitpid(-1, os.WNOHANG)
    raise SystemExit("a child is left")
except ChildProcessError:
    pass
"""


def ran(script: str, root: Path, *arguments: Path | str) -> str:
    """What a process of one thread prints that runs a script; it says nothing on stderr and leaves no child."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script + LEFT, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": f"{root}:{root / 'src'}"},
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


FROM_THE_END = """
import os, sys, time
from functools import partial
from pathlib import Path
from briefgen.readahead import helped
folder = Path(sys.argv[1])
def job(number):
    print("the second process is silent")
    part = folder / f"{number}.part"
    part.write_text(str(os.getpid()))
    part.rename(folder / str(number))
with helped([partial(job, number) for number in range(3)]):
    until = time.monotonic() + 30
    while not (folder / "0").exists() and time.monotonic() < until:
        time.sleep(0.01)
times = [(folder / str(number)).stat().st_mtime_ns for number in range(3)]
assert times == sorted(times, reverse=True), times
assert (folder / "0").read_text() != str(os.getpid())
"""


def test_jobs_are_done_from_the_last_on_by_another_process(tmp_path: Path, root: Path) -> None:
    """It says nothing on the streams of this one."""
    assert ran(FROM_THE_END, root, tmp_path) == ""


HARMLESS = """
import os, signal, sys, time
from briefgen.readahead import helped
def fails():
    raise ValueError("no file of mine")
def dies():
    os.kill(os.getpid(), signal.SIGKILL)
def hangs():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(3600)
for job in (fails, dies, hangs):
    with helped([job]):
        time.sleep(0.1)
print("done")
"""


def test_whatever_becomes_of_the_other_process_is_no_harm(root: Path) -> None:
    """One that fails, is killed, or does not end when it is told to."""
    assert ran(HARMLESS, root) == "done\n"


STOPPED = """
import os, signal, sys, time
from pathlib import Path
from briefgen.readahead import helped
mark = Path(sys.argv[1])
def job():
    mark.touch()
    try:
        time.sleep(3600)
    finally:
        mark.unlink()
try:
    with helped([job]):
        while not mark.exists():
            time.sleep(0.01)
        os.killpg(0, signal.SIGINT)
        time.sleep(30)
except KeyboardInterrupt:
    print("stopped")
assert not mark.exists()
"""


def test_ctrl_c_ends_both_and_leaves_nothing_half_done(tmp_path: Path, root: Path) -> None:
    """The other process takes away what it was writing."""
    assert ran("import os\nos.setpgrp()\n" + STOPPED, root, tmp_path / "mark") == "stopped\n"


NO_ROOM = """
import os
from briefgen import readahead
def fork():
    raise BlockingIOError(11, "no more processes")
os.fork = fork
with readahead.helped([print]):
    print("alone")
"""


def test_without_room_for_another_process_this_one_reads_alone(root: Path) -> None:
    """As it does where there is one processor."""
    assert ran(NO_ROOM, root) == "alone\n"


THREADS = """
from threading import Event, Thread
from briefgen.readahead import alone
assert alone()
end = Event()
thread = Thread(target=end.wait)
thread.start()
assert not alone()
end.set()
thread.join()
"""


def test_a_process_with_threads_is_not_copied(root: Path) -> None:
    """A lock that another thread holds would never be let go in the copy."""
    assert ran(THREADS, root) == ""


SAME = """
import shutil, sys, time
from pathlib import Path
from briefgen import loading
from briefgen.cache import cache_of
from briefgen.workspace import Workspace
folder = Path(sys.argv[1])
def loaded(processors):
    loading.processors = lambda: processors
    shutil.rmtree(folder / ".briefgen_cache", ignore_errors=True)
    found = loading.load(Workspace(folder))
    return found, set(cache_of(folder).names("files"))
loading._MUCH = 0
one, kept = loaded(1)
two, kept_by_two = loaded(2)
read = loading.read_library
def late(specs, facts, sources, readers):
    until = time.monotonic() + 30
    while set(cache_of(folder).names("files")) != kept and time.monotonic() < until:
        time.sleep(0.01)
    assert set(cache_of(folder).names("files")) == kept
    return read(specs, facts, sources, readers)
loading.read_library = late
ahead, kept_ahead = loaded(2)
assert kept and kept == kept_by_two == kept_ahead
for each in (two, ahead):
    assert each.problems == one.problems and each.problems
    assert each.spec_files == one.spec_files and each.families == one.families
    assert dict(each.library.facts) == dict(one.library.facts)
    assert dict(each.library.specs) == dict(one.library.specs)
    assert each.library.sources == one.library.sources
    assert each.library.unread == one.library.unread
"""


def test_a_workspace_comes_out_the_same_whoever_read_its_files(tmp_path: Path, root: Path) -> None:
    """Read alone, by two at a time, and all of it by the other process: the same records, problems and kept files."""
    copytree(root / "briefs", tmp_path / "briefs")
    spoiled = tmp_path / "briefs" / "facts" / "spoiled.yaml"
    spoiled.write_text("one: {says: 5\n", encoding="utf-8")
    assert ran(SAME, root, tmp_path) == ""
