"""A problem placed where a brief uses a fact: at its citation mark, in its list, or at the query that chose it."""

from __future__ import annotations

from briefgen.checks.placing import inside, placed
from briefgen.diagnostics.model import Diagnostic
from briefgen.diagnostics.texts import Param
from briefgen.prose import marks
from briefgen.records.spec import Spec
from briefgen.usage import Use


def at_use(spec: Spec, use: Use, name: str, code: str, **params: Param) -> Diagnostic:
    """A problem at the first place in one part of a brief where a fact is used."""
    if use.prose is not None:
        mark = next(mark for mark in marks(use.prose.text) if name in mark.facts)
        return inside(use.prose, mark, use.route, code, **params)
    listed = use.section.facts if use.section else ()
    way = f"facts[{listed.index(name)}]" if name in listed else "select"
    return placed(spec.places, f"{use.route}.{way}", code, params)
