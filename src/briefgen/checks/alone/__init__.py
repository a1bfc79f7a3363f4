"""Rules that look at one record and at nothing else: what they find depends on the record's file alone.

They never see the library, so that their results can be kept by the digest of a file. Rules that need other records are
beside this package.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.alone import addresses, dates, ids, lists, statements, text
from briefgen.diagnostics.capping import capped
from briefgen.diagnostics.model import Diagnostic
from briefgen.records.fact import Fact
from briefgen.records.source import Source
from briefgen.records.spec import Spec


def of_record(record: Fact | Source | Spec) -> Iterator[Diagnostic]:
    """The problems that a record has by itself."""
    match record:
        case Fact():
            return of_fact(record)
        case Source():
            return of_source(record)
        case Spec():
            return of_spec(record)


def of_fact(fact: Fact) -> Iterator[Diagnostic]:
    """The problems that a fact has by itself."""
    return capped(_of_fact(fact))


def of_source(source: Source) -> Iterator[Diagnostic]:
    """The problems that a source's record has by itself."""
    return capped(_of_source(source))


def of_spec(spec: Spec) -> Iterator[Diagnostic]:
    """The problems that a topic spec has by itself."""
    return capped(_of_spec(spec))


def _of_fact(fact: Fact) -> Iterator[Diagnostic]:
    yield from ids.of_fact(fact)
    yield from text.of_fact(fact)
    yield from statements.of_fact(fact)
    yield from lists.of_fact(fact)


def _of_source(source: Source) -> Iterator[Diagnostic]:
    yield from ids.of_source(source)
    yield from text.of_source(source)
    yield from addresses.of_source(source)
    yield from dates.of_source(source)
    yield from lists.of_source(source)


def _of_spec(spec: Spec) -> Iterator[Diagnostic]:
    yield from ids.of_spec(spec)
    yield from text.of_spec(spec)
    yield from dates.of_spec(spec)
    yield from lists.of_spec(spec)
