"""The machine's failures, raised at the edges and caught once, in the command line.

Problems in editors' files are not exceptions but values: see `diagnostics`.
"""

from __future__ import annotations

from enum import IntEnum

from briefgen.diagnostics.texts import Text, worded


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
    """A failure with a message (lower case, no full stop), a piece of advice and an exit code.

    `said` and `advice` are phrases, so that they can be told in every language, and so are the `details` told between
    them. What another program said, or what is told in one language only, is a `str`. `message` and `help` are English.
    """

    exit_code = Exit.ENVIRONMENT

    def __init__(
        self, said: Text | str, advice: Text | str = "", details: tuple[Text | str, ...] = ()
    ) -> None:
        super().__init__(english(said))
        self.said = said
        self.advice = advice
        self.details = details

    @property
    def message(self) -> str:
        """What went wrong, in English."""
        return english(self.said)

    @property
    def help(self) -> str:
        """What to do, in English; may be empty."""
        return english(self.advice)


def english(text: Text | str) -> str:
    """A phrase in English, for logs and records; another text as it is."""
    return worded(text, "en") if isinstance(text, Text) else text


class UsageError(BriefgenError):
    """The command was asked for something that does not exist."""

    exit_code = Exit.USAGE


class NothingError(BriefgenError):
    """There is nothing to do."""

    exit_code = Exit.NOTHING


class EnvironmentFailedError(BriefgenError):
    """The machine lacks something: a folder that can be written, a font, a library."""
