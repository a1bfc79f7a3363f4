"""Signs in Arabic text: found where they stand wrong, left alone where Latin words or numbers own them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.arabic.punctuation import problems

WRONG = [
    ("وصل, ثم غادر", "latin-punctuation", 3, "،"),
    ("في 2014, وصل", "latin-punctuation", 7, "،"),
    ("هل وصل?", "latin-punctuation", 6, "؟"),
    ("وصل; ثم غادر", "latin-punctuation", 3, "؛"),
    ("نسبة ٨٠%", "latin-punctuation", 7, "٪"),
    ("وصل ، ثم", "stray-space", 3, ""),
    ("قال « نعم»", "stray-space", 5, ""),
    ("وصل .", "stray-space", 3, ""),
    ("وصل،ثم", "crowded-sign", 3, "، "),
    ("انتهى.وبدأ", "crowded-sign", 5, ". "),
    ("قال (نعم", "unbalanced-bracket", 4, None),
    ("قال نعم» ثم", "unbalanced-bracket", 7, None),
    ("«قال (نعم»", "unbalanced-bracket", 5, None),
]
RIGHT = [
    "بلغ 2,500 و٢٬٥٠٠",
    "نسبة 80% من",
    "قالت Smith, Jones وغيرهما",
    "1) أول، أ) ثانٍ (ب) ثالث",
    "«قال (نعم) ثم»",
    "في https://example.org/a,b?c=1;d صفحة",
    "د. أحمد، الساعة 12:30؛ ثم… نعم",
    "English, only?",
    "سطر\n، آخر",
]


@pytest.mark.parametrize(("text", "kind", "offset", "instead"), WRONG)
def test_a_wrong_sign_is_told_with_the_right_one(
    text: str, kind: str, offset: int, instead: str | None
) -> None:
    """One mistake is one problem, at its own character."""
    assert [each[:2] for each in problems(text)] == [(kind, offset)]
    assert problems(text)[0].instead == instead


@pytest.mark.parametrize("text", RIGHT)
def test_what_belongs_to_numbers_latin_words_and_lists_is_left_alone(text: str) -> None:
    """A rule that cries wolf is switched off; these are what it must not take for mistakes."""
    assert problems(text) == ()


def test_straight_quotes_become_guillemets_where_they_pair_up() -> None:
    """An odd one, or one that opens where it should close, is left to the editor; inches are no quotes."""
    assert [(each.offset, each.instead) for each in problems('قال "نعم" ثم')] == [(4, "«"), (8, "»")]
    assert [(each.instead, each.safe) for each in problems('قال "نعم')] == [(None, False)]
    assert [each.safe for each in problems('قال "نعم" "')] == [False, False, False]
    assert problems('شاشة 24" كبيرة') == ()


@given(st.text(alphabet='اب ،,;?%"()[]«».!:12٣a\n', max_size=30))
def test_safe_replacements_settle(text: str) -> None:
    """Every problem lies inside the text, in order; made twice, the safe replacements find nothing left to mend."""
    for _ in range(4):
        found = problems(text)
        assert all(0 <= each.offset < len(text) for each in found)
        assert [each.offset for each in found] == sorted(each.offset for each in found)
        for each in reversed(found):
            if each.safe and each.instead is not None:
                text = text[: each.offset] + each.instead + text[each.offset + each.length :]
    assert not [each for each in problems(text) if each.safe]
