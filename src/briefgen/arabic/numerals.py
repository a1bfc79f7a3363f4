"""Numbers in Arabic running text, in digits of either family or in words, as values.

Read are digits with their separators (`2,500`, `٢٬٥٠٠`, `1.48`, `٧٫٨`), number words from one to the thousands in both
genders, with article and clitics (`والثلاثين`, `بخمسة`), construct forms (`ألفا`, `ثلاثمئة`, `مليوني`), joined by the
conjunction (`خمسة وعشرون ألفًا`), digits before a magnitude (`240 ألف`, `1.48 مليار`), halves, thirds and quarters of a
magnitude (`نصف مليون`), and percentages (`80 في المائة`, `٪80`). Plurals without a number (`آلاف`, `ملايين`) have no
value, and ordinals are none either: see `hints` for what they and duals may stand for. `ألفا` and `مليونا` without a
number before them are read as one thousand and one million (an accusative), not as construct duals.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from briefgen.arabic.normal import n2
from briefgen.arabic.quantities import is_unit
from briefgen.ondemand import dataclass, pattern

NEAR: Final = 4
# Longer runs of digits are codes, not numbers that a sentence states.
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number: its value, and whether it is a percentage."""

    value: Decimal
    percent: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A number of a text with up to `NEAR` words before and after it, in N2; digits and signs are words too."""

    quantity: Quantity
    before: tuple[str, ...]
    after: tuple[str, ...]


def _table(rows: dict[int, str]) -> dict[str, int]:
    return {n2(word): value for value, words in rows.items() for word in words.split()}


_ONES: Final = _table(
    {
        1: "واحد واحدة واحدا",
        2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي",
        3: "ثلاث ثلاثة",
        4: "أربع أربعة",
        5: "خمس خمسة",
        6: "ست ستة",
        7: "سبع سبعة",
        8: "ثمان ثماني ثمانية ثمانيا",
        9: "تسع تسعة",
    }
)
_ONE: Final = n2("واحد")
# «أحد» alone is «someone» or Sunday; it counts only before «عشر» and before tens.
_JOINED_ONES: Final = _ONES | _table({1: "أحد إحدى"})
_TEN: Final = _table({10: "عشر عشرة"})
_TENS: Final = _table(
    {
        20: "عشرون عشرين",
        30: "ثلاثون ثلاثين",
        40: "أربعون أربعين",
        50: "خمسون خمسين",
        60: "ستون ستين",
        70: "سبعون سبعين",
        80: "ثمانون ثمانين",
        90: "تسعون تسعين",
    }
)
_HUNDRED: Final = frozenset(map(n2, ("مئة", "مائة", "ميه")))
_STEMS: Final = {3: "ثلاث", 4: "أربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان ثماني", 9: "تسع"}
_HUNDREDS: Final = _table(
    {
        100: "مئة مائة",
        200: "مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي",
        **{
            value * 100: " ".join(f"{stem}{end}" for stem in stems.split() for end in ("مئة", "مائة"))
            for value, stems in _STEMS.items()
        },
    }
)
_MAGNITUDES: Final = _table(
    {
        10**3: "ألف ألفا آلاف",
        10**6: "مليون مليونا ملايين",
        10**9: "مليار مليارا مليارات بليون بليونا بلايين",
        10**12: "تريليون تريليونا تريليونات",
    }
)
_PLURALS: Final = frozenset(map(n2, ("آلاف", "ملايين", "مليارات", "بلايين", "تريليونات")))
_DUALS: Final = _table(
    {
        2 * 10**3: "ألفان ألفين ألفي",
        2 * 10**6: "مليونان مليونين مليوني",
        2 * 10**9: "ملياران مليارين ملياري بليونان بليونين بليوني",
    }
)
_PARTS: Final = {n2("نصف"): Decimal("0.5"), n2("ربع"): Decimal("0.25"), n2("ثلث"): Decimal(1) / 3}
_PERCENT_ONE: Final = frozenset(map(n2, ("بالمئة", "بالمائة", "%")))
_PERCENT_TWO: Final = frozenset(map(n2, ("المئة", "المائة")))
_KNOWN: Final = {*_JOINED_ONES, *_TEN, *_TENS, *_HUNDREDS, *_MAGNITUDES, *_DUALS, *_PARTS}
_ORDINALS: Final = _table(
    {
        1: "أول أولى", 2: "ثان ثاني ثانية", 3: "ثالث ثالثة", 4: "رابع رابعة", 5: "خامس خامسة",
        6: "سادس سادسة", 7: "سابع سابعة", 8: "ثامن ثامنة", 9: "تاسع تاسعة", 10: "عاشر عاشرة",
    }
)  # fmt: skip
_TOKEN = pattern(r"%|[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+|[^\w\s]")
_GROUPED = pattern(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_PLAIN = pattern(r"[0-9]+(?:\.[0-9]+)?")
_PREFIXES: Final = ("ال", "لل", "بال", "كال", "ب", "ل", "ك")


@dataclass(frozen=True, slots=True)
class _Token:
    """A word without its clitics. `joined`: «و» stands before it. `raw`: as in the text, in N2."""

    word: str
    raw: str
    joined: bool

    @property
    def number(self) -> Decimal | None:
        """The value of digits; None for words and for what only looks like a number (`17.10.2014`)."""
        if len(self.word) > _LONGEST:
            return None
        if _GROUPED.fullmatch(self.word):
            return Decimal(self.word.replace(",", ""))
        return Decimal(self.word) if _PLAIN.fullmatch(self.word) else None


def quantities(text: str) -> tuple[Quantity, ...]:
    """The numbers of a text in reading order, each as long as it can be read."""
    return tuple(quantity for quantity, _, _ in _Reader(tuple(_tokens(text))).read())


def placed(text: str) -> tuple[Placed, ...]:
    """The same numbers, each with the words around it."""
    tokens = tuple(_tokens(text))
    words = tuple(token.raw for token in tokens)
    found = _Reader(tokens).read()
    return tuple(
        Placed(quantity, words[max(0, start - NEAR) : start], words[end : end + NEAR])
        for quantity, start, end in found
    )


def hints(text: str) -> frozenset[Decimal]:
    """Values that words of a text stand for without being numbers: ordinals, and 2 for duals («قاعدتين»)."""
    found = set()
    for word in (match[0] for match in _TOKEN.finditer(n2(text))):
        bare = _stripped(word, _ORDINALS)
        if bare in _ORDINALS:
            found.add(Decimal(_ORDINALS[bare]))
        if _is_dual(word):
            found.add(Decimal(2))
    return frozenset(found)


def _is_dual(word: str) -> bool:
    if word.endswith((n2("تين"), n2("تان"))) and len(word) > 4:
        return True
    return word.endswith(("ين", "ان")) and any(
        is_unit(word[:-2].removeprefix(each)) for each in ("", "ال", "و", "ب", "ل", "لل", "وال", "بال")
    )


def _tokens(text: str) -> Iterator[_Token]:
    waiting = False
    for match in _TOKEN.finditer(n2(text)):
        raw = match[0]
        if raw == "و":
            waiting = True
            continue
        known = _stripped(raw, _KNOWN)
        # «وأحد» and «واحد» are one in N2: before «عشر» and tens it may be the former.
        joined = raw == _ONE or (raw not in _KNOWN and raw.startswith(("و", "ف")) and known != raw)
        yield _Token(known, raw, waiting or joined)
        waiting = False


def _stripped(word: str, known: dict[str, int] | set[str]) -> str:
    """A word without conjunction, preposition and article where that makes it a known one; else as it is."""
    if word in known:
        return word
    bare = word[1:] if word[:1] in ("و", "ف") else word
    for prefix in ("", *_PREFIXES):
        if bare.startswith(prefix) and bare.removeprefix(prefix) in known:
            # «لست» is a verb more often than «for six».
            return word if prefix == "ل" and bare == "لست" else bare.removeprefix(prefix)
    return word


class _Reader:
    """Reads numbers from tokens, from left to right, always the longest."""

    def __init__(self, tokens: tuple[_Token, ...]) -> None:
        self.tokens = tokens
        self.at = 0

    def read(self) -> Iterator[tuple[Quantity, int, int]]:
        """The numbers, each with its first token and the one after its last."""
        while self.at < len(self.tokens):
            start = self.at
            sign = self._is(start, ("%",))
            self.at += sign
            value = self._number()
            if value is None:
                self.at = start + 1
                continue
            percent = self._percent() or sign
            yield Quantity(value.normalize() + 0, percent), start, self.at

    def _is(self, at: int, words: tuple[str, ...] | frozenset[str]) -> bool:
        return at < len(self.tokens) and self.tokens[at].raw in words

    def _percent(self) -> bool:
        if self._is(self.at, _PERCENT_ONE):
            self.at += 1
            return True
        if self._is(self.at, ("في",)) and self._is(self.at + 1, _PERCENT_TWO):
            self.at += 2
            return True
        return False

    def _number(self) -> Decimal | None:
        """Groups of thousands, each smaller than the one before and joined to it by «و»."""
        total: Decimal | None = None
        limit = Decimal(10**15)
        while self.at < len(self.tokens):
            start = self.at
            if total is not None and not self.tokens[start].joined:
                break
            group = self._group()
            if group is None or (total is not None and (group[1] >= limit or group[0] >= limit)):
                self.at = start
                break
            total = group[0] + (total or 0)
            limit = group[1]
            if limit == 1:
                break
        return total

    def _group(self) -> tuple[Decimal, Decimal] | None:
        """A count with its magnitudes, and the smallest magnitude: «25 ألف» is (25000, 1000)."""
        token = self.tokens[self.at]
        if token.word in _DUALS:
            self.at += 1
            value = Decimal(_DUALS[token.word])
            return value, value / 2
        count = self._part() or token.number
        if count is not None and token.number is not None:
            self.at += 1
        if count is None:
            count = self._below_thousand()
        if count is None:
            return self._bare_magnitude()
        return self._times(count)

    def _part(self) -> Decimal | None:
        if self.at + 1 < len(self.tokens) and self.tokens[self.at].word in _PARTS:
            after = self.tokens[self.at + 1]
            if after.raw in _MAGNITUDES and after.raw not in _PLURALS:
                self.at += 1
                return _PARTS[self.tokens[self.at - 1].word]
        return None

    def _times(self, count: Decimal) -> tuple[Decimal, Decimal]:
        smallest = Decimal(1)
        while self.at < len(self.tokens) and self.tokens[self.at].raw in _MAGNITUDES:
            smallest *= _MAGNITUDES[self.tokens[self.at].raw]
            self.at += 1
        return count * smallest, smallest

    def _bare_magnitude(self) -> tuple[Decimal, Decimal] | None:
        token = self.tokens[self.at]
        if token.word not in _MAGNITUDES or token.word in _PLURALS:
            return None
        self.at += 1
        first = Decimal(_MAGNITUDES[token.word])
        value, smallest = self._times(first)
        return value, first * smallest

    def _below_thousand(self) -> Decimal | None:
        """Hundreds, then tens with ones before them, each part joined to the one before by «و»."""
        hundreds = self._hundreds()
        start = self.at
        if hundreds is None:
            return self._below_hundred()
        if start < len(self.tokens) and self.tokens[start].joined:
            rest = self._below_hundred()
            if rest is not None:
                return hundreds + rest
        self.at = start
        return hundreds

    def _hundreds(self) -> Decimal | None:
        word = self.tokens[self.at].word
        if word in _HUNDREDS:
            if self._is(self.at, _PERCENT_TWO) and self._is(self.at - 1, ("في",)):
                return None
            if self._is(self.at, _PERCENT_ONE):
                return None
            self.at += 1
            return Decimal(_HUNDREDS[word])
        after = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
        if word in _ONES and _ONES[word] > 2 and after and after.raw in _HUNDRED:
            self.at += 2
            return Decimal(_ONES[word] * 100)
        return None

    def _below_hundred(self) -> Decimal | None:
        word = self.tokens[self.at].word
        after = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
        if word in _TENS or word in _TEN:
            self.at += 1
            return Decimal(_TENS.get(word) or _TEN[word])
        if word not in _JOINED_ONES:
            return None
        if after and not after.joined and after.raw in _TEN:
            self.at += 2
            return Decimal(_JOINED_ONES[word] + 10)
        if after and after.joined and after.word in _TENS:
            self.at += 2
            return Decimal(_JOINED_ONES[word] + _TENS[after.word])
        if word not in _ONES:
            return None
        self.at += 1
        return Decimal(_ONES[word])
