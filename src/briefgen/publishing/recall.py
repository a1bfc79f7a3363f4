"""Which published versions rest on a source or a fact, and by which of their notes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from briefgen.diagnostics.texts import phrase
from briefgen.lock import LockedFact
from briefgen.machinecopy import TRACE_NAME
from briefgen.press.attached import NotCarried, carried
from briefgen.publishing.editions import Edition, EditionError, library


@dataclass(frozen=True, slots=True)
class Touched:
    """A published version, its facts in question, and the numbers of the notes that lead to them, as printed."""

    edition: Edition
    facts: tuple[str, ...]
    notes: tuple[int, ...]

    def said(self, fact: str) -> str:
        """What the version said of a fact."""
        return library(self.edition).facts[fact].says


def of_source(source: str, editions: Iterable[Edition]) -> tuple[Touched, ...]:
    """The versions that rest on a source, in the order given."""
    return _touched(
        editions,
        lambda fact: any(each.source == source for each in fact.evidence),
        lambda cited: cited == source,
    )


def of_fact(name: str, editions: Iterable[Edition]) -> tuple[Touched, ...]:
    """The versions that print a fact, in the order given."""
    return _touched(editions, lambda fact: fact.id == name, lambda _: True)


def _touched(
    editions: Iterable[Edition], in_question: Callable[[LockedFact], bool], cited: Callable[[str], bool]
) -> tuple[Touched, ...]:
    found = []
    for each in editions:
        facts = tuple(fact.id for fact in each.lock.facts if in_question(fact))
        if facts:
            found.append(Touched(each, facts, _notes(each, frozenset(facts), cited)))
    return tuple(found)


def _notes(edition: Edition, facts: frozenset[str], cited: Callable[[str], bool]) -> tuple[int, ...]:
    """The notes of the printed brief that lead to one of the facts, by the record that its PDF carries."""
    try:
        record = json.loads(carried(edition.stored.read(f"{edition.brief}.pdf"))[TRACE_NAME])
        return tuple(
            note["number"]
            for note in record["notes"]
            if any(cited(each["source"]) and not facts.isdisjoint(each["facts"]) for each in note["cited"])
        )
    except (NotCarried, KeyError, ValueError) as error:
        raise EditionError(phrase("version-notes-unreadable", version=edition.name)) from error
