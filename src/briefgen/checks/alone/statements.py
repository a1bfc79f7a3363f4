"""A fact's statement held against its own measure and dates: numbers, bounds, things counted, days."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.placing import at, labelled
from briefgen.diagnostics.model import Diagnostic
from briefgen.diagnostics.texts import Param, phrase
from briefgen.evidence.statements import Kind, Misfit, misfits
from briefgen.records.fact import Fact

_CODES: dict[Kind, str] = {
    "value": "value-mismatch",
    "bound": "bound-mismatch",
    "unit": "unit-mismatch",
    "date": "date-mismatch",
}


def of_fact(fact: Fact) -> Iterator[Diagnostic]:
    """One warning for each thing that the statement says otherwise than the fact's own keys."""
    for misfit in misfits(fact):
        yield _finding(fact, misfit)


def _finding(fact: Fact, misfit: Misfit) -> Diagnostic:
    stated: Param = misfit.stated or phrase("no-number")
    told = at(
        fact.places,
        "says",
        _CODES[misfit.kind],
        prefix=fact.id,
        stated=stated,
        recorded=misfit.recorded,
    )
    routes = ("date", "measure.as_of") if misfit.kind == "date" else (f"measure.{misfit.kind}", "measure")
    route = next((each for each in routes if fact.places.node(each) is not None), "")
    return told.labelled(labelled(fact.places, route, phrase("recorded-here")))
