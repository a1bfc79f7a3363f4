"""A problem placed at a value of a record."""

from __future__ import annotations

from briefgen.diagnostics.model import Diagnostic, diagnose
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
    prose: Prose, token: str, nth: int, route: str, code: str, *, help: str = "", **params: str
) -> Diagnostic:
    """A problem at the n-th occurrence of a token inside prose."""
    span = prose.scalar.locate(token, nth)
    return diagnose(code, span, params, route=route, help=help, excerpt=prose.scalar.file.line(span.line))
