"""Statements that say the same: found whatever their order, letters and marks, and without comparing all with all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.arabic import resemblance
from briefgen.arabic.resemblance import Pair, pairs, spelt_alike

ONE = "افتتح المجلس شبكة المياه الجديدة في الواحة عام 2018."


def test_the_same_words_are_the_same_whatever_their_marks() -> None:
    """Harakat, forms of alef, guillemets, digits and full stops make no difference."""
    other = "إفتتح المجلسُ شبكة «المياه» الجديده في الواحة، عام ٢٠١٨"
    assert list(pairs([ONE, "قول آخر.", other])) == [Pair(0, 2, same=True, shared=1.0)]


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        ("لقد افتتح المجلس شبكة المياه الجديدة في الواحة عام 2018.", True),
        ("في عام 2018 افتتح المجلس شبكة المياه الجديدة في الواحة.", True),
        ("افتتح المجلس شبكة المياة الجديدة في الواحه عام 2018.", True),
        ("افتتح المجلس شبكة الكهرباء الجديدة في الواحة عام 2018.", False),
    ],
)
def test_nearly_the_same_words_are_told_apart_from_another_statement(other: str, alike: bool) -> None:
    """Light words, order and spelling may differ; a word of another meaning makes another statement."""
    found = list(pairs([ONE, other]))
    assert len(found) == 1
    assert found[0].shared >= resemblance.SHARED
    assert spelt_alike(ONE, other) is alike


@pytest.mark.parametrize(
    "other",
    [
        "افتتح المجلس شبكة المياه الجديدة في الواحة عام 2019.",
        "لم يفتتح المجلس شبكة المياه الجديدة في الواحة عام 2018.",
        "وصل الوفد.",
    ],
)
def test_another_number_or_a_denial_is_another_statement(other: str) -> None:
    """However much of the rest is the same."""
    assert list(pairs([ONE, other])) == []


@given(
    st.lists(
        st.lists(st.sampled_from(["اب", "بج", "جد", "دهـ", "هو", "زح", "طي", "كل", "من"]), max_size=7).map(
            " ".join
        ),
        max_size=12,
    )
)
def test_no_pair_of_equal_texts_is_missed(texts: list[str]) -> None:
    """Each text that equals an earlier one is told with the first of them; each text is told once at most."""
    found = list(pairs(texts))
    assert len({each.second for each in found}) == len(found)
    same = {each.second: each.first for each in found if each.same}
    for place, text in enumerate(texts):
        if text and text in texts[:place]:
            assert same[place] == texts.index(text)


def test_the_work_grows_with_the_number_of_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as many texts made of one pattern are compared twice as often, not four times."""
    compared = 0
    share = resemblance._share

    def counted(*arguments: object) -> float:
        nonlocal compared
        compared += 1
        return share(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(resemblance, "_share", counted)
    work = []
    for number in (400, 800):
        compared = 0
        list(
            pairs(
                [f"بلغ عدد البيوت في حي رقم {each % 40} من أحياء الواحة حد{each}ا" for each in range(number)]
            )
        )
        work.append(compared)
    assert work[1] <= 2.5 * work[0]
