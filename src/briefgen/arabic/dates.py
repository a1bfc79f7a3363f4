"""Dates in Arabic words, with the names of the months as CLDR has them.

`ar_IQ` has the names of Iraq and the Levant (`كانون الثاني`), `ar` those of Egypt and the Gulf (`يناير`); the
press of the region prints both, `كانون الثاني/يناير`.
"""

from typing import Literal

from briefgen.arabic.digits import Digits, localise
from briefgen.edtf import Edtf, Point

Months = Literal["single", "double"]

IRAQI = (
    *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران"),
    *("تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"),
)
COMMON = (
    *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
    *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)
_SEASONS = {21: "ربيع", 22: "صيف", 23: "خريف", 24: "شتاء"}


def show(edtf: Edtf, digits: Digits, months: Months = "double") -> str:
    """Give a date as it stands in an Arabic sentence or table.

    `~` is shown as «نحو …», `?` as «… (غير مؤكد)»; intervals as «من … إلى …» without what both sides share,
    open ones as «منذ …» and «حتى …»; a decade or century with unspecified digits by its first and last year.
    """
    return localise(_text(edtf, months), digits)


def _text(edtf: Edtf, months: Months) -> str:
    start, end = edtf.start, edtf.end
    if start is None:
        return f"حتى {_qualified(end, months)}" if end else ""
    if end is None:
        return f"منذ {_qualified(start, months)}"
    last = _qualified(end, months)
    if not edtf.interval or _qualified(start, months) == last:
        return last
    return f"من {_shortened(start, end, months)} إلى {last}"


def _qualified(point: Point, months: Months) -> str:
    text = _plain(point, months)
    about = f"نحو {text}" if point.approximate else text
    return f"{about} (غير مؤكد)" if point.uncertain else about


def _plain(point: Point, months: Months) -> str:
    text = " ".join(part for part in (_day(point), _month(point, months), _year(point)) if part)
    if point.unspecified == "day":
        return f"أحد أيام {text}"
    return f"أحد أشهر {text}" if point.unspecified == "month" else text


def _shortened(start: Point, end: Point, months: Months) -> str:
    """Give an interval's start without the month and year that its end repeats; a doubtful date stays whole."""
    doubtful = any(point.approximate or point.uncertain or point.unspecified for point in (start, end))
    within_year = {start.precision, end.precision} <= {"season", "month", "day"}
    if doubtful or not within_year or start.earliest.year != end.earliest.year:
        return _qualified(start, months)
    if start.precision == end.precision == "day" and start.earliest.month == end.earliest.month:
        return _day(start)
    return f"{_day(start)} {_month(start, months)}".strip()


def _day(point: Point) -> str:
    return str(point.earliest.day) if point.precision == "day" else ""


def _month(point: Point, months: Months) -> str:
    if point.season:
        return _SEASONS[point.season]
    if point.precision not in ("month", "day"):
        return ""
    name = IRAQI[point.earliest.month - 1]
    return f"{name}/{COMMON[point.earliest.month - 1]}" if months == "double" else name


def _year(point: Point) -> str:
    if point.precision in ("decade", "century"):
        return f"عام ما بين {point.earliest.year} و{point.latest.year}"
    return str(point.earliest.year)
