"""What tests let workers do: small functions that any process can import."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from pathlib import Path


def double(number: int) -> int:
    """Twice the number."""
    return 2 * number


def pid(_: int) -> int:
    """The process that this is called in."""
    return os.getpid()


def fail(number: int) -> int:
    """Raises ValueError."""
    raise ValueError(number)


def scratch(_: int) -> str:
    """A temporary folder that this process leaves behind."""
    return tempfile.mkdtemp()


def die(_: int) -> int:
    """Ends its process as the system does for want of memory."""
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def die_once(mark: str, number: int) -> int:
    """Ends its process the first time it is called with this mark; then twice the number."""
    if not Path(mark).exists():
        Path(mark).touch()
        die(number)
    return double(number)


def stay(mark: str, end: str) -> None:
    """Leaves a mark with its process id, and stays until there is a file `end`."""
    Path(mark).write_text(str(os.getpid()))
    while not Path(end).exists():
        time.sleep(0.02)
