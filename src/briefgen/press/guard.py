"""Whether the engine is the one that a mend was written for: its version, and the source of what the mend relies on.

A digest is read from the module's file, not from what is bound to the name: that may be another mend at the moment.
Only lines and indentation are looked at, since parsing the engine's modules takes longer than printing a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

VERSION = "70.0"
# Pango tells wrong font sizes before this release (GNOME/pango#530); the engine works round it, the mends do not.
PANGO_VERSION = 14802
_LENGTH = 16


def misfits(digests: Mapping[str, str]) -> tuple[str, ...]:
    """What differs from the engine that is there: names of definitions with the digest of their source.

    The version stands for itself where it is another one; then nothing else is compared.
    """
    import weasyprint

    if weasyprint.__version__ != VERSION:
        return (f"weasyprint {weasyprint.__version__}",)
    return tuple(name for name, expected in digests.items() if digest(name) != expected)


def digest(name: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a definition's source, or "" when there is none to read.

    `name` is a dotted path through package, module, class and function.
    """
    parts = name.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        lines = _lines(".".join(parts[:cut]))
        if lines is not None:
            source = _definition(lines, parts[cut:])
            return sha256(source.encode()).hexdigest()[:_LENGTH] if source else ""
    return ""


@cache
def _lines(module: str) -> tuple[str, ...] | None:
    """The lines of a module's source; none for a module that is not there or was shipped without its source."""
    try:
        if find_spec(module) is None:
            return None
        file = import_module(module).__file__
        return tuple(Path(file or "").read_text("utf-8").splitlines())
    except (ImportError, OSError, UnicodeDecodeError):
        return None


def _definition(lines: Sequence[str], path: Sequence[str]) -> str:
    """The source of a function or class below others, with its decorators, without blank lines at its end."""
    first, last = 0, len(lines)
    for depth, name in enumerate(path):
        indent = re.escape("    " * depth)
        head = re.compile(rf"{indent}(?:async )?(?:def|class) {re.escape(name)}\b")
        found = next((at for at in range(first, last) if head.match(lines[at])), None)
        if found is None:
            return ""
        last = next(_ends(lines, found + 1, last, 4 * depth), last)
        first = found
    while first and lines[first - 1].lstrip().startswith("@"):
        first -= 1
    return "\n".join(lines[first:last]).rstrip()


def _ends(lines: Sequence[str], first: int, last: int, indent: int) -> Iterator[int]:
    """The lines that stand as far out as the head of a definition, brackets that close its head left out."""
    for at in range(first, last):
        text = lines[at].lstrip()
        if text and len(lines[at]) - len(text) <= indent and text[0] not in ")]}#":
            yield at
