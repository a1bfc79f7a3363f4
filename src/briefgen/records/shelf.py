"""The facts of a library by id, each made when somebody first asks for it: a check that knows its answer makes few."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar, overload

from briefgen.ondemand import dataclass
from briefgen.records.fact import Fact
from briefgen.records.spec import Spec

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outline:
    """What is asked of all facts of a file, without the facts: their ids and statements, in order.

    `topics` and `measures` give the numbers of the facts that have one, counted from 0; `sources` those that facts rest
    on; `reviewed` tells whether any is reviewed.
    """

    ids: Sequence[str]
    says: Sequence[str]
    topics: Mapping[str, Sequence[int]]
    measures: Mapping[str, Sequence[int]]
    sources: frozenset[str]
    reviewed: bool


def outline(facts: Sequence[Fact]) -> Outline:
    """The outline of facts that are there already."""
    topics: dict[str, list[int]] = {}
    measures: dict[str, list[int]] = {}
    for number, fact in enumerate(facts):
        for topic in dict.fromkeys(fact.topics):
            topics.setdefault(topic, []).append(number)
        if fact.measure:
            measures.setdefault(fact.measure.of, []).append(number)
    return Outline(
        [each.id for each in facts],
        [each.says for each in facts],
        topics,
        measures,
        frozenset(each.source for fact in facts for each in fact.evidence),
        any(fact.reviewed is not None for fact in facts),
    )


class _Shelved(Mapping[str, T]):
    """Records by name, each the one of a number in what was read from its file."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[Sequence[T], int]] = {}

    def __getitem__(self, name: str) -> T:
        records, number = self._places[name]
        return records[number]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, name: object) -> bool:
        return name in self._places


class Shelf(_Shelved[Fact]):
    """Facts of files, put in file by file; of two with one id the first stays."""

    def __init__(self) -> None:
        super().__init__()
        self._files: list[tuple[str, Outline, frozenset[int]]] = []

    def put(self, path: str, facts: Sequence[Fact], found: Outline) -> Sequence[int]:
        """Adds the facts of a file; gives the numbers of those whose id another one has."""
        places, double = self._places, []
        for number, name in enumerate(found.ids):
            if name in places:
                double.append(number)
            else:
                places[name] = (facts, number)
        self._files.append((path, found, frozenset(double)))
        return double

    def statements(self) -> list[str]:
        """What each fact says, in order."""
        return [
            says
            for _, found, double in self._files
            for number, says in enumerate(found.says)
            if number not in double
        ]

    def by_file(self) -> Iterator[list[str]]:
        """The ids of the facts of each file, in order."""
        for _, found, double in self._files:
            yield [name for number, name in enumerate(found.ids) if number not in double]

    def by_topic(self) -> dict[str, list[str]]:
        """The ids of the facts of each topic, in order."""
        return self._grouped([(each.ids, each.topics, double) for _, each, double in self._files])

    def by_measure(self) -> dict[str, list[str]]:
        """The ids of the facts that report each measure, in order."""
        return self._grouped([(each.ids, each.measures, double) for _, each, double in self._files])

    def sources(self) -> frozenset[str]:
        """The sources that facts rest on."""
        if any(double for _, _, double in self._files):
            return frozenset(each.source for fact in self.values() for each in fact.evidence)
        return frozenset().union(*(found.sources for _, found, _ in self._files))

    def files(self) -> Iterator[tuple[str, Outline, frozenset[int]]]:
        """Each file with its outline, and the numbers of those of its facts that are not here."""
        return iter(self._files)

    @staticmethod
    def _grouped(
        files: Sequence[tuple[Sequence[str], Mapping[str, Sequence[int]], frozenset[int]]],
    ) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for ids, parts, double in files:
            for name, numbers in parts.items():
                if found := [ids[number] for number in numbers if number not in double]:
                    groups.setdefault(name, []).extend(found)
        return groups


class SpecShelf(_Shelved[Spec]):
    """Topic specs by the names of their briefs, each made when it is first asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._paths: dict[str, str] = {}

    def put(self, name: str, path: str, specs: Sequence[Spec], number: int) -> None:
        """Adds the spec of a brief, which is one of those of the file at a path."""
        self._places[name], self._paths[name] = (specs, number), path

    def path(self, name: str) -> str:
        """The path of the file that a brief is printed from."""
        return self._paths[name]

    def __reduce__(self) -> tuple[object, ...]:
        # Elsewhere nobody has what they would be made from.
        return dict, (dict(self),)


class Later(Sequence[Spec]):
    """The only spec of a file, made by a function when it is first asked for."""

    def __init__(self, make: Callable[[], Spec]) -> None:
        self._make = make
        self._made: Spec | None = None

    @overload
    def __getitem__(self, place: int) -> Spec: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Spec]: ...
    def __getitem__(self, place: int | slice) -> Spec | Sequence[Spec]:
        if self._made is None:
            self._made = self._make()
        return (self._made,)[place]

    def __len__(self) -> int:
        return 1


def path_of(name: str, specs: Mapping[str, Spec]) -> str:
    """The path of the file that a brief is printed from; its spec is not made for it."""
    return specs.path(name) if isinstance(specs, SpecShelf) else specs[name].places.span.file
