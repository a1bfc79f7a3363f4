"""What a person sees of a command in a terminal: run in a pseudo-terminal, drawn cell by cell.

Characters are shown in the order in which they come, as terminals without bidi support do. `ordered` puts the rows into
the order of UAX #9, as terminals with it do; the base direction of a row is left to right, their default.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import bidi  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parent.parent.parent
_ISOLATES = "\u2066\u2067\u2068\u2069"
_PART = re.compile(r"\x1b\[[0-9;]*m|\r|\n|[^\x1b\r\n]")


@dataclass(frozen=True, slots=True)
class Screen:
    """The rows of a screen: of each cell its character, with the marks and isolates after it, and its SGR codes."""

    rows: tuple[tuple[tuple[str, str], ...], ...]


def drawn(text: str, columns: int) -> Screen:
    """What a terminal of so many cells shows of a text with line ends and SGR sequences (ECMA-48, 8.3.117) in it."""
    rows: list[list[tuple[str, str]]] = [[]]
    style, pending = "", ""
    for part in _PART.findall(text):
        row = rows[-1]
        if part.startswith("\x1b"):
            style = part[2:-1].removeprefix("0")
        elif part == "\n":
            rows.append([])
        elif part in _ISOLATES or unicodedata.category(part) == "Mn":
            if row:
                row[-1] = (row[-1][0] + part, row[-1][1])
            else:
                pending += part
        elif part != "\r":
            if len(row) == columns:
                rows.append(row := [])
            row.append((pending + part, style))
            pending = ""
    return Screen(tuple(map(tuple, rows)))


def capture(arguments: tuple[str, ...], cwd: Path, variables: Mapping[str, str], columns: int = 80) -> Screen:
    """The screen after a command, in a terminal of so many cells."""
    controller, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 60, columns, 0, 0))
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    environment = {**kept, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "LANG": "C.UTF-8", **variables}
    command = (sys.executable, "-m", "briefgen", *arguments)
    process = subprocess.Popen(command, cwd=cwd, env=environment, stdout=terminal, stderr=terminal)
    os.close(terminal)
    text = _all(controller).decode()
    process.wait()
    return drawn(text, columns)


def _all(controller: int) -> bytes:
    parts: list[bytes] = []
    while True:
        try:
            part = os.read(controller, 65536)
        except OSError:  # Linux says so when the last writer is gone
            part = b""
        if not part:
            os.close(controller)
            return b"".join(parts)
        parts.append(part)


def stored(screen: Screen) -> list[str]:
    """The rows in the order in which they are stored, which is what a terminal without bidi support shows."""
    found = ["".join(character for character, _ in row).rstrip() for row in screen.rows]
    while found and not found[-1]:
        found.pop()
    return found


def ordered(screen: Screen) -> list[str]:
    """The rows as a terminal with bidi support shows them, cell by cell."""
    unseen = dict.fromkeys(map(ord, _ISOLATES))
    return [str(bidi.get_display(row, base_dir="L")).translate(unseen) for row in stored(screen)]
