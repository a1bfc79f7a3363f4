"""Dates in Arabic words."""

import pytest
from babel import Locale

from briefgen.arabic.dates import COMMON, IRAQI, show
from briefgen.edtf import parse


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2018", "2018"),
        ("2014-09", "أيلول/سبتمبر 2014"),
        ("2014-10-17", "17 تشرين الأول/أكتوبر 2014"),
        ("2024-02-05", "5 شباط/فبراير 2024"),
        ("2015~", "نحو 2015"),
        ("2021?", "2021 (غير مؤكد)"),
        ("2021-03%", "نحو آذار/مارس 2021 (غير مؤكد)"),
        ("2014-22", "صيف 2014"),
        ("2014-24", "شتاء 2014"),
        ("201X", "عام ما بين 2010 و2019"),
        ("20XX", "عام ما بين 2000 و2099"),
        ("2004-XX", "أحد أشهر 2004"),
        ("2004-XX-XX", "أحد أيام 2004"),
        ("2004-07-XX", "أحد أيام تموز/يوليو 2004"),
    ],
)
def test_single_dates(text: str, shown: str) -> None:
    """Every precision and qualifier has its words."""
    assert show(parse(text), "latin") == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2014/2017", "من 2014 إلى 2017"),
        ("2024-02-03/2024-02-05", "من 3 إلى 5 شباط/فبراير 2024"),
        ("2024-02-03/2024-03-05", "من 3 شباط/فبراير إلى 5 آذار/مارس 2024"),
        ("2023-12-03/2024-01-05", "من 3 كانون الأول/ديسمبر 2023 إلى 5 كانون الثاني/يناير 2024"),
        ("2014-09/2014-10", "من أيلول/سبتمبر إلى تشرين الأول/أكتوبر 2014"),
        ("2014-21/2014-23", "من ربيع إلى خريف 2014"),
        ("2014/2014-10", "من 2014 إلى تشرين الأول/أكتوبر 2014"),
        ("2014-09~/2014-10", "من نحو أيلول/سبتمبر 2014 إلى تشرين الأول/أكتوبر 2014"),
        ("2014/2014", "2014"),
        ("2014-06/..", "منذ حزيران/يونيو 2014"),
        ("../2021-12", "حتى كانون الأول/ديسمبر 2021"),
    ],
)
def test_intervals(text: str, shown: str) -> None:
    """An interval says once what both sides share, unless a side is doubtful; open sides have their word."""
    assert show(parse(text), "latin") == shown


def test_single_month_names_and_arabic_digits() -> None:
    """Names may be those of Iraq alone, and the digits are of the document's family."""
    assert show(parse("2014-10-17"), "arabic-indic", "single") == "١٧ تشرين الأول ٢٠١٤"


@pytest.mark.parametrize(("locale", "names"), [("ar_IQ", IRAQI), ("ar", COMMON)])
def test_the_names_are_those_of_cldr(locale: str, names: tuple[str, ...]) -> None:
    """The wide names of the months, in the format of a date."""
    wide = Locale.parse(locale).months["format"]["wide"]
    assert names == tuple(wide[month] for month in range(1, 13))


def test_the_names_are_those_of_the_region() -> None:
    """CLDR's names for Iraq and for Arabic at large are the ones that the press of the region prints."""
    shown = [show(parse(f"2014-{month:02}"), "latin").removesuffix(" 2014") for month in range(1, 13)]
    assert shown == [
        *("كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيو"),
        *(
            "تموز/يوليو",
            "آب/أغسطس",
            "أيلول/سبتمبر",
            "تشرين الأول/أكتوبر",
            "تشرين الثاني/نوفمبر",
            "كانون الأول/ديسمبر",
        ),
    ]
