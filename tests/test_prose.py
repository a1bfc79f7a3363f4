"""Prose keeps its words and its marks, and every sentence knows whether it is cited."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.prose import Mark, Words, likely_citation, marks, paragraphs, sentences


def pieces(text: str) -> list[list[str | tuple[str, ...]]]:
    """Paragraphs as plain values: words as text, marks as the facts they name."""
    return [
        [each.text if isinstance(each, Words) else each.facts for each in part] for part in paragraphs(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("كلام [@a].", [["كلام", ("a",), "."]]),
        ("كلام[@a].", [["كلام", ("a",), "."]]),
        ("كلام. [@a]", [["كلام.", ("a",)]]),
        ("كلام [@a] وكلام [@b; @c]. ثم", [["كلام", ("a",), " وكلام", ("b", "c"), ". ثم"]]),
        ("كلام [@a] [@b].", [["كلام", ("a",), ("b",), "."]]),
        ("[@a] كلام.", [[("a",), " كلام."]]),
        ("سطر\nسطر [@a;\n  @b].", [["سطر سطر", ("a", "b"), "."]]),
        ("أول.\n\nثان.\n  \n\nثالث.", [["أول."], ["ثان."], ["ثالث."]]),
        ("[@a; @a]", [[("a",)]]),
        ("[@Fact_1; @شبكة]", [[("Fact_1", "شبكة")]]),
        ("[ @a] و[a]", [["[ @a] و[a]"]]),
        ("", []),
        ("\n \n\n", []),
    ],
)
def test_words_and_marks_come_in_order(text: str, expected: list[list[str | tuple[str, ...]]]) -> None:
    """A mark clings to the word before it, single line ends are spaces, blank lines part paragraphs."""
    assert pieces(text) == expected


@pytest.mark.parametrize(
    "token",
    ["[@]", "[@-a]", "[@a;]", "[@a, @b]", "[@a @b]", "[@a; b]", "[@a", "[@", "[@a.b]", "[@a;; @b]"],
)
def test_a_mark_that_cannot_be_read_names_no_fact(token: str) -> None:
    """It is still a mark, at its place, so that it can be told and never prints as text."""
    text = f"كلام [@ok] {token} آخر"
    first, second = marks(text)
    assert (first.facts, second.facts) == (("ok",), ())
    assert text[second.start : second.end] in (token, token.split(maxsplit=1)[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أول [@a]. ثان.", [("أول .", True), ("ثان.", False)]),
        ("أول.[@a] ثان. [@b]", [("أول.", True), ("ثان.", True)]),
        ("أول. [@a] [@b] ثان [@c].", [("أول.", True), ("ثان .", True)]),
        ("قال: «نعم.» [@a] ثم ذهب.", [("قال: «نعم.»", True), ("ثم ذهب.", False)]),
        ("أول [@a]. «ثان» بعده.", [("أول .", True), ("«ثان» بعده.", False)]),
        ("هل ذهب؟ [@a] نعم! لا", [("هل ذهب؟", True), ("نعم!", False), ("لا", False)]),
        ("زادت 3.5 في المائة [@a].", [("زادت 3.5 في المائة .", True)]),
        ("كان عام 2018. 40 بيتًا [@a].", [("كان عام 2018.", False), ("40 بيتًا .", True)]),
        ("التقى د. أحمد و أ. سعيد [@a].", [("التقى د. أحمد و أ. سعيد .", True)]),
        ("وفد U.S. Army حضر [@a].", [("وفد U.S. Army حضر .", True)]),
        ("قال «نعم […] لا» ومضى [@a].", [("قال «نعم […] لا» ومضى .", True)]),
        ("سكت… ثم تكلم [@a].", [("سكت…", False), ("ثم تكلم .", True)]),
        ("أول\nسطر.\n\nثان [@a].", [("أول سطر.", False), ("ثان .", True)]),
        ("أول.\n\n[@a] ثان.", [("أول.", False), ("ثان.", True)]),
        ("(كما قيل.) [@a] ثم [@b].", [("(كما قيل.)", True), ("ثم .", True)]),
        ("2018. — 5", []),
        ("[@a].", []),
    ],
)
def test_each_sentence_is_cited_by_its_own_mark(text: str, expected: list[tuple[str, bool]]) -> None:
    """Before the full stop or right after it; never by the next sentence's mark, never across paragraphs."""
    assert [(each.text, each.cited) for each in sentences(text)] == expected


def test_a_sentence_knows_where_it_stands() -> None:
    """Two sentences that begin alike are told apart by their places."""
    text = "قال الوزير نعم [@a]. قال الوزير لا.\n\nقال الوزير ربما."
    assert [text[each.start : each.end] for each in sentences(text)] == [
        "قال الوزير نعم [@a].",
        "قال الوزير لا.",
        "قال الوزير ربما.",
    ]


WORDS = st.text(st.sampled_from("ابت ثج.؟،«»()0123\n"), max_size=30)
MARKS = st.lists(st.sampled_from(["a", "b-2", "long-id"]), min_size=1, max_size=3, unique=True)


@given(WORDS)
def test_text_without_marks_is_kept(text: str) -> None:
    """Nothing but white space changes."""
    kept = [each.text for part in paragraphs(text) for each in part if isinstance(each, Words)]
    assert "".join("".join(kept).split()) == "".join(text.split())
    assert all(words == " ".join(words.split()) for words in kept)


@given(st.lists(st.tuples(WORDS, MARKS), max_size=6))
def test_no_mark_is_lost_and_each_stands_where_it_says(parts: list[tuple[str, list[str]]]) -> None:
    """The marks come out in order with their facts, whatever stands between them; the words too."""
    tokens = ["[" + "; ".join(f"@{name}" for name in names) + "]" for _, names in parts]
    text = "".join(words + token for (words, _), token in zip(parts, tokens, strict=True))
    assert [list(each.facts) for each in marks(text)] == [names for _, names in parts]
    assert [text[each.start : each.end] for each in marks(text)] == tokens
    kept = "".join(each.text for part in paragraphs(text) for each in part if isinstance(each, Words))
    assert "".join(kept.split()) == "".join("".join(words.split()) for words, _ in parts)


@given(st.lists(st.tuples(WORDS, MARKS), max_size=6))
def test_sentences_hold_every_letter_once(parts: list[tuple[str, list[str]]]) -> None:
    """No word belongs to two sentences or to none, so no claim escapes the question for its source."""
    text = "".join(f"{words} [@{names[0]}]" for words, names in parts)
    found = sentences(text)
    letters = [c for c in "".join(words for words, _ in parts) if c.isalpha()]
    assert [c for each in found for c in each.text if c.isalpha()] == letters
    assert all(before.end <= after.start for before, after in pairwise(found))


@given(st.text(st.sampled_from("[]@;a- .\n"), max_size=40))
def test_any_text_is_prose(text: str) -> None:
    """Brackets and signs in any order never fail, and never print a mark as text."""
    for part in paragraphs(text):
        for each in part:
            assert isinstance(each, Mark) or "[@" not in each.text.replace(" ", "x")
    sentences(text)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("[@one, @two]", "[@one; @two]"),
        ("[@one، two]", "[@one; @two]"),
        ("[nmi_more]", "[@nmi-more]"),
        ("[…]", ""),
        ("[@]", ""),
    ],
)
def test_a_citation_written_otherwise_is_guessed(written: str, meant: str) -> None:
    """Ids parted by commas or without their sign lead to the citation that was meant; anything else to nothing."""
    assert likely_citation(written) == meant
