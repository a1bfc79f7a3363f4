"""Whether a passage still stands in a snapshot as it was anchored.

Offsets count code points of the stored text in logical order (W3C Web Annotation, Text Position Selector). They are
tried first, then both anchors there, then the digest of the passage's normal form. Nothing fuzzy ever passes: likeness
only tells a passage that was changed (`drifted`) from one that is gone (`lost`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from briefgen.arabic.normal import n1, n1_digest, n2
from briefgen.evidence.alignment import aligned_n1
from briefgen.ondemand import dataclass
from briefgen.records.fact import Evidence, Passage

State = Literal["verified", "moved", "drifted", "lost", "no-snapshot"]
_LONGEST = 4000
# How much of the anchors' words must stand together for a changed passage to be known again: two in three.
_KNOWN_AGAIN = (2, 3)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A non-blank line of a snapshot: its number from 1 and its stretch `[start, end)` in code points."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a passage.

    `found` is where it stands now when it has moved, and `paragraph` the number of the paragraph there. `places` are
    the stretches that carry its very words when there is more than one, so that none can be said to be it.
    """

    state: State
    found: tuple[int, int] | None = None
    paragraph: int | None = None
    places: tuple[tuple[int, int], ...] = ()


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The non-blank lines of a snapshot, in order; lines end in U+000A."""
    found: list[Paragraph] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Paragraph(len(found) + 1, start, start + len(line)))
        start += len(line) + 1
    return tuple(found)


def paragraph_at(text: str, at: tuple[int, int]) -> int | None:
    """The number of the paragraph that holds a whole stretch; None when no single one does."""
    return next((each.number for each in paragraphs(text) if each.start <= at[0] and at[1] <= each.end), None)


def verify(evidence: Evidence, text: str | None) -> Verdict:
    """The state of one piece of evidence against the text of its source's snapshot (None: there is none here).

    - `verified`: it stands at its offsets, in its paragraph, anchors and digest right;
    - `moved`: its very words stand at one other place (or in a paragraph of another number);
    - `drifted`: its place is known again by its anchors, but its words are others, or stand at several places;
    - `lost`: nothing in the text is known again as it;
    - `no-snapshot`: there is no text to look in.
    """
    if text is None:
        return Verdict("no-snapshot")
    passage = evidence.passage
    if _stands(passage, text, passage.at):
        number = paragraph_at(text, passage.at)
        if number == evidence.paragraph:
            return Verdict("verified")
        return Verdict("moved", passage.at, number) if number else Verdict("drifted")
    places = tuple(dict.fromkeys(anchored(passage, text)))
    right = tuple(place for place in places if _digest(text, place) == passage.sha256)
    if len(right) == 1:
        return Verdict("moved", right[0], paragraph_at(text, right[0]))
    if right:
        return Verdict("drifted", places=right)
    return Verdict("drifted" if places or _known_again(passage, text) else "lost")


def _stands(passage: Passage, text: str, at: tuple[int, int]) -> bool:
    if at[1] > len(text):
        return False
    words = n1(text[at[0] : at[1]])
    anchors = words.startswith(n1(passage.first)) and words.endswith(n1(passage.last))
    return anchors and _digest(text, at) == passage.sha256


def _digest(text: str, at: tuple[int, int]) -> str:
    return n1_digest(text[at[0] : at[1]])


def anchored(passage: Passage, text: str) -> Iterator[tuple[int, int]]:
    """Every stretch of one paragraph that begins and ends in the anchors, in code points of the text."""
    first, last = n1(passage.first), n1(passage.last)
    shortest = max(len(first), len(last))
    for paragraph in paragraphs(text):
        line = aligned_n1(text[paragraph.start : paragraph.end])
        ends = [begin + len(last) for begin in line.occurrences(last)]
        for begin in line.occurrences(first):
            for end in ends:
                if begin + shortest <= end <= begin + _LONGEST:
                    start, stop = line.stretch(begin, end)
                    yield paragraph.start + start, paragraph.start + stop


def _known_again(passage: Passage, text: str) -> bool:
    """Whether some stretch of a paragraph, about as long as the passage, opens and closes in most of its anchors."""
    first, last = n2(passage.first).split(), n2(passage.last).split()
    length = passage.at[1] - passage.at[0]
    parts, whole = _KNOWN_AGAIN
    needed = parts * (len(first) + len(last))
    for paragraph in paragraphs(text):
        words = n2(text[paragraph.start : paragraph.end]).split()
        opening = [_shared(words[at : at + len(first)], first) for at in range(len(words))]
        closing = [_shared(words[max(0, at + 1 - len(last)) : at + 1], last) for at in range(len(words))]
        if any(
            whole * (opened + closing[end]) >= needed
            for begin, opened in enumerate(opening)
            if opened
            for end in _reach(words, begin, length)
        ):
            return True
    return False


def _shared(words: list[str], anchor: list[str]) -> int:
    return (Counter(words) & Counter(anchor)).total()


def _reach(words: list[str], begin: int, length: int) -> Iterator[int]:
    """Ends of stretches from a word on that have half to twice a length in characters."""
    size = -1
    for end in range(begin, len(words)):
        size += len(words[end]) + 1
        if size * 2 >= length:
            yield end
        if size > length * 2:
            return
