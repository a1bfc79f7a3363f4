"""Rules over records: small named functions that give problems; one file per family, run together by `check`."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks import disputes, evidence, references, reviews, selections, text, withdrawals
from briefgen.diagnostics.model import Diagnostic, ordered
from briefgen.records.library import Library
from briefgen.records.spec import Spec


def check(library: Library) -> tuple[Diagnostic, ...]:
    """All problems of a library's facts and specs, in order."""
    return ordered(
        (*_of_facts(library), *(each for spec in library.specs.values() for each in of_spec(spec, library)))
    )


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
