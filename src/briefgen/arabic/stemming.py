"""Light stemming of Arabic words for searching: the article, attached particles and common endings come off.

In the manner of Larkey, Ballesteros and Connell's "light10" (2007), with one difference: a single letter at the front
(و ف ب ك ل) is often the word's own («وزير», «كتاب», «لبنان»), so it comes off in a further form beside the first and
never in its place. A search finds a word where any form of the one is a form of the other. Broken plurals («هجوم»,
«هجمات») are left apart.
"""

from functools import lru_cache
from typing import Final

from briefgen.arabic.normal import words
from briefgen.ondemand import pattern

# In N2: alef without hamza, teh marbuta as heh, alef maksura as yeh.
_ARTICLES: Final = ("وبال", "وكال", "فبال", "ولل", "فلل", "وال", "فال", "بال", "كال", "لل", "ال")
_ENDINGS: Final = (
    "هما",
    "كما",
    "ها",
    "ان",
    "ات",
    "ون",
    "ين",
    "يه",
    "هم",
    "هن",
    "نا",
    "كم",
    "وا",
    "ه",
    "ي",
    "ا",
)
_PARTICLES: Final = "وفبكل"
_SHORTEST: Final = 3  # letters that must be left
_ARABIC = pattern("[\u0621-\u064a]+")


@lru_cache(maxsize=65536)
def stems(word: str) -> tuple[str, ...]:
    """Give the forms of a word in N2 by which it is found, the likeliest first; any other word only itself."""
    if not _ARABIC.fullmatch(word):
        return (word,)
    found = [_stem(word)]
    rest = word
    # One conjunction and one preposition at most: «ولبغداد», «فبقواته».
    for _ in range(2):
        if rest[0] not in _PARTICLES or len(rest) <= _SHORTEST:
            break
        rest = rest[1:]
        found.append(_stem(rest))
    return tuple(dict.fromkeys(found))


def holds(text: str, asked: str) -> bool:
    """Tell whether a text holds each word that is asked for, in any form of it or as a beginning; always for none."""
    held = words(text)
    forms = {stem for each in held for stem in stems(each)}
    return all(
        any(each.startswith(word) for each in held) or not forms.isdisjoint(stems(word))
        for word in words(asked)
    )


def _stem(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= _SHORTEST - 1:
            word = word[len(article) :]
            break
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word
