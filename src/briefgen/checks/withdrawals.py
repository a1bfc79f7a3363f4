"""Sources that were withdrawn, and the briefs that still use them; what `explains` names."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.placing import at
from briefgen.checks.uses import at_use
from briefgen.diagnostics.model import Diagnostic
from briefgen.records.library import Library
from briefgen.records.spec import Spec
from briefgen.usage import explained, uses


def of_spec(spec: Spec, library: Library) -> Iterator[Diagnostic]:
    """One error for each part of a brief and each withdrawn source that a fact in it rests on.

    The use is allowed once a section of prose of the same brief, which is printed, names the source under `explains`.
    """
    yield from _unknown(spec, library)
    known = explained(spec)
    for use in uses(spec, library):
        told: set[str] = set()
        for name in use.facts:
            for evidence in library.facts[name].evidence:
                source = library.sources.get(evidence.source)
                if source is None or source.withdrawn is None or source.id in known | told:
                    continue
                told.add(source.id)
                why = source.withdrawn.why
                yield at_use(spec, use, name, "withdrawn-source", fact=name, source=source.id, why=why)


def _unknown(spec: Spec, library: Library) -> Iterator[Diagnostic]:
    """Names under `explains` that are neither a source nor a measure."""
    for section in spec.sections:
        for index, name in enumerate(section.explains):
            if library.lacks_source(name) and name not in library.by_measure and library.whole:
                yield at(spec.places, f"{section.route}.explains[{index}]", "unknown-explanation", found=name)
