"""What editors are told, value by value: columns, what files name, what can stand at a place, repairs, explanations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from briefgen.diagnostics.counting import Language
from briefgen.diagnostics.model import Edit, Fix, Span, problem
from briefgen.langserver.completion import offers
from briefgen.langserver.hovers import of_described, of_mention
from briefgen.langserver.mentions import Explained, Mention, at, mentions, places
from briefgen.langserver.positions import Encoding, to_column, to_units, units
from briefgen.langserver.wording import Wording
from briefgen.records.reading import read_library
from briefgen.schemas import Known
from briefgen.yamltext import parse

LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
ENCODED = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
WIDTH = {"utf-8": 1, "utf-16": 2, "utf-32": 4}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@given(LINES)
def test_columns_go_there_and_back(encoding: Encoding, line: str) -> None:
    """Units are those of the encoding; each column has its units, and those lead back to it."""
    assert units(line, encoding) == len(line.encode(ENCODED[encoding])) // WIDTH[encoding]
    for column in range(len(line) + 1):
        assert to_column(line, to_units(line, column, encoding), encoding) == column
    assert to_column(line, 10_000, encoding) == len(line)


SPEC = """\
brief: supply
title: 😀 إمداد
sections:
  - title: قسم
    select: {topics: [water, "homes"], sources: [survey], not: [old-fact]}
    show: timeline
  - title: نثر
    text: |
      كلام أول [@one; @two].
    explains: [survey]
wrong: [
"""


def named(path: str, text: str) -> dict[str, str]:
    """What a file names, as written at the spans that are given, by name."""
    root, _ = parse(path, text.encode())
    lines = text.split("\n")
    found = mentions(path, root)
    return {
        each.name: lines[each.span.line - 1][each.span.column - 1 : each.span.end_column - 1]
        for each in found
    }


def test_files_tell_what_they_name_without_being_sound() -> None:
    """Ids in lists, in prose and in quotes stand at the very characters, though the spec lacks what it needs."""
    text = SPEC.replace("wrong: [\n", "wrong: 1\n")
    assert named("briefs/supply.yaml", text) == {
        "supply": "supply",
        "water": "water",
        "homes": "homes",
        "survey": "survey",
        "old-fact": "old-fact",
        "one": "one",
        "two": "two",
    }


def test_keys_and_words_are_explained_where_they_stand() -> None:
    """At a key its meaning, at a word of a choice the word's, in the language asked for."""
    text = SPEC.replace("wrong: [\n", "")
    found = places("briefs/supply.yaml", parse("briefs/supply.yaml", text.encode())[0])
    key, word = at(found, 6, 6), at(found, 6, 13)
    assert isinstance(key, Explained)
    assert isinstance(word, Explained)
    assert "timeline" in of_described(key.what, "en")
    assert of_described(word.what, "ar") == "`timeline`: خط زمني"
    assert at(found, 2, 12) is None


KNOWN = Known(
    {"fact": {"one": "العبارة الأولى"}, "topic": {"water": ""}, "source": {"survey": "مسح"}, "measure": {}}
)


@pytest.mark.parametrize(
    ("path", "text", "sort"),
    [
        ("briefs/a.yaml", "sections:\n  - facts:\n    - one\n    - ", {"fact"}),
        ("briefs/a.yaml", "sections:\n  - select:\n      sources: [", {"source"}),
        ("briefs/a.yaml", "sections:\n  - text: |\n      x\n    explains: [", {"source"}),
        ("briefs/facts/a.yaml", "one:\n  topics:\n    - ", {"topic"}),
        ("briefs/facts/a.yaml", "one:\n  evidence:\n    - source: ", {"source"}),
        ("briefs/facts/a.yaml", "one:\n  evidence:\n    - source: survey\n      ", {"key"}),
        ("briefs/facts/a.yaml", "one:\n  measure: {of: x, bound: ", {"word"}),
        ("briefs/facts/a.yaml", "o", set()),
        ("briefs/sources/a.yaml", "type: repo", {"word"}),
        ("briefs/sources/a.yaml", "issued:\n  ", {"key"}),
        ("briefs/sources/a.yaml", "title: x\n", {"key"}),
        ("briefgen.yaml", "snap", {"key"}),
        ("briefs/a.yaml", "title: ", set()),
        ("briefs/a.yaml", "# sections: [", set()),
        ("README.md", "facts: [", set()),
    ],
)
def test_offers_fit_their_place(path: str, text: str, sort: set[str]) -> None:
    """Only what the value at that place can be, told by indentation and brackets alone."""
    lines = text.split("\n")
    found = offers(path, lines, len(lines) - 1, len(lines[-1]), KNOWN, "en")
    assert {each.sort for each in found.offers} == sort


@given(st.text("ab:-# \n[]{}@\"',x\t😀", max_size=80), st.integers(0, 9), st.integers(0, 30))
def test_nothing_written_stops_the_offers(text: str, line: int, column: int) -> None:
    """Whatever stands there, and wherever it is asked: an answer, whose word begins on the line before the place."""
    for path in ("briefs/a.yaml", "briefs/facts/a.yaml", "briefs/sources/a.yaml"):
        assert 0 <= offers(path, text.split("\n"), line, column, KNOWN, "en").start <= column


def _wording(language: Language = "en") -> Wording:
    text = "title: 😀 قـسم"
    return Wording(lambda _: [text], lambda path: f"file:///w/{path}", language, "utf-16")


@pytest.mark.parametrize(("applicability", "preferred"), [("safe", True), ("ask", False)])
def test_a_fix_is_an_action_with_its_edit(applicability: str, preferred: bool) -> None:
    """The edit is in the agreed units; a safe one is preferred, and the problem it mends is named."""
    span = Span("briefs/a.yaml", 1, 11, 1, 12)
    fix = Fix((Edit(span, ""),), applicability)  # type: ignore[arg-type]
    action = _wording().action(problem("tatweel", span).fixed(fix))
    assert action is not None
    assert action.is_preferred is preferred
    assert action.edit is not None
    assert action.edit.changes == {
        "file:///w/briefs/a.yaml": [
            types.TextEdit(types.Range(types.Position(0, 11), types.Position(0, 12)), "")
        ]
    }
    assert [each.code for each in action.diagnostics or ()] == ["tatweel"]
    assert _wording().action(problem("tatweel", span)) is None


FACTS = """\
one:
  says: افتتحت *الشبكة* عام 2018.
  kind: event
  date: "2018"
  topics: [water]
  evidence:
    - source: survey
      paragraph: 6
      passage: {from: أول, to: آخر, at: [0, 9], sha256: "%s", norm: n1}
""" % ("0" * 64)


def test_a_fact_is_told_with_its_passage_and_state() -> None:
    """Statement, kind, date, source, passage, its outcome; no sign of the editor's is taken for Markdown."""
    library = read_library((), [("briefs/facts/a.yaml", FACTS.encode())], ()).library
    told = of_mention(Mention(("fact",), "one", Span.start_of("x")), library, {"one": ("drifted",)}, "ar")
    assert told.startswith("افتتحت \\*الشبكة\\* عام 2018.")
    assert all(each in told for each in ("`event`", "2018", "`survey`", "أول … آخر", "**تغيّر شيء فيه**"))
    topic = of_mention(Mention(("topic",), "water", Span.start_of("x")), library, {}, "en")
    assert "`one`" in topic
    assert "not in this workspace" in of_mention(
        Mention(("fact",), "two", Span.start_of("x")), library, {}, "en"
    )
