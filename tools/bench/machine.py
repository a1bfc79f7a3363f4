"""What the numbers were taken on: cores, memory and processor, and the versions of all that was measured."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from pathlib import Path


def machine() -> dict[str, str]:
    """System, processor, cores, memory and load; no name of a host or a folder."""
    return {
        "system": f"{_distribution()} ({platform.system()} {platform.machine()})",
        "processor": _processor(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "load": f"{os.getloadavg()[0]:.1f}",
    }


def versions() -> dict[str, str]:
    """The versions of briefgen and of all that shapes its prints, as a build records them."""
    from briefgen.materials import tools

    return {**tools(), "python": platform.python_version()}


def version_of(*command: str) -> str:
    """The first number with dots that a program prints when asked for its version; empty when it cannot be asked."""
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = re.search(r"\d+(?:\.\d+)+", run.stdout + run.stderr)
    return found.group() if found else ""


def _distribution() -> str:
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", platform.platform())
    except OSError:
        return platform.system()


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    found = re.search(r"^model name\s*: (.+)$", text, re.M)
    return found[1] if found else platform.machine()
