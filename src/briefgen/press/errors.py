"""What can go wrong at the press: failures of the machine, each with a message, a help and a code."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.diagnostics.texts import Text
from briefgen.errors import BriefgenError, Exit


@dataclass(frozen=True, slots=True)
class Problem:
    """One complaint of the engine: its text, and where in the template it points, as far as the engine says.

    `file` is the asset's name as the template knows it, or None for the composed document itself; `line` and
    `column` count from 1.
    """

    text: str
    file: str | None = None
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        place = self.file or "document"
        if self.line is not None:
            place += f":{self.line}" + ("" if self.column is None else f":{self.column}")
        return f"{place}: {self.text}"


class PressError(BriefgenError):
    """A brief could not be printed, and nothing of it was given out.

    `code` is a stable kebab-case word, `message` says what was found, `help` what to do, and `problems` holds the
    single complaints when there are several.
    """

    code = "press-failed"
    exit_code = Exit.PROBLEMS

    def __init__(
        self, message: Text | str, *, help: Text | str = "", problems: tuple[Problem, ...] = ()
    ) -> None:
        super().__init__(message, help)
        self.problems = problems


class NoteLost(PressError):
    """A note is missing, doubled, cut or out of order after every attempt. `notes` holds the ids."""

    code = "note-lost"

    def __init__(
        self,
        message: Text | str,
        *,
        notes: tuple[str, ...],
        help: Text | str = "",
        problems: tuple[Problem, ...] = (),
    ) -> None:
        super().__init__(message, help=help, problems=problems)
        self.notes = notes


class TextLost(PressError):
    """Letters of the text, notes apart, are on no page after every attempt."""

    code = "text-lost"


class GlyphMissing(PressError):
    """No face in `fonts/` has a glyph for these characters."""

    code = "glyph-missing"

    def __init__(self, message: Text | str, *, characters: tuple[str, ...], help: Text | str = "") -> None:
        super().__init__(message, help=help)
        self.characters = characters


class FontMissing(PressError):
    """The template asks for a family that `fonts/` does not hold, or there is no face at all."""

    code = "font-missing"
    exit_code = Exit.ENVIRONMENT


class FetchRefused(PressError):
    """The template asks for something that is not one of its own assets. `url` is what it asked for."""

    code = "fetch-refused"

    def __init__(self, message: Text | str, *, url: str, help: Text | str = "") -> None:
        super().__init__(message, help=help)
        self.url = url


class StyleRejected(PressError):
    """The engine complained about the template's HTML or CSS; see `problems`."""

    code = "style-rejected"


class PagesUnsettled(PressError):
    """The page numbers that the document prints change the pages they are on, without end."""

    code = "pages-unsettled"


class EngineFailed(PressError):
    """The engine broke down on this document."""

    code = "engine-failed"


class EngineMissing(PressError):
    """The engine or a library it needs is not installed on this machine."""

    code = "engine-missing"
    exit_code = Exit.ENVIRONMENT
