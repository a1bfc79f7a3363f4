"""Editors' prose: paragraphs of words and citation marks, and the sentences that should each end in one.

`[@fact-id]` cites one fact, `[@one; @two]` several in one note. A blank line starts a new paragraph; single line
ends are spaces.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from briefgen.ondemand import dataclass, pattern

# The rules on a spec ask for the same few texts again and again.
_MOST = 512
_MARK = pattern(r"\[@[^\[\]]*\]|\[@[^\s\[\];]*")
_NAME = pattern(r"@\w[\w-]*\Z")
_PARTING = pattern(r"[\s;,،؛@]+")
_BLANK = pattern(r"\n[ \t]*\n")
# A full stop after a single letter abbreviates («د. أحمد»); dots right after an opening bracket leave something out.
_END = pattern(r"(?:(?<!\b[^\W\d_])\.|[!?؟]|(?<![\[(…])…)[.!?؟…]*[»”\")\]]*(?=\s|$)")
_FIRST = pattern(r"[«“\"(\[]*\w")
_LETTER = pattern(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Words:
    """Text between marks, white space folded to single spaces."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation mark: the facts it names (none: unreadable), and where it stands in the prose, `[start, end)`."""

    facts: tuple[str, ...]
    start: int
    end: int


Piece = Words | Mark


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of prose, marks left out; where it stands, `[start, end)`; and whether it is cited."""

    text: str
    start: int
    end: int
    cited: bool


@lru_cache(maxsize=_MOST)
def paragraphs(text: str) -> tuple[tuple[Piece, ...], ...]:
    """The paragraphs of a prose text, each its words and marks in order; a mark clings to the word before it."""
    return tuple(pieces for start, end in _blocks(text) if (pieces := _pieces(text, start, end)))


@lru_cache(maxsize=_MOST)
def marks(text: str) -> tuple[Mark, ...]:
    """The citation marks of a prose text, in order."""
    return tuple(piece for pieces in paragraphs(text) for piece in pieces if isinstance(piece, Mark))


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs stand: the stretches between blank lines."""
    at = 0
    for blank in _BLANK.finditer(text):
        yield at, blank.start()
        at = blank.end()
    yield at, len(text)


def _pieces(text: str, start: int, end: int) -> tuple[Piece, ...]:
    found: list[Piece] = []
    at = start
    for match in _MARK.finditer(text, start, end):
        _words(found, text[at : match.start()], clings=True)
        found.append(Mark(_named(match.group()), match.start(), match.end()))
        at = match.end()
    _words(found, text[at:end], clings=False)
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
    names = [each[1:] for each in parts if _NAME.match(each)]
    return tuple(dict.fromkeys(names)) if names and len(names) == len(parts) else ()


def likely_citation(token: str) -> str:
    """The citation that was probably meant by ids in brackets, however they are parted and marked; or nothing."""
    parts = (each.replace("_", "-").lower() for each in _PARTING.split(token.strip("[]")) if each)
    meant = f"[{'; '.join(f'@{each}' for each in parts)}]"
    return meant if _named(meant) else ""


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a prose text; a mark right after a sentence's full stop still belongs to it."""
    return tuple(each for start, end in _blocks(text) for each in _sentences(text, start, end))


def _beginnings(bare: str) -> Iterator[int]:
    """Where the first words after ends of sentences stand; looked for once, however many ends stand before a word."""
    first = None
    for end in _END.finditer(bare):
        if first is None or first.start() < end.end():
            first = _FIRST.search(bare, end.end())
        if first is None:
            return
        yield first.start()


def _sentences(text: str, start: int, end: int) -> Iterator[Sentence]:
    """The sentences of one paragraph, each up to the first word of the next one, so that it keeps its marks."""
    bare = _MARK.sub(lambda mark: " " * len(mark.group()), text[start:end])
    begins = dict.fromkeys((0, *_beginnings(bare)))
    for begin, after in pairwise((*begins, len(bare))):
        words = bare[begin:after]
        if _LETTER.search(words):
            first = begin + len(words) - len(words.lstrip())
            cited = _MARK.search(text, start + begin, start + after) is not None
            yield Sentence(" ".join(words.split()), start + first, start + begin + len(words.rstrip()), cited)
