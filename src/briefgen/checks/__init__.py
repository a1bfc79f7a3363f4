"""Rules over records: small named functions that give problems; one file per family, run together by `check`.

Three scopes: a record by itself (`alone`, kept by the digest of its file), a record with those it names (`of_fact`,
`of_spec`), and the library as a whole (`of_library`), whose work grows with the number of records and no faster.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from briefgen.arabic.resemblance import Pair, pairs
from briefgen.checks import (
    alone,
    disputes,
    evidence,
    references,
    repeated,
    reviews,
    selections,
    unused,
    values,
    withdrawals,
)
from briefgen.checks.reach import Reach, Suited, suited
from briefgen.diagnostics.capping import capped
from briefgen.diagnostics.merging import merged
from briefgen.diagnostics.model import Diagnostic, ordered
from briefgen.records.fact import Fact
from briefgen.records.library import Library
from briefgen.records.source import Source
from briefgen.records.spec import Spec

ByItself = Callable[[Fact | Source | Spec], Iterable[Diagnostic]]
Alike = Callable[[Sequence[str]], Iterable[Pair]]


def check(
    library: Library, by_itself: ByItself = alone.of_record, alike: Alike = pairs
) -> tuple[Diagnostic, ...]:
    """All problems of a library, in order.

    `by_itself` gives those that a record has by itself, and `alike` the statements that resemble each other: both may
    be known.
    """
    return ordered((*by_themselves(library, by_itself), *with_others(library), *of_library(library, alike)))


def by_themselves(library: Library, by_itself: ByItself = alone.of_record) -> Iterator[Diagnostic]:
    """The problems that each record has by itself."""
    for fact in library.facts.values():
        yield from by_itself(fact)
    for source in library.sources.values():
        yield from by_itself(source)
    yield from of_families(library.specs.values(), by_itself)


def with_others(library: Library) -> Iterator[Diagnostic]:
    """The problems that records have with those that they name."""
    plain = frozenset(
        name for name, each in library.sources.items() if not (each.snapshot and each.snapshot.excluded)
    )
    for fact in library.facts.values():
        # Nearly all facts: their sources are known and exclude nothing, and no stamp is to be compared.
        if fact.reviewed is not None or not all(each.source in plain for each in fact.evidence):
            yield from capped(of_fact(fact, library))
    yield from of_families(library.specs.values(), partial(of_spec, library=library))


def of_fact(fact: Fact, library: Library) -> Iterator[Diagnostic]:
    """The problems of one fact with its sources."""
    yield from references.of_fact(fact, library)
    yield from evidence.of_fact(fact, library)
    yield from reviews.of_fact(fact, library)


def of_families(specs: Iterable[Spec], rule: Callable[[Spec], Iterable[Diagnostic]]) -> Iterator[Diagnostic]:
    """What a rule finds in specs; what the combinations of one matrix share is told once."""
    families: dict[str, list[Spec]] = {}
    for spec in specs:
        families.setdefault(spec.places.span.file, []).append(spec)
    for members in families.values():
        found = ((spec.id, each) for spec in members for each in capped(rule(spec)))
        yield from merged(found, len(members)) if members[0].combination else (each for _, each in found)


def of_spec(spec: Spec, library: Library) -> Iterator[Diagnostic]:
    """The problems of one topic spec with the library."""
    yield from references.of_spec(spec, library)
    yield from selections.of_spec(spec, library)
    yield from withdrawals.of_spec(spec, library)
    yield from disputes.of_spec(spec, library)
    yield from values.of_spec(spec, library)


def of_library(
    library: Library,
    alike: Alike = pairs,
    reached: Sequence[Reach] | None = None,
    choose: Suited = suited,
) -> Iterator[Diagnostic]:
    """The problems that only all records together have; what briefs reach and queries choose may be known."""
    yield from unused.of_library(library, reached, choose)
    yield from values.of_library(library, reached)
    yield from repeated.of_library(library, alike)
