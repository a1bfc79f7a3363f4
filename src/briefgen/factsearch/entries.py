"""Facts as entries of the index: their words in normal form, and what is shown of them without reading their file."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from briefgen.arabic.normal import words
from briefgen.arabic.stemming import stems
from briefgen.ondemand import dataclass
from briefgen.records.fact import Fact
from briefgen.records.source import Source

# Days without a date lie outside of all time.
ALWAYS = (0, 9_999_999)


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact in the index. `days`: the first and last day it can mean, as ordinals; `texts`: words by column."""

    number: int
    id: str
    path: str
    line: int
    kind: str
    date: str
    days: tuple[int, int]
    says: str
    speaker: str
    topics: tuple[str, ...]
    sources: tuple[str, ...]
    texts: tuple[str, str, str, str]


def entry(fact: Fact) -> Entry:
    """The entry of a fact; its sources' words are kept with the sources."""
    says = words(fact.says)
    names = (fact.id, *fact.topics, *((fact.measure.of,) if fact.measure else ()))
    days = ALWAYS
    if fact.date is not None:
        first, last = fact.date.earliest, fact.date.latest
        days = (first.toordinal() if first else ALWAYS[0], last.toordinal() if last else ALWAYS[1])
    path = fact.places.span.file
    return Entry(
        number=_number(path, fact.id),
        id=fact.id,
        path=path,
        line=fact.places.span.line,
        kind=fact.kind,
        date=fact.date.text if fact.date else "",
        days=days,
        says=fact.says,
        speaker=fact.speaker,
        topics=fact.topics,
        sources=tuple(dict.fromkeys(each.source for each in fact.evidence)),
        texts=(" ".join(says), _stemmed(says), " ".join(words(" ".join(names))), _both(fact.speaker)),
    )


def source_words(source: Source) -> str:
    """The words by which a source is found: its id, titles, authors, where it appeared."""
    authors = (part for each in source.author for part in (each.literal, each.given, each.family))
    titles = (source.title, source.title_short, source.container_title, source.publisher)
    return _both(" ".join((source.id, *titles, *authors)))


def _both(text: str) -> str:
    """Words as they are, and their stems."""
    found = words(text)
    return f"{' '.join(found)} {_stemmed(found)}".strip()


def _stemmed(found: Iterable[str]) -> str:
    return " ".join(stem for each in found for stem in stems(each))


def _number(path: str, name: str) -> int:
    """A number that a fact has in every index, so that facts of the same rank always stand in the same order."""
    return int.from_bytes(blake2b(f"{path}\0{name}".encode(), digest_size=6).digest())
