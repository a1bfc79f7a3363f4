"""What editors' Arabic text must not hold: characters that look right and make the text wrong to search and copy."""

import re
from typing import Literal, NamedTuple

from briefgen.arabic.normal import BIDI_CONTROLS, PRESENTATION_FORMS, TATWEEL

Kind = Literal["presentation-form", "bidi-control", "tatweel", "double-space"]


class Problem(NamedTuple):
    """One stretch of unwanted characters: its kind, and offset and length in code points."""

    kind: Kind
    offset: int
    length: int


# Signs that have no other encoding in print: the honorific U+FDFA, the rial sign U+FDFC, the ornate
# parentheses.
_ALLOWED = "\ufdfa\ufdfc\ufd3e\ufd3f"
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("presentation-form", re.compile(f"(?:(?![{_ALLOWED}])[{PRESENTATION_FORMS}])+")),
    ("bidi-control", re.compile(f"[{BIDI_CONTROLS}]+")),
    ("tatweel", re.compile(f"{TATWEEL}+")),
    ("double-space", re.compile("[ \u00a0\u2000-\u200a\u202f\u205f\u3000]{2,}")),
)


def problems(text: str) -> tuple[Problem, ...]:
    """Give the problems of a text in the order of their offsets; a stretch of one kind is one problem."""
    found = [
        Problem(kind, match.start(), match.end() - match.start())
        for kind, pattern in _KINDS
        for match in pattern.finditer(text)
    ]
    return tuple(sorted(found, key=lambda problem: problem.offset))
