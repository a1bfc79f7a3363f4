"""A problem placed at a value of a record, or inside its prose."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.arabic.normal import TATWEEL
from briefgen.diagnostics.model import Diagnostic, Edit, Fix, Label, Span, diagnose
from briefgen.diagnostics.texts import Param, Text
from briefgen.ondemand import pattern
from briefgen.prose import Mark, Sentence
from briefgen.records.decoding import Places, Prose
from briefgen.records.signs import in_a_sign
from briefgen.yamltext import Scalar

_WORD = pattern(f"[^\\W_{TATWEEL}]")


def at(places: Places, route: str, code: str, *, prefix: str = "", **params: Param) -> Diagnostic:
    """A problem at the value of a route; at the record itself where the route was not written."""
    return placed(places, route, code, params, prefix)


def placed(
    places: Places, route: str, code: str, values: Mapping[str, Param], prefix: str = ""
) -> Diagnostic:
    """The same as `at`, with the message's values in a mapping."""
    full = joined(prefix, route)
    return diagnose(code, places.at(route), values, route=full, excerpt=places.line(route))


def joined(prefix: str, route: str) -> str:
    """A route below another one; either can be empty."""
    return ".".join(each for each in (prefix, route) if each)


def labelled(places: Places, route: str, text: Text) -> Label:
    """A further place, at the value of a route, that explains a problem."""
    return Label(places.at(route), text, places.line(route))


def replaced(node: Scalar, offset: int, length: int, instead: str, *, safe: bool) -> Fix | None:
    """The repair that puts other characters in place of some of a value; None where escapes or line ends hide it."""
    span, written = node.place(offset, offset + length), node.text[offset : offset + length]
    line = node.file.line(span.line)
    if span.end_line != span.line or line[span.column - 1 : span.end_column - 1] != written:
        return None
    # A value of nothing but what is deleted would be left without one.
    sure = safe and _WORD.search(node.text) and not _joins(line, span, instead)
    return Fix((Edit(span, instead),), "safe" if sure else "ask")


def _joins(line: str, span: Span, instead: str) -> bool:
    """Whether what is left of a line without a stretch may be a citation mark or a variable that was none."""
    return not instead and in_a_sign(line[: span.column - 1], line[span.end_column - 1 :])


def inside(prose: Prose, part: Mark | Sentence, route: str, code: str, **params: Param) -> Diagnostic:
    """A problem at a citation mark or a sentence of prose."""
    span = prose.scalar.place(part.start, part.end)
    return diagnose(code, span, params, route=route, excerpt=prose.scalar.file.line(span.line))
