"""How well an extracted text keeps what was written: letters first, then words, lines, paragraphs and searches."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from tests.press.textlayer.corpus import MIXED_QUERIES, PHRASE_QUERIES, WORD_QUERIES, Expected

# Poppler adds embeddings round each line of mixed direction; a copy of the text carries them whatever the PDF says.
READERS_OWN = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
DROPPED_BY_SEARCH = re.compile(
    r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069]"
)

SPELT = "\ufdfa"


@dataclass(frozen=True, slots=True)
class Score:
    """Letters and marks lost and added (counts), lines with other letters, exact shares in per cent, searches found."""

    letters_lost: int
    letters_added: int
    marks_wrong: int
    lines_altered: int
    lines: float
    isolated: float
    words: float
    paragraphs: int
    notes: int
    paragraph_words: float
    word_finds: int
    phrase_finds: int
    mixed_finds: int


def normal(text: str) -> str:
    """Text in NFC without the reader's own direction marks, white space folded within lines, no empty lines."""
    lines = (
        " ".join(line.split())
        for line in unicodedata.normalize("NFC", text.translate(READERS_OWN)).splitlines()
    )
    return "\n".join(line for line in lines if line)


def letters(text: str) -> Counter[str]:
    """Letters and digits of a text, tatweel among them, marks and all else left out; the order does not count.

    U+FDFA, one character for a whole sentence, counts as its letters: pdfium, pdf.js and PDFBox always spell it.
    """
    spelt = unicodedata.normalize("NFC", text).replace(SPELT, unicodedata.normalize("NFKC", SPELT))
    return Counter(char for char in spelt if unicodedata.category(char)[0] in "LN")


def marks(text: str) -> Counter[str]:
    """Combining marks of a text."""
    return Counter(char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char) == "Mn")


def _share(part: float, whole: int) -> float:
    return round(100 * part / whole, 1)


def _in_sequence(wanted: list[str], found: list[str]) -> int:
    """Words of one text that the other has in the same order."""
    return sum(
        block.size for block in SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    )


def _folded(text: str) -> str:
    return " ".join(DROPPED_BY_SEARCH.sub("", text).casefold().split())


def _finds(queries: Iterable[str], wanted: str, found: str) -> int:
    """Queries found at least as often as they were written, by a search that ignores marks, case and line ends."""
    wanted, found = _folded(wanted), _folded(found)
    return sum(found.count(_folded(query)) >= wanted.count(_folded(query)) for query in queries)


def score(expected: Expected, isolated: tuple[str, ...], extracted: str) -> Score:
    """The score of an extracted text; `isolated` names the lines whose left-to-right runs stand in elements."""
    found = normal(extracted)
    found_lines = found.split("\n")
    exact = set(found_lines)
    wanted_letters, found_letters = letters(expected.text), letters(found)
    wanted_marks, found_marks = marks(expected.text), marks(found)
    line_letters = {frozenset(letters(line).items()) for line in found_lines}
    flow = " ".join(found_lines)
    prose = (*expected.paragraphs, *expected.notes)
    wanted_words = Counter(" ".join(prose).split())
    line_words = " ".join(expected.lines).split()
    return Score(
        letters_lost=(wanted_letters - found_letters).total(),
        letters_added=(found_letters - wanted_letters).total(),
        marks_wrong=((wanted_marks - found_marks) + (found_marks - wanted_marks)).total(),
        lines_altered=sum(frozenset(letters(line).items()) not in line_letters for line in expected.lines),
        lines=_share(sum(line in exact for line in expected.lines), len(expected.lines)),
        isolated=_share(sum(line in exact for line in isolated), len(isolated)),
        words=_share(_in_sequence(line_words, flow.split()), len(line_words)),
        paragraphs=sum(paragraph in flow for paragraph in expected.paragraphs),
        notes=sum(note in flow for note in expected.notes),
        paragraph_words=_share((wanted_words & Counter(flow.split())).total(), wanted_words.total()),
        word_finds=_finds(WORD_QUERIES, expected.text, found),
        phrase_finds=_finds(PHRASE_QUERIES, expected.text, found),
        mixed_finds=_finds(MIXED_QUERIES, expected.text, found),
    )
