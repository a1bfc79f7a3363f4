"""Editors' prose: paragraphs of words and citation marks, and the sentences that should each end in one.

`[@fact-id]` cites one fact, `[@one; @two]` several in one note. A blank line starts a new paragraph; single line
ends are spaces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefgen.records.decoding import ID

_MARK = re.compile(r"\[@[^\[\]\n]*\]|\[@")
_BLANK = re.compile(r"\n[ \t]*\n")
_END = re.compile(r"[.!?؟…]+[»”\")\]]*(?=\s|$)")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Words:
    """Text between marks, white space folded to single spaces."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation mark: the facts it names; `token` and `nth` find it again in the file. No facts: unreadable."""

    facts: tuple[str, ...]
    token: str
    nth: int


Piece = Words | Mark


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of prose and whether it is cited. `start` is its first words, to find it in the file."""

    text: str
    start: str
    cited: bool


def paragraphs(text: str) -> tuple[tuple[Piece, ...], ...]:
    """The paragraphs of a prose text, each its words and marks in order; a mark clings to the word before it."""
    seen: dict[str, int] = {}
    return tuple(pieces for block in _BLANK.split(text) if (pieces := _pieces(block, seen)))


def _pieces(block: str, seen: dict[str, int]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    at = 0
    for match in _MARK.finditer(block):
        _words(found, block[at : match.start()], clings=True)
        token = match.group()
        found.append(Mark(_named(token), token, seen.setdefault(token, 0)))
        seen[token] += 1
        at = match.end()
    _words(found, block[at:], clings=False)
    return tuple(found)


def _words(found: list[Piece], raw: str, clings: bool) -> None:
    text = " ".join(raw.split())
    if not text:
        return
    if raw[:1].isspace() and found:
        text = " " + text
    if raw[-1:].isspace() and not clings:
        text = text.rstrip()
    found.append(Words(text))


def _named(token: str) -> tuple[str, ...]:
    """The ids in a mark, or none when any part of it cannot be read."""
    parts = [each.strip() for each in token[1:-1].split(";")] if token.endswith("]") else []
    names = [each[1:] for each in parts if each.startswith("@") and ID.match(each[1:])]
    return tuple(dict.fromkeys(names)) if names and len(names) == len(parts) else ()


def sentences(pieces: tuple[Piece, ...]) -> tuple[Sentence, ...]:
    """The sentences of a paragraph; a mark right after a sentence's full stop still belongs to it."""
    found: list[Sentence] = []
    text, cited = "", False
    for piece in pieces:
        if isinstance(piece, Mark):
            if not _LETTER.search(text) and found:
                last = found.pop()
                found.append(Sentence(last.text, last.start, True))
            else:
                cited = True
            continue
        at = 0
        for end in _END.finditer(piece.text):
            text += piece.text[at : end.end()]
            found.append(_sentence(text, cited))
            text, cited, at = "", False, end.end()
        text += piece.text[at:]
    if _LETTER.search(text):
        found.append(_sentence(text, cited))
    return tuple(each for each in found if _LETTER.search(each.text))


def _sentence(text: str, cited: bool) -> Sentence:
    whole = text.strip()
    return Sentence(whole, " ".join(whole.split(" ")[:2]), cited)
