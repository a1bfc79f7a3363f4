"""A text in one of its normal forms, and for each character of that form the stretch of the stored text behind it.

Searching is done in the normal form, offsets are told in the stored text: what is dropped or folded on the way (a
tatweel, a mark of direction, a second space) belongs to no found stretch unless it stands inside it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from briefgen.arabic.normal import BIDI_CONTROLS, TATWEEL, n1, n2
from briefgen.ondemand import dataclass

_DROPPED = frozenset(TATWEEL + BIDI_CONTROLS + "\ufeff\u200b\u00ad")


class _Piece(NamedTuple):
    """Characters that normalise together, and the stretch `[start, end)` of the stored text that they come from."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Aligned:
    """A normal form with, for each of its characters, where it starts and ends in the stored text (code points)."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the stored text behind the characters `[start, end)` of the normal form."""
        return self.starts[start], self.ends[end - 1]

    def occurrences(self, needle: str) -> tuple[int, ...]:
        """Where a text that is in the same normal form begins, overlapping finds included."""
        found: list[int] = []
        at = self.text.find(needle) if needle else -1
        while at >= 0:
            found.append(at)
            at = self.text.find(needle, at + 1)
        return tuple(found)


def aligned_n1(text: str) -> Aligned:
    """N1 of a text: `aligned_n1(text).text == n1(text)`."""
    return _joined(_clusters(text), _nfc)


def aligned_n2(text: str) -> Aligned:
    """N2 of a text: `aligned_n2(text).text == n2(text)`."""
    return _joined(_clusters(text), _folded)


def _characters(text: str) -> Iterator[_Piece]:
    """Steps 1 and 2 of N1: presentation forms written out, unseen characters dropped, all white space a space."""
    for at, stored in enumerate(text):
        shaped = "\ufb50" <= stored <= "\ufdff" or "\ufe70" <= stored <= "\ufefc"
        for each in unicodedata.normalize("NFKC", stored) if shaped else stored:
            if each.isspace():
                yield _Piece(" ", at, at + 1)
            elif each not in _DROPPED:
                yield _Piece(each, at, at + 1)


def _clusters(text: str) -> Iterator[_Piece]:
    """The characters grouped so that no composition (UAX #15) reaches from one group into the next."""
    held: _Piece | None = None
    for piece in _characters(text):
        if held is not None and piece.text != " " != held.text and _composes(held.text, piece.text):
            held = _Piece(held.text + piece.text, held.start, piece.end)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _composes(before: str, after: str) -> bool:
    if after.isascii():
        return False
    return bool(unicodedata.combining(after)) or _nfc(before + after) != _nfc(before) + _nfc(after)


@lru_cache(maxsize=4096)
def _nfc(cluster: str) -> str:
    return unicodedata.normalize("NFC", cluster)


@lru_cache(maxsize=4096)
def _folded(cluster: str) -> str:
    return " " if cluster == " " else n2(n1(cluster))


def _joined(pieces: Iterable[_Piece], form: Callable[[str], str]) -> Aligned:
    """The pieces in a form, one after the other; spaces in a row are one, and none is left at the ends."""
    found: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece in pieces:
        text = form(piece.text)
        if text == " " and (not found or found[-1] == " "):
            continue
        found += text
        starts += [piece.start] * len(text)
        ends += [piece.end] * len(text)
    kept = len(found) - (found[-1:] == [" "])
    return Aligned("".join(found[:kept]), tuple(starts[:kept]), tuple(ends[:kept]))
