"""Rules on what a topic spec chooses: nothing empty, nothing dated after its as-of day, figures that have a number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from briefgen.checks.placing import at, inside
from briefgen.diagnostics.model import Diagnostic
from briefgen.diagnostics.texts import Count, Text, phrase
from briefgen.ondemand import pattern
from briefgen.prose import likely_citation, marks, sentences
from briefgen.records.decoding import Prose
from briefgen.records.fact import Fact
from briefgen.records.library import Library
from briefgen.records.spec import Query, SectionSpec, Spec
from briefgen.selection import Reason, is_after, reasons_against, select

_SHOWN = 60
_BRACKETS = pattern(r"\[[^\[\]@]+\]")
# The key that an editor can loosen for each reason.
_KEYS: dict[Reason, str] = {
    "excluded": "not", "topic": "topics", "kind": "kinds", "source": "sources", "undated": "from",
    "before": "from", "after": "to", "as-of": "as_of", "not-listed": "facts",
}  # fmt: skip


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
    if not shown and _names_what_is_known(section, library):
        yield at(spec.places, f"{section.route}.{way}", "empty-selection").helped(
            _why_empty(section, spec, library)
        )
    if section.select is not None:
        yield from _of_exclusions(section, section.select, spec, library)
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


def _of_exclusions(section: SectionSpec, query: Query, spec: Spec, library: Library) -> Iterator[Diagnostic]:
    """Facts left out by name that the rest of the selection does not choose."""
    for index, name in enumerate(query.excluded):
        fact = library.facts.get(name)
        if fact is not None and set(reasons_against(fact, query, spec.as_of)) - {"excluded", "as-of"}:
            yield at(spec.places, f"{section.route}.select.not[{index}]", "needless-exclusion", fact=name)


def _of_prose(prose: Prose, route: str, spec: Spec, library: Library) -> Iterator[Diagnostic]:
    for mark in marks(prose.text):
        for fact in (library.facts[name] for name in mark.facts if name in library.facts):
            if is_after(fact, spec.as_of):
                yield inside(prose, mark, route, "fact-after-as-of", **_dates(fact, spec))
    for sentence in sentences(prose.text):
        if not sentence.cited:
            told = inside(prose, sentence, route, "uncited-sentence", sentence=_shown(sentence.text))
            meant = _bare_citation(prose.text[sentence.start : sentence.end], library)
            yield told.helped(phrase("did-you-mean", name=meant)) if meant else told


def _bare_citation(sentence: str, library: Library) -> str:
    """The citation that was meant by ids of facts in brackets without `@`, or nothing."""
    for found in _BRACKETS.finditer(sentence):
        meant = likely_citation(found[0])
        if meant and all(name in library.facts for name in marks(meant)[0].facts):
            return meant
    return ""


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …"


def _dates(fact: Fact, spec: Spec) -> dict[str, str]:
    return {"fact": fact.id, "date": fact.date.text if fact.date else "", "as_of": spec.as_of.text}


def _names_what_is_known(section: SectionSpec, library: Library) -> bool:
    """Whether all ids of a section are known and its dates in order; if not, why it is empty is told already."""
    query = section.select
    if query is None:
        return all(each in library.facts for each in section.facts)
    if query.since and query.until and query.since.is_after(query.until):
        return False
    return (
        library.whole
        and all(each in library.by_topic for each in query.topics)
        and all(each in library.sources for each in query.sources)
    )


def _why_empty(section: SectionSpec, spec: Spec, library: Library) -> Text:
    """Advice for an empty selection: the condition that alone turns most facts away."""
    if section.select is None:
        return phrase("all-after-as-of", as_of=spec.as_of.text)
    rejected = select(section, spec, library).rejected
    alone = Counter(_KEYS[each.reasons[0]] for each in rejected if len(each.reasons) == 1)
    if not alone:
        return phrase("loosen-one")
    key, number = min(alone.items(), key=lambda each: (-each[1], each[0]))
    return phrase("without-the-key", key=key, facts=Count(number, "fact"))
