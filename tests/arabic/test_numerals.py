"""Numbers in Arabic text: digits of either family and words in both genders give the same values."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.arabic.numerals import hints, quantities


def values(text: str) -> list[str]:
    """The numbers of a text, plainly written, percentages with their sign."""
    return [f"{each.value:f}{'%' * each.percent}" for each in quantities(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("نحو 2500 جندي", ["2500"]),
        ("٢٬٥٠٠ جندي", ["2500"]),
        ("1.48 مليار دولار", ["1480000000"]),
        ("٧٫٨ درجات", ["7.8"]),
        ("240 ألف عنصر", ["240000"]),
        ("50 ألفاً", ["50000"]),
        ("بين 5 و7 قرى", ["5", "7"]),
        ("ثلاث دول وأربع منظمات", ["3", "4"]),
        ("الثلاثين الأعضاء", ["30"]),
        ("خمسة وعشرون ألفًا", ["25000"]),
        ("إحدى وعشرين قرية", ["21"]),
        ("اثنا عشر ألفا وثلاثمئة وأربعة وخمسين", ["12354"]),
        ("ثلاثمائة وخمسة وستين يوما", ["365"]),
        ("ثلاث مئة وخمس", ["305"]),
        ("ألفين وخمسمئة", ["2500"]),
        ("مليون و200 ألف", ["1200000"]),
        ("وثلاثة ملايين وخمسمئة ألف", ["3500000"]),
        ("مليوني شخص", ["2000000"]),
        ("ألف مليون", ["1000000000"]),
        ("نصف مليون", ["500000"]),
        ("ألف عنصر", ["1000"]),
        ("80 في المائة", ["80%"]),
        ("٪80", ["80%"]),
        ("خمسة بالمئة", ["5%"]),
        ("ثمانون في المئة من مئة قرية", ["80%", "100"]),
        ("17 تشرين الأول 2014", ["17", "2014"]),
        ("بثلاثة عوامل", ["3"]),
    ],
)
def test_numbers_are_read(text: str, found: list[str]) -> None:
    """Each number once, as long as it can be read."""
    assert values(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "آلاف من الأميال",
        "ملايين الناس",
        "أحد القادة",
        "يوم الأحد",
        "17.10.2014",
        "لست أدري",
        "نصف المبلغ",
        "المئة",
    ],
)
def test_what_has_no_value_gives_none(text: str) -> None:
    """Plurals without a number, «someone», dates with points and lone fractions are no numbers."""
    assert [each for each in values(text) if each != "100"] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("قاعدتين رئيسيتين", {2}),
        ("عامين", {2}),
        ("الذكرى الرابعة", {4}),
        ("المرحلة الأولى", {1}),
        ("بيت", set()),
    ],
)
def test_duals_and_ordinals_are_hints(text: str, found: set[int]) -> None:
    """They may stand for a number in a source, but state none in a fact."""
    assert hints(text) >= {Decimal(each) for each in found}
    assert values(text) == []
    assert found or not hints(text)


ONES = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
TENS = ["", "عشرة", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
HUNDREDS = ["", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"]


def below_hundred(number: int) -> str:
    """A number from 1 to 99 in words, as grammars teach it."""
    ten, one = divmod(number, 10)
    if number < 10 or one == 0:
        return ONES[one] if number < 10 else TENS[ten]
    if ten == 1:
        return f"{['', 'أحد', 'اثنا'][one] if one < 3 else ONES[one]} عشر"
    return f"{ONES[one]} و{TENS[ten]}"


def below_thousand(number: int) -> str:
    """A number from 1 to 999 in words."""
    hundred, rest = divmod(number, 100)
    return " و".join(each for each in (HUNDREDS[hundred], below_hundred(rest) if rest else "") if each)


def in_words(number: int) -> str:
    """A number from 1 to 999999 in words."""
    thousand, rest = divmod(number, 1000)
    match thousand:
        case 0:
            head = ""
        case 1:
            head = "ألف"
        case 2:
            head = "ألفان"
        case _:
            head = f"{below_thousand(thousand)} {'آلاف' if 3 <= thousand <= 10 else 'ألفًا'}"
    return " و".join(each for each in (head, below_thousand(rest) if rest else "") if each)


@given(st.integers(1, 999_999))
def test_any_number_in_words_is_read_whole(number: int) -> None:
    """What the grammar writes, the reader reads, alone and inside a sentence."""
    assert values(in_words(number)) == [str(number)]
    assert values(f"وصل إليها {in_words(number)} من الناس") == [str(number)]


@given(st.integers(0, 10**9))
def test_both_digit_families_give_one_value(number: int) -> None:
    """2500 and ٢٥٠٠ are the same number."""
    arabic = str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert values(f"نحو {arabic} بيت") == values(f"نحو {number} بيت") == [str(number)]


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    """No text makes the reader fail or loop."""
    assert isinstance(quantities(text), tuple)
