"""Dates that an Arabic sentence states: a year, with the month and the day where they stand before it.

Read are `2023`, `عام 2023`, `حزيران/يونيو 2023`, `27 كانون الثاني/يناير 2024`, in digits of any family and with the
month names of the Levant, of Egypt and the Gulf, and of the Maghreb. A month without a year is no date here. Numbers
that count something (`2000 جندي`) are no years.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final, NamedTuple

from briefgen.arabic.normal import n2
from briefgen.arabic.quantities import is_unit
from briefgen.ondemand import pattern


class StatedDate(NamedTuple):
    """A date that a sentence gives: as ISO 8601 writes it, and the first and last day that it can mean."""

    iso: str
    earliest: date
    latest: date


_NAMES: Final = (
    "كانون الثاني|يناير|جانفي", "شباط|فبراير|فيفري", "آذار|مارس", "نيسان|أبريل|أفريل", "أيار|مايو|ماي",
    "حزيران|يونيو|جوان",
    "تموز|يوليو|جويلية", "آب|أغسطس|أوت", "أيلول|سبتمبر", "تشرين الأول|أكتوبر", "تشرين الثاني|نوفمبر",
    "كانون الأول|ديسمبر",
)  # fmt: skip
_MONTHS: Final = {n2(name): number for number, names in enumerate(_NAMES, 1) for name in names.split("|")}
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = pattern(
    rf"(?:(?:(?<![\d.,/-])(?P<day>\d\d?) (?:من )?(?:شهر )?)?"
    rf"(?<!\w)[وفبل]?(?P<month>{_MONTH})(?: ?/ ?(?:{_MONTH}))? (?:من )?(?:ال)?(?:عام |سنه )?)?"
    r"(?<![\d.,/-])(?:(?<!\w)|(?<=(?<!\w)[وفبلك]))(?P<year>(?:1[89]|20)\d\d)(?![\d%]|[.,/-]\d)(?= (?P<next>\w+)|)"
)


def stated_dates(text: str) -> tuple[StatedDate, ...]:
    """Give the dates of a text in reading order."""
    found = (_read(match) for match in _DATE.finditer(n2(text)))
    return tuple(each for each in found if each)


def _read(match: re.Match[str]) -> StatedDate | None:
    year, month, day = int(match["year"]), _MONTHS.get(match["month"] or ""), int(match["day"] or 0)
    if month is None and is_unit(match["next"] or "") and match["next"] not in _MONTHS:
        return None
    if month is None:
        return StatedDate(f"{year}", date(year, 1, 1), date(year, 12, 31))
    last = monthrange(year, month)[1]
    if 1 <= day <= last:
        return StatedDate(f"{year}-{month:02}-{day:02}", date(year, month, day), date(year, month, day))
    return StatedDate(f"{year}-{month:02}", date(year, month, 1), date(year, month, last))
