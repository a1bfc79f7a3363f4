"""What changed between two versions of a brief: facts, words, sources, templates, tools."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, Literal, TypeVar

from briefgen.citations import locator, short
from briefgen.composition import BOUNDS
from briefgen.edtf import Edtf
from briefgen.lock import Lock
from briefgen.ondemand import dataclass, pattern
from briefgen.prose import sentences
from briefgen.records.fact import Fact, Measure
from briefgen.records.library import Library
from briefgen.records.source import Source
from briefgen.records.spec import Spec
from briefgen.staleness import STATE_OF, Difference, differences

Way = Literal["added", "removed", "changed"]
T = TypeVar("T")
_PASSAGE_DIGITS = 8
_GAP = pattern(r"\s+(?=[.،؛:؟!…])")


@dataclass(frozen=True, slots=True)
class Field:
    """A field that changed: its key, and its value then and now in words (empty: none)."""

    name: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Change:
    """A fact or source that was added, removed or changed: its words then and now, and what else changed of it.

    The words of a fact are its statement, those of a source its title; `then` is empty for what was added, `now` for
    what was removed.
    """

    id: str
    way: Way
    then: str
    now: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions: its number (0: not published) and the day it was published (empty: not published)."""

    number: int
    day: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed from one version of a brief to another.

    `spec`: title, dates, sections and the like. `added` and `removed`: sentences of prose. `made_with`: templates,
    fonts, tools and options that differ, and parts that show the same facts in another order.
    """

    brief: str
    then: Side
    now: Side
    facts: tuple[Change, ...]
    sources: tuple[Change, ...]
    spec: tuple[Field, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    made_with: tuple[Difference, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        return not any((self.facts, self.sources, self.spec, self.added, self.removed, self.made_with))


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a brief as it is compared: which it is, its lock, and the records it was made from."""

    side: Side
    lock: Lock
    library: Library


def changes(then: Version, now: Version) -> Changes:
    """What changed between two versions of one brief. Facts and sources are in the order of their ids."""
    brief = now.lock.brief
    specs = then.library.specs[brief], now.library.specs[brief]
    said = tuple(tuple(_said(each)) for each in specs)
    return Changes(
        brief=brief,
        then=then.side,
        now=now.side,
        facts=tuple(_changes(_facts(then), _facts(now), _says, _fact_fields)),
        sources=tuple(_changes(_sources(then), _sources(now), _title, _source_fields)),
        spec=(*_fields(*map(_spec_fields, specs)), *_sections(*specs)),
        added=tuple(each for each in dict.fromkeys(said[1]) if each not in said[0]),
        removed=tuple(each for each in dict.fromkeys(said[0]) if each not in said[1]),
        made_with=tuple(each for each in differences(then.lock, now.lock) if _of_making(each)),
    )


def _of_making(found: Difference) -> bool:
    """Whether a difference is of what a brief is made with, or of the order of the same facts."""
    if found.kind == "part":
        return sorted(found.then.split()) == sorted(found.now.split())
    if found.kind == "option":  # the states follow from the facts, and what is told here is told here
        return found.name != "changes" and not found.name.startswith(STATE_OF)
    return found.kind in ("template", "font", "tool")


def encode(found: Changes) -> bytes:
    """The changes as UTF-8 JSON with sorted keys and a line end."""
    return (json.dumps(asdict(found), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def decode(data: bytes) -> Changes:
    """The changes of a file. Raises ValueError when the bytes are none."""
    try:
        record = json.loads(data)
        return Changes(
            brief=record["brief"],
            then=Side(**record["then"]),
            now=Side(**record["now"]),
            facts=tuple(_change(each) for each in record["facts"]),
            sources=tuple(_change(each) for each in record["sources"]),
            spec=tuple(Field(**each) for each in record["spec"]),
            added=tuple(record["added"]),
            removed=tuple(record["removed"]),
            made_with=tuple(Difference(**each) for each in record["made_with"]),
        )
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("this is no record of changes") from error


def _change(record: Mapping[str, Any]) -> Change:
    fields = tuple(Field(**each) for each in record["fields"])
    return Change(record["id"], record["way"], record["then"], record["now"], fields)


def _facts(version: Version) -> dict[str, tuple[Fact, Library]]:
    return {each.id: (version.library.facts[each.id], version.library) for each in version.lock.facts}


def _sources(version: Version) -> dict[str, Source]:
    return {each.id: version.library.sources[each.id] for each in version.lock.sources}


def _changes(
    then: Mapping[str, T],
    now: Mapping[str, T],
    words: Callable[[T], str],
    fields: Callable[[T], Mapping[str, str]],
) -> Iterator[Change]:
    for id in sorted(then.keys() | now.keys()):
        if id not in then:
            yield Change(id, "added", "", words(now[id]))
        elif id not in now:
            yield Change(id, "removed", words(then[id]), "")
        else:
            before, after = words(then[id]), words(now[id])
            others = tuple(_fields(fields(then[id]), fields(now[id])))
            if before != after or others:
                yield Change(id, "changed", before, after, others)


def _fields(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Field]:
    for name in dict.fromkeys((*then, *now)):
        before, after = then.get(name, ""), now.get(name, "")
        if before != after:
            yield Field(name, before, after)


def _says(held: tuple[Fact, Library]) -> str:
    return held[0].says


def _title(source: Source) -> str:
    return source.title


def _fact_fields(held: tuple[Fact, Library]) -> Mapping[str, str]:
    """What a fact has beside its statement, in words."""
    fact, library = held
    review = fact.reviewed
    return {
        "kind": fact.kind,
        "date": _date(fact.date) + (" []" if fact.date_basis == "inferred" else ""),
        "because": fact.because,
        "topics": "، ".join(sorted(fact.topics)),
        "speaker": fact.speaker,
        "measure": _quantity(fact.measure) if fact.measure else "",
        "evidence": "؛ ".join(
            f"{short(library.sources[each.source])}، {locator((each.paragraph,))}"
            f" ({each.passage.sha256[:_PASSAGE_DIGITS]})"
            for each in fact.evidence
        ),
        "reviewed": f"{review.by}، {review.on}" if review else "",
    }


def _source_fields(source: Source) -> Mapping[str, str]:
    """What a source has beside its title, in words."""
    withdrawn, snapshot = source.withdrawn, source.snapshot
    return {
        "author": "، ".join(each.literal or f"{each.given} {each.family}".strip() for each in source.author),
        "container-title": source.container_title,
        "publisher": source.publisher,
        "issued": _date(source.issued.date) if source.issued else "",
        "URL": source.url,
        "snapshot": snapshot.sha256[:_PASSAGE_DIGITS] if snapshot else "",
        "withdrawn": f"{_date(withdrawn.on)}: {withdrawn.why}" if withdrawn else "",
    }


def _spec_fields(spec: Spec) -> Mapping[str, str]:
    """What a topic spec says beside its prose, in words."""
    return {
        "title": spec.title,
        "subtitle": spec.subtitle,
        "version": spec.version,
        "as_of": spec.as_of.text,
        "marking": spec.marking,
        "digits": spec.digits,
        "style": spec.style,
    }


def _sections(then: Spec, now: Spec) -> Iterator[Field]:
    """The titles of sections that are gone or new."""
    titles = tuple(tuple(each.title for each in spec.sections) for spec in (then, now))
    yield from (Field("section", each, "") for each in titles[0] if each not in titles[1])
    yield from (Field("section", "", each) for each in titles[1] if each not in titles[0])


def _said(spec: Spec) -> Iterator[str]:
    """The sentences of a spec's prose."""
    texts: Iterable[str] = (
        *((spec.summary.text,) if spec.summary else ()),
        *(each.text.text for each in spec.sections if each.text),
    )
    for text in texts:
        yield from (spoken(each.text) for each in sentences(text))


def spoken(sentence: str) -> str:
    """A sentence as it is printed without its notes: no space where a citation mark stood before the full stop."""
    return _GAP.sub("", sentence)


def _quantity(measure: Measure) -> str:
    parts = (BOUNDS[measure.bound], f"{measure.value:f}", measure.unit, f"({_date(measure.as_of)})")
    return " ".join(part for part in parts if part not in ("", "()"))


def _date(date: Edtf | None) -> str:
    return date.text if date else ""
