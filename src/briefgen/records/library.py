"""All records of a workspace together, looked up by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.records.fact import Fact
from briefgen.records.source import Source
from briefgen.records.spec import Spec


@dataclass(frozen=True, slots=True)
class Library:
    """Specs, facts and sources by id, in reading order (files by name, records as written)."""

    specs: Mapping[str, Spec]
    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]

    def topics(self) -> frozenset[str]:
        """Every topic that some fact has."""
        return frozenset(topic for fact in self.facts.values() for topic in fact.topics)
