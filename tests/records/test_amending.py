"""Commands change editors' files by the least: every other byte stays, and what cannot be done safely is not done."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples.archived import YAML_FACTS

from briefgen import edtf
from briefgen.records.amending import (
    Relocation,
    relocated,
    resnapped,
    reviewed,
    supported,
    withdrawn,
)
from briefgen.records.editing import quoted
from briefgen.records.fact import Fact, Review, decode_facts
from briefgen.records.source import Source, Withdrawal, decode_source
from briefgen.yamltext import Scalar, parse

PATH = "briefs/facts/water.yaml"
REVIEW = Review('سعاد "س" \\', "2024-03-01", "a" * 64)
SOURCE = "type: report   # for now\ntitle: محضر\n\nsnapshot: {sha256: " + "1" * 64 + ", norm: n1}\n# end\n"


def facts(data: bytes) -> dict[str, Fact]:
    """The facts of a file by id."""
    root, problems = parse(PATH, data)
    assert root is not None
    found, more = decode_facts(root)
    assert (problems, more) == ((), ())
    return {each.id: each for each in found}


def source(data: bytes) -> Source:
    """The source of a file."""
    root, problems = parse("briefs/sources/council.yaml", data)
    assert root is not None
    found, more = decode_source("council", root)
    assert (problems, more) == ((), ())
    assert found is not None
    return found


def added(before: str, after: bytes | None) -> list[str]:
    """The lines that a change added; every line of before must still be there, in order."""
    assert after is not None
    lines, kept = after.decode().splitlines(keepends=True), before.splitlines(keepends=True)
    new = []
    for line in lines:
        if kept and line.rstrip("\r\n") == kept[0].rstrip("\r\n"):
            kept.pop(0)
        else:
            new.append(line.rstrip("\r\n"))
    assert kept == []
    return new


def test_a_review_is_one_line_at_the_end_of_its_fact() -> None:
    """Comments and blank lines between facts stay where they are."""
    after = reviewed(PATH, YAML_FACTS.encode(), {"network-opened": REVIEW})
    (line,) = added(YAML_FACTS, after)
    assert line == '  reviewed: {by: "سعاد \\"س\\" \\\\", on: "2024-03-01", stamp: ' + "a" * 64 + "}"
    assert after is not None
    assert facts(after)["network-opened"].reviewed == REVIEW
    assert facts(after)["families-served"] == facts(YAML_FACTS.encode())["families-served"]


def test_a_second_review_takes_the_place_of_the_first() -> None:
    """One fact has one review."""
    once = reviewed(PATH, YAML_FACTS.encode(), {"network-opened": replace(REVIEW, by="أحمد")})
    assert once is not None
    twice = reviewed(PATH, once, {"network-opened": REVIEW})
    assert twice is not None
    assert twice == reviewed(PATH, YAML_FACTS.encode(), {"network-opened": REVIEW})


def test_several_facts_are_reviewed_at_once() -> None:
    """Both lines are there, each in its fact, a list at the margin of its key included."""
    both = {"network-opened": REVIEW, "families-served": replace(REVIEW, stamp="b" * 64)}
    after = reviewed(PATH, YAML_FACTS.encode(), both)
    assert len(added(YAML_FACTS, after)) == 2
    assert after is not None
    assert {name: each.reviewed for name, each in facts(after).items()} == both


def test_a_moved_passage_changes_three_numbers_only() -> None:
    """Paragraph and offsets; not a byte else."""
    after = relocated(PATH, YAML_FACTS.encode(), [Relocation("families-served", 0, 4, (301, 352))])
    assert after is not None
    found = facts(after)["families-served"].evidence[0]
    assert (found.paragraph, found.passage.at) == (4, (301, 352))
    old = facts(YAML_FACTS.encode())["families-served"].evidence[0]
    start, end = old.passage.at
    back = after.decode().replace("[301, 352]", f"[{start}, {end}]").replace("paragraph: 4", "paragraph: 3")
    assert back == YAML_FACTS


@pytest.mark.parametrize("name", ["network-opened", "families-served"])
def test_evidence_is_added_after_the_last_piece(name: str) -> None:
    """In the layout of the list it joins: indented under its key or at its margin."""
    piece = facts(YAML_FACTS.encode())["network-opened"].evidence[0]
    after = supported(PATH, YAML_FACTS.encode(), name, piece)
    dash = "    - " if name == "network-opened" else "  - "
    assert added(YAML_FACTS, after)[0] == f"{dash}source: paper"
    assert after is not None
    assert facts(after)[name].evidence == (*facts(YAML_FACTS.encode())[name].evidence, piece)


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    """A file of another system is changed in its own manner."""
    data = b"\xef\xbb\xbf" + YAML_FACTS.replace("\n", "\r\n").encode()
    after = reviewed(PATH, data, {"network-opened": REVIEW})
    assert after is not None
    assert after.startswith(b"\xef\xbb\xbf# What")
    assert after.count(b"\r\n") == after.count(b"\n") == data.count(b"\n") + 1


def test_a_file_without_a_last_line_end_can_be_changed() -> None:
    """The new line begins a line of its own."""
    after = reviewed(PATH, YAML_FACTS.rstrip("\n").encode(), {"families-served": REVIEW})
    assert after is not None
    assert facts(after)["families-served"].reviewed == REVIEW


@pytest.mark.parametrize(
    "text",
    [
        "one: {says: x, kind: event, topics: [a], evidence: []}\n",
        '{"one": {"says": "x", "kind": "event", "topics": ["a"], "evidence": []}}\n',
        "one: [\n",
        "- one\n",
        "two:\n  says: x\n",
    ],
)
def test_what_cannot_be_changed_safely_is_left_alone(text: str) -> None:
    """Braces, files that cannot be read, facts that are not there: no guess is made."""
    assert reviewed(PATH, text.encode(), {"one": REVIEW}) is None


def test_evidence_in_brackets_is_left_alone() -> None:
    """A list on one line is not taken apart."""
    piece = facts(YAML_FACTS.encode())["network-opened"].evidence[0]
    text = "one:\n  says: x\n  kind: event\n  topics: [a]\n  evidence: []\n"
    assert supported(PATH, text.encode(), "one", piece) is None


def test_a_withdrawal_is_added_at_the_end_of_a_record() -> None:
    """Before a comment at the end, and with every other line as it was."""
    withdrawal = Withdrawal(edtf.parse("2024-05-01"), 'أنكره ناشره: "خطأ"')
    after = withdrawn("briefs/sources/council.yaml", SOURCE.encode(), "council", withdrawal)
    assert added(SOURCE, after) == ["withdrawn:", '  on: "2024-05-01"', '  why: "أنكره ناشره: \\"خطأ\\""']
    assert after is not None
    assert source(after) == replace(source(SOURCE.encode()), withdrawn=withdrawal)


def test_a_snapshot_is_replaced_or_added() -> None:
    """The digest alone changes; a record without one gets one."""
    after = resnapped("x.yaml", SOURCE.encode(), "council", "2" * 64)
    assert after is not None
    assert after.decode() == SOURCE.replace("1" * 64, "2" * 64)
    bare = resnapped("x.yaml", b"type: report\ntitle: x\n", "council", "2" * 64)
    assert bare == b"type: report\ntitle: x\nsnapshot:\n  sha256: " + b"2" * 64 + b"\n  norm: n1\n"


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\u2028\u2029\ufffe\uffff")
    )
)
def test_any_text_survives_being_quoted(text: str) -> None:
    """What is written between quotation marks is read back as it was."""
    root, problems = parse("x.yaml", f"a: {quoted(text)}\n".encode())
    if problems:
        assert {each.code for each in problems} == {"control-character"}
        return
    assert root is not None
    value = root.get("a")  # type: ignore[union-attr]
    assert isinstance(value, Scalar)
    assert value.text == text
