"""YAML is read as text with positions, and nothing in a file can do more than be text."""

from __future__ import annotations

import string

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefgen import yamltext
from briefgen.diagnostics.capping import MOST_IN_FILE
from briefgen.diagnostics.model import Span
from briefgen.textopening import MAX_BYTES, MAX_LINE, MAX_LINES
from briefgen.yamltext import Mapping, Node, Scalar, Sequence, parse


def read(text: str) -> Node:
    """The root of a text without problems."""
    root, problems = parse("f.yaml", text.encode())
    assert problems == ()
    assert root is not None
    return root


def value(text: str, key: str = "a") -> Scalar:
    """The scalar of a key at the top of a text."""
    root = read(text)
    assert isinstance(root, Mapping)
    found = root.get(key)
    assert isinstance(found, Scalar)
    return found


def told(text: str | bytes) -> list[tuple[str, int, int]]:
    """The codes of a text's problems with line and column."""
    _, problems = parse("f.yaml", text if isinstance(text, bytes) else text.encode())
    return [(each.code, each.span.line, each.span.column) for each in problems]


@pytest.mark.parametrize(
    "word", ["NO", "no", "yes", "on", "012", "0x1F", "12:30", "1.10", "null", "2024-01-27", "1e3"]
)
def test_words_stay_as_they_are_written(word: str) -> None:
    """YAML 1.1 would make booleans, octal and sexagesimal numbers, dates of them."""
    assert value(f"a: {word}").text == word


def test_spans_count_characters_from_one() -> None:
    """Arabic letters are one column each, and the end is the column after the last."""
    found = value("title: x\na: كلمة # ملاحظة\n")
    assert found.span == Span("f.yaml", 2, 4, 2, 8)


def test_lists_in_brackets_are_spanned_whole_and_others_by_their_start() -> None:
    """The mark under a bracketed list covers it; a block list would cover half the file."""
    root = read("a: [b, c]\nd:\n  - e\n  - f\n")
    assert isinstance(root, Mapping)
    spans = [node.span for _, node in root.entries if isinstance(node, Sequence)]
    assert spans == [Span("f.yaml", 1, 4, 1, 10), Span("f.yaml", 3, 3, 3, 3)]


@pytest.mark.parametrize(
    ("text", "part", "place"),
    [
        ("a: كلام [@x] آخر", "[@x]", (1, 9)),
        ("a: |\n  كلام\n  ثم [@x]", "[@x]", (3, 6)),
        ("a: >\n  كلام\n  ثم [@x]", "[@x]", (3, 6)),
        ("a: كلام\n  ثم [@x]", "[@x]", (2, 6)),
        ("a: 'كلام [@x]'", "[@x]", (1, 10)),
        ('a: "كلام\n   [@x]"', "[@x]", (2, 4)),
        ("b: 1\na: |-\n\n\n    كلام\n\n    [@x]\n\nc: 2", "[@x]", (7, 5)),
        ("a: |\r\n  كلام\r\n  [@x]\r\n", "[@x]", (3, 3)),
        ("a: |\n  كلام  آخر", "  ", (2, 7)),
        ("a: |2\n    كلام\n  آخر", "  ", (2, 3)),
    ],
)
def test_a_part_of_a_value_is_found_in_the_file(text: str, part: str, place: tuple[int, int]) -> None:
    """Whatever the style of a value, a stretch of its text leads back to its line and column."""
    found = value(text)
    start = found.text.index(part)
    span = found.place(start, start + len(part))
    assert (span.line, span.column) == place
    assert found.file.line(span.line)[span.column - 1 : span.end_column - 1] in (part, part[-1:])


def test_where_escapes_hide_the_place_the_whole_value_is_shown() -> None:
    """A letter written as an escape has no column of its own."""
    found = value('a: "كلام \\u0627 [@x]"')
    assert found.place(0, 4) == found.span


ARABIC = st.text(st.sampled_from("ابتثج دذر[@]-؟.«»12\n"), min_size=1, max_size=40)


@given(ARABIC.filter(lambda text: text.strip() != ""), st.integers(0, 39))
def test_every_character_of_a_block_is_found_where_it_stands(text: str, at: int) -> None:
    """In a block, the file has the very character at the place that is given for it."""
    rows = "\n".join("   " + row if row.strip() else "" for row in text.split("\n"))
    found = value(f"b: 1\na: |1\n{rows}\nc: 2\n")
    solid = [index for index, char in enumerate(found.text) if not char.isspace()]
    index = solid[at % len(solid)]
    span = found.place(index, index + 1)
    assert found.file.line(span.line)[span.column - 1 : span.end_column - 1] == found.text[index]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: [b, c\nd: e\n", ("unclosed-bracket", 1, 4)),
        ("a: 'b\nc: d\n", ("unclosed-quote", 1, 4)),
        ("a: @b\n", ("syntax", 1, 4)),
        ("a: - b\n", ("syntax", 1, 4)),
        ("a: *\n", ("syntax", 1, 4)),
        ("a: |b\n", ("syntax", 1, 5)),
        ('a: "\\q"\n', ("syntax", 1, 5)),
        ("a:\n\tb: c\n", ("tab-indent", 2, 1)),
        ("a: ب: ج\n", ("unquoted-colon", 1, 5)),
        ("a: b\n  c: d\n", ("wrong-indent", 2, 3)),
        ("a: 1\nb: 2\na: 3\n", ("duplicate-key", 3, 1)),
        ("a: b\n...\n---\nc: d\n", ("multiple-documents", 3, 1)),
        ("# nothing\n", ("empty-file", 1, 1)),
        ("", ("empty-file", 1, 1)),
        ("a: b\x00c\n", ("control-character", 1, 5)),
        ("a: b\u2028c\n", ("control-character", 1, 5)),
        ("a: 1\rb: 2\n", ("control-character", 1, 5)),
        ('a: 1\nb: "\\0"\n', ("control-character", 2, 4)),
        ("? [a, b]\n: c\n", ("syntax", 1, 3)),
        (b"a: b\nc: \xff\n", ("not-utf8", 2, 4)),
        ("a: b".encode("utf-16"), ("not-utf8", 1, 1)),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(
    text: str | bytes, expected: tuple[str, int, int]
) -> None:
    """One mistake, one problem, at the character where it began."""
    assert told(text) == [expected]


def test_the_parser_never_speaks_for_us() -> None:
    """Our words for a mistake do not depend on which parser found it, and never name it."""
    _, (problem,) = parse("f.yaml", b"a: [b, c\n")
    assert problem.message == "the bracket `[` is opened and never closed"
    with pytest.raises(yaml.YAMLError) as raised:
        list(yaml.parse("a: [b, c\n", Loader=yaml.CSafeLoader))
    assert str(getattr(raised.value, "problem", "")) not in problem.message


def test_a_byte_order_mark_is_no_text() -> None:
    """Editors on Windows write one; the first key is read without it and stands in column 1."""
    root, problems = parse("f.yaml", b"\xef\xbb\xbfa: b\n")
    assert problems == ()
    assert isinstance(root, Mapping)
    assert (root.entries[0][0].text, root.entries[0][0].span.column) == ("a", 1)


def test_aliases_are_refused_before_they_can_grow() -> None:
    """A bomb of aliases costs what its own text costs, and every one of them is told."""
    rows = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30)]
    assert {code for code, _, _ in told("\n".join(rows))} == {"alias"}
    assert len(told("\n".join(rows))) == 30 + 58


def test_nesting_ends_before_the_stack_does() -> None:
    """Tens of thousands of brackets are one problem."""
    assert [code for code, _, _ in told("a: " + "[" * 40_000)] == ["too-deep"]


@pytest.mark.parametrize(
    ("text", "expected", "line"),
    [
        (
            "a: b\n" + "c: " + "x" * MAX_LINE + "\n",
            f"a line of {MAX_LINE + 3} characters, more than {MAX_LINE}",
            2,
        ),
        (
            "a: b\nc: |\n" + ("  " + "x" * 999 + "\n") * 101,
            "a text of 101000 characters, more than 100000",
            2,
        ),
        ("\n" * MAX_LINES, f"a file of {MAX_LINES + 1} lines, more than {MAX_LINES}", MAX_LINES),
    ],
    ids=["line", "value", "lines"],
)
def test_what_nobody_writes_by_hand_is_refused_where_it_is(text: str, expected: str, line: int) -> None:
    """Lines, values and their numbers have limits, told with the place."""
    _, problems = parse("f.yaml", text.encode())
    assert [(each.code, each.message, each.span.line) for each in problems] == [
        ("over-limit", expected, line)
    ]
    assert all(each.advice and len(each.excerpt) < 1_000 for each in problems)


def test_a_file_of_more_values_than_anybody_writes_is_not_read_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys, lists and what is in them count; as many as the limit are read."""
    monkeypatch.setattr(yamltext, "MAX_VALUES", 7)
    root, problems = parse("f.yaml", b"- [a, b]\n- {c: d}\n")
    assert (root is not None, problems) == (True, ())
    assert told("- [a, b]\n- {c: d}\n- e\n- f\n") == [("over-limit", 3, 3)]


def test_a_file_that_is_too_large_is_not_parsed() -> None:
    """The size is told before anything is made of the bytes."""
    root, (problem,) = parse("f.yaml", b"#" * (MAX_BYTES + 1))
    assert root is None
    assert (problem.code, problem.message) == (
        "file-too-large",
        f"the file has {MAX_BYTES + 1} bytes, more than {MAX_BYTES}",
    )


def test_the_cost_of_problems_grows_with_their_number() -> None:
    """Each problem quotes its line; looking that up must not mean reading the file again (it took minutes once)."""
    _, problems = parse("f.yaml", b"a: 1\n" * 60_000)
    assert len(problems) == MOST_IN_FILE + 1
    assert (problems[-2].code, problems[-2].excerpt) == ("duplicate-key", "a: 1")
    assert (problems[-1].code, problems[-1].span.line) == ("more-problems", MOST_IN_FILE + 2)


@given(st.text(max_size=60))
def test_any_text_is_read_or_told(text: str) -> None:
    """Nothing that can be saved in a file makes the reader fail, and no root comes without a word about why."""
    root, problems = parse("f.yaml", text.encode("utf-8", "replace"))
    assert root is not None or problems
    assert all(each.message for each in problems)


@given(st.lists(st.text(string.printable + "ابجد", max_size=12), min_size=1, max_size=8))
def test_almost_yaml_is_read_or_told(rows: list[str]) -> None:
    """The same for lines that look like what editors write."""
    text = "\n".join(f"- k: {row}" if index % 2 else f"  l: [{row}" for index, row in enumerate(rows))
    root, problems = parse("f.yaml", text.encode())
    assert root is not None or problems
    for each in problems:
        assert 1 <= each.span.line <= text.count("\n") + 2


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_told(data: bytes) -> None:
    """The same for files that are no text."""
    root, problems = parse("f.yaml", data)
    assert root is not None or problems


def test_several_hidden_characters_in_a_row_are_one_problem() -> None:
    """The first is named; the key is known without them (two of them ended the program once)."""
    root, (found,) = parse("f.yaml", "ti\u200f\u200btle: a\n".encode())
    assert isinstance(root, Mapping)
    assert root.get("title") is not None
    assert (found.code, dict(found.params)["character"]) == ("hidden-in-key", "U+200F")
