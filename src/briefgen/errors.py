"""The machine's failures, raised at the edges and caught once, in the command line.

Problems in editors' files are not exceptions but values: see `diagnostics`.
"""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the program's exit code means."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    NOTHING = 3
    ENVIRONMENT = 4
    UNVERIFIED = 5
    BUG = 70


class BriefgenError(Exception):
    """A failure with a message (lower case, no full stop), a piece of advice and an exit code."""

    exit_code = Exit.ENVIRONMENT

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help


class UsageError(BriefgenError):
    """The command was asked for something that does not exist."""

    exit_code = Exit.USAGE


class NothingError(BriefgenError):
    """There is nothing to do."""

    exit_code = Exit.NOTHING


class EnvironmentFailedError(BriefgenError):
    """The machine lacks something: a folder that can be written, a font, a library."""
