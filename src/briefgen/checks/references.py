"""Ids that must exist: facts, sources and topics that specs and facts name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.checks.placing import at, inside
from briefgen.diagnostics.model import Diagnostic
from briefgen.diagnostics.suggestions import closest_key, same_looking
from briefgen.prose import marks
from briefgen.records.decoding import Prose
from briefgen.records.fact import Fact
from briefgen.records.library import Library
from briefgen.records.spec import SectionSpec, Spec

_COMMA = "،"
_ARABIC_COMMA = "ids are parted by the comma `,`, not by `،`"


def of_fact(fact: Fact, library: Library) -> Iterator[Diagnostic]:
    """Evidence that names a source nobody recorded."""
    for index, evidence in enumerate(fact.evidence):
        if library.lacks_source(evidence.source):
            route = f"evidence[{index}].source"
            help_ = _known("source", evidence.source, library.sources)
            yield at(fact.places, route, "unknown-source", prefix=fact.id, help=help_, source=evidence.source)


def of_spec(spec: Spec, library: Library) -> Iterator[Diagnostic]:
    """Facts, sources and topics that a topic spec names and nobody wrote."""
    if spec.summary is not None:
        yield from _of_prose(spec.summary, "summary", library)
    for section in spec.sections:
        yield from _of_section(spec, section, library)
        if section.text is not None:
            yield from _of_prose(section.text, f"{section.route}.text", library)


def _of_section(spec: Spec, section: SectionSpec, library: Library) -> Iterator[Diagnostic]:
    for index, name in enumerate(section.facts):
        if library.lacks_fact(name):
            yield at(
                spec.places,
                f"{section.route}.facts[{index}]",
                "unknown-fact",
                help=fact_help(name, library),
                fact=name,
            )
    if section.select is None:
        return
    route = f"{section.route}.select"
    topics = library.topics()
    for index, name in enumerate(section.select.topics):
        if name not in topics and library.whole:
            help_ = _known("topic", name, topics)
            yield at(spec.places, f"{route}.topics[{index}]", "unknown-topic", help=help_, topic=name)
    for index, name in enumerate(section.select.sources):
        if library.lacks_source(name):
            help_ = _known("source", name, library.sources)
            yield at(spec.places, f"{route}.sources[{index}]", "unknown-source", help=help_, source=name)
    for index, name in enumerate(section.select.excluded):
        if library.lacks_fact(name):
            yield at(
                spec.places, f"{route}.not[{index}]", "unknown-fact", help=fact_help(name, library), fact=name
            )


def _of_prose(prose: Prose, route: str, library: Library) -> Iterator[Diagnostic]:
    for mark in marks(prose.text):
        if not mark.facts:
            found = " ".join(prose.text[mark.start : mark.end].split())
            yield inside(prose, mark, route, "bad-citation", found=found)
        for name in mark.facts:
            if library.lacks_fact(name):
                help_ = fact_help(name, library)
                yield inside(prose, mark, route, "unknown-fact", help=help_, fact=name)


def fact_help(name: str, library: Library) -> str:
    """Advice on an unknown fact: the one that looks the same, with its statement; else where facts are read from."""
    if _COMMA in name:
        return _ARABIC_COMMA
    likely = same_looking(name, library.facts)
    if likely is None:
        return "facts are read from `briefs/facts/*.yaml`; `briefgen fact list` shows them"
    return f"did you mean `{likely}`, which says: {library.facts[likely].says}"


def _known(what: str, name: str, known: Iterable[str]) -> str:
    if _COMMA in name:
        return _ARABIC_COMMA
    names = sorted(known)
    likely = same_looking(name, names) or (closest_key(name, names) if what == "topic" else None)
    if likely:
        return f"did you mean `{likely}`?"
    return f"known {what}s: {', '.join(names)}" if names else f"no {what} is known yet"
