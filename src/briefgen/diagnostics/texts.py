"""Texts that can be said in several languages: a registered phrase with its values, worded when it is shown.

A value is what an editor wrote (`str`), another phrase (`Text`), a counted thing (`Count`), or a list of words
(`Names`). In Arabic every left-to-right part stands in an isolate (UAX #9, section 2.4): what a template writes between
backticks, and each value that an editor wrote.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import get_args

from briefgen.diagnostics.counting import Language, counted
from briefgen.diagnostics.phrases import PHRASES
from briefgen.ondemand import dataclass, pattern

LANGUAGES: tuple[Language, ...] = get_args(Language)
FSI, RLI, PDI = "\u2068", "\u2067", "\u2069"
# A message quotes what it found; a page of it would bury the message.
LONGEST = 200
# How many words of a list are shown.
_NAMED = 12
# Control characters (Cc), the marks and controls of direction, separators of lines, halves of surrogate pairs.
_UNSEEN = pattern("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_FIELD = pattern(r"\{(\w+)(?::(\w+))?\}")
_PART = pattern(rf"`[^`]*`|{_FIELD.pattern}")


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things; `noun` is a word of `counting.NOUNS`. In a template `{n:oblique}` follows a preposition."""

    number: int
    noun: str


@dataclass(frozen=True, slots=True)
class Names:
    """Words that an editor could have written: ids, keys, choices."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A phrase of `phrases.PHRASES` with its values; make one with `phrase`."""

    key: str
    params: tuple[tuple[str, Param], ...] = ()


Param = str | Text | Count | Names
Params = tuple[tuple[str, Param], ...]


def phrase(key: str, /, **params: Param) -> Text:
    """A registered phrase with the values that it names. Raises KeyError for a phrase that nobody registered."""
    PHRASES[key]
    return Text(key, given(params))


def given(values: Mapping[str, Param]) -> Params:
    """Values by name in the order of their names; what an editor wrote at length is cut short."""
    return tuple(
        (name, clipped(value) if isinstance(value, str) else value) for name, value in sorted(values.items())
    )


def clipped(text: str, longest: int = LONGEST) -> str:
    """A text of at most `longest` characters, an ellipsis in place of what was cut off."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def visible(text: str) -> str:
    r"""The text with bidi controls, tabs, line ends and other control characters written as `\u{…}` escapes."""
    return _UNSEEN.sub(lambda match: f"\\u{{{ord(match[0]):04X}}}", text)


def worded(text: Text, language: Language) -> str:
    """A phrase in a language."""
    return filled(PHRASES[text.key][language], dict(text.params), language)


def filled(template: str, params: Mapping[str, Param], language: Language) -> str:
    """A template with its values; control characters that an editor wrote become visible."""

    def part(match: re.Match[str]) -> str:
        if match[1] is None:
            inner = _FIELD.sub(lambda field: _value(params[field[1]], "en", field[2]), match[0])
            return _isolated(inner, language)
        value = _value(params[match[1]], language, match[2])
        return _isolated(value, language) if isinstance(params[match[1]], str) else value

    return _PART.sub(part, template)


def fields(template: str) -> frozenset[str]:
    """The names of the values that a template asks for."""
    return frozenset(name for name, _ in _FIELD.findall(template))


def _isolated(text: str, language: Language) -> str:
    return f"{FSI}{text}{PDI}" if language == "ar" else text


def _value(value: Param, language: Language, form: str | None) -> str:
    match value:
        case str():
            return visible(value)
        case Text():
            return worded(value, language)
        case Count(number, noun):
            return counted(number, noun, language, oblique=form == "oblique")
        case Names(words):
            shown = [_isolated(visible(each), language) for each in words[:_NAMED]]
            text = ("، " if language == "ar" else ", ").join(shown)
            return text if len(words) <= _NAMED else f"{text} … ({len(words)})"
