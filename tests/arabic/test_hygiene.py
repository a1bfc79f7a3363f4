"""Unwanted characters in editors' text are found, each with its place."""

from hypothesis import given
from hypothesis import strategies as st

from briefgen.arabic.hygiene import problems


def test_each_kind_is_found_with_offset_and_length() -> None:
    """A stretch of one kind is one problem, and problems come in the order of the text."""
    text = "الـــحلف  عام \u200f\u200e2014 \ufefb"
    assert problems(text) == (
        ("tatweel", 2, 3),
        ("double-space", 8, 2),
        ("bidi-control", 14, 2),
        ("presentation-form", 21, 1),
    )


def test_signs_without_another_form_are_allowed() -> None:
    """The honorific, the rial sign and the ornate parentheses may stand; the basmala sign and U+FDF2 may not."""
    assert problems("\ufdfa \ufdfc \ufd3fنص\ufd3e") == ()
    assert [problem.kind for problem in problems("\ufdf2")] == ["presentation-form"]


def test_no_break_space_beside_a_space_is_a_double_space() -> None:
    """Two spaces of any kind are too many; a line end is none of them."""
    assert problems("2500 \u00a0جندي") == (("double-space", 4, 2),)
    assert problems("سطر \nآخر") == ()


@given(st.text(alphabet="ابج ،.؟«»()0123٠١٢abcABC-\n", max_size=40).filter(lambda text: "  " not in text))
def test_clean_text_has_no_problems(text: str) -> None:
    """Letters, digits, punctuation and single spaces are never reported."""
    assert problems(text) == ()
