"""A library that notes what is looked at in it: what an answer rests on, so that it can be kept until that changes.

Nobody who asks it can forget to say so. A note is a word for one thing:

    f:ID  the fact of an id, or that there is none        f*  all facts, in order
    s:ID  the source of an id, or that there is none      s*  all sources, in order
    t:ID  the facts of a topic, in order                  t*  which topics there are
    m:ID  the facts that report a measure, in order       m*  which measures there are

What could not be read (`unread`) is no note; it is part of everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import TypeVar

from briefgen.records.fact import Fact
from briefgen.records.library import Library
from briefgen.records.source import Source
from briefgen.records.spec import Spec

T = TypeVar("T")
Token = Callable[[str], str]
_SIZE = 12


class _Mapping(Mapping[str, T]):
    """A mapping that notes each look: `f:` and the key, or `f*` for a look at all."""

    def __init__(self, found: Mapping[str, T], kind: str, notes: dict[str, None]) -> None:
        self._found, self._one, self._all, self._notes = found, f"{kind}:", f"{kind}*", notes

    def __getitem__(self, name: str) -> T:
        self._notes[self._one + name] = None
        return self._found[name]

    def __contains__(self, name: object) -> bool:
        self._notes[f"{self._one}{name}"] = None
        return name in self._found

    def __iter__(self) -> Iterator[str]:
        self._notes[self._all] = None
        return iter(self._found)

    def __len__(self) -> int:
        self._notes[self._all] = None
        return len(self._found)


class _Whole(_Mapping[T]):
    """One whose note of a look at all covers what is in it, so that its values need no notes of their own."""

    def values(self) -> Iterable[T]:  # type: ignore[override]  # whoever asks goes through them once
        self._notes[self._all] = None
        return self._found.values()

    def items(self) -> Iterable[tuple[str, T]]:  # type: ignore[override]
        self._notes[self._all] = None
        return self._found.items()


class Noted(Library):
    """A library of which each look is noted in `notes`, but that has no specs: rules on records ask for none."""

    base: Library
    notes: dict[str, None]

    def __init__(self, base: Library) -> None:
        notes: dict[str, None] = {}
        values = {
            "base": base,
            "notes": notes,
            "specs": dict[str, Spec](),
            "facts": _Whole[Fact](base.facts, "f", notes),
            "sources": _Whole[Source](base.sources, "s", notes),
            "unread": base.unread,
            "by_topic": _Mapping(base.by_topic, "t", notes),
            "by_measure": _Mapping(base.by_measure, "m", notes),
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def add(self, notes: Iterable[str]) -> None:
        """Notes what was looked at when an answer was found that is given again."""
        self.notes.update(dict.fromkeys(notes))

    @property
    def ranks(self) -> Mapping[str, int]:
        """The place of each fact in reading order, from 0."""
        self.notes["f*"] = None
        return self.base.ranks

    @property
    def topic_ids(self) -> Mapping[str, list[str]]:
        """Nobody asks for the ids alone of a library that is noted."""
        raise NotImplementedError

    measure_ids = topic_ids


class Tokens:
    """What each note stands for at present, as a short digest; equal digests mean that nothing has changed there."""

    def __init__(self, library: Library, fact: Token, source: Token) -> None:
        self._library, self._fact, self._source = library, fact, source
        self._known: dict[str, str] = {}

    def of(self, notes: Iterable[str]) -> str:
        """One digest over all that was noted."""
        known, found = self._known, []
        for note in notes:
            token = known.get(note)
            if token is None:
                token = known[note] = self._token(note)
            found.append(token)
        return _digest(found)

    def pruned(self, notes: Iterable[str]) -> tuple[str, ...]:
        """The notes without those of facts that others cover: all facts, or those of a topic."""
        kept = dict.fromkeys(notes)
        if "f*" in kept:
            return tuple(sorted(each for each in kept if each[0] not in "ftm" or each == "f*"))
        topics = (each[2:] for each in kept if each.startswith("t:"))
        covered = {f"f:{name}" for topic in topics for name in self._library.topic_ids.get(topic, ())}
        return tuple(sorted(kept.keys() - covered))

    def _token(self, note: str) -> str:
        kind, name, library = note[0], note[2:], self._library
        if note[1] == ":":
            match kind:
                case "f":
                    return self._fact(name) if name in library.facts else ""
                case "s":
                    return self._source(name) if name in library.sources else ""
                case _:
                    groups = library.topic_ids if kind == "t" else library.measure_ids
                    return _digest(map(self._fact, groups[name])) if name in groups else ""
        match kind:
            case "f":
                return _digest(map(self._fact, library.facts))
            case "s":
                return _digest(part for each in library.sources for part in (each, self._source(each)))
            case _:
                return _digest(library.topic_ids if kind == "t" else library.measure_ids)


def _digest(parts: Iterable[str]) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=_SIZE).hexdigest()
