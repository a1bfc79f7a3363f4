"""The same problem met in several briefs of one file, told once."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.diagnostics.model import Diagnostic, Span
from briefgen.diagnostics.texts import Names, Params, phrase

_MOST = 8

Key = tuple[str, Span, Params]


def merged(found: Iterable[tuple[str, Diagnostic]], total: int) -> tuple[Diagnostic, ...]:
    """Problems with the briefs that they were met in, each once; `total` is the number of those briefs.

    A problem that not all of them have names those that do. Of problems of one kind at one place that differ in what
    was found there, the first eight are told and the others counted.
    """
    groups: dict[Key, tuple[Diagnostic, dict[str, None]]] = {}
    for brief, each in found:
        groups.setdefault((each.code, each.span, each.params), (each, {}))[1][brief] = None
    at_place: dict[tuple[str, Span], list[Diagnostic]] = {}
    for (code, span, _), (each, briefs) in groups.items():
        at_place.setdefault((code, span), []).append(_noted(each, tuple(briefs), total))
    return tuple(each for same in at_place.values() for each in _cut(same))


def _noted(found: Diagnostic, briefs: tuple[str, ...], total: int) -> Diagnostic:
    if len(briefs) == total:
        return found
    some = phrase("in-some-briefs", some=str(len(briefs)), all=str(total), names=Names(briefs))
    return found.noted(some)


def _cut(same: list[Diagnostic]) -> list[Diagnostic]:
    if len(same) <= _MOST:
        return same
    last = same[_MOST - 1]
    more = phrase("more-like-it", number=str(len(same) - _MOST))
    return [*same[: _MOST - 1], last.noted(more)]
