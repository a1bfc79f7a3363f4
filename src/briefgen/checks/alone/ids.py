"""Ids that say what they name: words, few of them, since an id is quoted in every brief and never changes.

An id that is no id at all is refused where it is read (`bad-id`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.checks.placing import at, placed
from briefgen.diagnostics.model import Diagnostic
from briefgen.diagnostics.texts import Count, Param
from briefgen.ondemand import pattern
from briefgen.records.decoding import ID
from briefgen.records.fact import Fact
from briefgen.records.source import Source
from briefgen.records.spec import Spec

LONGEST = 60
# What every record is, or what no reader learns anything from.
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "fact facts item items id ids no num nr number source sources src topic topics brief briefs doc document file"
        " entry record data text section sec part untitled todo tmp temp foo bar baz xxx abc misc unnamed",
    )
)
_WORD = pattern(r"[a-z]{3,}")
_VOWEL = pattern(r"[aeiouy]")
_MIXED = pattern(r"(?=.*[0-9].*[a-z].*[0-9]|.*[a-z].*[0-9].*[a-z])[a-z0-9]{7,}")


def of_fact(fact: Fact) -> Iterator[Diagnostic]:
    """The fact's own id, the topics it has and the measure it names."""
    yield from _of_name(fact, "", fact.id)
    for index, topic in enumerate(fact.topics):
        yield from _of_name(fact, f"topics[{index}]", topic)
    if fact.measure is not None:
        yield from _of_name(fact, "measure.of", fact.measure.of)


def of_source(source: Source) -> Iterator[Diagnostic]:
    """The name of the file, which is the source's id."""
    yield from _of_name(source, "", source.id)


def of_spec(spec: Spec) -> Iterator[Diagnostic]:
    """The brief's id."""
    yield from _of_name(spec, "brief", spec.id)


def is_opaque(name: str) -> bool:
    """Whether an id has no word that tells what it names: `f1`, `x2`, `fact-12`, `a3f9c2e`."""
    return not any(_says_something(part) for part in name.split("-"))


def _says_something(part: str) -> bool:
    if _MIXED.fullmatch(part) and not _VOWEL.search(part.strip("0123456789")[:-1]):
        return False
    letters = _WORD.search(part)
    return letters is not None and letters[0] not in _EMPTY and not re.fullmatch(r"([a-z])\1+", letters[0])


def _of_name(record: Fact | Source | Spec, route: str, name: str) -> Iterator[Diagnostic]:
    if not ID.match(name):
        return
    prefix = record.id if isinstance(record, Fact) else ""
    if is_opaque(name):
        yield at(record.places, route, "opaque-id", prefix=prefix, id=name)
    elif len(name) > LONGEST:
        counts: dict[str, Param] = {"length": Count(len(name), "character"), "limit": str(LONGEST)}
        yield placed(record.places, route, "long-id", counts, prefix)
