"""A problem placed at a value of a record, or inside its prose."""

from __future__ import annotations

from briefgen.diagnostics.model import Diagnostic, diagnose
from briefgen.prose import Mark, Sentence
from briefgen.records.decoding import Places, Prose


def at(
    places: Places,
    route: str,
    code: str,
    *,
    prefix: str = "",
    help: str = "",
    **params: str,
) -> Diagnostic:
    """A problem at the value of a route; at the record itself where the route was not written."""
    full = ".".join(each for each in (prefix, route) if each)
    span, excerpt = places.at(route), places.line(route)
    return diagnose(code, span, params, route=full, help=help, excerpt=excerpt)


def inside(
    prose: Prose, part: Mark | Sentence, route: str, code: str, *, help: str = "", **params: str
) -> Diagnostic:
    """A problem at a citation mark or a sentence of prose."""
    span = prose.scalar.place(part.start, part.end)
    return diagnose(code, span, params, route=route, help=help, excerpt=prose.scalar.file.line(span.line))
