"""What every test may ask for."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# A shell starts what it leaves in the background with Ctrl-C ignored, and every child would inherit that: the tests
# of stopping could not stop anything.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).resolve().parent.parent

# No deadline: a slow machine is not a failure. In CI the same examples come every time, so that a change is judged
# by itself; on a developer's machine hypothesis goes on searching.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(autouse=True, scope="session")
def _own_state() -> Iterator[None]:
    """Tests and the processes that they start keep the key of the cache in a folder of their own."""
    before = os.environ.get("XDG_STATE_HOME")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        yield
        if before is None:
            del os.environ["XDG_STATE_HOME"]
        else:
            os.environ["XDG_STATE_HOME"] = before


@pytest.fixture(name="root", scope="session")
def _root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(name="snapshots", scope="session")
def _snapshots() -> Path:
    """The archived texts of the sources, which stay outside the repository; without them a test is skipped."""
    folder = Path(os.environ.get("BRIEFGEN_SNAPSHOTS") or ROOT.parent / "shared" / "sources")
    if not folder.is_dir():
        pytest.skip(f"no snapshots of the sources in {folder}; BRIEFGEN_SNAPSHOTS names another folder")
    return folder
