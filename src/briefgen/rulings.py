"""What rules found, kept with a digest of all that they looked at, and given again while none of it has changed.

A ruling is found with a library that notes each look (`records.noted`), so that what it rests on need not be told by
the rules themselves. Rulings of one kind are one entry of the cache, read at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Mapping
from contextlib import suppress
from typing import Any, Generic, TypeVar

from briefgen.cache import Cache
from briefgen.records.library import Library
from briefgen.records.noted import Noted, Tokens
from briefgen.records.packing import UnfitError, UnpackError

_GROUP = "rules"
_PART = "\n"
T = TypeVar("T")


class Form(Generic[T]):
    """How a ruling becomes values of JSON, and comes back."""

    def __init__(self, down: Callable[[T], Any], up: Callable[[Any], T]) -> None:
        self.down, self.up = down, up


class Rulings:
    """Rulings on a library by name. `domain` is all that every one of them rests on."""

    def __init__(self, cache: Cache, entry: str, domain: str, library: Library, tokens: Tokens) -> None:
        self._cache, self._entry, self._domain = cache, f"{_GROUP}/{entry}", domain
        self._library, self._tokens = library, tokens
        self._before = self._read()
        self._now: dict[str, list[Any]] = {}
        self._new = False

    def on(self, name: str, token: str, rule: Callable[[Library], T], form: Form[T]) -> T:
        """What a rule finds in the library; `token` is a digest of what it looks at besides the library."""
        with suppress(UnpackError, ValueError, TypeError, KeyError, IndexError, AttributeError):
            kept = self._before[name]
            own, seen, digest, value = kept
            if own == token and self._tokens.of(seen.split(_PART) if seen else ()) == digest:
                found = form.up(value)
                self._now[name] = kept
                return found
        library = Noted(self._library)
        result = rule(library)
        self._new = True
        notes = self._tokens.pruned(library.notes)
        with suppress(UnfitError):
            if not any(_PART in each for each in notes):
                self._now[name] = [token, _PART.join(notes), self._tokens.of(notes), form.down(result)]
        return result

    def keep(self, others: Container[str] = ()) -> None:
        """Keeps the rulings that were asked for, and of those known before the ones of these names."""
        kept = {name: each for name, each in self._before.items() if name in others} | self._now
        if self._cache.usable and (self._new or kept.keys() != self._before.keys()):
            text = json.dumps((self._domain, kept), ensure_ascii=False, separators=(",", ":"))
            self._cache.put(self._entry, text.encode("utf-8", "surrogatepass"))

    def _read(self) -> Mapping[str, list[Any]]:
        found = self._cache.get(self._entry)
        with suppress(ValueError, TypeError, RecursionError):
            domain, kept = json.loads((found or b"").decode("utf-8", "surrogatepass"))
            if domain == self._domain and isinstance(kept, dict):
                return kept
        return {}
