"""Whether a fact's statement says what its own `measure` and dates say, as far as words can tell.

The records alone are compared; whether the passages say so too, `numbers` tells. A measure's value must be among the
numbers of the statement, in digits or words; words right before or after that number («أكثر من», «نحو», «على الأقل»)
must not set another bound; the thing counted must not be of another kind (dinars for dollars). Of the dates that a
statement gives, one at least must fit the fact's date or the day of its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from briefgen.arabic.normal import n2
from briefgen.arabic.numerals import Placed, Quantity, hints, placed, quantities
from briefgen.arabic.stateddates import stated_dates
from briefgen.edtf import Edtf
from briefgen.ondemand import pattern
from briefgen.records.fact import Bound, Fact, Measure

Kind = Literal["value", "bound", "unit", "date"]


class Misfit(NamedTuple):
    """What of a statement does not fit: `stated` as it says, `recorded` as the measure or the dates have it."""

    kind: Kind
    stated: str
    recorded: str


def _words(text: str) -> str:
    return "|".join(sorted((n2(each) for each in text.split("|")), key=len, reverse=True))


# What sets a bound, right before the number and right after what it counts.
_BEFORE: Final[dict[Bound, re.Pattern[str]]] = {
    "more-than": re.compile(
        rf"(?:{_words('أكثر من|ما يزيد على|ما يزيد عن|يزيد على|يزيد عن|تزيد على|تزيد عن|يربو على|تربو على|يفوق|تفوق')}"
        rf"|{_words('أزيد من|تجاوز|تجاوزت|يتجاوز|تتجاوز|يناهز أكثر من|ما فوق')}) ?\Z"
    ),
    "at-least": re.compile(rf"(?:{_words('لا يقل عن|لا تقل عن|لم يقل عن|على الأقل')}) ?\Z"),
    "about": re.compile(
        rf"(?<!\w)ب?(?:{_words('نحو|حوالي|حوالى|زهاء|قرابة|ما يقارب|يقارب|تقارب|ما يناهز|يناهز|تقريبا')}) ?\Z"
    ),
}
_AFTER: Final[dict[Bound, re.Pattern[str]]] = {
    "more-than": re.compile(rf"\w* ?(?:{_words('ونيف|فأكثر|وأكثر')})\b"),
    "at-least": re.compile(rf"(?:\w+ ){{0,2}}(?:{_words('على الأقل')})\b"),
    "about": re.compile(rf"(?:\w+ ){{0,2}}(?:{_words('تقريبا')})\b"),
}
# Anything in a statement that keeps its number from being exact; looked for in all of it, since verbs stand far away.
_LOOSE = pattern(
    rf"{_words('أكثر|زاد|زادت|يزيد|تزيد|يربو|تربو|فاق|فاقت|يفوق|تفوق|تجاوز|يتجاوز|تتجاوز|يقل|تقل|الأقل|نحو|حوالي|حوالى')}"
    rf"|{_words('زهاء|قرابة|يقارب|تقارب|قارب|ناهز|يناهز|تقريبا|ونيف|فأكثر|وأكثر|أزيد|نيف|بضع|تقدير|يقدر|قدر|جاوز|فوق|كاد')}"
)
# Things counted that exclude one another, each family with the stems of its members.
_FAMILIES: Final = tuple(
    tuple(frozenset(n2(member).split()) for member in family)
    for family in (
        (
            "دولار دولارا دولارات", "يورو", "دينار دينارا دنانير", "جنيه جنيها جنيهات", "ريال ريالا ريالات",
            "ليرة ليرات", "درهم درهما دراهم", "تومان",
        ),
        ("كيلومتر كيلومترا كيلومترات كم", "متر مترا أمتار", "ميل ميلا أميال", "هكتار هكتارا هكتارات"),
        ("طن طنا أطنان", "كيلوغرام كيلوغراما كغ", "لتر لترا لترات", "برميل برميلا براميل"),
        (
            "ساعة ساعات", "يوم يوما أيام", "أسبوع أسبوعا أسابيع", "شهر شهرا أشهر", "سنة سنوات عام عاما أعوام",
            "عقد عقدا عقود",
        ),
    )
)  # fmt: skip


def misfits(fact: Fact) -> Iterator[Misfit]:
    """What the statement of a fact says otherwise than its measure and dates."""
    yield from _of_dates(fact)
    if fact.measure is not None and fact.says:
        yield from _of_measure(fact.says, fact.measure)


def _of_measure(says: str, measure: Measure) -> Iterator[Misfit]:
    recorded = quantities(f"{abs(measure.value):f} {measure.unit}")[:1]
    wanted = recorded[0] if recorded else Quantity(abs(measure.value), percent=False)
    numbers = placed(says)
    held = [each for each in numbers if each.quantity == wanted]
    if not held:
        if wanted.percent or wanted.value not in hints(says):
            stated = dict.fromkeys(_shown(each.quantity) for each in numbers)
            yield Misfit("value", ", ".join(stated), _shown(wanted))
        return
    bounds = {_bound(each) for each in held}
    if measure.bound not in bounds and None not in bounds:
        yield Misfit("bound", " ".join(filter(None, sorted(str(each) for each in bounds))), measure.bound)
    elif bounds == {None} and measure.bound != "exact" and not _LOOSE.search(n2(says)):
        yield Misfit("bound", "exact", measure.bound)
    units = {_other_unit(each, measure.unit) for each in held}
    if "" not in units:
        yield Misfit("unit", min(units), measure.unit)


def _bound(number: Placed) -> Bound | None:
    """The bound that the words beside a number set, or None."""
    before, after = " ".join(number.before), " ".join(number.after)
    found = (bound for bound in _BEFORE if _BEFORE[bound].search(before) or _AFTER[bound].match(after))
    return next(found, None)


def _other_unit(number: Placed, unit: str) -> str:
    """The word after a number that counts something else than the unit says; empty where nothing contradicts it."""
    named = frozenset(n2(unit).split())
    for family in _FAMILIES:
        own = [member for member in family if member & named]
        for word in number.after[:2]:
            if own and any(word in member for member in family) and not any(word in member for member in own):
                return word
    return ""


def _of_dates(fact: Fact) -> Iterator[Misfit]:
    known = [each for each in (fact.date, fact.measure.as_of if fact.measure else None) if each]
    stated = stated_dates(fact.says)
    if not known or not stated:
        return
    if not any(_overlaps(each.earliest, each.latest, other) for each in stated for other in known):
        recorded = ", ".join(dict.fromkeys(each.text for each in known))
        yield Misfit("date", ", ".join(dict.fromkeys(each.iso for each in stated)), recorded)


def _overlaps(earliest: date, latest: date, other: Edtf) -> bool:
    starts, ends = other.earliest or date.min, other.latest or date.max
    return earliest <= ends and starts <= latest


def _shown(quantity: Quantity) -> str:
    value: Decimal = quantity.value
    return f"{value:f}{' %' if quantity.percent else ''}"
