"""Normal forms of Arabic text: N1 for hashing, N2 for searching, and the words of a text.

N1 (name `n1`) keeps every difference of meaning and drops what editors cannot see. In this order:

1. each character of the Arabic presentation forms U+FB50-FDFF and U+FE70-FEFC is replaced by its NFKC form;
2. dropped are tatweel U+0640, the bidi controls U+061C U+200E U+200F U+202A-202E U+2066-2069, the byte order
   mark U+FEFF, the zero width space U+200B and the soft hyphen U+00AD;
3. every stretch of white space (Unicode White_Space and U+001C-001F; U+00A0 is among them) becomes one space,
   and none is left at the ends;
4. the whole is brought to NFC (UAX #15), last, because the steps before bring letters and marks together.

NFKC is not used elsewhere: it turns 10² into 102, and a digest must not hide a changed number. Digits,
harakat and the zero width non-joiner stay. N1 is the same in every Unicode version for characters assigned in
it. The published vectors are tests/data/vectors/n1.json.
"""

import hashlib
import unicodedata
from typing import Final

from briefgen.ondemand import pattern

TATWEEL: Final = "\u0640"
BIDI_CONTROLS: Final = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
PRESENTATION_FORMS: Final = "\ufb50-\ufdff\ufe70-\ufefc"  # the inside of a character class

_PRESENTATION = pattern(f"[{PRESENTATION_FORMS}]")
_DROPPED = dict.fromkeys(map(ord, TATWEEL + BIDI_CONTROLS + "\ufeff\u200b\u00ad"))

# Marks that vowel or annotate Arabic: honorifics and Quranic signs, harakat, superscript alef, and the marks
# of the extended blocks. The hamza and madda marks are among them, so that after NFD every carrier is its
# bare letter.
_MARKS = pattern(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff]"
)
_JOINERS = "\u200c\u200d"
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("ٱ", "ا"),
        **dict.fromkeys("ىیېے", "ي"),
        **dict.fromkeys("کڪ", "ك"),
        **dict.fromkeys("ةەہھ", "ه"),
        **{chr(zero + value): str(value) for zero in (0x0660, 0x06F0) for value in range(10)},
        "٫": ".",
        "٬": ",",
        "٪": "%",
        **dict.fromkeys("«»“”„‟″", '"'),
        **dict.fromkeys("‹›‘’‚‛ʼ′", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys(_JOINERS),
    }
)
_WORD = pattern(r"[0-9]+(?:[.,][0-9]+)+|[^\W_]+")


def n1(text: str) -> str:
    """Give N1 of a text. `n1(n1(text)) == n1(text)`."""
    letters = _PRESENTATION.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return unicodedata.normalize("NFC", " ".join(letters.translate(_DROPPED).split()))


def n1_digest(text: str) -> str:
    """Give the SHA-256 of N1 of a text in UTF-8, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(n1(text).encode("utf-8")).hexdigest()


def n2(text: str) -> str:
    """Give N2 of a text, for searching only: different words may become the same. `n2(n2(text)) == n2(text)`.

    N1 without harakat, Quranic signs and joiners; one letter each for the forms of alef and the carriers of
    hamza, of yeh and alef maksura, of kaf, of heh and teh marbuta; digits, their separators, quotation marks
    and dashes in ASCII; letters case-folded (Unicode caseless matching, D145).
    """
    bare = _MARKS.sub("", unicodedata.normalize("NFD", n1(text)))
    folded = unicodedata.normalize("NFD", bare.translate(_FOLDED).casefold())
    return " ".join(unicodedata.normalize("NFC", folded).split())


def words(text: str) -> tuple[str, ...]:
    """Give the words of a text in N2, in reading order; a number with its separators is one word."""
    return tuple(_WORD.findall(n2(text)))
