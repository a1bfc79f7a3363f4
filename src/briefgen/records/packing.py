"""Records and their problems as bytes, and back: what was made of a file, kept so that the file need not be read again.

JSON of a closed set of classes; nothing else can come out of it. Where values stand in the file is left out of records
(all but where each record begins): whoever asks for it has the file read again, once. Raises UnpackError for bytes that
are not of this form.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from functools import lru_cache
from typing import Any

from briefgen import edtf
from briefgen.diagnostics import model, texts
from briefgen.edtf import Edtf
from briefgen.records import fact, source, spec
from briefgen.records.decoding import Places, Prose
from briefgen.yamltext import File, Node, Scalar

# The place of a class in this list stands for it; a new one is added at the end. The first three are told by hand.
_CLASSES: tuple[Any, ...] = (
    tuple, Edtf, Decimal, Places, Prose,
    fact.Fact, fact.Measure, fact.Evidence, fact.Passage, fact.Review,
    source.Source, source.Name, source.Issued, source.Snapshot, source.Excluded, source.Withdrawal, source.Rights,
    spec.Spec, spec.SectionSpec, spec.Query,
    model.Diagnostic, model.Span, model.Label, model.Fix, model.Edit, texts.Text, texts.Count, texts.Names,
)  # fmt: skip
_NUMBERS = {each: number for number, each in enumerate(_CLASSES)}
_FIELDS: dict[Any, tuple[str, ...]] = {
    each: tuple(field.name for field in fields(each)) for each in _CLASSES[3:]
}
_TUPLE, _EDTF, _DECIMAL, _PLACES, _PROSE = range(5)
Again = Callable[[], Mapping[str, Places]]


class UnpackError(ValueError):
    """Bytes that are not what `packed` made."""


class UnfitError(ValueError):
    """A value that cannot be kept: of a class that is not known here, or put together from several places."""


class Unread(Mapping[str, Node]):
    """The nodes of a record by route, for which its file is read again when one of them is first asked for."""

    __slots__ = ("_again", "_name")

    def __init__(self, again: Again, name: str) -> None:
        self._again, self._name = again, name

    def __getitem__(self, route: str) -> Node:
        return self._again()[self._name].nodes[route]

    def __iter__(self) -> Iterator[str]:
        return iter(self._again()[self._name].nodes)

    def __len__(self) -> int:
        return len(self._again()[self._name].nodes)


def packed(value: object) -> bytes:
    """Records, problems, texts, numbers and tuples of these, as bytes. Raises UnfitError."""
    return json.dumps(packed_value(value), ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def packed_value(value: object) -> Any:
    """The same as values of JSON. Raises UnfitError."""
    return _down(value)


def unpacked(data: bytes, file: File, again: Again) -> Any:
    """What was packed, of a file that has the same text; `again` gives the places of its records by id."""
    try:
        return unpacked_value(json.loads(data.decode("utf-8", "surrogatepass")), file, again)
    except (ValueError, RecursionError) as error:
        raise UnpackError("not a packed record") from error


def unpacked_value(value: Any, file: File, again: Again) -> Any:
    """What was packed as values of JSON."""
    try:
        return _Unpacker(file, again).up(value)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise UnpackError("not a packed record") from error


def _down(value: object) -> Any:
    match value:
        case None | str() | bool() | int():
            return value
        case tuple():
            return [_TUPLE, *map(_down, value)]
        case Edtf():
            return [_EDTF, value.text]
        case Decimal():
            return [_DECIMAL, str(value)]
        case Places():
            return [_PLACES, *_spanned(value.span), value.excerpt]
        case Prose():
            scalar = value.scalar
            if scalar.written is not None or scalar.pieces or scalar.span.file != scalar.file.path:
                raise UnfitError("a text put together from several places")
            return [_PROSE, value.text, scalar.text, *_spanned(scalar.span), scalar.plain]
        case spec.Spec(combination=combination) if combination is not None:
            raise UnfitError("a brief of a matrix")
        case _ if type(value) in _FIELDS:
            kind = type(value)
            skipped = {"root"} if kind is spec.Spec else frozenset[str]()
            return [
                _NUMBERS[kind],
                *(None if name in skipped else _down(getattr(value, name)) for name in _FIELDS[kind]),
            ]
        case _:
            raise UnfitError(f"{type(value).__name__} is not known here")


def _spanned(span: model.Span) -> tuple[int, int, int, int]:
    return span.line, span.column, span.end_line, span.end_column


class _Unpacker:
    def __init__(self, file: File, again: Again) -> None:
        self.file, self.again = file, again

    def up(self, value: Any, name: str = "") -> Any:
        if type(value) is not list:
            return value
        kind, rest = value[0], value[1:]
        if kind == _TUPLE:
            return tuple([self.up(each) for each in rest])
        if kind == _EDTF:
            return _date(rest[0])
        if kind == _DECIMAL:
            return Decimal(rest[0])
        if kind == _PLACES:
            return Places(model.Span(self.file.path, *rest[:4]), rest[4], Unread(self.again, name))
        if kind == _PROSE:
            text, written, line, column, end_line, end_column, plain = rest
            span = model.Span(self.file.path, line, column, end_line, end_column)
            return Prose(text, Scalar(written, span, self.file, plain))
        # The id of a record is its first field, and its places are found by it.
        first = rest[0] if rest and type(rest[0]) is str else ""
        return _CLASSES[kind](*[self.up(each, first) for each in rest])


@lru_cache(maxsize=8192)
def _date(text: str) -> Edtf:
    return edtf.parse(text)
