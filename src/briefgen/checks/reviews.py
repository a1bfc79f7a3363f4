"""Facts that are no longer what their reviewer saw."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.placing import at
from briefgen.diagnostics.model import Diagnostic
from briefgen.evidence.review import review_state
from briefgen.records.fact import Fact
from briefgen.records.library import Library


def of_fact(fact: Fact, library: Library) -> Iterator[Diagnostic]:
    """A stamp that does not fit the fact and its sources as they are now."""
    if fact.reviewed is not None and review_state(fact, library) == "suspect":
        by, on = fact.reviewed.by, fact.reviewed.on
        yield at(fact.places, "reviewed", "suspect-fact", prefix=fact.id, fact=fact.id, by=by, on=on)
