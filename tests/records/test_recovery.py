"""A mistake of syntax in a file of facts hides the one fact that it stands in; what is not wrong is not told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples.workspace import SOURCES, fact, section, spec

from briefgen.checks import check
from briefgen.diagnostics.model import Diagnostic
from briefgen.nodes import Mapping
from briefgen.records.files import fact_file
from briefgen.records.reading import read_library
from briefgen.yamltext import parse, parse_entries

PATH = "briefs/facts/water.yaml"
GOOD = sorted((Path(__file__).parent.parent / "data" / "good" / "briefs" / "facts").glob("*.yaml"))
BROKEN = (
    "says: [a",
    'says: "a',
    "says: a: b",
    "- a\n  says: b",
    "says: |a",
    "\tsays: a",
)


def _file(*entries: str) -> bytes:
    return "".join(f"fact-{number}:\n  {entry}\n" for number, entry in enumerate(entries)).encode()


def _codes(problems: tuple[Diagnostic, ...]) -> list[tuple[int, str]]:
    return sorted((each.span.line, each.code) for each in problems)


def test_every_mistake_of_a_file_is_told_in_one_run() -> None:
    """Two facts that cannot be read at all, one with two wrong values between them, one that is right after them."""
    data = _file('says: "a', "{kind: evnt, date: x}", "says: [a", json.dumps(fact()))
    read = fact_file(PATH, data)
    assert {(2, "unclosed-quote"), (4, "bad-choice"), (4, "bad-date"), (6, "unclosed-bracket")} < {
        *_codes(read.problems)
    }
    assert {line for line, _ in _codes(read.problems)} == {2, 4, 6}
    assert [each.id for each in read.facts] == ["fact-3"]
    assert not read.whole


@pytest.mark.parametrize("broken", BROKEN)
def test_what_stands_in_a_broken_fact_is_not_called_unknown(broken: str) -> None:
    """Neither the fact itself, nor one whose id a mistake may have hidden; a key of it is no fact."""
    facts = f"homes:\n  {broken}\nnetwork:\n  {json.dumps(fact())}\n".encode()
    wanted = json.dumps(spec("one", section(facts=["homes", "network", "hidden"]))).encode()
    sources = [(f"briefs/sources/{name}.yaml", json.dumps(each).encode()) for name, each in SOURCES.items()]
    reading = read_library([("briefs/one.yaml", wanted)], [(PATH, facts)], sources)
    told = {each.code for each in (*reading.problems, *check(reading.library))}
    assert "unknown-fact" not in told
    assert [each for each in reading.problems if each.span.line > 3 and each.span.file == PATH] == []
    assert "network" in reading.library.facts


def test_an_id_that_is_none_is_told_once() -> None:
    """Whoever names the fact as it should be called is not told that there is none; a ghost is."""
    wanted = json.dumps(spec("one", section(facts=["homes-served", "ghost-fact"]))).encode()
    facts = json.dumps({"Homes_Served": fact(), "network": fact("غير ذلك.")}).encode()
    sources = [(f"briefs/sources/{name}.yaml", json.dumps(each).encode()) for name, each in SOURCES.items()]
    reading = read_library([("briefs/one.yaml", wanted)], [(PATH, facts)], sources)
    told = [each.told("en") for each in check(reading.library) if each.code == "unknown-fact"]
    assert told == ["no fact has the id `ghost-fact`"]


def test_so_many_broken_facts_and_no_more() -> None:
    """That the others were not looked into is told where it is so."""
    read = fact_file(PATH, _file(*["says: ["] * 150, json.dumps(fact())))
    assert len(read.problems) == 101
    assert read.problems[-1].code == "more-problems"
    assert (read.problems[-1].span.line, read.facts) == (203, ())


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_entry_by_entry_a_file_reads_as_it_does_whole(path: Path) -> None:
    """The same keys, values and places, and no problem."""
    data = path.read_bytes()
    found = parse_entries(PATH, data)
    assert found is not None
    entries, problems = found
    root, _ = parse(PATH, data)
    assert isinstance(root, Mapping)
    assert (entries.entries, problems) == (root.entries, ())


@given(
    st.lists(
        st.sampled_from(("a", '"a b"', "|\n    a:\n    # b\n", "[a,\n    b]", "{a: b}", "", "# c")),
        min_size=2,
    )
)
def test_any_file_of_keys_reads_the_same_both_ways(values: list[str]) -> None:
    """Whatever stands in it: blocks with what looks like keys, lists over lines, comments, nothing."""
    data = "".join(f"key-{number}: {value}\n" for number, value in enumerate(values)).encode()
    root, problems = parse(PATH, data)
    found = parse_entries(PATH, data)
    assert isinstance(root, Mapping)
    assert found is not None
    assert (found[0].entries, found[1]) == (root.entries, problems)


@given(
    st.lists(
        st.sampled_from(("a:", "b: x", "  c: [", '"', "- d", "\u202e: e", "<<<<<<< x", "---", "\t", "ن: م"))
    )
)
def test_almost_a_file_of_keys_is_read_or_told(rows: list[str]) -> None:
    """Every place is in the file."""
    data = "\n".join(rows).encode()
    for each in fact_file(PATH, data).problems:
        assert 1 <= each.span.line <= len(rows) + 1


@pytest.mark.parametrize("head", ["<<<<<<< ours\n", "---\n", "- a\n", "{a: b}\n", '"quoted": [\n'])
def test_a_file_of_another_form_is_not_parted(head: str) -> None:
    """Where two versions stand side by side, or no key begins the file, what follows could be told falsely."""
    assert parse_entries(PATH, f"{head}one:\n  says: [\ntwo: x\n".encode()) is None
