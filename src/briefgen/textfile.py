"""A text file as editors wrote it, by lines."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.diagnostics.model import Span


@dataclass(frozen=True, slots=True, eq=False)
class File:
    """A text file: its path as shown to people (relative to the workspace) and its text. Compared by identity."""

    path: str
    text: str
    lines: tuple[str, ...]

    @classmethod
    def of(cls, path: str, text: str) -> File:
        """The file with its lines parted."""
        return cls(path, text, tuple(line.removesuffix("\r") for line in text.split("\n")))

    def line(self, number: int) -> str:
        """A line by its number from 1, without its end; empty past the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def span(self, line: int, start: int, end: int) -> Span:
        """The stretch `[start, end)` of a line, in characters from 0."""
        return Span(self.path, line, start + 1, line, end + 1)
