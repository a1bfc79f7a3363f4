"""Tampered snapshots get the outcome that they deserve."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.samples.archived import PASSAGES, TEXT, records

from briefgen.arabic.normal import n1
from briefgen.evidence.passages import State, paragraph_at, paragraphs, verify
from briefgen.records.fact import Evidence

FACTS = records().facts
PROOF = {name: FACTS[name].evidence[0] for name in PASSAGES}
OPENED = PROOF["network-opened"]


def state(text: str, evidence: Evidence = OPENED) -> State:
    """What becomes of a passage in a text."""
    return verify(evidence, text).state


@pytest.mark.parametrize("name", PASSAGES)
def test_every_passage_stands_in_the_text_it_was_anchored_in(name: str) -> None:
    """Offsets count code points of the stored text and name the very words."""
    evidence = PROOF[name]
    assert state(TEXT, evidence) == "verified"
    assert TEXT[slice(*evidence.passage.at)] == PASSAGES[name]


@pytest.mark.parametrize(
    ("what", "old", "new", "outcome"),
    [
        ("one letter between the anchors", "المياه الجديدة", "المياة الجديدة", "drifted"),
        ("one letter in the first anchor", "افتتح المجلس البلدي شبكة", "افتتح المجلسُ البلدي شبكة", "drifted"),
        ("one letter in the last anchor", "ربيع عام 2018", "ربيع عأم 2018", "drifted"),
        ("one digit", "عام 2018", "عام 2019", "drifted"),
        ("a digit of the other family", "عام 2018", "عام ٢٠١٨", "drifted"),
        ("a haraka", "شبكة المياه", "شبكةَ المياه", "drifted"),
        ("a word more", "شبكة المياه الجديدة في", "شبكة المياه البلدية الجديدة في", "drifted"),
        ("a word less", "المياه الجديدة في ربيع", "المياه في ربيع", "drifted"),
        ("words in another order", "شبكة المياه الجديدة في", "المياه شبكة الجديدة في", "drifted"),
        ("a no-break space", "شبكة المياه", "شبكة\u00a0المياه", "verified"),
        ("a tatweel inside", "شبكة المياه", "شبكة الميـاه", "moved"),
        ("a mark of direction inside", "شبكة المياه", "شبكة \u200fالمياه", "moved"),
        ("two spaces", "شبكة المياه", "شبكة  المياه", "moved"),
        ("a decomposed letter before", "صحيفة الواحة", "صحيفة الأواحة", "moved"),
        ("a line more before", "صحيفة", "اليوم\nصحيفة", "moved"),
        ("a blank line more before", "صحيفة الواحة\n", "صحيفة الواحة\n\n", "moved"),
        ("text after it", "في تقريره الأخير", "في تقريره السنوي الأخير", "verified"),
        ("a line end inside", "شبكة المياه الجديدة في ربيع", "شبكة المياه الجديدة\nفي ربيع", "drifted"),
        ("all of it gone", f"{PASSAGES['network-opened']} ", "", "lost"),
    ],
)  # fmt: skip
def test_one_change_has_one_outcome(what: str, old: str, new: str, outcome: State) -> None:
    """What N1 folds leaves the passage verified or moved; every other change in it is seen."""
    assert TEXT.count(old) >= 1, what
    assert state(TEXT.replace(old, new, 1)) == outcome


def test_a_moved_paragraph_is_found_with_its_new_number() -> None:
    """The second line put last: the words stand, elsewhere."""
    lines = TEXT.splitlines()
    opened = lines.pop(2)
    text = "\n".join([*lines, opened])
    verdict = verify(OPENED, text)
    assert (verdict.state, verdict.paragraph) == ("moved", 6)
    assert verdict.found is not None
    assert n1(text[slice(*verdict.found)]) == PASSAGES["network-opened"]


def test_a_doubled_paragraph_leaves_the_first_verified_and_cannot_stand_for_a_moved_one() -> None:
    """With the offsets right the copy does not matter; with them wrong nobody can say which one was meant."""
    doubled = TEXT.replace("تعليق قارئ", f"{PASSAGES['network-opened']}.\nتعليق قارئ")
    assert state(doubled) == "verified"
    shifted = verify(OPENED, "سطر\n" + doubled)
    assert (shifted.state, len(shifted.places)) == ("drifted", 2)


def test_a_wrong_paragraph_number_is_a_move() -> None:
    """The offsets are right, the record's paragraph is not: the note would lead a reader astray."""
    verdict = verify(Evidence("paper", 3, OPENED.passage), TEXT)
    assert (verdict.state, verdict.found, verdict.paragraph) == ("moved", OPENED.passage.at, 2)


def test_without_a_text_nothing_is_verified() -> None:
    """A missing snapshot is an outcome of its own, never a verified one; an empty one has lost everything."""
    assert verify(OPENED, None).state == "no-snapshot"
    assert state("") == "lost"


@given(st.sampled_from(sorted(PASSAGES)), st.data())
def test_no_change_of_a_passage_goes_unseen(name: str, data: st.DataObject) -> None:
    """One character inside a passage replaced by another: verified only where N1 of the passage is the same."""
    evidence = PROOF[name]
    start, end = evidence.passage.at
    at = data.draw(st.integers(start, end - 1))
    other = data.draw(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةء0123456789٠١٢٣ \u00a0\u064e\u0651ـ."))
    text = TEXT[:at] + other + TEXT[at + 1 :]
    assume(n1(text[start:end]) != n1(TEXT[start:end]))
    assert state(text, evidence) in ("drifted", "lost", "moved")
    if verify(evidence, text).state == "moved":
        found = verify(evidence, text).found
        assert found is not None
        assert n1(text[slice(*found)]) == n1(TEXT[start:end])


@given(st.sampled_from(sorted(PASSAGES)), st.text("اب تث\n\u064eـ.1", max_size=12), st.data())
def test_text_put_in_elsewhere_never_loses_a_passage(name: str, inserted: str, data: st.DataObject) -> None:
    """Whatever stands before or after, the words are verified or moved, and where they are told to be."""
    evidence = PROOF[name]
    start, end = evidence.passage.at
    at = data.draw(st.sampled_from([*range(start), *range(end, len(TEXT))]))
    assume(at not in (start, end))
    text = TEXT[:at] + inserted + TEXT[at:]
    verdict = verify(evidence, text)
    assert verdict.state in ("verified", "moved")
    place = verdict.found or evidence.passage.at
    assert n1(text[slice(*place)]) == n1(PASSAGES[name])
    assert (verdict.paragraph or evidence.paragraph) == paragraph_at(text, place)


@given(st.text("اب \n\t\r", max_size=40))
def test_paragraphs_are_the_lines_with_something_on_them(text: str) -> None:
    """Counted from 1, and each stretch is its line."""
    found = paragraphs(text)
    assert [text[each.start : each.end] for each in found] == [
        line for line in text.split("\n") if line.strip()
    ]
    assert [each.number for each in found] == list(range(1, len(found) + 1))
