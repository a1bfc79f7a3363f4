"""What rests on a source or a fact: facts, briefs, their sections, the numbers of the notes that lead to it."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.brief import CitedBrief
from briefgen.citations import cite
from briefgen.composition import compose
from briefgen.ondemand import dataclass
from briefgen.records.library import Library
from briefgen.records.spec import Spec
from briefgen.usage import uses


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a brief and which of the facts in question it prints; the summary has the title `summary`."""

    title: str
    route: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Affected:
    """A brief, its parts that print one of the facts, and the notes that lead to it.

    `notes` is None for a brief with errors, whose notes cannot be numbered.
    """

    brief: str
    title: str
    parts: tuple[Part, ...]
    notes: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Impact:
    """The facts that rest on something, in the library's order, and the briefs that print one of them."""

    facts: tuple[str, ...]
    briefs: tuple[Affected, ...]


def of_source(source: str, library: Library, sound: Iterable[str]) -> Impact:
    """What rests on a source. `sound` are the briefs that can be composed."""
    facts = tuple(
        fact.id for fact in library.facts.values() if any(each.source == source for each in fact.evidence)
    )
    return _impact(facts, source, library, frozenset(sound))


def of_fact(fact: str, library: Library, sound: Iterable[str]) -> Impact:
    """What rests on a fact. `sound` are the briefs that can be composed."""
    return _impact((fact,), None, library, frozenset(sound))


def _impact(facts: tuple[str, ...], source: str | None, library: Library, sound: frozenset[str]) -> Impact:
    found = (
        _affected(spec, frozenset(facts), source, library, spec.id in sound)
        for spec in library.specs.values()
    )
    return Impact(facts, tuple(each for each in found if each.parts))


def _affected(
    spec: Spec, facts: frozenset[str], source: str | None, library: Library, sound: bool
) -> Affected:
    parts = tuple(
        Part(use.title or "summary", use.route, shown)
        for use in uses(spec, library)
        if (shown := tuple(name for name in use.facts if name in facts))
    )
    notes = _notes(cite(compose(spec, library), library), facts, source) if parts and sound else None
    return Affected(spec.id, spec.title, parts, notes)


def _notes(cited: CitedBrief, facts: frozenset[str], source: str | None) -> tuple[int, ...]:
    """The notes that cite the source, or, without one, that cite a fact among those in question."""
    return tuple(
        note.number
        for note in cited.notes
        if any(
            each.source == source if source is not None else not facts.isdisjoint(each.facts)
            for each in note.cited
        )
    )
