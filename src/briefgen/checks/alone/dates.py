"""Dates of one record that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.placing import at, labelled
from briefgen.diagnostics.model import Diagnostic
from briefgen.diagnostics.texts import phrase
from briefgen.records.source import Source
from briefgen.records.spec import Spec


def of_spec(spec: Spec) -> Iterator[Diagnostic]:
    """A selection that ends before it begins."""
    for section in spec.sections:
        query = section.select
        if query is None or query.since is None or query.until is None:
            continue
        if query.since.is_after(query.until):
            told = at(
                spec.places,
                f"{section.route}.select.from",
                "reversed-dates",
                since=query.since.text,
                until=query.until.text,
            )
            yield told.labelled(labelled(spec.places, f"{section.route}.select.to", phrase("ends-here")))


def of_source(source: Source) -> Iterator[Diagnostic]:
    """A source that was looked up or withdrawn before it was there."""
    if source.issued is None:
        return
    issued = source.issued.date
    withdrawn = source.withdrawn.on if source.withdrawn else None
    for route, date in (("accessed", source.accessed), ("withdrawn.on", withdrawn)):
        if date is not None and issued.is_after(date):
            told = at(source.places, route, "before-issued", key=route, date=date.text, issued=issued.text)
            yield told.labelled(labelled(source.places, "issued", phrase("issued-here")))
