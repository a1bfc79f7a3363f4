"""Rules that need a snapshot store: passages that no longer stand, texts that were changed, numbers without support."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.checks.placing import at
from briefgen.diagnostics.model import Diagnostic
from briefgen.diagnostics.texts import Text, phrase
from briefgen.evidence.snapshots import Archive
from briefgen.evidence.verification import Finding, Proof
from briefgen.records.fact import Fact
from briefgen.records.library import Library

_RESTORE = phrase("restore-the-text")


def of_proofs(proofs: Iterable[Proof], library: Library, archive: Archive) -> Iterator[Diagnostic]:
    """What is wrong with the evidence of facts, and with the texts it was looked for in.

    A passage without a snapshot at hand is no problem of a file; who needs it verified counts it.
    """
    for source in library.sources.values():
        held = archive.get(source.id)
        if held is not None and not held.intact:
            params = {"source": source.id, "file": held.file}
            yield at(source.places, "snapshot.sha256", "snapshot-altered", **params).helped(_RESTORE)
    for proof in proofs:
        for finding in proof.findings:
            yield from _of_finding(proof.fact, finding)
        for number in proof.absent:
            yield at(proof.fact.places, "says", "number-not-in-passage", prefix=proof.fact.id, number=number)


def _of_finding(fact: Fact, finding: Finding) -> Iterator[Diagnostic]:
    route, verdict = f"evidence[{finding.index}].passage", finding.verdict
    source = finding.evidence.source
    match verdict.state:
        case "moved":
            place = "" if verdict.found is None else f"[{verdict.found[0]}, {verdict.found[1]}]"
            params = {"source": source, "paragraph": str(verdict.paragraph), "at": place}
            helps = (_RESTORE,) if finding.altered else ()
            yield at(fact.places, route, "passage-moved", prefix=fact.id, **params).helped(*helps)
        case "drifted":
            yield at(fact.places, route, "passage-drifted", prefix=fact.id, source=source).helped(
                *_several(verdict.places)
            )
        case "lost":
            yield at(fact.places, route, "passage-lost", prefix=fact.id, source=source)
        case "verified" | "no-snapshot":
            return


def _several(places: tuple[tuple[int, int], ...]) -> tuple[Text, ...]:
    if not places:
        return ()
    listed = ", ".join(f"[{start}, {end}]" for start, end in places)
    return (phrase("several-places", places=listed),)
