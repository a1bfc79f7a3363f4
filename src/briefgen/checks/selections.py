"""Rules on what a topic spec chooses: nothing empty, nothing dated after its as-of day, figures that have a number."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.placing import at, inside
from briefgen.diagnostics.model import Diagnostic
from briefgen.prose import Mark, paragraphs, sentences
from briefgen.records.decoding import Prose
from briefgen.records.fact import Fact
from briefgen.records.library import Library
from briefgen.records.spec import SectionSpec, Spec
from briefgen.selection import is_after, select

_SHOWN = 60


def of_spec(spec: Spec, library: Library) -> Iterator[Diagnostic]:
    """What is wrong with the sections and the prose of a topic spec."""
    if spec.summary is not None:
        yield from _of_prose(spec.summary, "summary", spec, library)
    for section in spec.sections:
        if section.text is not None:
            yield from _of_prose(section.text, f"{section.route}.text", spec, library)
        elif section.select is not None or section.facts:
            yield from _of_facts(section, spec, library)


def _of_facts(section: SectionSpec, spec: Spec, library: Library) -> Iterator[Diagnostic]:
    shown = select(section, spec, library).chosen
    way = "select" if section.select else "facts"
    known = section.select is not None or all(each in library.facts for each in section.facts)
    if not shown and known and not _has_unknown_topic(section, library):
        yield at(
            spec.places, f"{section.route}.{way}", "empty-selection", help=_why_empty(section, spec, library)
        )
    for index, name in enumerate(section.facts):
        fact = library.facts.get(name)
        if fact is not None and is_after(fact, spec.as_of):
            yield at(spec.places, f"{section.route}.facts[{index}]", "fact-left-out", **_dates(fact, spec))
    if section.show == "key-figures":
        for fact in shown:
            if fact.measure is None:
                route = (
                    f"{section.route}.facts[{section.facts.index(fact.id)}]"
                    if section.facts
                    else f"{section.route}.{way}"
                )
                yield at(spec.places, route, "figure-without-measure", fact=fact.id)


def _of_prose(prose: Prose, route: str, spec: Spec, library: Library) -> Iterator[Diagnostic]:
    for pieces in paragraphs(prose.text):
        for mark in (piece for piece in pieces if isinstance(piece, Mark)):
            for fact in (library.facts[name] for name in mark.facts if name in library.facts):
                if is_after(fact, spec.as_of):
                    yield inside(prose, mark.token, mark.nth, route, "fact-after-as-of", **_dates(fact, spec))
        for sentence in sentences(pieces):
            if not sentence.cited:
                shown = (
                    sentence.text
                    if len(sentence.text) <= _SHOWN
                    else sentence.text[:_SHOWN].rsplit(" ", 1)[0] + " …"
                )
                yield inside(prose, sentence.start, 0, route, "uncited-sentence", sentence=shown)


def _dates(fact: Fact, spec: Spec) -> dict[str, str]:
    return {"fact": fact.id, "date": fact.date.text if fact.date else "", "as_of": spec.as_of.text}


def _has_unknown_topic(section: SectionSpec, library: Library) -> bool:
    query = section.select
    return query is not None and not (
        set(query.topics) <= library.topics() and set(query.sources) <= library.sources.keys()
    )


def _why_empty(section: SectionSpec, spec: Spec, library: Library) -> str:
    """Advice for an empty selection: the condition that alone turns most facts away."""
    reasons = [
        each.reasons for each in select(section, spec, library).rejected if "topic" not in each.reasons
    ]
    last = [each[0] for each in reasons if len(each) == 1]
    if not last:
        return "no fact fits all conditions together; loosen one"
    return f"{len(last)} facts fail only by `{max(set(last), key=lambda name: (last.count(name), name))}`; loosen it"
