"""What may have been meant where nothing was found: for each word that no fact has, the likest one that some have."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping

from briefgen.factsearch.query import Term, expression

_CUTOFF = 0.7
_SEVERAL = 5

# How many facts answer an expression; the words like one in length with how many facts have each.
Count = Callable[[str], int]
Vocabulary = Callable[[str], Mapping[str, int]]


def nearest(terms: tuple[Term, ...], count: Count, vocabulary: Vocabulary) -> str:
    """The question with other words in the place of those that lead nowhere; empty where none is like them."""
    found: list[str] = []
    changed = False
    for term in terms:
        if term.absent:
            continue
        if count(expression((term,))):
            found.append(_written(term, term.words))
            continue
        meant = tuple(_likest(word, vocabulary(word)) for word in term.words)
        if "" in meant:
            return ""
        changed = True
        found.append(_written(term, meant))
    return " ".join(found) if changed else ""


def _likest(word: str, known: Mapping[str, int]) -> str:
    if word in known:
        return word
    close = difflib.get_close_matches(word, known, n=_SEVERAL, cutoff=_CUTOFF)
    best = [(difflib.SequenceMatcher(None, word, each).ratio(), known[each], each) for each in close]
    return max(best)[2] if best else ""


def _written(term: Term, words: tuple[str, ...]) -> str:
    text = " ".join(words)
    return f"«{text}»" if term.exact else text + ("*" if term.open_ else "")
