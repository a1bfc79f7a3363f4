"""Signs of Arabic text: Latin ones in their place, straight quotation marks, brackets left open, misplaced spaces."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final

from briefgen.arabic.hygiene import LETTER, Kind, Problem, is_arabic
from briefgen.ondemand import pattern

_SIGNS: Final = {",": "،", ";": "؛", "?": "؟", "%": "٪"}
_SIGN = pattern(r"[,;?]|(?<=[٠-٩۰-۹])[ \u00a0]?%|%[ \u00a0]?(?=[٠-٩۰-۹])")
_STRONG = pattern(f"[A-Za-z{LETTER}]")
# So far from a sign its letters are looked for.
_NEAR: Final = 40
_STRAIGHT = pattern('"')
_OPENING: Final = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›", "“": "”"}
_CLOSING: Final = {close: opening for opening, close in _OPENING.items()}
_BRACKET = pattern(r"[()\[\]{}«»‹›“”]")
# `1)` and `أ)` number the items of a list.
_NUMBERING = pattern(rf"(?:^|(?<=[\s،؛:])|(?<=^\())[0-9٠-٩{LETTER}]{{1,2}}\)", re.MULTILINE)
_SPACE: Final = "[ \u00a0]"
_STRAY = pattern(rf"(?<=[^\s]){_SPACE}+(?=[،؛؟!»)\]}}:٪]|[.](?!\S)|[,;?](?!\S))|(?<=[«(\[]){_SPACE}+(?=\S)")
_CROWDED = pattern(rf"[،؛؟](?=[{LETTER}A-Za-z])|(?<=[{LETTER}]{{3}})\.(?=[{LETTER}]{{3}})")
_ADDRESS = pattern(r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.\S+")
# A text has more of them only where no person wrote it, and what stands around each takes its time.
_MOST = 2_000


def problems(text: str) -> tuple[Problem, ...]:
    """Give the problems with the signs of a text, in the order of their offsets.

    Only text with Arabic letters is judged; Latin words keep their own commas, and addresses all their signs.
    """
    if not is_arabic(text):
        return ()
    bare = _ADDRESS.sub(lambda match: "a" * len(match[0]), text)
    found = (
        *islice(_latin_signs(bare), _MOST),
        *_straight_quotes(bare),
        *_unbalanced(bare),
        *(_space("stray-space", match, "") for match in _STRAY.finditer(bare)),
        *(_space("crowded-sign", match, f"{match[0]} ") for match in _CROWDED.finditer(bare)),
    )
    return tuple(sorted(found, key=lambda problem: problem.offset))


def _space(kind: Kind, match: re.Match[str], instead: str) -> Problem:
    return Problem(kind, match.start(), len(match[0]), instead, safe=True)


def _latin_signs(text: str) -> Iterator[Problem]:
    for match in _SIGN.finditer(text):
        sign = match[0].strip(" \u00a0")
        start = match.start() + match[0].index(sign)
        if sign == "%" or _is_of_arabic(text, start):
            yield Problem("latin-punctuation", start, 1, _SIGNS[sign], safe=True)


def _is_of_arabic(text: str, at: int) -> bool:
    """Whether a sign belongs to Arabic words: not inside a number, nor between Latin words."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before.isdigit() and after.isdigit():
        return False
    around = (_last_letter(text, at), _STRONG.search(text, at + 1, at + 1 + _NEAR))
    letters = [each for each in (around[0], around[1][0] if around[1] else "") if each]
    return any(not each.isascii() for each in letters)


def _last_letter(text: str, at: int) -> str:
    return next((char for char in reversed(text[max(0, at - _NEAR) : at]) if _STRONG.match(char)), "")


def _straight_quotes(text: str) -> Iterator[Problem]:
    """Guillemets go in where the marks pair up: one after a space, the next before one."""
    marks = [
        match.start()
        for match in _STRAIGHT.finditer(text)
        if not text[match.start() - 1 : match.start()].isdigit()
    ]
    pairs = len(marks) % 2 == 0 and all(
        _opens(text, one) and not _opens(text, other)
        for one, other in zip(marks[::2], marks[1::2], strict=True)
    )
    for rank, at in enumerate(marks):
        yield Problem("straight-quote", at, 1, "«»"[rank % 2] if pairs else None, safe=pairs)


def _opens(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in " \u00a0\n(«[" or (text[at - 1] in "و" and text[at + 1 : at + 2] != " ")


def _unbalanced(text: str) -> Iterator[Problem]:
    """Brackets without their partner; what stands inside a pair that closes keeps its own."""
    numbering = {match.end() - 1 for match in _NUMBERING.finditer(text)}
    opened: list[tuple[int, str]] = []
    waiting: Counter[str] = Counter()
    for match in _BRACKET.finditer(text):
        at, sign = match.start(), match[0]
        if sign in _OPENING:
            opened.append((at, sign))
            waiting[sign] += 1
            continue
        if waiting[_CLOSING[sign]]:
            while (last := opened.pop())[1] != _CLOSING[sign]:
                waiting[last[1]] -= 1
                yield Problem("unbalanced-bracket", last[0], 1)
            waiting[last[1]] -= 1
        elif at not in numbering:
            yield Problem("unbalanced-bracket", at, 1)
    for at, _ in opened:
        yield Problem("unbalanced-bracket", at, 1)
