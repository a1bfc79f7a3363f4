"""A list of jobs begun from its end by a second process, while this one begins at the front.

What a job finds must be kept where this process looks before it does the same itself, as `keeping` does: then nothing
is sent, nothing waited for, and a second process that fails costs nothing but its help. When this process is through
it ends the second one and waits until it is gone. Only on Linux, and only where this process has a single thread: a
copy of one with more of them may hang.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

_PATIENCE, _GLANCE = 0.2, 0.002
_NICE = 10
_NONE = -1


def alone() -> bool:
    """Whether this process may be copied: it has one thread."""
    threading = sys.modules.get("threading")
    return sys.platform == "linux" and (threading is None or threading.active_count() == 1)


@contextmanager
def helped(jobs: Sequence[Callable[[], object]]) -> Iterator[None]:
    """Within it a second process does the jobs from the last on, as many as it can."""
    try:
        process = os.fork()
    except OSError:  # no room for another one
        process = _NONE
    if not process:
        _help(jobs)
    try:
        yield
    finally:
        if process != _NONE:
            _end(process)


def _help(jobs: Sequence[Callable[[], object]]) -> None:
    """The second process's life. It says nothing, and a signal to end lets it take away what is half written."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, _leave)
        os.nice(_NICE)
        parent = os.getppid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for each in (0, 1, 2):
            os.dup2(nowhere, each)
        for job in reversed(jobs):
            if os.getppid() != parent:
                break
            job()
    finally:
        os._exit(0)


def _leave(*_: object) -> None:
    raise SystemExit


def _end(process: int) -> None:
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(process, signal.SIGTERM)
        waited = time.monotonic() + _PATIENCE
        while not os.waitpid(process, os.WNOHANG)[0]:
            if time.monotonic() > waited:
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
                return
            time.sleep(_GLANCE)
