"""Starters: what is given is written, what is needed is asked for, what is optional is shown; files keep the rest."""

from __future__ import annotations

import re

import pytest

from briefgen.diagnostics.counting import Language
from briefgen.diagnostics.texts import LANGUAGES
from briefgen.records.fact import decode_facts
from briefgen.records.source import decode_source
from briefgen.records.spec import decode_spec
from briefgen.records.starters import fact_starter, facts_file, source_starter, spec_starter, with_fact
from briefgen.yamltext import Node, parse

FACT = fact_starter(
    "tank-built", "en", {"says": ('"اكتمل الخزان."',), "kind": ("event",), "topics": ("[water]",)}
)


def root(text: str) -> Node:
    """The root node of a text that must be sound."""
    node, problems = parse("x.yaml", text.encode())
    assert node is not None
    assert problems == ()
    return node


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_needed_and_not_given_is_asked_for(language: Language) -> None:
    """Each empty value is one problem at its line; nothing else is wrong."""
    _, problems = decode_spec("supply", root(spec_starter("supply", language, {}, ["water"])))
    assert {(each.code, each.route) for each in problems} == {
        ("empty-value", "title"),
        ("empty-value", "as_of"),
        ("empty-value", "sections[0].title"),
    }
    _, problems = decode_source("council", root(source_starter(language, {})))
    assert {each.route for each in problems} == {"type", "title"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_starter_with_all_that_is_needed_is_sound(language: Language) -> None:
    """A spec and a record that were given everything have no problem; what is not known stays empty."""
    values = {"title": ("إمداد",), "as_of": ("2024-02-05",), "section": ("إمداد",)}
    spec, problems = decode_spec("supply", root(spec_starter("supply", language, values, ["water"])))
    assert spec is not None
    assert (problems, spec.sections[0].select and spec.sections[0].select.topics) == ((), ("water",))
    source, problems = decode_source(
        "council", root(source_starter(language, {"type": ("report",), "title": ("ت",)}))
    )
    assert source is not None
    assert (problems, source.url, source.author, source.issued, source.snapshot) == ((), "", (), None, None)


def test_comments_show_values_that_could_stand_there() -> None:
    """With the marks of its comments taken away, every optional key of a spec still reads without a problem."""
    values = {"title": ("إمداد",), "as_of": ("2024-02-05",), "section": ("إمداد",)}
    text = re.sub(r"(?m)^( *)# ([a-z_-]+: .+)$", r"\1\2", spec_starter("supply", "en", values, ["water"]))
    text = re.sub(r"(?m)^.*(yaml-language-server|No comment).*$", "", text)
    spec, problems = decode_spec("supply", root(text))
    assert spec is not None
    assert (problems, spec.digits, spec.annex, spec.marking != "") == ((), "latin", "trace", True)


@pytest.mark.parametrize(
    "before",
    [
        "a:\n  says: x\n  kind: event\n",
        "# head\na:\n  says: x\n  kind: event\n  # tail\n",
        "a:\r\n  says: x\r\n  kind: event\r\n",
        "\ufeffa:\n  says: 'x'  # why\n  kind: event",
    ],
    ids=["plain", "comments", "line-ends", "mark-no-end"],
)
def test_a_fact_goes_to_the_end_of_a_file_and_the_rest_stays(before: str) -> None:
    """Comments, quotes, line ends and a byte order mark are as they were, and the new fact reads."""
    after = with_fact("x.yaml", before.encode(), "tank-built", FACT)
    assert after is not None
    text = after.decode()
    assert text.startswith(before.rstrip())
    assert ("\r\n" in text, text.count("\n") - text.count("\r\n") if "\r" in before else 0) == (
        "\r" in before,
        0,
    )
    facts, _ = decode_facts(root(text.removeprefix("\ufeff")))
    assert [each.id for each in facts] == ["a", "tank-built"]


@pytest.mark.parametrize("before", ["a: {says: x", "{a: {says: x, kind: event}}\n", "- a\n", "a: 1\na: 2\n"])
def test_a_file_that_cannot_be_changed_safely_is_left_alone(before: str) -> None:
    """Broken files, braces and lists are not touched."""
    assert with_fact("x.yaml", before.encode(), "tank-built", FACT) is None


def test_a_file_of_comments_only_gets_its_first_fact() -> None:
    """What stands there stays above the fact."""
    after = with_fact("x.yaml", "# وقائع الماء\n".encode(), "tank-built", FACT)
    assert after is not None
    assert after.decode().startswith("# وقائع الماء\n\ntank-built:\n")
    assert [each.id for each in decode_facts(root(facts_file(FACT)))[0]] == ["tank-built"]
