"""Values that other sources dispute, stated by a brief that neither shows nor explains the dispute."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.uses import at_use
from briefgen.comparison import relation
from briefgen.diagnostics.model import Diagnostic
from briefgen.diagnostics.texts import phrase
from briefgen.records.fact import Fact, Measure
from briefgen.records.library import Library
from briefgen.records.spec import Spec
from briefgen.selection import is_after
from briefgen.usage import Use, explained, used, uses


def of_spec(spec: Spec, library: Library) -> Iterator[Diagnostic]:
    """One warning for each disputed value and each value against it, at the value's first use in the brief.

    A dispute is shown when the brief prints the other value too, anywhere; it is explained when a section of prose
    names the measure under `explains`.
    """
    shown, known = set(used(spec, library)), explained(spec)
    found: dict[tuple[str, str], Diagnostic] = {}
    for use in uses(spec, library):
        for fact in (library.facts[name] for name in use.facts):
            if fact.measure is None or fact.measure.of in known:
                continue
            for other in _against(fact, fact.measure, spec, library):
                if other.id not in shown and (fact.id, other.id) not in found:
                    found[fact.id, other.id] = _finding(spec, use, fact, other)
    yield from found.values()


def _finding(spec: Spec, use: Use, fact: Fact, other: Fact) -> Diagnostic:
    measure = other.measure
    of = measure.of if measure else ""
    advice = phrase("show-the-dispute", other=other.id, of=of)
    value = f"{measure.bound} {measure.value} {measure.unit}" if measure else ""
    sources = ", ".join(dict.fromkeys(each.source for each in other.evidence))
    return at_use(
        spec, use, fact.id, "disputed-value", fact=fact.id, of=of, other=other.id,
        value=value.removeprefix("exact ").strip(), source=sources,
    ).helped(advice)  # fmt: skip


def _against(fact: Fact, measure: Measure, spec: Spec, library: Library) -> Iterator[Fact]:
    """The facts of other sources, still standing and not after the brief's day, whose value disagrees with a fact's."""
    own = {each.source for each in fact.evidence}
    for other in library.by_measure[measure.of]:
        if is_after(other, spec.as_of):
            continue
        standing = {each.source for each in other.evidence if not _withdrawn(each.source, library)}
        if standing - own and relation(fact, other) == "disagreement":
            yield other


def _withdrawn(source: str, library: Library) -> bool:
    record = library.sources.get(source)
    return record is not None and record.withdrawn is not None
