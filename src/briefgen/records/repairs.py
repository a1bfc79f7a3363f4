"""What an editor probably meant by a value that does not fit: advice in words, and the edit that would do it."""

from __future__ import annotations

import re

from briefgen import edtf
from briefgen.diagnostics.model import Edit, Fix
from briefgen.diagnostics.suggestions import likely_id
from briefgen.diagnostics.texts import Names, Text, phrase
from briefgen.ondemand import pattern
from briefgen.yamltext import Mapping, Node, Scalar

# `2,500` in braces is a value and a key of its own.
_PARTED = pattern(r"\d{1,3}(?:, ?\d{3})+\Z")
ID = pattern(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")


def instead(node: Node, text: str) -> Fix | None:
    """A likely repair: another word in the place of a value that stands on one line, in the quotes that it has."""
    span = node.span
    if not isinstance(node, Scalar) or span.line != span.end_line:
        return None
    quote = "" if node.plain else node.file.line(span.line)[span.column - 1]
    return Fix((Edit(span, f"{quote}{text}{quote}"),), "ask") if quote in ("", "'", '"') else None


def good_id(written: str) -> str:
    """The id that was probably meant by a text that is none, or nothing."""
    likely = likely_id(written)
    return likely if ID.match(likely) and likely != written else ""


def is_date(text: str) -> bool:
    """Whether a text is an EDTF date."""
    try:
        edtf.parse(text)
    except edtf.EdtfError:
        return False
    return True


def key_advice(name: Scalar, hint: str | None, allowed: tuple[str, ...]) -> tuple[Text, ...]:
    """What to do about an unknown key; in braces, a colon without a space makes one key of a key and its value."""
    key, colon, value = name.text.partition(":")
    if colon and value and key in allowed:
        return (phrase("space-after-colon", key=key),)
    before = name.file.line(name.span.line)[: name.span.end_column - 1]
    if name.text.isdecimal() and (parted := _PARTED.search(before)):
        return (phrase("no-separator", number=parted[0].replace(",", "").replace(" ", "")),)
    return (meant(hint) if hint else phrase("known-keys", names=Names(allowed)),)


def list_advice(node: Node) -> Text:
    """How what an editor wrote becomes a list."""
    if isinstance(node, Mapping):
        return phrase("dash-before-items")
    glued = isinstance(node, Scalar) and re.match(r"-\S", node.text)
    return phrase("space-after-dash" if glued else "list-in-brackets")


def meant(name: str) -> Text:
    """The question whether another word was meant."""
    return phrase("did-you-mean", name=name)
