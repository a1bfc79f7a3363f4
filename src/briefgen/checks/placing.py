"""A problem placed at a value of a record, or inside its prose."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.diagnostics.model import Diagnostic, diagnose
from briefgen.diagnostics.texts import Param
from briefgen.prose import Mark, Sentence
from briefgen.records.decoding import Places, Prose


def at(places: Places, route: str, code: str, *, prefix: str = "", **params: Param) -> Diagnostic:
    """A problem at the value of a route; at the record itself where the route was not written."""
    return placed(places, route, code, params, prefix)


def placed(
    places: Places, route: str, code: str, values: Mapping[str, Param], prefix: str = ""
) -> Diagnostic:
    """The same as `at`, with the message's values in a mapping."""
    full = ".".join(each for each in (prefix, route) if each)
    return diagnose(code, places.at(route), values, route=full, excerpt=places.line(route))


def inside(prose: Prose, part: Mark | Sentence, route: str, code: str, **params: Param) -> Diagnostic:
    """A problem at a citation mark or a sentence of prose."""
    span = prose.scalar.place(part.start, part.end)
    return diagnose(code, span, params, route=route, excerpt=prose.scalar.file.line(span.line))
