"""Whether a passage still stands in a snapshot as it was anchored.

Offsets count code points of the stored text in logical order (W3C Web Annotation, Text Position Selector). They are
tried first, then both anchors there, then the digest of the passage's normal form. Nothing fuzzy ever passes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from briefgen.arabic.normal import n1, n1_digest
from briefgen.records.fact import Evidence, Passage

State = Literal["verified", "moved", "drifted", "lost", "no-snapshot"]
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A non-blank line of a snapshot: its number from 1 and its stretch `[start, end)` in code points."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a passage; `found` is where it stands now when it has moved."""

    state: State
    found: tuple[int, int] | None = None


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The non-blank lines of a snapshot, in order."""
    found: list[Paragraph] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Paragraph(len(found) + 1, start, start + len(line)))
        start += len(line) + 1
    return tuple(found)


def verify(evidence: Evidence, text: str | None) -> Verdict:
    """The state of one piece of evidence against the text of its source's snapshot (None: there is none here).

    A passage that stands at its offsets but in another paragraph than the record says counts as `moved`.
    """
    if text is None:
        return Verdict("no-snapshot")
    passage = evidence.passage
    if _stands(passage, text, passage.at):
        inside = _within(text, evidence.paragraph, passage.at)
        return Verdict("verified") if inside else Verdict("moved", passage.at)
    places = list(_anchored(passage, text))
    right = [place for place in places if _digest(text, place) == passage.sha256]
    if len(right) == 1:
        return Verdict("moved", right[0])
    return Verdict("drifted" if places else "lost")


def _within(text: str, number: int, at: tuple[int, int]) -> bool:
    return any(
        each.number == number and each.start <= at[0] and at[1] <= each.end for each in paragraphs(text)
    )


def _stands(passage: Passage, text: str, at: tuple[int, int]) -> bool:
    if at[1] > len(text):
        return False
    words = n1(text[at[0] : at[1]])
    anchored = words.startswith(n1(passage.first)) and words.endswith(n1(passage.last))
    return anchored and _digest(text, at) == passage.sha256


def _digest(text: str, at: tuple[int, int]) -> str:
    return n1_digest(text[at[0] : at[1]])


def _anchored(passage: Passage, text: str) -> Iterator[tuple[int, int]]:
    """Every stretch of one paragraph that begins and ends in the anchors, in code points of the text."""
    first, last = n1(passage.first), n1(passage.last)
    for paragraph in paragraphs(text):
        line = text[paragraph.start : paragraph.end]
        ends = [
            at for at in range(1, len(line) + 1) if n1(line[at - 1]) and _tail(line, at, last).endswith(last)
        ]
        for begin in range(len(line)):
            if n1(line[begin]) and n1(line[begin : begin + _reach(first)]).startswith(first):
                yield from (
                    (paragraph.start + begin, paragraph.start + end)
                    for end in ends
                    if begin < end <= begin + _LONGEST
                )


def _tail(line: str, end: int, anchor: str) -> str:
    return n1(line[max(0, end - _reach(anchor)) : end])


def _reach(anchor: str) -> int:
    """How many stored characters an anchor can take: dropped ones (tatweel, marks of direction) come on top."""
    return 3 * len(anchor) + 8
