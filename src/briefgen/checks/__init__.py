"""Rules over records: small named functions that give problems; one file per family, run together by `check`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from briefgen.checks import disputes, evidence, references, reviews, selections, text, withdrawals
from briefgen.diagnostics.merging import merged
from briefgen.diagnostics.model import Diagnostic, ordered
from briefgen.records.library import Library
from briefgen.records.spec import Spec


def check(library: Library) -> tuple[Diagnostic, ...]:
    """All problems of a library's facts and specs, in order."""
    return ordered(
        (*_of_facts(library), *of_families(library.specs.values(), partial(of_spec, library=library)))
    )


def of_families(specs: Iterable[Spec], rule: Callable[[Spec], Iterable[Diagnostic]]) -> Iterator[Diagnostic]:
    """What a rule finds in specs; what the combinations of one matrix share is told once."""
    families: dict[str, list[Spec]] = {}
    for spec in specs:
        families.setdefault(spec.places.span.file, []).append(spec)
    for members in families.values():
        found = ((spec.id, each) for spec in members for each in rule(spec))
        yield from merged(found, len(members)) if members[0].combination else (each for _, each in found)


def of_spec(spec: Spec, library: Library) -> Iterator[Diagnostic]:
    """The problems of one topic spec against the library."""
    yield from references.of_spec(spec, library)
    yield from selections.of_spec(spec, library)
    yield from text.of_spec(spec)
    yield from withdrawals.of_spec(spec, library)
    yield from disputes.of_spec(spec, library)


def _of_facts(library: Library) -> Iterator[Diagnostic]:
    for fact in library.facts.values():
        yield from references.of_fact(fact, library)
        yield from evidence.of_fact(fact, library)
        yield from text.of_fact(fact)
        yield from reviews.of_fact(fact, library)
