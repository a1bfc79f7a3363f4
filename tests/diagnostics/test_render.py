"""Problems reach people, jump lists, programs and CI whole and in one order, whatever the text holds."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.diagnostics.codes import CODES
from briefgen.diagnostics.model import Diagnostic, Label, Span, counts, has_errors, ordered, problem
from briefgen.diagnostics.render import render, summary, visible
from briefgen.diagnostics.suggestions import closest_key, same_looking
from briefgen.diagnostics.texts import LONGEST, phrase


def at(line: int = 5, column: int = 3, end: int = 8, file: str = "briefs/a.yaml") -> Span:
    """A span on one line."""
    return Span(file, line, column, line, end)


def unknown(excerpt: str = "  titel: x", span: Span | None = None, **keys: object) -> Diagnostic:
    """An unknown key."""
    where = span or at()
    return problem("unknown-key", where, excerpt=excerpt, key="titel", where="a section", **keys)  # type: ignore[arg-type]


def test_the_full_form_shows_what_where_and_what_to_do() -> None:
    """Head, place with route, line, caret, related place, note, advice; one each."""
    shown = unknown(
        route="sections[0].titel",
        labels=(Label(at(2), phrase("first-written-here")),),
        notes=(phrase("id-is-file-name"),),
        helps=(phrase("did-you-mean", name="title"),),
    )
    assert render([shown], "full") == (
        "error[unknown-key]: unknown key `titel` in a section\n"
        " --> briefs/a.yaml:5:3 (sections[0].titel)\n"
        "  |\n"
        "5 |   titel: x\n"
        "  |   ^^^^^\n"
        "  = first written here: briefs/a.yaml:2:3\n"
        "  = note: the id of a brief or a source is the name of its file\n"
        "  = help: did you mean `title`?\n"
        "\n"
    )


@pytest.mark.parametrize(
    ("excerpt", "span", "last"),
    [
        ("key: word", at(column=6, end=10), "  |      ^^^^"),
        ("key: word # شرح", at(column=6, end=10), "  |      ^^^^"),
        ("key: كلمة", at(column=6, end=10), "  | at \u2068كلمة\u2069"),
        ("key: كلمة word", at(column=11, end=15), "  | at \u2068word\u2069"),
        ("مفتاح: word", at(column=8, end=12), "  | at \u2068word\u2069"),
        ("  كلمة  آخر", at(column=7, end=9), "  | after \u2068كلمة\u2069"),
        ("key:", at(column=5, end=5), "  |     ^"),
    ],
)
def test_a_caret_stands_only_where_every_terminal_agrees(excerpt: str, span: Span, last: str) -> None:
    """Terminals order right-to-left lines differently; there the words are named between isolates (UAX #9, 2.4)."""
    assert render([unknown(excerpt, span)], "full").splitlines()[4] == last


def test_a_long_line_is_shown_around_its_problem() -> None:
    """A line of a hundred thousand characters does not bury the message."""
    shown = render([unknown("x" * 50_000 + " titel " + "y" * 50_000, at(column=50_002, end=50_007))], "full")
    assert "titel" in shown.splitlines()[3]
    assert max(len(line) for line in shown.splitlines()) < 300


def test_a_message_quotes_at_most_so_much() -> None:
    """What an editor wrote at length is cut short in the message and the route."""
    found = problem("unknown-topic", at(), route="x" * 5000, topic="ب" * 5000)
    assert len(found.message) < LONGEST + 50
    assert len(found.route) == LONGEST


def test_short_github_and_json_say_the_same() -> None:
    """One line for jump lists, one command for GitHub with its escapes, one object for programs."""
    found = unknown(span=at(file="briefs/a,b.yaml"), helps=(phrase("did-you-mean", name="100%"),))
    assert (
        render([found], "short")
        == "briefs/a,b.yaml:5:3: error[unknown-key] unknown key `titel` in a section\n"
    )
    assert render([found], "github") == (
        "::error file=briefs/a%2Cb.yaml,line=5,col=3,endLine=5,endColumn=8,title=unknown-key::"
        "unknown key `titel` in a section%0Adid you mean `100%25`?\n"
    )
    assert json.loads(render([found], "json")) == {
        "version": 1,
        "errors": 1,
        "warnings": 0,
        "problems": [
            {
                "code": "unknown-key",
                "severity": "error",
                "message": "unknown key `titel` in a section",
                "file": "briefs/a,b.yaml",
                "start": {"line": 5, "column": 3},
                "end": {"line": 5, "column": 8},
                "route": "",
                "related": [],
                "notes": [],
                "helps": ["did you mean `100%`?"],
                "fix": None,
            }
        ],
    }


def test_nothing_is_an_empty_text_and_an_empty_list() -> None:
    """Programs always get JSON."""
    assert [render([], form) for form in ("full", "short", "github")] == ["", "", ""]
    assert json.loads(render([], "json"))["problems"] == []


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_form_breaks_a_line_or_lets_a_control_through(name: str, key: str) -> None:
    """Whatever file names and keys hold, a problem is one line in `short` and `github` and no terminal is steered."""
    found = problem("unknown-key", at(file=name), excerpt=key, route=key, key=key, where="a section")
    for form in ("short", "github", "full"):
        text = render([found], form)
        lines = text.splitlines()
        assert len(lines) == 1 or form == "full"
        assert not [c for line in lines for c in line if unicodedata.category(c) == "Cc"]


def test_direction_controls_become_visible() -> None:
    """A stray mark must not turn our own line around."""
    assert visible("a\u202eb\tc\u2028") == "a\\u{202E}b\\u{0009}c\\u{2028}"


def test_the_terminal_prepares_words_and_leaves_places_alone() -> None:
    """What a terminal that orders nothing needs is done part by part: numbers and marks stay where they are."""
    shown = render([unknown("key: كلمة", at(column=6, end=10))], "full", lambda text: f"<{text}>")
    assert shown.splitlines() == [
        "<error>[unknown-key]: <unknown key `titel` in a section>",
        " --> briefs/a.yaml:5:6",
        "  |",
        "5 | <\u2068key: كلمة\u2069>",
        "  | <at> <\u2068كلمة\u2069>",
        "",
    ]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], "no problems"),
        ([unknown()], "1 error in 1 file"),
        ([unknown(), unknown(span=at(6, file="b"))], "2 errors in 2 files"),
        ([unknown(), problem("tatweel", at(9))], "1 error, 1 warning in 1 file"),
    ],
)
def test_the_summary_counts(found: list[Diagnostic], expected: str) -> None:
    """Numbers agree with their nouns."""
    assert summary(found) == expected


DIAGNOSTICS = st.builds(
    lambda code, line, file, help, labels: problem(
        code,
        at(line, file=file),
        helps=(phrase("did-you-mean", name=help),),
        labels=tuple(Label(at(each), phrase("the-other-one")) for each in labels),
        key="k",
        where="w",
    ),
    st.sampled_from(["unknown-key", "tatweel", "missing-key"]),
    st.integers(1, 3),
    st.sampled_from(["a", "b"]),
    st.sampled_from(["", "x"]),
    st.lists(st.integers(1, 2), max_size=2),
)


@given(st.lists(DIAGNOSTICS, max_size=8), st.randoms(use_true_random=False))
def test_the_order_is_total(found: list[Diagnostic], random: object) -> None:
    """The same problems in any order come out the same, each once, by file and position, errors first."""
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ordered(shuffled) == ordered(found)
    assert len(ordered(found)) == len(set(found))
    keys = [(each.span, each.severity) for each in ordered(found)]
    assert keys == sorted(keys)


def test_warnings_are_no_errors() -> None:
    """Only errors stop a build."""
    assert not has_errors([problem("tatweel", at())])
    assert has_errors([problem("tatweel", at()), unknown()])
    assert counts([problem("tatweel", at()), unknown()]) == {"error": 1, "warning": 1}


@pytest.mark.parametrize("code", CODES.values(), ids=CODES.keys())
def test_registered_texts_are_fit_to_print(code: object) -> None:
    """Lower case, no full stop, kebab-case names."""
    name, message, help = code.name, code.message, code.help  # type: ignore[attr-defined]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    for text in (message, help):
        assert not text.endswith(".")
        assert text[:1] == text[:1].lower()


@pytest.mark.parametrize(
    ("written", "meant"),
    [("titel", "title"), ("sectons", "sections"), ("as-of", "as_of"), ("zzz", None), ("t", None), ("", None)],
)
def test_a_key_is_guessed_when_it_is_close(written: str, meant: str | None) -> None:
    """Keys: a likeness of three quarters or none."""
    assert closest_key(written, ("title", "sections", "as_of", "summary")) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("fact-2O1", "fact-201"),
        ("fact-٢٠١", "fact-201"),
        ("fact_201", "fact-201"),
        ("Fact-201", "fact-201"),
        ("fact-202", None),
        ("fact-20", None),
        ("", None),
    ],
)
def test_an_id_is_guessed_only_when_it_looks_the_same(written: str, meant: str | None) -> None:
    """A similar id would be a wrong citation; and of two that look the same neither is offered."""
    assert same_looking(written, ["fact-201", "fact-210"]) == meant
    assert same_looking("fact-2O1", ["fact-201", "fact-2o1"]) is None
