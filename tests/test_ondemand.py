"""Records and patterns that are compiled late are those of the standard library in everything else."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import re
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field
from typing import Any, get_type_hints

import pytest

from briefgen.ondemand import dataclass, pattern


@dataclass(frozen=True, slots=True)
class Late:
    """A record as briefgen defines it."""

    name: str
    number: int = 3
    names: tuple[str, ...] = ()
    found: list[str] = field(default_factory=list, repr=False, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Early:
    """The same record as the standard library makes it."""

    name: str
    number: int = 3
    names: tuple[str, ...] = ()
    found: list[str] = field(default_factory=list, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Worded:  # noqa: PLW1641 - that there is no hash of its own is the case here
    """A record with methods of its own, and nothing but a default to begin with."""

    text: str = "plain"

    def __repr__(self) -> str:
        return f"<{self.text}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Worded)


@dataclass(frozen=True, slots=True)
class Counted:
    """A record that is told of each new one."""

    number: int

    def __post_init__(self) -> None:
        if self.number < 0:
            raise ValueError(self.number)


@dataclass(frozen=True, slots=True)
class Empty:
    """A record without a field."""


def _same(kind: Any) -> list[object]:
    """What a record tells of itself, whichever way its class was made."""
    one, other = kind("a"), kind("a", found=["x"])
    return [
        repr(one).removeprefix(kind.__name__),
        one == other,
        one == kind("b"),
        one == ("a", 3, ()),
        hash(one),
        len({one, other, kind("a", 4)}),
        dataclasses.asdict(other),
        dataclasses.replace(one, number=5, names=("n",)).names,
        [(each.name, each.type) for each in dataclasses.fields(kind)],
        kind.__match_args__,
        kind.__slots__,
        hasattr(one, "__dict__"),
        list(inspect.signature(kind).parameters),
        get_type_hints(kind.__init__),
        pickle.loads(pickle.dumps(other)).found,  # noqa: S301 - written a moment before
        copy.copy(other) == other,
        copy.deepcopy(other).found,
        kind("a").found is kind("a").found,
    ]


def test_a_late_record_is_like_an_early_one() -> None:
    """Text, equality, hash, fields, signature, copies and pickles are those that the standard library gives."""
    assert _same(Late) == _same(Early)


@pytest.mark.parametrize("arguments", [(), ("a", 1, (), [], 5)])
def test_wrong_arguments_are_told_alike(arguments: tuple[Any, ...]) -> None:
    """Too few and too many values are refused in the same words."""
    words = []
    for kind in (Late, Early):
        with pytest.raises(TypeError) as told:
            kind(*arguments)
        words.append(str(told.value).replace(kind.__name__, "Record"))
    assert words[0] == words[1]


@pytest.mark.parametrize("change", [lambda it: setattr(it, "name", "b"), lambda it: delattr(it, "name")])
def test_no_field_can_be_changed(change: Callable[[Any], None]) -> None:
    """A value can neither be set nor deleted, in the words of the standard library."""
    words = []
    for record in (Late("a"), Early("a")):
        with pytest.raises(FrozenInstanceError) as told:
            change(record)
        words.append(str(told.value))
    assert words[0] == words[1]


def test_no_field_can_be_added() -> None:
    """A record takes no other values, where the standard library's own refusal breaks down in Python 3.11."""
    with pytest.raises(FrozenInstanceError):
        setattr(Late("a"), "new", 1)  # noqa: B010 - type checkers would refuse it as well


def test_methods_of_a_class_stay() -> None:
    """What a class defines itself is not replaced; its hash is made by its values all the same."""
    assert repr(Worded()) == "<plain>"
    assert Worded("a") == Worded("b")
    assert hash(Worded("a")) == hash(("a",))


def test_new_records_are_checked() -> None:
    """`__post_init__` is called for each new record."""
    with pytest.raises(ValueError, match="-1"):
        Counted(-1)


def test_a_record_without_fields() -> None:
    """Records without a field are all equal."""
    assert Empty() == Empty()
    assert repr(Empty()) == "Empty()"


def test_the_initializer_is_compiled_once() -> None:
    """After the first record the class holds a plain function, so that making records costs what it always did."""
    Late("a")
    assert inspect.isfunction(vars(Late)["__init__"])


def test_other_options_are_the_standard_librarys() -> None:
    """A class that asks for anything else than a frozen record with slots is left to the standard library."""

    @dataclass(slots=True)
    class Open:
        number: int = 1

    it = Open()
    it.number = 2
    assert it == Open(2)
    with pytest.raises(TypeError):
        hash(it)


def test_fields_for_keywords_alone_are_refused() -> None:
    """A kind of field that records here do not know is refused where it is defined, not misread."""
    with pytest.raises(TypeError, match="a field that its place does not give a value"):

        @dataclass(frozen=True, slots=True)
        class Other:
            number: int = field(default=1, kw_only=True)


def test_a_pattern_is_compiled_when_it_is_used() -> None:
    """A pattern does what `re.compile` gives; a wrong one is found when it is asked for something."""
    late, early = (
        pattern(r"(\d+)-(?P<end>\d+)", re.IGNORECASE),
        re.compile(r"(\d+)-(?P<end>\d+)", re.IGNORECASE),
    )
    text = "12-30 and 4-5"
    assert late.findall(text) == early.findall(text)
    assert late.sub(r"\2", text) == early.sub(r"\2", text)
    assert (late.groups, late.groupindex, late.pattern, late.flags) == (
        early.groups,
        early.groupindex,
        early.pattern,
        early.flags,
    )
    wrong = pattern("(")
    with pytest.raises(re.error):
        wrong.match("")
