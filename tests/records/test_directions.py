"""Controls of direction in lines: which are deleted unasked; and how many finds of one file are looked into."""

from __future__ import annotations

import pytest

from briefgen.diagnostics.capping import MOST_IN_FILE
from briefgen.records.directions import of_file
from briefgen.records.families import decode_family
from briefgen.records.files import spec_file
from briefgen.yamltext import parse

_SPEC = "brief: sample\ntitle: x\nas_of: 2024\nsections:\n- title: x\n  text: |\n    كلمات %s وكلمات.\n"


def _asked(words: str) -> list[bool]:
    """Of the repairs in a prose text whether each is asked for."""
    found = spec_file("sample", "briefs/sample.yaml", (_SPEC % words).encode())
    return [
        each.fix.applicability == "ask"
        for each in found.family.problems
        if each.code == "bidi-control" and each.fix
    ]


@pytest.mark.parametrize(
    "words",
    [
        "[\u200e@fact-x]",
        "[\u200e\u200b@fact-x]",
        "[@\u200efact-x]",
        "[@fact\u200e-x]",
        "[@fact-x\u200e; @fact-y]",
        "[@fact-x;\n    @fact\u200e-y]",
        "a]\u200e@fact-x",
        "$\u200e(region)",
        "$\u200e$(region)",
        "$(reg\u200eion)",
    ],
)
def test_a_mark_in_what_may_be_a_citation_or_a_variable_is_asked_for(words: str) -> None:
    """Without it there would be a citation or a variable that was none, or another one: nobody knows what was meant."""
    assert _asked(words) == [True]


@pytest.mark.parametrize(
    "words", ["كل\u200eمة", "[كلمة\u200e]", "$5 \u200eكلمة", "$(region) كلمة\u200e.", "[@fact-x] كلمة\u200e."]
)
def test_a_mark_among_words_is_deleted_unasked(words: str) -> None:
    """Nor do brackets, prices, citations and variables that end before it keep it."""
    assert _asked(words) == [False]


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("- {explains: [homm\u200ees]}", True),
        ("- {as_of: 2024-0\u200e2}", False),
        ("- {title: كلمة\u200e}", False),
        ("- {title: x}  # كلمة\u200e", False),
        ("# \u200eكلمة", False),
    ],
)
def test_a_mark_is_deleted_unasked_from_words_and_comments_only(line: str, asked: bool) -> None:
    """In an id, or among signs of YAML, it may hide another mistake, for which the repair would be refused."""
    root, _ = parse("briefs/sample.yaml", f"- x\n{line}\n".encode())
    assert root is not None
    assert [each.fix and each.fix.applicability for each in of_file(root)] == ["ask" if asked else "safe"]


@pytest.mark.parametrize("line", ["- ا\u202e\n", '- "\\u202e"\n'])
def test_no_more_are_looked_for_than_are_told(line: str) -> None:
    """One more, by which it is known that there are more."""
    root, problems = parse("briefs/facts/water.yaml", (line * (MOST_IN_FILE + 50)).encode())
    assert root is not None
    assert not problems
    assert len(of_file(root)) == MOST_IN_FILE + 1


def test_no_more_variables_are_looked_into_than_are_told() -> None:
    """A file of thousands that nobody knows is not filled in, and costs what its first ones do."""
    prose = "$(b)" * (MOST_IN_FILE + 50)
    root, _ = parse("briefs/sample.yaml", f"brief: sample\nmatrix: {{a: [x, y]}}\ntitle: {prose}\n".encode())
    assert root is not None
    family = decode_family("sample", root)
    assert family.broken
    assert [each.code for each in family.problems].count("unknown-variable") == MOST_IN_FILE + 1
