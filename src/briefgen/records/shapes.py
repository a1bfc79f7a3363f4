"""What records are made of: their keys, what each holds and means, in English and Arabic.

One description serves three readers: the decoders ask it which keys there are and which must be written, the JSON
Schemas are made from it, and editors' servers complete and explain by it.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from briefgen.diagnostics.counting import Language
from briefgen.ondemand import dataclass

Simple = Literal[
    "text",
    "prose",
    "date",
    "closed-date",
    "whole",
    "number",
    "digest",
    "offsets",
    "url",
    "language",
    "folder",
    "matrix",
]
Target = Literal["brief", "fact", "source", "topic", "measure", "style"]


@dataclass(frozen=True, slots=True)
class Told:
    """One explanation in both languages."""

    en: str
    ar: str

    def in_language(self, language: Language) -> str:
        """The explanation in one of them."""
        return self.ar if language == "ar" else self.en


@dataclass(frozen=True, slots=True)
class Word:
    """One word that a choice allows, and what it means."""

    word: str
    told: Told


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words."""

    words: tuple[Word, ...]

    @classmethod
    def of(cls, *rows: tuple[str, str, str]) -> Choice:
        """The choice of rows of word, English and Arabic meaning."""
        return cls(tuple(Word(word, Told(en, ar)) for word, en, ar in rows))


@dataclass(frozen=True, slots=True)
class Reference:
    """The id of something written elsewhere. `coined`: it may also be used here for the first time."""

    target: tuple[Target, ...]
    coined: bool = False


@dataclass(frozen=True, slots=True)
class ListOf:
    """One or more values of a kind."""

    item: Value


@dataclass(frozen=True, slots=True)
class NamesOf:
    """Keys that are ids, each with a text."""

    target: Target


@dataclass(frozen=True, slots=True)
class Either:
    """A value written in one way or another."""

    ways: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a record: what stands there and what it means; `example` is a value as JSON knows it."""

    name: str
    value: Value
    told: Told
    needed: bool = False
    example: object = None


@dataclass(frozen=True, slots=True)
class Shape:
    """A record: what it is called and its keys in the order in which they are best written."""

    name: str
    told: Told
    keys: tuple[Key, ...] = field(default=())

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all keys."""
        return tuple(each.name for each in self.keys)

    @property
    def needed(self) -> tuple[str, ...]:
        """The names of the keys that must be written."""
        return tuple(each.name for each in self.keys if each.needed)

    def key(self, name: str) -> Key | None:
        """The key of a name, or None."""
        return next((each for each in self.keys if each.name == name), None)


Value = Simple | Choice | Reference | ListOf | NamesOf | Either | Shape


def key(name: str, value: Value, en: str, ar: str, *, needed: bool = False, example: object = None) -> Key:
    """A key with its meaning in both languages."""
    return Key(name, value, Told(en, ar), needed, example)


def shape(name: str, en: str, ar: str, *keys: Key) -> Shape:
    """A shape with its meaning in both languages."""
    return Shape(name, Told(en, ar), keys)
