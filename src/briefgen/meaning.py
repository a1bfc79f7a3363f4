"""What a record says, as a digest: equal for files that differ in comments, order of keys or white space only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from hashlib import sha256
from typing import Any

from briefgen import known
from briefgen.edtf import Edtf
from briefgen.prose import Mark, paragraphs
from briefgen.records.decoding import Prose
from briefgen.records.source import Source
from briefgen.records.spec import Spec

_DOMAIN = b"briefgen meaning 1\n"
_NAMES: dict[Any, tuple[str, ...]] = {}
Plain = str | int | None | list["Plain"] | dict[str, "Plain"]


def meaning(record: Spec | Source) -> str:
    """SHA-256 over a domain prefix and the JSON of all fields that take part in comparison, in hexadecimal.

    Worked out once for each record, unless it is known already: `known`.
    """
    found = known.get(record)
    return found if found is not None else known.add(record, _meaning(record))


def _meaning(record: Spec | Source) -> str:
    text = json.dumps(_plain(record), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(_DOMAIN + text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> Plain:
    match value:
        case None | str() | int():
            return value
        case Prose():
            return [
                [[*each.facts] if isinstance(each, Mark) else each.text for each in paragraph]
                for paragraph in paragraphs(value.text)
            ]
        case Edtf():
            return value.text
        case Decimal():
            return str(value)
        case tuple() | list():
            return [_plain(each) for each in value]
        case Mapping():
            return {str(key): _plain(each) for key, each in value.items()}
        case _:
            return {name: _plain(getattr(value, name)) for name in _compared(type(value))}


def _compared(kind: Any) -> tuple[str, ...]:
    """The names of the fields of a record that take part in comparison: all but where its values stand."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(each.name for each in fields(kind) if each.compare)
    return _NAMES[kind]
