"""The order of reference lists."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.arabic.collation import collation_key


@pytest.mark.parametrize(
    "ordered",
    [
        ["3 عوامل", "25 عاما", "2,500 جندي", "آذار", "العراق", "NATO", "Reuters", "§"],
        ["أحمد", "الأردن", "بغداد", "التحالف", "تركيا", "الحلف"],
        ["ألمانيا", "«الناتو»", "النرويج"],
        ["علم", "علم النفس", "علماء"],
        ["التزام", "الالتزامات", "«الله»", "البحرين", "لبنان"],
        ["بيت", "پاريس", "تونس"],
        ["جيم", "چاي", "حلب"],
        ["أبرار", "إبراهيم", "اِبراهيم", "إيران"],
        ["مدرسة", "مدرسه", "مدرسون"],
        ["émigré", "Zagros"],
    ],
)
def test_the_rule(ordered: list[str]) -> None:
    """Each list is in the order that the rule of the module gives."""
    keys = [collation_key(text) for text in ordered]
    assert all(one < other for one, other in itertools.pairwise(keys))


@given(st.text(max_size=12), st.text(max_size=12))
def test_different_texts_never_tie(one: str, other: str) -> None:
    """The key is one-to-one, so that a list has one order only."""
    assert (collation_key(one) == collation_key(other)) == (one == other)
