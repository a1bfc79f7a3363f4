"""The facts of a file as flat rows of JSON values, and back: a library of 100,000 is opened in a second or two.

What is general about records kept between runs is in `packing`; this is the one kind of which there are very many.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, overload

from briefgen import edtf, known
from briefgen.diagnostics.model import Span
from briefgen.edtf import Edtf
from briefgen.records.decoding import Places
from briefgen.records.fact import Bound, Evidence, Fact, Measure, Passage, Review
from briefgen.records.packing import Again, Unread
from briefgen.records.shelf import Outline

Row = list[Any]
_WIDTH = 13


def rows(facts: Sequence[Fact]) -> list[Row]:
    """Facts as lists of texts, numbers, None and such lists; of places, where each fact begins."""
    return [row(each) for each in facts]


def row(fact: Fact) -> Row:
    """A fact as a row."""
    measure, review, span = fact.measure, fact.reviewed, fact.places.span
    return [
        fact.id,
        fact.says,
        fact.kind,
        _text(fact.date),
        fact.date_basis,
        fact.because,
        list(fact.topics),
        fact.speaker,
        [measure.of, str(measure.value), measure.unit, _text(measure.as_of), measure.bound]
        if measure
        else None,
        [_cited(each) for each in fact.evidence],
        [review.by, review.on, review.stamp] if review else None,
        [span.line, span.column, span.end_line, span.end_column],
        fact.places.excerpt,
    ]


def _cited(evidence: Evidence) -> Row:
    passage = evidence.passage
    at = passage.at
    return [
        evidence.source,
        evidence.paragraph,
        passage.first,
        passage.last,
        at[0],
        at[1],
        passage.sha256,
        passage.norm,
    ]


class Rows(Sequence[Fact]):
    """The facts of rows, of the file at a path, each made once it is asked for.

    `digests` are those that locks name. Raises ValueError or TypeError for what are no rows of this form.
    """

    def __init__(self, found: Sequence[Row], digests: Sequence[str], path: str, again: Again) -> None:
        if any(len(each) != _WIDTH for each in found) or len(digests) != len(found):
            raise ValueError("no rows of facts")
        self._rows, self._digests, self._path, self._again = found, digests, path, again
        self._made: dict[int, Fact] = {}

    @overload
    def __getitem__(self, place: int) -> Fact: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Fact]: ...
    def __getitem__(self, place: int | slice) -> Fact | Sequence[Fact]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        fact = self._made.get(place)
        if fact is None:
            fact = self._made[place] = _fact(self._rows[place], self._path, self._again)
            known.add(fact, self._digests[place])
        return fact

    def __len__(self) -> int:
        return len(self._rows)

    def __reduce__(self) -> tuple[object, ...]:
        return Rows, (self._rows, self._digests, self._path, self._again)


def outlined(rows: Sequence[Row]) -> Outline:
    """The outline of the facts of rows, without making them."""
    topics: dict[str, list[int]] = {}
    measures: dict[str, list[int]] = {}
    for number, each in enumerate(rows):
        for topic in dict.fromkeys(each[6]):
            topics.setdefault(topic, []).append(number)
        if each[8]:
            measures.setdefault(each[8][0], []).append(number)
    return Outline(
        [each[0] for each in rows],
        [each[1] for each in rows],
        topics,
        measures,
        frozenset([cited[0] for each in rows for cited in each[9]]),
        any(each[10] is not None for each in rows),
    )


def _fact(row: Row, path: str, again: Again) -> Fact:
    (
        name,
        says,
        kind,
        date,
        basis,
        because,
        topics,
        speaker,
        measure,
        evidence,
        review,
        (line, column, end_line, end_column),
        excerpt,
    ) = row
    # Words that stand in thousands of facts are kept once.
    return Fact(
        name,
        says,
        _once(kind),  # type: ignore[arg-type]  # what was kept was one of the kinds
        None if date is None else _date(date),
        _once(basis),  # type: ignore[arg-type]
        because,
        tuple([_once(each) for each in topics]),
        _once(speaker),
        None if measure is None else _measure(*measure),
        tuple([_evidence(*each) for each in evidence]),
        None if review is None else Review(*review),
        Places(Span(path, line, column, end_line, end_column), excerpt, Unread(again, name)),
    )


def _measure(of: str, value: str, unit: str, as_of: str | None, bound: Bound) -> Measure:
    return Measure(of, Decimal(value), _once(unit), None if as_of is None else _date(as_of), bound)


def _evidence(
    source: str, paragraph: int, first: str, last: str, start: int, end: int, sha256: str, norm: str
) -> Evidence:
    return Evidence(_once(source), paragraph, Passage(first, last, (start, end), sha256, _once(norm)))


def _text(date: Edtf | None) -> str | None:
    return date.text if date else None


@lru_cache(maxsize=65_536)
def _once(word: str) -> str:
    return word


@lru_cache(maxsize=8192)
def _date(text: str) -> Edtf:
    return edtf.parse(text)
