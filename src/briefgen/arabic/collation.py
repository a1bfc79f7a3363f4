"""The order of Arabic reference lists.

The rule, in the order it decides:

1. entries that begin with a number come first, by its value; then Arabic; then Latin; then the rest;
2. brackets, quotation marks and other signs do not count, nor do harakat, hamza carriers, case and accents
   (N2);
3. the article «ال» at the start of an entry does not count; it counts in «الله» and where the letters belong
   to the word (`التزام`); a word that begins with أل or إل (`ألمانيا`) has no article;
4. entries are compared word by word, so a shorter one comes before one that goes on («علم», «علم النفس»,
   «علماء»);
5. letters follow the Arabic alphabet, پ چ ژ ڤ گ after ب ج ز ف ك; the text itself decides last.
"""

import unicodedata

from briefgen.arabic.normal import n1, words
from briefgen.ondemand import pattern

CollationKey = tuple[int, int, tuple[str, ...], str]

_NUMBERS, _ARABIC, _LATIN, _OTHER = range(4)
_AFTER = "\U0010ffff"  # makes an added letter follow every word that goes on after its base letter
_ADDED_LETTERS = str.maketrans({new: base + _AFTER for new, base in zip("پچژڤگ", "بجزفك", strict=True)})
_ARTICLE = pattern(r"[اٱ]ل(?=\w{2})")
_NO_ARTICLE = frozenset(
    words("الله اللهم التزام التزامات التقاء التماس التحاق التفاف التفات التهاب التهابات التباس التجاء")
)
_LEADING_NUMBER = pattern(r"[0-9]+")
_START = pattern(r"^[\W_]+")


def collation_key(text: str) -> CollationKey:
    """Give the key by which entries of a list are sorted; different texts have different keys."""
    bare = _START.sub("", n1(text))
    entry = tuple(_letters(word) for word in words(_without_article(bare)))
    if not entry:
        return (_OTHER, 0, (), text)
    if value := _LEADING_NUMBER.match(entry[0].replace(",", "")):
        return (_NUMBERS, int(value[0]), entry, text)
    return (_script(entry[0][0]), 0, entry, text)


def _without_article(bare: str) -> str:
    has_article = _ARTICLE.match(bare) and words(bare)[0] not in _NO_ARTICLE
    return bare[2:] if has_article else bare


def _letters(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return plain.translate(_ADDED_LETTERS)


def _script(char: str) -> int:
    if unicodedata.bidirectional(char) == "AL":
        return _ARABIC
    return _LATIN if "LATIN" in unicodedata.name(char, "") else _OTHER
