"""Digit families: separators go with the digits, and nothing else changes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.arabic.digits import Digits, localise, mixed_families, number

TEXT = st.text(alphabet="0123456789٠٣٩۵.,٫٬%٪‰؉ -/:ابو،\u00a0", max_size=30)
FAMILIES = st.sampled_from(("latin", "arabic-indic"))


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("عام 2014", "عام ٢٠١٤"),
        ("1.48 مليار", "١٫٤٨ مليار"),
        ("2,500 جندي", "٢٬٥٠٠ جندي"),
        ("1,234,567.89", "١٬٢٣٤٬٥٦٧٫٨٩"),
        ("25% و7 % و3‰", "٢٥٪ و٧ ٪ و٣؉"),
        ("%25", "٪٢٥"),
        ("في عام 2014. ثم 3, 4", "في عام ٢٠١٤. ثم ٣, ٤"),
        ("12:30 و3/4 و2014-2017", "١٢:٣٠ و٣/٤ و٢٠١٤-٢٠١٧"),
        ("نسبة % عامة", "نسبة % عامة"),
    ],
)
def test_numbers_in_running_text(latin: str, arabic: str) -> None:
    """A number takes the digits and separators of the family, and goes back unchanged."""
    assert localise(latin, "arabic-indic") == arabic
    assert localise(arabic, "latin") == latin


@pytest.mark.parametrize(
    ("text", "arabic"),
    [
        ("2014-10-17", "٢٠١٤-١٠-١٧"),
        ("17.10.2014", "١٧.١٠.٢٠١٤"),
        ("1,2", "١,٢"),
        ("1.2.3", "١.٢.٣"),
        ("۱٫۵", "١٫٥"),
    ],
)
def test_points_that_separate_no_number_stay(text: str, arabic: str) -> None:
    """Dates, versions and lists keep their own points, commas and hyphens; Persian digits join the family."""
    assert localise(text, "arabic-indic") == arabic


@given(TEXT, FAMILIES)
def test_localise_is_idempotent_and_leaves_one_family(text: str, digits: Digits) -> None:
    """Doing it twice is doing it once, no other family is left, and only digits and their signs change."""
    once = localise(text, digits)
    assert localise(once, digits) == once
    assert mixed_families(once) == ()
    assert len(once) == len(text)
    for before, after in zip(text, once, strict=True):
        assert before == after or before in "0123456789٠٣٩۵.,٫٬%٪‰؉"


@pytest.mark.parametrize(
    ("value", "latin", "arabic"),
    [
        ("0", "0", "٠"),
        ("240", "240", "٢٤٠"),
        ("2500", "2500", "٢٥٠٠"),
        ("1.48", "1.48", "١٫٤٨"),
        ("1234567.50", "1,234,567.50", "١٬٢٣٤٬٥٦٧٫٥٠"),
        ("1E+4", "10,000", "١٠٬٠٠٠"),
        ("-25000", "−25,000", "−٢٥٬٠٠٠"),
        ("-0", "0", "٠"),
    ],
)
def test_quantities_are_grouped_from_five_digits_on(value: str, latin: str, arabic: str) -> None:
    """A quantity of five digits or more is grouped in threes, with its family's separators; decimals are as given."""
    assert (number(Decimal(value), "latin"), number(Decimal(value), "arabic-indic")) == (latin, arabic)


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_what_is_no_quantity_is_refused(value: str) -> None:
    """Infinities and NaN are not printed."""
    with pytest.raises(ValueError, match="no quantity"):
        number(Decimal(value), "latin")


def test_a_second_family_is_found_where_it_stands() -> None:
    """The positions are those of every digit that is not of the first digit's family."""
    assert mixed_families("عام ٢٠١٤ و18") == (10, 11)
    assert mixed_families("عام 2014") == ()
