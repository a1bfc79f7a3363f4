"""Every text is there in English and Arabic, names the same values, and stays readable whatever the direction."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import briefgen
from briefgen.diagnostics.arabic import ARABIC
from briefgen.diagnostics.codes import CODES
from briefgen.diagnostics.counting import NOUNS, counted
from briefgen.diagnostics.model import Span, problem
from briefgen.diagnostics.phrases import PHRASES
from briefgen.diagnostics.texts import FSI, LONGEST, PDI, Count, Names, Text, fields, filled, phrase, worded
from briefgen.errors import BriefgenError

ARABIC_TEXTS = (
    *(each for said in ARABIC.values() for each in said),
    *(each["ar"] for each in PHRASES.values()),
)


def test_every_code_has_its_arabic() -> None:
    """No code is told in one language only, and no text belongs to a code that is gone."""
    assert ARABIC.keys() == CODES.keys()


@pytest.mark.parametrize("code", CODES.values(), ids=CODES.keys())
def test_both_languages_of_a_code_name_the_same_values(code: object) -> None:
    """What the English message names the Arabic names too; advice names nothing that the message does not."""
    name, message, help = code.name, code.message, code.help  # type: ignore[attr-defined]
    assert fields(ARABIC[name].message) == fields(message)
    assert fields(ARABIC[name].help) == fields(help)
    assert fields(help) <= fields(message)
    assert bool(ARABIC[name].help) == bool(help)


@pytest.mark.parametrize("key", PHRASES)
def test_both_languages_of_a_phrase_name_the_same_values(key: str) -> None:
    """The same placeholders, and the Arabic is Arabic unless all of it is a value."""
    en, ar = PHRASES[key]["en"], PHRASES[key]["ar"]
    assert fields(ar) == fields(en)
    bare = re.sub(r"\{\w+(:\w+)?\}", "", en)
    assert re.search("[ء-ي]", ar) or not re.search("[a-z]", bare)


def test_latin_words_in_arabic_stand_between_backticks() -> None:
    """Outside placeholders and isolated tokens an Arabic text has no Latin letter, which would break its direction.

    Nor has it a double space, a tatweel, Arabic digits, or a full stop at its end.
    """
    wrong = re.compile("[A-Za-z٠-٩ـ]|  |[.،]$")
    bare = (re.sub(r"`[^`]*`|\{\w+(?::\w+)?\}", "×", text) for text in ARABIC_TEXTS)
    assert [text for text in bare if wrong.search(text)] == []


def test_what_an_editor_wrote_is_isolated_in_arabic() -> None:
    """A token keeps its own direction; the English stays as plain text."""
    found = problem("unknown-key", Span.start_of("a"), key="titel", where=phrase("a-section"))
    assert found.told("en") == "unknown key `titel` in a section"
    assert found.told("ar") == f"مفتاح غير معروف {FSI}`titel`{PDI} في القسم"


def test_isolates_are_balanced_whatever_is_written() -> None:
    """Direction controls in a value become visible, so that they close none of our isolates."""
    found = problem("unknown-topic", Span.start_of("a"), topic=f"{PDI}\u202eabc")
    said = found.told("ar")
    assert said.count(FSI) == said.count(PDI) == 1
    assert [each for each in said if unicodedata.bidirectional(each) in ("RLO", "LRO", "RLE", "LRE")] == []


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "لا ملفات"),
        (1, "ملف واحد"),
        (2, "ملفان"),
        (3, "3 ملفات"),
        (10, "10 ملفات"),
        (11, "11 ملفًا"),
        (99, "99 ملفًا"),
        (100, "100 ملف"),
        (102, "102 ملف"),
        (103, "103 ملفات"),
        (111, "111 ملفًا"),
        (1000, "1000 ملف"),
    ],
)
def test_arabic_nouns_agree_with_their_numbers(number: int, said: str) -> None:
    """The six forms of CLDR; one and two are words."""
    assert counted(number, "file", "ar") == said


def test_two_things_after_a_preposition_are_in_the_other_case() -> None:
    """«في ملفين», not «في ملفان»; and every noun of a phrase is registered."""
    assert filled("في {n:oblique}", {"n": Count(2, "file")}, "ar") == "في ملفين"
    assert all(counted(each, noun, "ar") for noun in NOUNS for each in range(3))


def test_a_long_list_is_cut_and_says_how_long_it_was() -> None:
    """Ten thousand known ids do not fill the screen."""
    said = worded(phrase("one-of", names=Names(tuple(f"id-{each}" for each in range(500)))), "en")
    assert said.endswith("id-11 … (500)")


def test_an_unregistered_phrase_is_a_mistake_at_once() -> None:
    """A rule cannot invent a text that no translator sees."""
    with pytest.raises(KeyError):
        phrase("no-such-phrase")
    assert isinstance(phrase("text"), Text)
    assert len(dict(phrase("did-you-mean", name="x" * 5000).params)["name"]) == LONGEST  # type: ignore[arg-type]


def test_every_phrase_is_said_somewhere() -> None:
    """A translator's work is not kept for nothing: each key stands in the code, or fits one put together there."""
    words, patterns = set[str](), set[str]()
    tables = {
        f"{each}.py" for each in ("phrases", "failures", "remarks", "archiving", "capturing", "credentials")
    }
    for file in Path(briefgen.__file__).parent.rglob("*.py"):
        if file.name not in tables:
            text = file.read_text("utf-8")
            words.update(re.findall(r'"([a-z0-9-]+)"', text))
            patterns.update(re.findall(r'f"([a-z-]+-\{\w+\}[a-z-]*)"', text))
    composed = re.compile("|".join(re.sub(r"\{\w+\}", "[a-z-]+", each) for each in patterns))
    assert [key for key in PHRASES if key not in words and not composed.fullmatch(key)] == []


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call in the code by its place, with the name of what is called."""
    root = Path(briefgen.__file__).parent
    for file in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                yield f"{file.relative_to(root).as_posix()}:{node.lineno}", name, node


def test_a_phrase_is_given_the_values_that_it_names() -> None:
    """No branch that tests seldom reach ends in a KeyError when its words are put together."""
    keyed = {"phrase", "LockError", "TokenUriError", "EdtfError"}
    seen, wrong = 0, []
    for place, name, call in calls():
        values = {each.arg for each in call.keywords}
        if name not in keyed or None in values or not call.args or not isinstance(call.args[0], ast.Constant):
            continue
        seen += 1
        if values != fields(PHRASES[call.args[0].value]["en"]):  # type: ignore[index]
            wrong.append(place)
    assert wrong == []
    assert seen > 300


def test_no_failure_is_told_in_english_alone() -> None:
    """What is raised or said is a phrase; a literal would reach those who asked for Arabic."""
    # A setting for developers; words of a problem in a record of the archive, which have a code of their own.
    left = {"press/speed/switches.py", "publishing/editions.py"}
    telling = {"say", "say_error", *(each.__name__ for each in kinds(BriefgenError))}
    wrong = {
        place.partition(":")[0]
        for place, name, call in calls()
        if name in telling
        for each in call.args
        if isinstance(each, ast.JoinedStr)
        or (isinstance(each, ast.Constant) and isinstance(each.value, str) and " " in each.value)
    }
    assert wrong == left


def kinds(kind: type[Exception]) -> Iterator[type[Exception]]:
    """A class of failures and all below it, in the rooms that raise them."""
    rooms = (
        "archive.errors",
        "capture.extraction",
        "cli.stores",
        "cli.trace",
        "press.errors",
        "publishing.editions",
    )
    for room in (*rooms, "signing.errors"):
        import_module(f"briefgen.{room}")
    yield kind
    for each in kind.__subclasses__():
        yield from kinds(each)
