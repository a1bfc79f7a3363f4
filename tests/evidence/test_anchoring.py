"""From selected words to an anchored passage, or a refusal that says why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples.archived import EXCLUDED, PASSAGES, TEXT

from briefgen.evidence.anchoring import Anchored, Refused, anchor
from briefgen.evidence.passages import verify


def anchored(selection: str, text: str = TEXT) -> Anchored:
    """The anchored passage of words that can be anchored."""
    found = anchor(selection, "paper", text, EXCLUDED)
    assert isinstance(found, Anchored), found
    return found


def refused(selection: str, text: str = TEXT) -> Refused:
    """The refusal of words that cannot be."""
    found = anchor(selection, "paper", text, EXCLUDED)
    assert isinstance(found, Refused), found
    return found


def test_a_selection_becomes_evidence_with_anchors_of_three_words() -> None:
    """Paragraph, first and last words, offsets of the stored text, digest of N1."""
    evidence = anchored("وتراجعت الشكاوى بنسبة 80 في المائة بعد افتتاح المحطة").evidence
    passage = evidence.passage
    assert (evidence.paragraph, passage.first, passage.last) == (
        5,
        "وتراجعت الشكاوى بنسبة",
        "بعد افتتاح المحطة",
    )
    assert TEXT[slice(*passage.at)] == "وتراجعت الشكاوى بنسبة 80 في المائة بعد افتتاح المحطة"
    assert verify(evidence, TEXT).state == "verified"


@pytest.mark.parametrize(
    "selection",
    [
        "إن المرحله الثانيه تبدأ في الخريف المقبل",
        "«إنَّ المرحلة الثانية… تبدأ في الخريف المقبل»",
        "ان المرحلة\nالثانية   تبدأ في الخريف المقبل.",
        "إنـّ المرحلة \u200fالثانية تبدا فى الخريف المقبل",
    ],
)
def test_the_selection_may_differ_in_what_search_folds(selection: str) -> None:
    """Harakat, letter variants, punctuation and white space do not keep words from being found; the digest is exact."""
    evidence = anchored(selection).evidence
    assert TEXT[slice(*evidence.passage.at)] == "إنّ المرحلة الثانية تبدأ في الخريف المقبل"
    assert verify(evidence, TEXT).state == "verified"


def test_other_digits_are_found_too() -> None:
    """٢٬٤٠٠ and 2400 find 2,400; the anchors are those of the text."""
    for number in ("٢٬٤٠٠", "2400"):
        assert anchored(f"وتضخ المحطة {number} متر").evidence.passage.last == "المحطة 2,400 متر"


def test_words_of_an_excluded_paragraph_are_refused_with_its_reason() -> None:
    """A reader's comment is no evidence."""
    found = refused("شبكة المياه الجديدة متأخرًا عامين")
    assert (found.reason, found.why, [each.paragraph for each in found.places]) == (
        "excluded",
        "تعليق قارئ",
        [6],
    )


def test_an_excluded_paragraph_makes_no_words_ambiguous() -> None:
    """The same words in a reader's comment do not count as a second place."""
    assert anchored("افتتح المجلس البلدي شبكة المياه الجديدة").evidence.paragraph == 2


def test_words_at_several_places_are_refused_with_the_places() -> None:
    """The editor is told where, with a few words around, and selects more."""
    text = "العنوان\nقال مدير المحطة إن الماء صالح للشرب.\nكرر مدير المحطة إن الماء صالح للشرب مرتين."
    found = refused("مدير المحطة إن الماء", text)
    assert found.reason == "ambiguous"
    assert [(each.paragraph, text[slice(*each.at)]) for each in found.places] == [
        (2, "مدير المحطة إن الماء"),
        (3, "مدير المحطة إن الماء"),
    ]
    assert found.places[1].around == "كرر [ ] صالح للشرب مرتين."


@pytest.mark.parametrize(
    ("selection", "reason"),
    [
        ("", "too-short"),
        ("المجلس البلدي", "too-short"),
        ("افتتح المجلس القروي شبكة المياه", "not-found"),
        ("بحضور رئيسة المجلس وخمسة وعشرين مهندسًا وتضخ المحطة", "not-found"),
        ("المجلس افتتح البلدي", "not-found"),
    ],
)
def test_what_cannot_be_anchored_is_refused(selection: str, reason: str) -> None:
    """Too few words, other words, another order, words of two paragraphs."""
    assert refused(selection).reason == reason


def test_anchors_grow_to_four_words_where_three_are_not_unique() -> None:
    """Three words that stand twice are no anchor of their own; the fourth tells them apart."""
    text = "العنوان\nقال مدير المحطة أمس إن الماء صالح.\nثم قال مدير المحطة اليوم إنه انقطع."
    found = anchored("قال مدير المحطة أمس إن الماء صالح", text)
    assert (found.evidence.passage.first, found.sure) == ("قال مدير المحطة أمس", True)


@given(st.sampled_from(TEXT.splitlines()[2:6]), st.data())
def test_whatever_is_anchored_verifies(line: str, data: st.DataObject) -> None:
    """Any run of words of a paragraph is refused, or anchored so that it verifies in the text it was taken from."""
    tokens = line.split() or ["لا"]
    start = data.draw(st.integers(0, len(tokens) - 1))
    end = data.draw(st.integers(start + 1, len(tokens)))
    found = anchor(" ".join(tokens[start:end]), "paper", TEXT, EXCLUDED)
    if isinstance(found, Anchored):
        assert verify(found.evidence, TEXT).state == "verified"
    else:
        assert found.reason in ("too-short", "ambiguous")


def test_every_sample_passage_is_found_whole() -> None:
    """The stretch begins with the first selected word and ends with the last."""
    for words in PASSAGES.values():
        assert TEXT[slice(*anchored(words).evidence.passage.at)] == words
