"""Ids that must exist: facts, sources and topics that specs and facts name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.checks.placing import at, inside
from briefgen.diagnostics.model import Diagnostic
from briefgen.diagnostics.suggestions import closest_key, same_looking
from briefgen.diagnostics.texts import Names, Text, phrase
from briefgen.prose import likely_citation, marks
from briefgen.records.decoding import Prose
from briefgen.records.fact import Fact
from briefgen.records.library import Library
from briefgen.records.spec import SectionSpec, Spec

_COMMA = "،"
_ARABIC_COMMA = phrase("arabic-comma")


def of_fact(fact: Fact, library: Library) -> Iterator[Diagnostic]:
    """Evidence that names a source nobody recorded."""
    for index, evidence in enumerate(fact.evidence):
        if library.lacks_source(evidence.source):
            route = f"evidence[{index}].source"
            help_ = _known("source", evidence.source, library.sources)
            found = at(fact.places, route, "unknown-source", prefix=fact.id, source=evidence.source)
            yield found.helped(help_)


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
            place = f"{section.route}.facts[{index}]"
            yield at(spec.places, place, "unknown-fact", fact=name).helped(fact_help(name, library))
    yield from _of_labels(spec, section, library)
    if section.select is None:
        return
    route = f"{section.route}.select"
    for index, name in enumerate(section.select.topics):
        if name not in library.by_topic and library.whole:
            help_ = _known("topic", name, library.by_topic)
            yield at(spec.places, f"{route}.topics[{index}]", "unknown-topic", topic=name).helped(help_)
    for index, name in enumerate(section.select.sources):
        if library.lacks_source(name):
            help_ = _known("source", name, library.sources)
            yield at(spec.places, f"{route}.sources[{index}]", "unknown-source", source=name).helped(help_)
    for index, name in enumerate(section.select.excluded):
        if library.lacks_fact(name):
            place = f"{route}.not[{index}]"
            yield at(spec.places, place, "unknown-fact", fact=name).helped(fact_help(name, library))


def _of_labels(spec: Spec, section: SectionSpec, library: Library) -> Iterator[Diagnostic]:
    """Names given to measures that no fact reports."""
    for name, _ in section.labels:
        if name not in library.by_measure and library.whole:
            near = closest_key(name, library.by_measure)
            told = at(spec.places, f"{section.route}.labels.{name}", "unknown-measure", of=name)
            yield told.helped(phrase("did-you-mean", name=near)) if near else told


def _of_prose(prose: Prose, route: str, library: Library) -> Iterator[Diagnostic]:
    for mark in marks(prose.text):
        if not mark.facts:
            found = " ".join(prose.text[mark.start : mark.end].split())
            told = inside(prose, mark, route, "bad-citation", found=found)
            yield told.helped(advice) if (advice := _citation_advice(found)) else told
        for name in mark.facts:
            if library.lacks_fact(name):
                help_ = fact_help(name, library)
                yield inside(prose, mark, route, "unknown-fact", fact=name).helped(help_)


def _citation_advice(found: str) -> Text | None:
    """What was probably meant by a citation that cannot be read; None where nobody can tell."""
    if not found.endswith("]"):
        return phrase("close-citation")
    meant = likely_citation(found)
    return phrase("did-you-mean", name=meant) if meant else None


def fact_help(name: str, library: Library) -> Text:
    """Advice on an unknown fact: the one that looks the same, with its statement; else where facts are read from."""
    if _COMMA in name:
        return _ARABIC_COMMA
    likely = same_looking(name, library.facts)
    if likely is None:
        return phrase("where-facts-are")
    return phrase("did-you-mean-fact", name=likely, says=library.facts[likely].says)


def _known(what: str, name: str, known: Iterable[str]) -> Text:
    if _COMMA in name:
        return _ARABIC_COMMA
    names = sorted(known)
    likely = same_looking(name, names) or (closest_key(name, names) if what == "topic" else None)
    if likely:
        return phrase("did-you-mean", name=likely)
    return phrase(f"known-{what}s", names=Names(tuple(names))) if names else phrase(f"no-{what}-yet")
