"""All records of a workspace together, looked up by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from briefgen.records.fact import Fact
from briefgen.records.source import Source
from briefgen.records.spec import Spec


@dataclass(frozen=True, slots=True)
class Unread:
    """What is written and could not be read, by id.

    `more_facts`: facts may hide in a file that could not be read at all. `keys`: some value of a fact, a topic say,
    could not be read. `choices`: some topic spec, or a value of one, could not be read. Rules ask this before they call
    something unknown or unused, so that one mistake is told once, where it was made.
    """

    facts: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    more_facts: bool = False
    keys: bool = False
    choices: bool = False


@dataclass(frozen=True)
class Library:
    """Specs, facts and sources by id, in reading order (files by name, records as written)."""

    specs: Mapping[str, Spec]
    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    unread: Unread = field(default_factory=Unread)

    def lacks_fact(self, name: str) -> bool:
        """Whether certainly nobody wrote a fact of this id."""
        return name not in self.facts and name not in self.unread.facts and not self.unread.more_facts

    def lacks_source(self, name: str) -> bool:
        """Whether certainly nobody wrote a source of this id."""
        return name not in self.sources and name not in self.unread.sources

    @property
    def whole(self) -> bool:
        """Whether every fact that is written could be read with all its keys."""
        return not self.unread.facts and not self.unread.more_facts and not self.unread.keys

    def topics(self) -> frozenset[str]:
        """Every topic that some fact has."""
        return frozenset(self.by_topic)

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Fact, ...]]:
        """The facts of each topic, in reading order."""
        return _grouped((topic, fact) for fact in self.facts.values() for topic in dict.fromkeys(fact.topics))

    @cached_property
    def by_measure(self) -> Mapping[str, tuple[Fact, ...]]:
        """The facts that report each measure, in reading order."""
        return _grouped((fact.measure.of, fact) for fact in self.facts.values() if fact.measure)

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """The place of each fact in reading order, from 0."""
        return {name: rank for rank, name in enumerate(self.facts)}


def _grouped(pairs: Iterable[tuple[str, Fact]]) -> Mapping[str, tuple[Fact, ...]]:
    groups: dict[str, list[Fact]] = {}
    for name, fact in pairs:
        groups.setdefault(name, []).append(fact)
    return {name: tuple(group) for name, group in groups.items()}
