"""The trace annex, «ملحق التتبّع»: every fact of a brief with its passages, their digests, and what is known of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefgen.brief import CitedBrief, Traced
from briefgen.citations import locator, short
from briefgen.evidence.passages import State
from briefgen.evidence.review import ReviewState, review_state
from briefgen.records.fact import Fact
from briefgen.records.library import Library
from briefgen.typesetting import typeset

DIGEST_SHOWN = 12
_STATES: dict[State, str] = {
    "verified": "مطابق للنص المحفوظ",
    "moved": "مطابق في موضع آخر",
    "drifted": "تغيّر نصه",
    "lost": "غير موجود في النص المحفوظ",
    "no-snapshot": "لم يُتحقق منه هنا",
}
_REVIEWS: dict[ReviewState, str] = {
    "unreviewed": "لم يُراجَع",
    "reviewed": "رُوجع",
    "suspect": "تغيّر بعد مراجعته",
}

# The state of each passage, by fact id and number of the evidence from 0.
States = Mapping[tuple[str, int], State]


def trace(cited: CitedBrief, library: Library, states: States) -> CitedBrief:
    """The brief with its trace annex if its spec asks for one; a passage without a state was not verified here."""
    if library.specs[cited.brief.id].annex != "trace":
        return cited
    notes: dict[str, list[int]] = {}
    for note in cited.notes:
        for name in dict.fromkeys(fact for each in note.cited for fact in each.facts):
            notes.setdefault(name, []).append(note.number)
    rows = (
        row
        for number, (name, numbers) in enumerate(notes.items(), 1)
        for row in _rows(number, library.facts[name], tuple(numbers), cited, library, states)
    )
    return replace(cited, trace=tuple(rows))


def _rows(
    number: int, fact: Fact, notes: tuple[int, ...], cited: CitedBrief, library: Library, states: States
) -> Iterator[Traced]:
    family = cited.brief.digits
    for index, evidence in enumerate(fact.evidence):
        yield Traced(
            number=number,
            fact=fact.id,
            says=typeset(fact.says, family),
            source=typeset(short(library.sources[evidence.source]), family),
            locator=typeset(locator((evidence.paragraph,)), family),
            digest=evidence.passage.sha256[:DIGEST_SHOWN],
            state=typeset(_STATES[states.get((fact.id, index), "no-snapshot")], family),
            review=typeset(_REVIEWS[review_state(fact, library)], family),
            notes=notes,
        )
