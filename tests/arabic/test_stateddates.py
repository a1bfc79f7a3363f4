"""Dates in Arabic sentences, with the days that they can mean."""

import pytest

from briefgen.arabic.stateddates import stated_dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في 27 كانون الثاني/يناير 2024 وقع", ["2024-01-27 2024-01-27"]),
        ("في ٢٧ يناير ٢٠٢٤", ["2024-01-27 2024-01-27"]),
        ("وفي حزيران من عام 2023", ["2023-06-01 2023-06-30"]),
        ("بين 2014 و2017", ["2014-01-01 2014-12-31", "2017-01-01 2017-12-31"]),
        ("في 31 شباط/فبراير 2020", ["2020-02-01 2020-02-29"]),
        ("2000 جندي", []),
        ("2000 ", ["2000-01-01 2000-12-31"]),
        ("في 17-10-2014 و2014-10", []),
        ("بلغ 20140 و2,014 و2014%", []),
        ("في كانون الثاني", []),
    ],
)
def test_a_date_has_its_year_and_what_stands_before_it(text: str, expected: list[str]) -> None:
    """Without a year there is none; a number that counts something, or is part of another, is no year."""
    assert [f"{each.earliest} {each.latest}" for each in stated_dates(text)] == expected
