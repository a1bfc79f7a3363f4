"""Unwanted characters in editors' text are found, each with its place and what belongs there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.arabic.hygiene import Problem, problems
from briefgen.arabic.normal import n1, n2


def applied(text: str, found: tuple[Problem, ...]) -> str:
    """The text with every safe replacement made."""
    for each in sorted(found, reverse=True, key=lambda problem: problem.offset):
        if each.safe and each.instead is not None:
            text = text[: each.offset] + each.instead + text[each.offset + each.length :]
    return text


def test_each_kind_is_found_with_offset_and_length() -> None:
    """A stretch of one kind is one problem, and problems come in the order of the text."""
    text = "الـــحلف  عام \u200f\u200e2014 \ufefb\u200bه"
    assert [each[:3] for each in problems(text)] == [
        ("tatweel", 2, 3),
        ("double-space", 8, 2),
        ("bidi-control", 14, 2),
        ("presentation-form", 21, 1),
        ("invisible-character", 22, 1),
    ]
    assert applied(text, problems(text)) == "الحلف عام 2014 لاه"


def test_signs_without_another_form_are_allowed() -> None:
    """The honorific, the rial sign and the ornate parentheses may stand; the basmala sign and U+FDF2 may not."""
    assert problems("\ufdfa \ufdfc \ufd3fنص\ufd3e") == ()
    assert [problem.kind for problem in problems("\ufdf2")] == ["presentation-form"]


def test_no_break_space_beside_a_space_is_a_double_space() -> None:
    """Two spaces of any kind are too many; a line end is none of them."""
    assert problems("2500 \u00a0جندي") == (("double-space", 4, 2, " ", True),)
    assert problems("قبل ذلك\n  بعده") == (("double-space", 8, 2, " ", False),)
    assert problems("قبل ذلك  \nبعده") == (("double-space", 7, 2, " ", False),)
    assert problems("سطر \nآخر") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("كتاب\u06a9ريم", [("\u0643", True)]),
        ("الع\u06ccن", [("ي", True)]),
        ("عل\u06cc الأرض", [("ي", False)]),
        ("مكتب\u06d5", [("ه", False)]),
        ("عام \u06f2\u06f0", [("\u0662", True), ("\u0660", True)]),
        ("پاريس وڤيينا", []),
    ],
)
def test_look_alikes_are_told_and_mended_only_where_the_letter_is_sure(
    text: str, expected: list[tuple[str, bool]]
) -> None:
    """At a word's end the Persian yeh may be «ي» or «ى»; letters that Arabic borrows for names may stand."""
    assert [(each.instead, each.safe) for each in problems(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("بين 2014 و٢٠١٧", [(10, "2017")]),
        ("بين ٢٠١٤ و2017 و2018", [(10, "٢٠١٧")]),
        ("بين 2014 و2017", []),
        ("طائرات F-16 عددها ٣", []),
        ("2014 ٢٠١٧", []),
    ],
)
def test_one_text_has_one_family_of_digits(text: str, expected: list[tuple[int, str]]) -> None:
    """The first number of another family is told; digits in Latin names are theirs, and only Arabic text is judged."""
    found = [each for each in problems(text) if each.kind == "mixed-digits"]
    assert [(each.offset, each.instead) for each in found] == expected


def test_a_tatweel_can_belong_to_a_word() -> None:
    """«هـ» is the year of the Hijra; before a number or alone it may be meant, so that no command deletes it."""
    assert problems("عام 1445 هـ") == ()
    assert [each.safe for each in problems("بـ 60 ـ عنـوان")] == [False, False, True]


@given(st.text(alphabet="ابج ،.؟«»()0123abcABC-\n", max_size=40).filter(lambda text: "  " not in text))
def test_clean_text_has_no_problems(text: str) -> None:
    """Letters, digits, punctuation and single spaces are never reported."""
    assert problems(text) == ()


@given(st.text(alphabet="اهلـ\u06cc\u06a9\u200f\u202e\ufefb\u200b 12٣۴aF", max_size=24))
def test_safe_replacements_keep_what_search_and_digest_see(text: str) -> None:
    """Made all at once they leave N2 as it was, and made again they change nothing more."""
    found = [each for each in problems(text) if each.safe]
    mended = applied(text, tuple(found))
    assert n2(mended) == n2(text)
    again = [each for each in problems(mended) if each.safe and each.kind != "mixed-digits"]
    assert n1(applied(mended, tuple(again))) == n1(mended)
