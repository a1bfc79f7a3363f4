"""All records of a workspace together, looked up by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from itertools import groupby

from briefgen.ondemand import dataclass
from briefgen.records.fact import Fact
from briefgen.records.shelf import Shelf
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
        return Groups(self.topic_ids, self.facts)

    @cached_property
    def by_measure(self) -> Mapping[str, tuple[Fact, ...]]:
        """The facts that report each measure, in reading order."""
        return Groups(self.measure_ids, self.facts)

    @cached_property
    def topic_ids(self) -> Mapping[str, Sequence[str]]:
        """The ids of the facts of each topic, in reading order."""
        if isinstance(self.facts, Shelf):
            return self.facts.by_topic()
        return _grouped((topic, fact) for fact in self.facts.values() for topic in dict.fromkeys(fact.topics))

    @cached_property
    def measure_ids(self) -> Mapping[str, Sequence[str]]:
        """The ids of the facts that report each measure, in reading order."""
        if isinstance(self.facts, Shelf):
            return self.facts.by_measure()
        return _grouped((fact.measure.of, fact) for fact in self.facts.values() if fact.measure)

    def statements(self) -> Sequence[str]:
        """What each fact says, in reading order."""
        if isinstance(self.facts, Shelf):
            return self.facts.statements()
        return [fact.says for fact in self.facts.values()]

    def ids_by_file(self) -> Iterable[Sequence[str]]:
        """The ids of the facts of each file, in reading order."""
        if isinstance(self.facts, Shelf):
            return self.facts.by_file()
        found = groupby(self.facts.values(), key=lambda fact: fact.places.span.file)
        return ([fact.id for fact in group] for _, group in found)

    def cited(self) -> frozenset[str]:
        """The sources that facts rest on."""
        if isinstance(self.facts, Shelf):
            return self.facts.sources()
        return frozenset(each.source for fact in self.facts.values() for each in fact.evidence)

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """The place of each fact in reading order, from 0."""
        return {name: rank for rank, name in enumerate(self.facts)}


class Groups(Mapping[str, tuple[Fact, ...]]):
    """Groups of facts, of which the ids are known; the facts of one are looked up when it is asked for."""

    def __init__(self, ids: Mapping[str, Sequence[str]], facts: Mapping[str, Fact]) -> None:
        self._ids, self._facts = ids, facts
        self._found: dict[str, tuple[Fact, ...]] = {}

    def __getitem__(self, name: str) -> tuple[Fact, ...]:
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = tuple([self._facts[each] for each in self._ids[name]])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, name: object) -> bool:
        return name in self._ids


def _grouped(pairs: Iterable[tuple[str, Fact]]) -> Mapping[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for name, fact in pairs:
        groups.setdefault(name, []).append(fact.id)
    return groups
