"""What `briefgen build` says of the facts it is about to print, and which briefs it refuses to print for them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.stores import archive_of
from briefgen.cli.telling import say
from briefgen.diagnostics.texts import Count, Names, phrase
from briefgen.evidence.review import review_state
from briefgen.evidence.verification import Proof, prove, totals
from briefgen.loading import Loaded
from briefgen.usage import used

if TYPE_CHECKING:
    from briefgen.tracing import States


def proofs_of(loaded: Loaded, briefs: Sequence[str], store: Path | None) -> tuple[Proof, ...]:
    """The proofs of all facts that the briefs print; one line on stderr tells how many stand unverified."""
    library = loaded.library
    facts = {name for brief in briefs for name in used(library.specs[brief], library)}
    proofs = prove(library, archive_of(library, store), facts)
    found = totals(proofs)
    missing = found["no-snapshot"]
    if missing:
        why = phrase("no-store-for-it" if store is None else "store-lacks-texts")
        say(phrase("unverified-here", facts=Count(missing, "fact"), why=why))
    failed = tuple(f"{found[state]} {state}" for state in ("moved", "drifted", "lost") if found[state])
    if failed:
        say(phrase("facts-not-verified", names=Names(failed)))
    return proofs


def refused_by(
    proofs: Sequence[Proof], loaded: Loaded, briefs: Sequence[str], *, verified: bool, reviewed: bool
) -> tuple[str, ...]:
    """The briefs that print a fact which is not verified, or not reviewed as it stands, where that was required."""
    wrong: dict[str, str] = {}
    for proof in proofs:
        review = review_state(proof.fact, loaded.library)
        if verified and proof.state != "verified":
            wrong[proof.fact.id] = proof.state
        elif reviewed and review != "reviewed":
            wrong[proof.fact.id] = review
    if not wrong:  # mostly: then which facts each brief prints need not be found out
        return ()
    refused = []
    for brief in briefs:
        bad = [name for name in used(loaded.library.specs[brief], loaded.library) if name in wrong]
        if bad:
            refused.append(brief)
            named = Names(tuple(f"{name} ({wrong[name]})" for name in bad))
            say(phrase("not-built-for-facts", brief=brief, facts=Count(len(bad), "fact"), names=named))
    return tuple(refused)


def states_of(proofs: Sequence[Proof]) -> States:
    """The state of each passage, by fact and number of the evidence from 0."""
    return {
        (proof.fact.id, finding.index): finding.verdict.state
        for proof in proofs
        for finding in proof.findings
    }
