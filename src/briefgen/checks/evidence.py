"""Rules on what a fact rests on, as far as the records alone can tell."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.placing import at
from briefgen.diagnostics.model import Diagnostic
from briefgen.records.fact import Fact
from briefgen.records.library import Library


def of_fact(fact: Fact, library: Library) -> Iterator[Diagnostic]:
    """Evidence in a paragraph that its source excludes (furniture, captions, readers' comments)."""
    for index, evidence in enumerate(fact.evidence):
        source = library.sources.get(evidence.source)
        excluded = source.snapshot.excluded if source and source.snapshot else ()
        why = next((each.why for each in excluded if each.paragraph == evidence.paragraph), None)
        if why is not None:
            paragraph = str(evidence.paragraph)
            route = f"evidence[{index}].paragraph"
            yield at(
                fact.places,
                route,
                "excluded-evidence",
                prefix=fact.id,
                paragraph=paragraph,
                source=evidence.source,
                why=why,
            )
