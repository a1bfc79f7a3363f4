"""Mistakes of the hand in YAML are found where they were made, and told once."""

from __future__ import annotations

import pytest

from briefgen.diagnostics.model import Edit
from briefgen.mistakes import unclosed_quote
from briefgen.yamltext import parse

# The text, what is told and where (line and column, end column), and the edit that is offered.
CASES = (
    ('a: "شبكة\nb: "2024"\nc: d\n', "unclosed-quote 1:4-5", '1:9 "'),
    ("a: 'شبكة\nb: 2024\n", "unclosed-quote 1:4-5", "1:9 '"),
    ('a: ["x, y]\nb: c\n', "unclosed-quote 1:5-6", '1:7 "'),
    ('a: {b: "x, c: y}\nd: e\n', "unclosed-quote 1:8-9", '1:10 "'),
    ('a: |\n  "x\nb: "c\nd: e\n', "unclosed-quote 3:4-5", '3:6 "'),
    ("a: [x, y\nb: [c]\nd: e\n", "unclosed-bracket 1:4-5", "1:9 ]"),
    ("a: b\nc: [x, y\n", "unclosed-bracket 2:4-5", "2:9 ]"),
    ("a: {x: 1, y: 2\nb: c\n", "unclosed-bracket 1:4-5", "1:15 }"),
    ("a: [x, y}\nb: c\n", "unclosed-bracket 1:4-5", "1:9 ]"),
    ("a: b\nc شبكة\nd: x\n", "missing-colon 2:1-2", "2:2 :"),
    ("a b\nc: d\n", "missing-colon 1:1-2", "1:2 :"),
    ("s:\n  - t: x\n    f [a]\n    g: y\n", "missing-colon 3:5-6", "3:6 :"),
    ("a: b\nc:شبكة\nd: x\n", "missing-space 2:2-3", "2:3  "),
    ("a:b\nc: x\n", "missing-space 1:2-3", "1:3  "),
    ("s:\n  -t: a\n    b: c\n", "missing-space 2:3-4", "2:4  "),
    ("a: b\nc： شبكة\nd: x\n", "arabic-punctuation 2:2-3", "2:2 :"),
    ("a: b\nc؛شبكة\nd: x\n", "arabic-punctuation 2:2-3", "2:2 : "),
    ("m: {of: x، value: 3}\n", "arabic-punctuation 1:10-11", "1:10 ,"),
    ('m: {of: "x، y"، value: 3}\n', "arabic-punctuation 1:15-16", "1:15 ,"),
    ("a: b\n  c: x\n", "wrong-indent 2:3-4", "2:1 "),
    ("s:\n  - t: x\n    f: [a]\n   g: y\n", "wrong-indent 4:4-5", "4:1     "),
    ("s:\n  - t: x\n     f: [a]\n", "wrong-indent 3:6-7", "3:1     "),
    ("s:\n  - t: x\n  f: [a]\n", "wrong-indent 3:3-4", "3:1     "),
    ("a: |\nنص كتب هنا.\nb: x\n", "wrong-indent 2:1-12", ""),
    ("s:\n  - t: x\n    f: [a]\n  t: y\n", "missing-dash 4:3-4", "4:3 - "),
    ("t:\n  - a\n  b\n  - c\n", "missing-dash 3:3-4", "3:3 - "),
    ("a: b\nثم كلام.\nc: d\n", "stray-line 2:1-9", ""),
    ("a: قال: نعم\nb: c\n", "unquoted-colon 1:7-8", '1:4 "قال: نعم"'),
    ("m: {of: a: b}\n", "unquoted-colon 1:10-11", ""),
    ('a: "الواحة" وما حولها\nb: c\n', "text-after-value 1:13-22", ""),
    ("a: [b] c\n", "text-after-value 1:8-9", ""),
    ("s:\n\t- t: x\n", "tab-indent 2:1-2", "2:1     "),
    ("s:\n  - t: x\n\tf: [a]\n", "tab-indent 3:1-2", "3:1     "),
    ("a: @x\n", "syntax 1:4-5", ""),
    ("a: *مهم* جدا\n", "syntax 1:4-5", ""),
    ("a: !مهم\n", "syntax 1:4-5", ""),
    ("a: & x\n", "syntax 1:4-5", ""),
    ("a: `x`\n", "syntax 1:4-5", ""),
    ("s: - a\n   - b\n", "syntax 1:4-5", ""),
    ('a: "b\\د"\n', "syntax 1:6-7", ""),
    ("a: | نص\n  x\n", "syntax 1:6-7", ""),
    ("[a]: b\n", "syntax 1:1-4", ""),
    ("\u00a0a: b\nc: d\n", "hidden-in-key 1:1-3", "1:1 a"),
)


def _edit(edit: Edit) -> str:
    return f"{edit.span.line}:{edit.span.column} {edit.text}"


@pytest.mark.parametrize(("text", "told", "edit"), CASES)
def test_a_mistake_is_told_where_it_was_made(text: str, told: str, edit: str) -> None:
    """One problem: its code, the stretch that is wrong, and the likely repair."""
    _, (found,) = parse("f.yaml", text.encode())
    span = found.span
    assert f"{found.code} {span.line}:{span.column}-{span.end_column}" == told
    assert [_edit(each) for each in (found.fix.edits if found.fix else ())] == [edit] * bool(edit)


@pytest.mark.parametrize("text", [text for text, _, edit in CASES if edit])
def test_the_likely_repair_of_a_mistake_makes_the_file_readable(text: str) -> None:
    """What is offered works: with the edit made, the parser reads on past the mistake."""
    _, (found,) = parse("f.yaml", text.encode())
    assert found.fix is not None
    (edit,) = found.fix.edits
    lines = text.split("\n")
    line, span = lines[edit.span.line - 1], edit.span
    lines[span.line - 1] = line[: span.column - 1] + edit.text + line[span.end_column - 1 :]
    root, left = parse("f.yaml", "\n".join(lines).encode())
    assert found not in left
    assert root is not None


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ('a: "b', 3),
        ('a: "b"', None),
        ('a: "b\\" c', 3),
        ("a: 'it''s'", None),
        ("a: it's", None),
        ("- 'b", 2),
        ('a: [b, "c', 7),
        ('a: b, "c', None),
        ('a: b # "c', None),
        ("a: {b: 'c}", 7),
        ('  نص فيه "اقتباس', None),
    ],
)
def test_a_quotation_mark_counts_only_where_a_value_begins(line: str, at: int | None) -> None:
    """Inside a text a quotation mark is a character like others."""
    assert unclosed_quote(line) == at
