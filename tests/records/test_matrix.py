"""Matrices: one brief for each combination, named by its values, with problems told once and where they were made."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples.workspace import Record, codes, fact, reading, section, spec

from briefgen.checks import check
from briefgen.diagnostics.model import Diagnostic, ordered
from briefgen.diagnostics.texts import worded
from briefgen.records.families import decode_family
from briefgen.records.reading import Reading
from briefgen.records.spec import Spec
from briefgen.records.written import file_of
from briefgen.selection import select
from briefgen.yamltext import parse

FACTS = {
    "opened": fact("افتتحت الشبكة.", date="2018", topics=["north"]),
    "repaired": fact("أصلحت الشبكة.", date="2020", topics=["south"]),
}
NORTH: Record = {"id": "north", "label": "الشمال", "since": "2017", "facts": ["opened"], "digits": "latin"}
SOUTH: Record = {"id": "south", "label": "الجنوب", "since": "2019", "facts": ["repaired"]}


def read(*sections: Record, matrix: Any, **keys: Any) -> Reading:
    """A library of one spec with a matrix."""
    return reading(FACTS, {"tour": spec("tour", *sections, matrix=matrix, **keys)})


def problems(found: Reading) -> tuple[Diagnostic, ...]:
    """The problems of topic specs; what is unused in this library, which serves many tests, is no matter here."""
    every = ordered((*found.problems, *check(found.library)))
    return tuple(each for each in every if each.span.file in ("briefs/tour.yaml", "briefs/plain.yaml"))


def noted(found: Diagnostic) -> list[str]:
    """The notes of a problem, in English."""
    return [worded(each, "en") for each in found.notes]


def test_each_combination_is_a_brief_of_its_own() -> None:
    """Named by the ids of its values in the order of the variables, whatever their labels."""
    matrix = {"region": [NORTH, SOUTH], "public": ["council", "all"]}
    found = read(section("$(public)", select={"topics": ["$(region)"]}), matrix=matrix)
    names = ["tour-north-council", "tour-north-all", "tour-south-council", "tour-south-all"]
    assert list(found.library.specs) == names
    assert [name for name, _ in found.spec_files] == names
    assert found.families == {"tour": tuple(names)}
    assert problems(found) == ()


def test_words_take_labels_and_keys_take_ids() -> None:
    """Titles, marks and prose print the Arabic name; topics, citations, dates and lists of facts take ids."""
    found = read(
        section("في $(region)", select={"topics": ["$(region)"], "from": "$(region.since)"}),
        section("$(region.id)", text="وقائع $( region ) [@$(region.facts-one)]."),
        section("قائمة", facts=["$(region.facts)"]),
        matrix={"region": [{**NORTH, "facts-one": "opened"}, {**SOUTH, "facts-one": "repaired"}]},
        title="جولة $(region)",
        marking="$(region)",
    )
    assert problems(found) == ()
    one = found.library.specs["tour-south"]
    assert (one.title, one.marking) == ("جولة الجنوب", "الجنوب")
    assert [each.title for each in one.sections] == ["في الجنوب", "south", "قائمة"]
    assert one.sections[1].text is not None
    assert one.sections[1].text.text == "وقائع الجنوب [@repaired]."
    assert one.sections[2].facts == ("repaired",)
    assert [each.id for each in select(one.sections[0], one, found.library).chosen] == ["repaired"]


def test_a_dollar_before_a_number_and_a_doubled_one_stay_text() -> None:
    """`$(300)` is an amount, and `$$(region)` prints the sign itself, in specs with a matrix and without."""
    plain = reading(
        FACTS, {"plain": spec("plain", section(facts=["opened"]), title="$(300) $$(region) $5 $$")}
    )
    assert problems(plain) == ()
    assert plain.library.specs["plain"].title == "$(300) $(region) $5 $$"
    assert plain.library.specs["plain"].combination is None


def test_exclude_and_include_choose_combinations() -> None:
    """An exclusion that leaves a variable out fits all its values; an inclusion may bring a value of its own."""
    matrix = {
        "region": [NORTH, SOUTH],
        "public": ["council", "press", "all"],
        "exclude": [{"region": "south", "public": "press"}, {"public": "all"}],
        "include": [{"region": {"id": "west", "label": "الغرب"}, "public": "all"}],
    }
    found = read(section("$(region) $(public)", facts=["opened"]), matrix=matrix)
    assert problems(found) == ()
    assert list(found.library.specs) == [
        "tour-north-council",
        "tour-north-press",
        "tour-south-council",
        "tour-west-all",
    ]
    assert found.library.specs["tour-west-all"].sections[0].title == "الغرب all"


def test_a_mistake_of_all_combinations_is_told_once() -> None:
    """Without a word of combinations; one of some of them names those."""
    shared = read(section("$(region)", facts=["nowhere"]), matrix={"region": [NORTH, SOUTH]})
    (problem,) = problems(shared)
    assert (problem.code, problem.notes) == ("unknown-fact", ())
    some = read(section(select={"topics": ["$(region)"]}), matrix={"region": ["north", "est", "west"]})
    assert [(each.message, noted(each)) for each in problems(some)] == [
        ("no fact has the topic `est`", ["in 1 of 3 briefs of this spec: tour-est"]),
        ("no fact has the topic `west`", ["in 1 of 3 briefs of this spec: tour-west"]),
    ]


def test_a_thousand_mistakes_at_one_place_are_counted() -> None:
    """Eight are told, the last of them says how many more there are."""
    values = [f"v{number}" for number in range(1000)]
    found = problems(read(section(select={"topics": ["$(region)"]}), matrix={"region": values}))
    assert len(found) == 8
    assert [noted(each)[1:] for each in found][-1] == ["and 992 more like it at this place"]


def test_a_mistake_inside_a_value_is_told_at_the_value() -> None:
    """A tatweel in a label is mended in the matrix, not where the label is printed; in the text between, there."""
    label = {"id": "north", "label": "الشمـال"}
    found = read(
        section("ما  في $(region) جـرى", facts=["opened"]), matrix={"region": [label]}, title="$(region)"
    )
    data = json.dumps(spec("tour", section(), matrix={"region": [label]}), ensure_ascii=False, indent=1)
    line = next(number for number, text in enumerate(data.splitlines(), 1) if "الشمـال" in text)
    told = [(each.code, each.span.line == line) for each in problems(found)]
    assert sorted(told) == [("double-space", False), ("tatweel", False), ("tatweel", True)]


def test_a_problem_in_filled_prose_has_its_own_line() -> None:
    """Values that are longer or shorter than their variables do not move the problems after them."""
    text = (
        'brief: tour\ntitle: $(r)\nas_of: "2024"\nmatrix: {r: [{id: a, label: قيمة طويلة جدا}]}\nsections:\n'
    )
    text += "  - title: ب\n    text: |\n      عن $(r) [@opened].\n      وهذا $(r) [@missing].\n"
    root, refused = parse("briefs/tour.yaml", text.encode())
    assert root is not None
    (one,) = decode_family("tour", root).specs
    prose = one.sections[0].text
    assert (prose is not None, refused) == (True, ())
    assert prose is not None
    at = prose.text.index("[@missing]")
    assert prose.text[:at] == "عن قيمة طويلة جدا [@opened].\nوهذا قيمة طويلة جدا "
    span = prose.scalar.place(at, at + len("[@missing]"))
    assert (span.line, span.column, span.end_column) == (9, 17, 27)
    over = prose.scalar.place(prose.text.index("جدا [@opened]"), prose.text.index("[@opened]") + 3)
    assert (over.line, over.column, over.end_column) == (8, 10, 18)


@pytest.mark.parametrize(
    ("matrix", "found"),
    [
        ({}, ["empty-value"]),
        ([], ["wrong-type"]),
        ("a", ["wrong-type"]),
        ({"region": "north"}, ["wrong-type"]),
        ({"region": []}, ["empty-value"]),
        ({"region": [["north"]]}, ["wrong-type"]),
        ({"region": ["North"]}, ["bad-id"]),
        ({"region": ["a/../b"]}, ["bad-id"]),
        ({"region": ["-a", "a b", ""]}, ["bad-id", "bad-id", "empty-value"]),
        ({"Region": ["north"]}, ["bad-id"]),
        ({"region": [{"label": "الشمال"}]}, ["missing-key"]),
        ({"region": [{"id": "a", "b": {"c": "d"}}]}, ["wrong-type"]),
        ({"region": ["a"], "exclude": [{"regon": "a"}]}, ["unknown-key"]),
        ({"region": ["a"], "exclude": [{"region": "b"}]}, ["bad-choice"]),
        ({"region": ["a"], "exclude": ["a"]}, ["wrong-type"]),
        ({"region": ["a"], "include": [{}]}, ["missing-key"]),
        ({"region": ["a"], "include": [{"region": {"id": "a"}}]}, ["duplicate-value"]),
        ({"region": ["a"], "include": [{"region": "a"}]}, ["name-collision"]),
    ],
    ids=str,
)
def test_bad_matrices_are_told_and_print_nothing(matrix: Any, found: list[str]) -> None:
    """Each mistake once, and no brief under a name that nobody meant."""
    read_ = read(section("$(region)", facts=["opened"]), matrix=matrix)
    told = [each.code for each in problems(read_) if each.code != "unknown-variable"]
    assert told == found
    assert list(read_.library.specs) == []


def test_a_huge_matrix_is_refused_before_it_is_made() -> None:
    """A million million combinations cost nothing but the message."""
    matrix = {f"v{number}": [f"a{value}" for value in range(10)] for number in range(12)}
    (problem,) = read(section(facts=["opened"]), matrix=matrix).problems
    assert (problem.code, dict(problem.params)["count"]) == ("too-many-combinations", "1000000000000")


def test_other_mistakes_are_told_beside_those_of_a_matrix() -> None:
    """One run tells all: a broken matrix hides nothing but what stands on its variables."""
    broken = read(section("$(regon)", facts=["opened"], show="lst"), matrix={"region": ["North"]})
    assert codes(broken.problems) == ["bad-id", "bad-choice"]


_WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"], exclude_characters="\u2028\u2029"), max_size=12
)
_LINES = st.lists(_WORDS.map(str.strip), min_size=1, max_size=4).map(lambda each: "\n".join(each) + "\n")


@given(_WORDS, _LINES, st.sampled_from(["$(region)", "$$(x)", "$(5)", ": #", "- ", "'\"\\"]))
def test_a_combination_written_by_itself_reads_the_same(words: str, lines: str, odd: str) -> None:
    """The file that the archive keeps of it decodes to the same spec, whatever stands in its texts."""
    whole = spec(
        "tour", section(f"ع {words} {odd}", text=f"{lines}{odd} [@opened].\n"), matrix={"region": [NORTH]}
    )
    whole["title"] = "$(region)"
    data = json.dumps(whole, ensure_ascii=False).encode()
    root, _ = parse("briefs/tour.yaml", data)
    if root is None:
        return
    family = decode_family("tour", root)
    for one in family.specs:
        written = file_of(one)
        assert written is not None
        again, refused = parse("briefs/tour-north.yaml", written)
        assert (again is not None, refused) == (True, ())
        assert again is not None
        (alone,) = decode_family("tour-north", again).specs
        assert _said(alone) == _said(one)
        assert alone.combination is None


def _said(one: Spec) -> tuple[Any, ...]:
    """What a spec prints, without where it was written."""
    return (one.id, one.title, [(each.title, each.text.text if each.text else "") for each in one.sections])
