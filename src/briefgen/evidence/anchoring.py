"""From words that an editor selected to an anchored passage: found by N2, hashed by N1.

The selection may differ from the snapshot in harakat, letter variants, the family and grouping of digits, and
punctuation; the words must be the same ones in the same order, inside one paragraph. The passage runs from the first
to the last of them as they stand in the snapshot. Anchors are its first and last three words, or four where three are
not unique.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from briefgen.arabic.normal import n1, n1_digest, words
from briefgen.evidence.alignment import aligned_n1, aligned_n2
from briefgen.evidence.passages import Paragraph, anchored, paragraphs
from briefgen.ondemand import dataclass, pattern
from briefgen.records.fact import Evidence, Passage
from briefgen.records.source import Excluded

Reason = Literal["too-short", "not-found", "ambiguous", "excluded"]
SHORTEST = 3
_LENGTHS = (3, 4)
_WORD = pattern(r"[0-9]+(?:[.,][0-9]+)+|[^\W_]+")
_GROUPED = pattern(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_AROUND = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where a selection stands: paragraph, stretch `[start, end)` in code points, and a few words around it."""

    paragraph: int
    at: tuple[int, int]
    around: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """An anchored passage. `sure` is false when an anchor stands at several places, so that offsets must decide."""

    evidence: Evidence
    sure: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a selection cannot be anchored, the places it was found at, and why its paragraph is excluded."""

    reason: Reason
    places: tuple[Place, ...] = ()
    why: str = ""


def anchor(selection: str, source: str, text: str, excluded: tuple[Excluded, ...] = ()) -> Anchored | Refused:
    """The evidence for the selected words in a source's snapshot, or why there can be none."""
    wanted = tuple(map(_ungrouped, words(selection)))
    if len(wanted) < SHORTEST:
        return Refused("too-short")
    places = tuple(_places(wanted, text))
    barred = {each.paragraph: each.why for each in excluded}
    allowed = tuple(each for each in places if each.paragraph not in barred)
    if not allowed:
        return Refused("excluded", places, barred[places[0].paragraph]) if places else Refused("not-found")
    if len(allowed) > 1:
        return Refused("ambiguous", allowed)
    return _anchored(allowed[0], source, text)


def _places(wanted: tuple[str, ...], text: str) -> Iterator[Place]:
    for paragraph in paragraphs(text):
        folded = aligned_n2(text[paragraph.start : paragraph.end])
        found = list(_WORD.finditer(folded.text))
        for at in range(len(found) - len(wanted) + 1):
            chosen = found[at : at + len(wanted)]
            if tuple(_ungrouped(each[0]) for each in chosen) == wanted:
                start, end = folded.stretch(chosen[0].start(), chosen[-1].end())
                stretch = (paragraph.start + start, paragraph.start + end)
                yield Place(paragraph.number, stretch, _context(text, paragraph, stretch))


def _ungrouped(word: str) -> str:
    """A number without its thousands separators, so that 2400 finds 2,400."""
    return word.replace(",", "") if _GROUPED.fullmatch(word) else word


def _context(text: str, paragraph: Paragraph, at: tuple[int, int]) -> str:
    """A few words before and after, so that an editor can tell one place from another and widen the selection."""
    before = n1(text[paragraph.start : at[0]]).split()
    after = n1(text[at[1] : paragraph.end]).split()
    lead = " ".join(("…", *before[-_AROUND:]) if len(before) > _AROUND else before)
    tail = " ".join((*after[:_AROUND], "…") if len(after) > _AROUND else after)
    return f"{lead} [ ] {tail}".strip()


def _anchored(place: Place, source: str, text: str) -> Anchored:
    stretch = text[slice(*place.at)]
    whole, tokens = aligned_n1(text), n1(stretch).split(" ")
    first = last = ""
    sure = True
    for length in _LENGTHS:
        first = first if len(whole.occurrences(first)) == 1 else " ".join(tokens[:length])
        last = last if len(whole.occurrences(last)) == 1 else " ".join(tokens[-length:])
    if any(len(whole.occurrences(each)) != 1 for each in (first, last)):
        sure = False
    passage = Passage(first, last, place.at, n1_digest(stretch), "n1")
    evidence = Evidence(source, place.paragraph, passage)
    return Anchored(evidence, sure or len(set(anchored(passage, text))) == 1)
