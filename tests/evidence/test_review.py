"""Review stamps: any change of what was vouched for shows, nothing else does."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples.archived import facts, source
from tests.samples.workspace import library

from briefgen.evidence.review import Value, canonical, review_state, stamp
from briefgen.records.library import Library

NAME = "network-opened"
BASE: dict[str, Any] = facts()[NAME] | {
    "date": "2018",
    "topics": ["water", "works"],
    "measure": {"of": "opened", "value": "1", "unit": "شبكة"},
}


def records(fact: dict[str, Any], record: dict[str, Any]) -> Library:
    """A library of one fact and its source."""
    return library({NAME: fact}, sources={"paper": record})


def reviewed(**keys: Any) -> dict[str, Any]:
    """The fact with a stamp made over it as it is in BASE, then changed."""
    before = records(BASE, source())
    made = stamp(before.facts[NAME], before, "سعاد", "2024-03-01")
    return BASE | {"reviewed": {"by": "سعاد", "on": "2024-03-01", "stamp": made}} | keys


def moved(**keys: Any) -> list[dict[str, Any]]:
    """The evidence with keys of its passage changed."""
    piece = BASE["evidence"][0]
    return [piece | {"passage": piece["passage"] | keys}]


def test_a_stamp_holds_while_nothing_changes() -> None:
    """Reviewed, not suspect; and without a stamp neither."""
    assert (
        review_state(records(reviewed(), source()).facts[NAME], records(reviewed(), source())) == "reviewed"
    )
    assert review_state(records(BASE, source()).facts[NAME], records(BASE, source())) == "unreviewed"


@pytest.mark.parametrize(
    "change",
    [
        {"says": "افتُتحت الشبكة في عام 2019."},
        {"kind": "figure"},
        {"date": "2018~"},
        {"date_basis": "inferred", "because": "من السياق"},
        {"topics": ["water"]},
        {"speaker": "رئيسة المجلس"},
        {"measure": {"of": "opened", "value": "2", "unit": "شبكة"}},
        {"measure": {"of": "opened", "value": "1", "unit": "شبكة", "bound": "about"}},
        {"evidence": moved(sha256="1" * 64)},
        {"evidence": [BASE["evidence"][0] | {"paragraph": 3}]},
        {"evidence": BASE["evidence"] * 2},
        {"reviewed": reviewed()["reviewed"] | {"by": "أحمد"}},
        {"reviewed": reviewed()["reviewed"] | {"on": "2024-03-02"}},
        {"reviewed": reviewed()["reviewed"] | {"stamp": "0" * 64}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_any_change_of_the_fact_makes_it_suspect(change: dict[str, Any]) -> None:
    """The statement, each field, each passage, and who and when."""
    found = records(reviewed(**change), source())
    assert review_state(found.facts[NAME], found) == "suspect"


@pytest.mark.parametrize(
    "change",
    [
        {"title": "صحيفة أخرى"},
        {"issued": "2018"},
        {"URL": "https://example.org/"},
        {"author": [{"family": "سالم"}]},
        {"snapshot": {"sha256": "2" * 64, "norm": "n1"}},
        {"withdrawn": {"on": "2024-05-01", "why": "أنكره ناشره"}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_any_change_of_the_source_makes_it_suspect(change: dict[str, Any]) -> None:
    """The record of the source and the digest of its snapshot were vouched for too."""
    found = records(reviewed(), source(**change))
    assert review_state(found.facts[NAME], found) == "suspect"


def test_what_says_nothing_new_leaves_the_stamp_alone() -> None:
    """The order of topics, a trailing zero, offsets that moved with white space, a paragraph excluded elsewhere."""
    excluded = source()["snapshot"] | {"excluded": [{"paragraph": 9, "why": "تعليق"}]}
    fact = reviewed(
        topics=["works", "water"],
        measure={"of": "opened", "value": "1.0", "unit": "شبكة"},
        evidence=moved(at=[31, 90]),
    )
    found = records(fact, source(snapshot=excluded))
    assert review_state(found.facts[NAME], found) == "reviewed"


def test_parts_do_not_run_into_one_another() -> None:
    """Moving a word from one field to the next is a change, though the characters in a row are the same."""
    one = records(BASE | {"speaker": "رئيسة", "says": "المجلس قالت."}, source())
    other = records(BASE | {"speaker": "رئيسةالمجلس", "says": " قالت."}, source())
    assert stamp(one.facts[NAME], one, "س", "2024") != stamp(other.facts[NAME], other, "س", "2024")


def test_the_canonical_form_is_that_of_rfc_8785() -> None:
    """Keys sorted, no white space, no escapes but the needed ones, texts in NFC; and the domain comes first."""
    value: Value = {"b": ["\u0628", 1, None], "a": 'x"\\\n\u001f/', "c": "\u0627\u0653"}
    assert canonical(value).decode() == '{"a":"x\\"\\\\\\n\\u001f/","b":["ب",1,null],"c":"آ"}'
    found = records(BASE, source())
    plain: Value = {"by": "س", "on": "2024"}
    assert stamp(found.facts[NAME], found, "س", "2024") != sha256(canonical(plain)).hexdigest()


@given(st.dictionaries(st.text("abc", max_size=3), st.text(max_size=5) | st.integers(-9, 9) | st.none()))
def test_the_canonical_form_does_not_depend_on_order(record: dict[str, Any]) -> None:
    """The same keys in another order give the same bytes, and the bytes are JSON."""
    backwards = dict(reversed(record.items()))
    assert canonical(record) == canonical(backwards)
    assert json.loads(canonical(record)).keys() == record.keys()
