"""Each object of a PDF is turned into bytes once, and pages are not counted for each element of the structure.

pydyf writes an object's bytes and, for the identifier of the file, makes them again: every content stream is
compressed twice. And it puts the references of all pages together whenever one of them is asked for, as the engine
does for each element of the structure tree: the time of a tagged PDF grew with the square of its pages.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pydyf

from .mend import Mend, Replacement

_to_bytes = pydyf._to_bytes
_stream = vars(pydyf.Stream)["data"]
_references = vars(pydyf.PDF)["page_references"]
_write = pydyf.PDF.write
# While a PDF is written nothing of it changes any more: the bytes of its objects, with the objects, by identity.
_writing: list[dict[int, tuple[Any, bytes]]] = []


def to_bytes(item: Any) -> bytes:
    """The engine's bytes of a value; the usual types first."""
    kind = type(item)
    if kind is bytes:
        return item  # type: ignore[no-any-return]
    if kind is str:
        return item.encode("ascii")  # type: ignore[no-any-return]
    if kind is int:
        return b"%d" % item
    return _to_bytes(item)  # type: ignore[no-any-return]


@lru_cache(maxsize=1024, typed=True)
def _entry(key: str | bytes) -> bytes:
    return b"/" + to_bytes(key) + b" "


def dictionary_data(self: Any) -> bytes:
    """The engine's `Dictionary.data`."""
    kept = _kept(self)
    if kept is None:
        kept = b"<<" + b"".join([_entry(key) + to_bytes(value) for key, value in self.items()]) + b">>"
        _keep(self, kept)
    return kept


def array_data(self: Any) -> bytes:
    """The engine's `Array.data`."""
    kept = _kept(self)
    if kept is None:
        kept = b"[" + b" ".join([to_bytes(child) for child in self]) + b"]"
        _keep(self, kept)
    return kept


def stream_data(self: Any) -> bytes:
    """The engine's `Stream.data`."""
    kept = _kept(self)
    if kept is None:
        kept = _stream.fget(self)
        _keep(self, kept)
    return kept


def _kept(item: Any) -> bytes | None:
    """The bytes of an object of the PDF that is being written, where they were asked for before."""
    known = _writing[-1].get(id(item)) if _writing and item.number is not None else None
    return known and known[1]


def _keep(item: Any, data: bytes) -> None:
    if _writing and item.number is not None:
        _writing[-1][id(item)] = item, data


def page_references(self: Any) -> tuple[bytes, ...]:
    """The engine's `PDF.page_references`; put together again when the list of pages has changed."""
    pages = self.pages["Kids"][::3]
    kept = self.__dict__.get("briefgen_references")
    if kept is None or kept[0] != pages:
        kept = self.briefgen_references = pages, _references.fget(self)
    return kept[1]  # type: ignore[no-any-return]


def write(self: Any, *arguments: Any, **named: Any) -> None:
    """The engine's `PDF.write`."""
    _writing.append({})
    try:
        _write(self, *arguments, **named)
    finally:
        _writing.pop()


MEND = Mend(
    "writing",
    {
        "pydyf._to_bytes": "2d07f1549e6fba05",
        "pydyf.Object": "625fbfc1e8ba0ff7",
        "pydyf.Dictionary": "73d678da272d0827",
        "pydyf.Stream": "8d81ad028bfb29de",
        "pydyf.Array": "899df4b2473009d7",
        "pydyf.PDF": "92fcbb84944146f6",
    },
    (
        Replacement(pydyf, "_to_bytes", to_bytes),
        Replacement(pydyf.Dictionary, "data", property(dictionary_data)),
        Replacement(pydyf.Array, "data", property(array_data)),
        Replacement(pydyf.Stream, "data", property(stream_data)),
        Replacement(pydyf.PDF, "page_references", property(page_references)),
        Replacement(pydyf.PDF, "write", write),
    ),
)
