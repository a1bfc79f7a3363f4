"""Repairs carried out on a text: edits that do not overlap, all else as it was."""

from __future__ import annotations

import difflib
from bisect import bisect_left, insort
from collections.abc import Iterable

from briefgen.diagnostics.model import Fix, Span


def mended(text: str, fixes: Iterable[Fix]) -> tuple[str, tuple[Fix, ...]]:
    """The text of one file with the repairs made, and those that were: the first of two that overlap is made.

    Each repair is made whole or not at all.
    """
    starts = _line_starts(text)
    taken: list[tuple[int, int, str]] = []  # in order, none touching another
    made: list[Fix] = []
    for fix in sorted(dict.fromkeys(fixes), key=lambda each: each.edits):
        wanted = [(*_stretch(each.span, starts), each.text) for each in fix.edits]
        if wanted and not any(_touches(one, other) for one in wanted for other in _near(one, taken)):
            for each in wanted:
                insort(taken, each)
            made.append(fix)
    return _put_in(text, taken), tuple(made)


def _near(edit: tuple[int, int, str], taken: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Those of ordered edits that could touch one: beside the place where it would go in."""
    at = bisect_left(taken, (edit[0],))
    end = bisect_left(taken, (edit[1] + 1,), at)
    return taken[max(0, at - 1) : end]


def _put_in(text: str, edits: list[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, instead in edits:
        parts += (text[at:start], instead)
        at = end
    return "".join((*parts, text[at:]))


def difference(path: str, before: str, after: str) -> str:
    """What changes in a file, as a unified diff with three lines around each change."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{path}", f"b/{path}"
    )
    return "".join(
        each if each.endswith("\n") else f"{each}\n\\ No newline at end of file\n" for each in lines
    )


def _line_starts(text: str) -> list[int]:
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def _stretch(span: Span, starts: list[int]) -> tuple[int, int]:
    return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1


def _touches(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Whether two edits share a character or a place."""
    return (one[0] < other[1] and other[0] < one[1]) or one[0] == other[0]
