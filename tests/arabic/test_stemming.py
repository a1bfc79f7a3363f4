"""Light stemming: a word is found with its article, particles and endings, and no letter of its own is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.arabic.normal import words
from briefgen.arabic.stemming import holds, stems


def found(one: str, other: str) -> bool:
    """Whether a search for one of two words finds the other."""
    (a,), (b,) = words(one), words(other)
    return a == b or not set(stems(a)).isdisjoint(stems(b))


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("التحالف", "للتحالف"),
        ("التحالف", "تحالف"),
        ("التحالف", "والتحالفُ"),
        ("تحالف", "بالتحالف"),
        ("العراق", "بالعراق"),
        ("عراق", "العراقية"),
        ("بغداد", "ولبغداد"),
        ("القوات", "بقواتها"),
        ("دولة", "الدول"),
        ("هجوم", "هجومًا"),
        ("وزير", "الوزير"),
        ("وزير", "لوزير"),
        ("كتاب", "الكتاب"),
        ("لبنان", "بلبنان"),
        ("مهمّة", "المهمة"),
        ("أمريكا", "امريكا"),
    ],
)
def test_forms_of_a_word_find_each_other(asked: str, written: str) -> None:
    """Whichever of the two is asked for."""
    assert found(asked, written)
    assert found(written, asked)


@pytest.mark.parametrize(
    ("asked", "written"),
    [("وزير", "زائر"), ("كتاب", "حساب"), ("تحالف", "خلاف"), ("دولة", "دور"), ("86", "68"), ("nato", "nmi")],
)
def test_other_words_stay_apart(asked: str, written: str) -> None:
    """Words that merely look alike are not found."""
    assert not found(asked, written)


@given(st.text("ابتفكلمنوهيء", min_size=1, max_size=12))
def test_stems_are_never_shorter_than_two_letters_or_the_word(word: str) -> None:
    """Nothing is stemmed away, and the same word always has the same forms."""
    forms = stems(word)
    assert forms
    assert all(len(each) >= min(2, len(word)) for each in forms)


def test_a_text_holds_words_in_any_form_and_by_their_beginning() -> None:
    """All of them must be there; a search for nothing finds everything."""
    text = "network-opened افتُتحت شبكة المياه عام ٢٠١٨"
    assert all(holds(text, asked) for asked in ("", "الشبكة", "مياه 2018", "netw", "افت"))
    assert not any(holds(text, asked) for asked in ("خزان", "مياه خزان"))
