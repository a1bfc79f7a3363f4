"""JSON Schemas: they know each key that the decoders know, take what is sound, and refuse what a schema can refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from briefgen.diagnostics.texts import LANGUAGES, Names
from briefgen.records.fact import BASES, BOUNDS, KINDS, decode_facts
from briefgen.records.factkeys import BASIS, BOUND, KIND
from briefgen.records.settings import decode_settings
from briefgen.records.shapes import Choice
from briefgen.records.source import decode_source
from briefgen.records.spec import _ANNEXES, _CHANGE_LOGS, _DIGITS, _ORDERS, _SHOWS, decode_spec
from briefgen.records.speckeys import ANNEX, CHANGES, DIGITS, ORDER, SHOW
from briefgen.schemas import SCHEMAS, Known, SchemaKind, schema
from briefgen.yamltext import Mapping, Node, Scalar, parse

TESTS = Path(__file__).resolve().parent
BAD = TESTS / "data" / "bad"
NOTHING = Known({})
# The codes of what a schema can see: keys, words, forms. The others need other files, or the text as it is written.
SEEN = [
    "bad-choice",
    "bad-date",
    "bad-digest",
    "bad-id",
    "bad-number",
    "empty-value",
    "key-without-use",
    "missing-key",
    "nothing-to-show",
    "one-way-to-choose",
    "reason-missing",
    "speaker-missing",
    "unknown-key",
    "wrong-type",
]
# What these samples show lies beyond a schema: the calendar, the order of offsets, the name of the file.
BEYOND = {"bad-date/facts.yaml", "bad-number/facts.offsets.yaml", "bad-id/briefs/شبكة.yaml"}


def loaded(node: Node) -> Any:
    """A node as a YAML 1.2 core schema reader gives it to a validator: plain scalars may be numbers and booleans."""
    if isinstance(node, Mapping):
        return {name.text: loaded(value) for name, value in node.entries}
    if not isinstance(node, Scalar):
        return [loaded(each) for each in node.items]
    if not node.plain:
        return node.text
    if re.fullmatch(r"[-+]?[0-9]+", node.text):
        return int(node.text)
    if re.fullmatch(r"[-+]?[0-9]+\.[0-9]+", node.text):
        return float(node.text)
    return {"": None, "~": None, "null": None, "true": True, "false": False}.get(node.text, node.text)


@cache
def validator(kind: SchemaKind) -> Draft202012Validator:
    """The validator of one kind of file, without ids of a workspace."""
    return Draft202012Validator(schema(kind, NOTHING))


def kind_of(path: Path) -> SchemaKind:
    """Which schema a file of editors is of, by its folder or, among the bad samples, its first word."""
    word = (
        path.name.split(".")[0]
        if path.parent.name not in ("briefs", "facts", "sources")
        else path.parent.name
    )
    kinds: dict[str, SchemaKind] = {"facts": "facts", "source": "source", "sources": "source"}
    return kinds.get(word, "brief")


def errors(path: Path) -> list[str]:
    """What the schema says of a file."""
    root, problems = parse(path.name, path.read_bytes())
    assert root is not None, problems
    return [error.message for error in validator(kind_of(path)).iter_errors(loaded(root))]


@pytest.mark.parametrize("kind", SCHEMAS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_schemas_keep_to_their_draft(kind: SchemaKind, language: Any) -> None:
    """Each schema is one of draft 2020-12."""
    Draft202012Validator.check_schema(schema(kind, NOTHING, language))


GOOD = sorted([*(TESTS.parent / "briefs").rglob("*.yaml"), *(TESTS / "data" / "good").rglob("*.yaml")])


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_sound_files_are_valid(path: Path) -> None:
    """Nothing that `briefgen check` lets pass is marked wrong in an editor."""
    assert errors(path) == []


CASES = sorted(path for code in SEEN for path in (BAD / code).rglob("*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.relative_to(BAD)))
def test_bad_samples_are_invalid(path: Path) -> None:
    """What is wrong with keys, words and forms is seen while it is written."""
    assert (errors(path) == []) == (str(path.relative_to(BAD)) in BEYOND)


def _shapes(value: Any) -> Iterator[Any]:
    """Every record in a schema."""
    if isinstance(value, dict):
        if value.get("additionalProperties") is False:
            yield value
        for each in value.values():
            yield from _shapes(each)
    if isinstance(value, list):
        for each in value:
            yield from _shapes(each)


MATRIX = """
brief: tour
title: جولة $(region)
as_of: "2024"
digits: $(region.digits)
matrix:
  year: [2023, 2024]
  region:
    - {id: north, label: الشمال, since: "2017", facts: [opened], digits: latin}
  exclude: [{year: 2023, region: north}]
sections:
  - title: ما جرى
    select: {topics: [$(region)], from: $(region.since), not: ["$(region.facts)"]}
"""


def test_variables_may_stand_for_any_value() -> None:
    """A spec with a matrix is valid before its values are filled in; a value without an id is not."""
    root, _ = parse("tour.yaml", MATRIX.encode())
    assert root is not None
    assert list(validator("brief").iter_errors(loaded(root))) == []
    root, _ = parse("tour.yaml", MATRIX.replace("id: north, ", "").encode())
    assert root is not None
    assert list(validator("brief").iter_errors(loaded(root))) != []


DECODED = {
    "brief": "sections:\n- zz:\n  select:\n    zz:\nzz:\n",
    "facts": "a:\n  zz:\n  measure: {zz: }\n  evidence: [{zz: , passage: {zz: }}]\n  reviewed: {zz: }\n",
    "source": "zz:\nauthor: [{zz: }]\nissued: {zz: }\nsnapshot: {zz: , excluded: [{zz: }]}\nwithdrawn: {zz: }\n"
    "rights: {zz: }\n",
    "settings": "zz:\n",
}


@pytest.mark.parametrize("kind", SCHEMAS)
def test_schemas_and_decoders_know_the_same_keys(kind: SchemaKind) -> None:
    """Each key that a decoder names when it meets an unknown one stands in the schema, and the reverse."""
    root, _ = parse("a.yaml", DECODED[kind].encode())
    assert root is not None
    decode = {"brief": lambda node: decode_spec("a", node), "source": lambda node: decode_source("a", node)}
    _, problems = {**decode, "facts": decode_facts, "settings": decode_settings}[kind](root)
    helps = (help for each in problems if each.code == "unknown-key" for help in each.helps)
    told = {value.words for each in helps for _, value in each.params if isinstance(value, Names)}
    written: Any = schema(kind, NOTHING)
    assert {tuple(each["properties"]) for each in _shapes(written)} == told


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (KIND, KINDS),
        (BASIS, BASES),
        (BOUND, BOUNDS),
        (DIGITS, _DIGITS),
        (ORDER, _ORDERS),
        (SHOW, _SHOWS),
        (ANNEX, _ANNEXES),
        (CHANGES, _CHANGE_LOGS),
    ],
)
def test_choices_are_those_of_the_decoders(choice: Choice, words: tuple[str, ...]) -> None:
    """A word is explained if and only if it is allowed."""
    assert tuple(each.word for each in choice.words) == words


IDS = Known({"fact": {"rains-came": "هطلت أمطار (2018)"}, "topic": {"rain": "2 × : هطلت أمطار"}})


def test_ids_are_offered_with_what_they_say() -> None:
    """A fact's id stands in the schema with its statement; one that the schema does not know yet is not refused."""
    facts: Any = schema("brief", IDS)["$defs"]
    known, open_end = facts["fact"]["anyOf"]
    assert known == {"const": "rains-came", "title": "rains-came", "description": "هطلت أمطار (2018)"}
    validator = Draft202012Validator(facts["fact"])
    assert [validator.is_valid(each) for each in ("rains-came", "written-since", "No Id")] == [
        True,
        True,
        False,
    ]
    assert "pattern" in open_end


def test_closed_schemas_refuse_other_ids() -> None:
    """Asked for, a schema takes known facts alone; where ids are coined it stays open."""
    validator = Draft202012Validator(schema("brief", IDS, closed=True)["$defs"]["fact"])  # type: ignore[index]
    assert [validator.is_valid(each) for each in ("rains-came", "written-since")] == [True, False]
    topics = Draft202012Validator(schema("facts", IDS, closed=True)["$defs"]["topic-coined"])  # type: ignore[index]
    assert topics.is_valid("new-topic")
