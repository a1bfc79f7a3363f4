"""What a mend is: a name, what it was written against, and what it puts in the place of what."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Replacement:
    """A module or class of the engine, a name in it, and what stands there while the mend is in force."""

    owner: Any
    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class Mend:
    """One mend: its name for the switch, digests of the sources it relies on, and its replacements."""

    name: str
    digests: Mapping[str, str]
    replacements: tuple[Replacement, ...]


def everywhere(original: Callable[..., Any], value: Callable[..., Any]) -> tuple[Replacement, ...]:
    """Replacements of a function under every name by which the engine's modules know it."""
    found = [
        Replacement(module, name, value)
        for module_name, module in sorted(sys.modules.items())
        if module_name.split(".")[0] == "weasyprint"
        for name, bound in vars(module).items()
        if bound is original
    ]
    return tuple(found)
