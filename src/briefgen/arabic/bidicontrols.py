"""Controls of direction in a line of a file, where they can make it read in another order than it is written.

A line is a paragraph to a terminal and to most editors: what is open at its end is closed there (UAX #9, X8), so that
an embedding or isolate left open hides where it was meant to end. Overrides (LRO, RLO) reorder letters even when they
are closed; Boucher and Anderson, «Trojan Source» (2021), show what they can hide in comments and texts.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from briefgen.arabic.normal import BIDI_CONTROLS
from briefgen.ondemand import pattern

Kind = Literal["bidi-override", "bidi-unclosed", "bidi-control"]

_EMBEDDINGS: Final = frozenset("\u202a\u202b\u202d\u202e")
_OVERRIDES: Final = frozenset("\u202d\u202e")
_ISOLATES: Final = frozenset("\u2066\u2067\u2068")
_PDF: Final = "\u202c"
_PDI: Final = "\u2069"
_CONTROL = pattern(f"[{BIDI_CONTROLS}]")


class Control(NamedTuple):
    """One control: its kind, its offset in the line in code points, and the character."""

    kind: Kind
    offset: int
    character: str


def has_controls(text: str) -> bool:
    """Whether any control of direction stands in a text."""
    return _CONTROL.search(text) is not None


def controls(line: str) -> tuple[Control, ...]:
    """Give the controls of a line in order, without the ends of overrides.

    `bidi-override` for an override, `bidi-unclosed` for an embedding or isolate that is open at the line's end, and
    `bidi-control` for the rest: marks, pairs that close, and ends without a beginning, which have no effect.
    """
    found = [(match.start(), match[0]) for match in _CONTROL.finditer(line)]
    unclosed, ends = _paired(found)
    return tuple(Control(_kind(at, sign, unclosed), at, sign) for at, sign in found if at not in ends)


def _kind(at: int, sign: str, unclosed: frozenset[int]) -> Kind:
    if sign in _OVERRIDES:
        return "bidi-override"
    return "bidi-unclosed" if at in unclosed else "bidi-control"


def _paired(found: list[tuple[int, str]]) -> tuple[frozenset[int], frozenset[int]]:
    """The openers that nothing closes, and the ends of overrides.

    PDF closes the last embedding, PDI the last isolate and all in it (UAX #9, X6a and X7).
    """
    opened: list[tuple[int, str]] = []
    left: list[int] = []
    ends: list[int] = []
    isolates = 0
    for at, sign in found:
        if sign in _EMBEDDINGS or sign in _ISOLATES:
            opened.append((at, sign))
            isolates += sign in _ISOLATES
        elif sign == _PDF and opened and opened[-1][1] in _EMBEDDINGS:
            if opened.pop()[1] in _OVERRIDES:
                ends.append(at)
        elif sign == _PDI and isolates:
            while opened[-1][1] not in _ISOLATES:
                left.append(opened.pop()[0])
            opened.pop()
            isolates -= 1
    return frozenset((*left, *(at for at, _ in opened))), frozenset(ends)
