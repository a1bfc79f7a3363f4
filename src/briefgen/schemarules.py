"""What keys of a record ask of each other, as JSON Schema, by the name of the shape; `schemas` takes it in."""

from __future__ import annotations

_Schema = dict[str, object]


def _has(*keys: str) -> _Schema:
    return {"required": list(keys)}


def _is(key: str, *words: str) -> _Schema:
    return {"properties": {key: {"enum": list(words)}}, "required": [key]}


def _when(condition: _Schema, then: _Schema) -> _Schema:
    return {"if": condition, "then": then}


def _without(*keys: str) -> _Schema:
    """Beside what stands there, these keys say nothing."""
    return {"properties": dict.fromkeys(keys, False)}


_INFERRED: dict[str, _Schema] = {
    # Of what a date is inferred must be said, and of a stated one there is nothing to say.
    basis: {"if": _is(basis, "inferred"), "then": _has("because"), "else": _without("because")}
    for basis in ("date_basis", "basis")
}
_SPOKEN = _when(_is("kind", "position", "assessment"), _has("speaker"))

RULES: dict[str, _Schema] = {
    "a-fact": {"allOf": [_INFERRED["date_basis"], _SPOKEN]},
    "a-date": _when(_is("basis", "inferred"), _has("because")),
    "a-name": {"anyOf": [_has("literal"), _has("family")]},
    "a-section": {
        "oneOf": [_has("select"), _has("facts"), _has("text")],
        "allOf": [
            {
                "if": _has("text"),
                "then": _without("order", "show", "box", "labels"),
                "else": _without("explains"),
            },
            {"if": _is("show", "compare"), "else": _without("box", "labels")},
        ],
    },
    "a-selection": {"minProperties": 1},
}
