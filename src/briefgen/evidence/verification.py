"""The state of every fact's evidence against an archive, piece by piece, per fact and in total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.evidence.numbers import absent
from briefgen.evidence.passages import State, Verdict, verify
from briefgen.evidence.snapshots import Archive
from briefgen.ondemand import dataclass
from briefgen.records.fact import Evidence, Fact
from briefgen.records.library import Library

# From the worst to the best: a fact stands as its weakest passage does.
STATES: tuple[State, ...] = ("lost", "drifted", "moved", "no-snapshot", "verified")
FAILED: tuple[State, ...] = ("lost", "drifted")


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of evidence, its number in the fact from 0, and what became of it.

    `altered` tells that it was looked for in a text whose bytes are not those recorded.
    """

    index: int
    evidence: Evidence
    verdict: Verdict
    altered: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """A fact, what became of its evidence, and the numbers it states that none of its passages holds.

    `absent` is empty unless every passage stands: what cannot be read cannot be searched.
    """

    fact: Fact
    findings: tuple[Finding, ...]
    absent: tuple[str, ...]

    @property
    def state(self) -> State:
        """The state of the weakest passage; `lost` for a fact without evidence."""
        found = {each.verdict.state for each in self.findings}
        return next((state for state in STATES if state in found), "lost")


def prove(library: Library, archive: Archive, facts: Iterable[str] | None = None) -> tuple[Proof, ...]:
    """The proofs of the named facts, or of all, in the library's order."""
    wanted = library.facts.keys() if facts is None else set(facts)
    return tuple(_prove(fact, archive) for fact in library.facts.values() if fact.id in wanted)


def _prove(fact: Fact, archive: Archive) -> Proof:
    findings = tuple(_find(fact, archive))
    if any(each.verdict.state not in ("verified", "moved") for each in findings):
        return Proof(fact, findings, ())
    passages = tuple(
        archive[each.evidence.source].text[slice(*(each.verdict.found or each.evidence.passage.at))]
        for each in findings
    )
    return Proof(fact, findings, absent(fact, passages))


def _find(fact: Fact, archive: Archive) -> Iterator[Finding]:
    for index, evidence in enumerate(fact.evidence):
        held = archive.get(evidence.source)
        verdict = verify(evidence, held.text if held else None)
        yield Finding(index, evidence, verdict, held is not None and not held.intact)


def totals(proofs: Iterable[Proof]) -> dict[State, int]:
    """How many facts are in each state, the states from best to worst."""
    states = [each.state for each in proofs]
    return {state: states.count(state) for state in reversed(STATES)}
