"""Records as JSON values, with the keys that editors write."""

from __future__ import annotations

from typing import Any

from briefgen.records.fact import Evidence, Fact, Measure
from briefgen.records.source import Source


def fact_record(fact: Fact) -> dict[str, Any]:
    """A fact with its id; keys that were not written are left out."""
    return _written(
        {
            "id": fact.id,
            "says": fact.says,
            "kind": fact.kind,
            "date": fact.date.text if fact.date else None,
            "date_basis": fact.date_basis if fact.date else None,
            "because": fact.because,
            "topics": list(fact.topics),
            "speaker": fact.speaker,
            "measure": _measure(fact.measure) if fact.measure else None,
            "evidence": [_evidence(each) for each in fact.evidence],
        }
    )


def source_record(source: Source) -> dict[str, Any]:
    """A source with its id, by the variable names of CSL-JSON; what is not known is left out."""
    issued = source.issued
    snapshot = source.snapshot
    gone = source.withdrawn
    return _written(
        {
            "id": source.id,
            "type": source.type,
            "title": source.title,
            "title-short": source.title_short,
            "author": [
                _written({"literal": each.literal, "family": each.family, "given": each.given})
                for each in source.author
            ],
            "container-title": source.container_title,
            "publisher": source.publisher,
            "publisher-place": source.publisher_place,
            "issued": _written({"date": issued.date.text, "basis": issued.basis, "because": issued.because})
            if issued
            else None,
            "accessed": source.accessed.text if source.accessed else None,
            "URL": source.url,
            "language": source.language,
            "withdrawn": {"on": gone.on.text, "why": gone.why} if gone else None,
            "snapshot": {"sha256": snapshot.sha256, "norm": snapshot.norm} if snapshot else None,
        }
    )


def _measure(measure: Measure) -> dict[str, Any]:
    return _written(
        {
            "of": measure.of,
            "value": str(measure.value),
            "unit": measure.unit,
            "as_of": measure.as_of.text if measure.as_of else None,
            "bound": measure.bound,
        }
    )


def _evidence(evidence: Evidence) -> dict[str, Any]:
    passage = evidence.passage
    return {
        "source": evidence.source,
        "paragraph": evidence.paragraph,
        "passage": {
            "from": passage.first,
            "to": passage.last,
            "at": list(passage.at),
            "sha256": passage.sha256,
            "norm": passage.norm,
        },
    }


def _written(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value not in (None, "", [])}
