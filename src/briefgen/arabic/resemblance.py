"""Statements that say the same in the same or nearly the same words, found without comparing each with every other.

Compared are words in N2, whatever their order, vowels, forms of letters and punctuation. Numbers must be the same: a
statement with another number is another statement. Two texts are candidates when they share one of their rarest
words; a word that more than `CROWD` texts have among their rarest brings no more of them together, so that the work
grows with the number of texts and not with its square. The answer depends on the texts and their order alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from math import ceil
from typing import Final, NamedTuple

from briefgen.arabic.normal import n2, words
from briefgen.ondemand import pattern

CROWD: Final = 12
# Of two texts with nearly the same words this part at least is shared.
SHARED: Final = 0.7
_SHORTEST: Final = 4
_NUMBER = pattern(r"[0-9]")
# Words that can come and go without another statement.
_LIGHT: Final = frozenset(
    n2("قد لقد أن إن كان كانت ذلك هذا هذه تلك قام قامت بأن عدد نحو في من على إلى عن").split()
)
_MOST: Final = 300_000
_BITS: Final = 511
_known: dict[str, str] = {}
_NEGATIONS: Final = frozenset(n2("لا لم لن ليس ليست غير دون عدا ما سوى رفض نفى بلا").split())


class Pair(NamedTuple):
    """Two texts by their places: the earlier, the later, whether word for word, and how much they share (0 to 1)."""

    first: int
    second: int
    same: bool
    shared: float


def bag(text: str) -> tuple[str, ...]:
    """The words of a text that are compared; those of texts that are known need not be worked out again."""
    found = _known.get(text)
    return words(text) if found is None else tuple(found.split())


def know(texts: Iterable[tuple[str, str]]) -> None:
    """Tells the words of texts, as `bag` gave them before, joined by spaces."""
    if len(_known) > _MOST:
        _known.clear()
    _known.update(texts)


def pairs(texts: Sequence[str]) -> Iterator[Pair]:
    """Give each text that resembles an earlier one, once, with the earlier one that it resembles most.

    Pairs that are not `same` have the same numbers and negations and `SHARED` of their words; in how far the rest
    matters, `spelt_alike` tells.
    """
    bags = [bag(text) for text in texts]
    rarity = Counter(chain.from_iterable(bags))
    numeric = frozenset(word for word in rarity if _NUMBER.search(word))
    groups: dict[tuple[str, ...], _Group] = {}
    sketches: dict[int, _Sketch] = {}
    numbers = [tuple(sorted([word for word in own if word in numeric])) for own in bags]
    alone = frozenset(each for each, times in Counter(numbers).items() if times == 1)
    ranks = _ranks(rarity)
    for place, own in enumerate(bags):
        # A text whose numbers no other has resembles none.
        if not own or numbers[place] in alone:
            continue
        group = groups.setdefault(numbers[place], _Group({}, {}))
        if own in group.seen:
            yield Pair(group.seen[own], place, same=True, shared=1.0)
            continue
        group.seen[own] = place
        if len(own) >= _SHORTEST:
            yield from _nearest(place, own, bags, ranks, group.crowds, sketches)


class _Group(NamedTuple):
    """Texts with the same numbers: the first place of each, and the first places of those with a rare word."""

    seen: dict[tuple[str, ...], int]
    crowds: dict[int, list[int]]


def _ranks(rarity: Counter[str]) -> dict[str, int]:
    """The words in the order of their rarity, without those that one text alone has and that bring none together."""
    shared = sorted([(times, word) for word, times in rarity.items() if times > 1])
    return {word: rank for rank, (_, word) in enumerate(shared)}


def _nearest(
    place: int,
    words_of: tuple[str, ...],
    bags: list[tuple[str, ...]],
    ranks: dict[str, int],
    crowds: dict[int, list[int]],
    sketches: dict[int, _Sketch],
) -> Iterator[Pair]:
    own = frozenset(words_of)
    ranked = sorted([ranks[word] for word in own if word in ranks])
    mine = sketches[place] = _sketch(ranked, len(own))
    wanted = len(own) - ceil(SHARED * len(own)) + 2 - (len(own) - len(ranked))
    keys = ranked[: max(0, wanted)]
    others = dict.fromkeys(chain.from_iterable(crowds.get(key, ()) for key in keys))
    shares = (
        (_share(words_of, own, bags[other]), -other) for other in others if _may_share(mine, sketches[other])
    )
    best, other = max(shares, default=(0.0, 0))
    if best >= SHARED:
        yield Pair(-other, place, same=False, shared=best)
    for key in keys:
        crowd = crowds.setdefault(key, [])
        if len(crowd) < CROWD:
            crowd.append(place)


class _Sketch(NamedTuple):
    """A text's words as bits of a number, how many words have no bit of their own, and how many words there are."""

    bits: int
    hidden: int
    size: int


def _sketch(ranked: list[int], size: int) -> _Sketch:
    bits = 0
    for rank in ranked:
        bits |= 1 << (rank & _BITS)
    return _Sketch(bits, len(ranked) - bits.bit_count(), size)


def _may_share(one: _Sketch, other: _Sketch) -> bool:
    """Whether two texts can have `SHARED` of their words in common; mostly not, and that is seen at one look."""
    most = (one[0] & other[0]).bit_count() + one[1]
    return 2 * most / (one[2] + other[2]) >= SHARED


def _share(one: tuple[str, ...], own: frozenset[str], other: tuple[str, ...]) -> float:
    """How much of two texts is common, each word once (the coefficient of Sørensen and Dice); 0 where one denies."""
    others = frozenset(other)
    shared = 2 * len(own & others) / (len(own) + len(others))
    if shared >= SHARED and _NEGATIONS.intersection(one) != _NEGATIONS.intersection(other):
        return 0.0
    return shared


def spelt_alike(one: str, other: str) -> bool:
    """Whether two texts differ only in the order of their words, in light words, and in how a word is spelt.

    A word is spelt alike when one letter of it differs and four or more are left, or when clitics make the difference.
    """
    left, right = Counter(words(one)), Counter(words(other))
    mine, theirs = (
        [each for each in counter.elements() if each not in _LIGHT]
        for counter in (left - right, right - left)
    )
    for word in mine:
        match = next((each for each in theirs if _alike(word, each)), None)
        if match is None:
            return False
        theirs.remove(match)
    return not theirs


def _alike(one: str, other: str) -> bool:
    if _NUMBER.search(one + other):
        return False
    if _bare(one) == _bare(other):
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < 5 or len(long) - len(short) > 1:
        return False
    same = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    return short[same + (len(short) == len(long)) :] == long[same + 1 :]


def _bare(word: str) -> str:
    return re.sub(r"^(?:[وف]?(?:ال|لل|بال|كال)|[وف])(?=\w{3})", "", word)
