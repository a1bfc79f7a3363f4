"""What an editor asks for: words, phrases in quotes, words that must not be there; as an expression of FTS5."""

from __future__ import annotations

import re

from briefgen.arabic.normal import n2, words
from briefgen.arabic.stemming import stems
from briefgen.ondemand import dataclass, pattern

_PART = pattern(r'(-?)(?:«([^»]*)»?|"([^"]*)"?|“([^”]*)”?|([^\s«»"“”]+))')
# The columns of the index: words as written, their stems; ids and topics; who speaks; the sources.
COLUMNS = ("words", "stems", "names", "speaker", "sources")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand together, in N2. `exact`: as they are written; `absent`: they must not be there.

    `open_`: the last word may go on.
    """

    words: tuple[str, ...]
    exact: bool = False
    absent: bool = False
    open_: bool = False


def parse(text: str) -> tuple[Term, ...]:
    """The terms of a question; empty where nothing in it can be searched for."""
    found = []
    for minus, *quoted, word in _PART.findall(text):
        phrase = next((each for each in quoted if each), "")
        parts = words(phrase or word)
        if parts:
            found.append(Term(parts, bool(phrase), minus == "-", not phrase and word.endswith("*")))
    return tuple(found)


def expression(terms: tuple[Term, ...]) -> str:
    """The terms as an FTS5 expression; empty without a term that must be there."""
    wanted = [_one(each) for each in terms if not each.absent]
    unwanted = [_one(each) for each in terms if each.absent]
    if not wanted:
        return ""
    found = " AND ".join(f"({each})" for each in wanted)
    return f"({found})" + "".join(f" NOT ({each})" for each in unwanted)


def _one(term: Term) -> str:
    whole = " ".join(_quoted(each) for each in (" ".join(term.words),)) + ("*" if term.open_ else "")
    if term.exact or term.open_ or len(term.words) > 1:
        return whole
    return " OR ".join(
        (whole, *(f"{{stems speaker sources}} : {_quoted(each)}" for each in stems(term.words[0])))
    )


def _quoted(text: str) -> str:
    """A string of FTS5; words in N2 hold no quotation mark, and are doubled here all the same."""
    return '"' + text.replace('"', '""') + '"'


def marked(text: str, terms: tuple[Term, ...], before: str, after: str) -> str:
    """The text with the words that answer a term set between two marks."""
    wanted = {
        each for term in terms if not term.absent for word in term.words for each in (word, *stems(word))
    }
    opened = tuple(term.words[-1] for term in terms if term.open_ and not term.absent)

    def one(match: re.Match[str]) -> str:
        found = n2(match[0])
        hit = found in wanted or not wanted.isdisjoint(stems(found)) or (opened and found.startswith(opened))
        return f"{before}{match[0]}{after}" if hit else match[0]

    return re.sub(r"[^\W_]+(?:[\u064b-\u0652\u0670\u0640]+[^\W_]*)*", one, text)
