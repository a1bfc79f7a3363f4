"""What editors' Arabic text must not hold: characters that look right and make the text wrong to search and copy.

Here are letters, digits and what cannot be seen; `punctuation` looks at signs and spaces, `bidicontrols` at the
controls of direction wherever they stand in a file.
"""

import re
import unicodedata
from typing import Final, Literal, NamedTuple

from briefgen.arabic.normal import BIDI_CONTROLS, PRESENTATION_FORMS, TATWEEL
from briefgen.ondemand import pattern

Kind = Literal[
    "presentation-form", "bidi-control", "invisible-character", "tatweel", "look-alike", "mixed-digits",
    "latin-punctuation", "straight-quote", "stray-space", "crowded-sign", "double-space", "unbalanced-bracket",
]  # fmt: skip


class Problem(NamedTuple):
    """One stretch of unwanted characters: its kind, offset and length in code points, and what belongs in its place.

    `instead` is None where only an editor can tell. `safe`: writing it there cannot change what the text means.
    """

    kind: Kind
    offset: int
    length: int
    instead: str | None = None
    safe: bool = False


LETTER: Final = "\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f"
_MARK: Final = "\u064b-\u065f\u0670"
_ARABIC = pattern(f"[{LETTER}]")
# Signs that have no other encoding in print: the honorific U+FDFA, the rial sign U+FDFC, the ornate
# parentheses.
_ALLOWED = "\ufdfa\ufdfc\ufd3e\ufd3f"
_PRESENTATION = pattern(f"(?:(?![{_ALLOWED}])[{PRESENTATION_FORMS}])+")
_CONTROLS = pattern(f"[{BIDI_CONTROLS}]+")
_OVERRIDES: Final = frozenset("\u202d\u202e")
# Zero width space and no-break space, word joiner, soft hyphen, Mongolian vowel separator. Joiners have uses.
UNSEEN: Final = "\u200b\ufeff\u2060\u00ad\u180e"
_INVISIBLE = pattern(f"[{UNSEEN}]+")
# «هـ» is how the year of the Hijra is abbreviated.
_TATWEEL = pattern(f"(?<!(?<![{LETTER}])ه){TATWEEL}+|(?<=ه){TATWEEL}+(?=[{LETTER}])")
_SPACES = pattern("[ \u00a0\u2000-\u200a\u202f\u205f\u3000]{2,}")
# What Persian, Urdu and Kurdish keyboards write for Arabic letters, and the letter that an Arabic one writes.
_LOOK_ALIKES: Final = {
    "\u06cc": "ي", "\u06a9": "ك", "\u06aa": "ك", "\u06c1": "ه", "\u06be": "ه", "\u06d5": "ه", "\u06c2": "ه",
    "\u06c3": "ة", "\u06d2": "ي", "\u0671": "ا",
    **{chr(0x6F0 + value): chr(0x660 + value) for value in range(10)},
}  # fmt: skip
_AMBIGUOUS: Final = frozenset("\u06cc\u06d2\u06d5\u06c2\u06c1\u06be")
_LOOK_ALIKE = pattern(f"[{''.join(_LOOK_ALIKES)}]")
_FOLLOWED = pattern(f"[{_MARK}{TATWEEL}{BIDI_CONTROLS}{UNSEEN}]*[{LETTER}{PRESENTATION_FORMS}]")
# One look that most texts pass: whether anything is there that the rules below know.
_ODD = pattern(
    f"[{PRESENTATION_FORMS}{BIDI_CONTROLS}{UNSEEN}{TATWEEL}{''.join(_LOOK_ALIKES)}]|{_SPACES.pattern}"
)
_LATIN_DIGIT, _ARABIC_DIGIT = re.compile("[0-9]"), re.compile("[٠-٩]")
_NUMBER = pattern("(?<![A-Za-z0-9_])[0-9]+(?![A-Za-z0-9_])|[٠-٩۰-۹]+")


def problems(text: str) -> tuple[Problem, ...]:
    """Give the problems of a text in the order of their offsets; a stretch of one kind is one problem."""
    mixed = _LATIN_DIGIT.search(text) and _ARABIC_DIGIT.search(text)
    if not mixed and not _ODD.search(text):
        return ()
    return tuple(
        sorted(
            (
                *_presentation_forms(text),
                *_controls(text),
                *(_gone("invisible-character", each) for each in _INVISIBLE.finditer(text)),
                *_tatweels(text),
                *_look_alikes(text),
                *_mixed_digits(text),
                *_double_spaces(text),
            ),
            key=lambda problem: problem.offset,
        )
    )


def is_arabic(text: str) -> bool:
    """Whether a text has an Arabic letter."""
    return _ARABIC.search(text) is not None


def _gone(kind: Kind, match: re.Match[str]) -> Problem:
    return Problem(kind, match.start(), match.end() - match.start(), "", safe=True)


def _presentation_forms(text: str) -> list[Problem]:
    return [
        Problem(
            "presentation-form",
            match.start(),
            len(match[0]),
            unicodedata.normalize("NFKC", match[0]),
            safe=True,
        )
        for match in _PRESENTATION.finditer(text)
    ]


def _controls(text: str) -> list[Problem]:
    """An override changes what is read; without it the text may say something else, so only an editor deletes it."""
    return [
        Problem("bidi-control", match.start(), len(match[0]), "", safe=_OVERRIDES.isdisjoint(match[0]))
        for match in _CONTROLS.finditer(text)
    ]


def _tatweels(text: str) -> list[Problem]:
    """Between two letters it only stretches; after «ب» before a number, or alone as a dash, it may be meant."""
    return [
        Problem(
            "tatweel",
            match.start(),
            len(match[0]),
            "",
            safe=bool(_ARABIC.match(text, match.end()) and _ARABIC.match(text, max(match.start() - 1, 0))),
        )
        for match in _TATWEEL.finditer(text)
    ]


def _look_alikes(text: str) -> list[Problem]:
    """At the end of a word the Persian yeh can stand for «ي» and «ى», and heh for «ه» and «ة»: only an editor knows."""
    found = []
    for match in _LOOK_ALIKE.finditer(text):
        sure = match[0] not in _AMBIGUOUS or _FOLLOWED.match(text, match.end()) is not None
        found.append(Problem("look-alike", match.start(), 1, _LOOK_ALIKES[match[0]], safe=sure))
    return found


def _mixed_digits(text: str) -> list[Problem]:
    """The first number that is not of the family of the first one. Digits of Latin names (`F-16`) are their own."""
    numbers = [match for match in _NUMBER.finditer(text) if not _in_latin_name(text, match.start())]
    odd = next((each for each in numbers if each[0][0].isascii() != numbers[0][0][0].isascii()), None)
    if odd is None or not is_arabic(text):
        return []
    latin = numbers[0][0][0].isascii()
    digits = "".join(chr((0x30 if latin else 0x660) + int(each)) for each in odd[0])
    return [Problem("mixed-digits", odd.start(), len(odd[0]), digits, safe=True)]


def _in_latin_name(text: str, at: int) -> bool:
    return re.search(r"[A-Za-z][-./ ]?[0-9.,:/-]*\Z", text[max(0, at - 20) : at]) is not None


def _double_spaces(text: str) -> list[Problem]:
    """Spaces in a row. At an end of a line they are left alone: they may belong to YAML's own layout."""
    return [
        Problem("double-space", match.start(), len(match[0]), " ", safe=_inside(text, *match.span()))
        for match in _SPACES.finditer(text)
    ]


def _inside(text: str, start: int, end: int) -> bool:
    return bool(text[max(0, start - 1) : start].strip() and text[end : end + 1].strip())
