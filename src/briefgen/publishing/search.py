"""Which published version said what: a search over facts and prose that sees through spelling, digits and clitics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from briefgen.arabic.normal import words
from briefgen.arabic.numerals import quantities
from briefgen.changes import spoken
from briefgen.prose import sentences
from briefgen.publishing.editions import Edition, library
from briefgen.records.library import Library
from briefgen.records.spec import Spec

# The conjunctions, the prepositions of one letter and the article, as they are written on to a word.
_CLITICS = re.compile(r"(?:[وف])?(?:[بكل])?(?:ال|لل)?(?=\w{3})")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a brief said: a fact by its id, or a sentence of prose by its route in the spec."""

    brief: str
    where: str
    text: str
    values: frozenset[Decimal]


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that has all the words, and the numbers of the versions that said it so, ascending."""

    statement: Statement
    versions: tuple[int, ...]


def search(editions: Iterable[Edition], query: str) -> tuple[Hit, ...]:
    """What the versions said with all words of the query, in the order of first saying.

    A word of the query stands for itself with or without conjunction, preposition and article; a number, in digits or
    words, for the value however it is written, and for the value of a fact. An empty query finds nothing.
    """
    wanted, values = words(query), _values(query)
    rest = tuple(each for each in wanted if not _values(each))
    found: dict[Statement, list[int]] = {}
    for each in editions if wanted else ():
        for statement in _statements(each.brief, library(each)):
            if _has(statement, wanted) or (values and values <= statement.values and _has(statement, rest)):
                found.setdefault(statement, []).append(each.number)
    return tuple(Hit(statement, tuple(dict.fromkeys(numbers))) for statement, numbers in found.items())


def _statements(brief: str, held: Library) -> Iterator[Statement]:
    for fact in held.facts.values():
        measured = {fact.measure.value} if fact.measure else set()
        yield Statement(brief, fact.id, fact.says, frozenset(_values(fact.says) | measured))
    for route, text in _prose(held.specs[brief]):
        for sentence in sentences(text):
            yield Statement(brief, route, spoken(sentence.text), frozenset(_values(sentence.text)))


def _prose(spec: Spec) -> Iterator[tuple[str, str]]:
    if spec.summary:
        yield "summary", spec.summary.text
    for section in spec.sections:
        if section.text:
            yield f"{section.route}.text", section.text.text


def _values(text: str) -> set[Decimal]:
    return {each.value for each in quantities(text)}


def _has(statement: Statement, wanted: tuple[str, ...]) -> bool:
    there = {form for word in words(statement.text) for form in (word, _bare(word))}
    return all(word in there or _bare(word) in there or _number(word) in statement.values for word in wanted)


def _bare(word: str) -> str:
    return _CLITICS.sub("", word, count=1)


def _number(word: str) -> Decimal | None:
    return Decimal(word.replace(",", "")) if _NUMBER.match(word) else None
