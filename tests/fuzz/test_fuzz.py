"""A few hundred random files, and what was found by more of them."""

from __future__ import annotations

import pytest
from tests.fuzz import commands
from tests.fuzz.inputs import KINDS, Input, Kind, drawn
from tests.fuzz.target import examine

_COUNT, _BLOCK = 300, 30
_FACT = "new-fact:\n  kind: event\n  topics: [water]\n  evidence: []\n  says: "


@pytest.mark.parametrize("first", range(0, _COUNT, _BLOCK))
def test_random_files_keep_every_promise(first: int) -> None:
    """No exception, problems inside their files and told in each form, repairs that repair; `make fuzz` tries more."""
    for seed in range(first, first + _BLOCK):
        examine(drawn(seed))


def test_the_same_seed_is_the_same_file() -> None:
    """Whatever was drawn before, and every kind is drawn."""
    assert drawn(7) == drawn(7)
    assert {drawn(seed).kind for seed in range(60)} == set(KINDS)


@pytest.mark.parametrize("seed", [7600, 7773, *range(4)])
def test_commands_take_random_files(seed: int) -> None:
    """Every form in both languages, twice the same, repairs that end; those of the first two were refused once."""
    commands.run(drawn(seed))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("spec", "brief: sample\nsections:\n  - {title:"),
        ("facts", "new-fact: {"),
        ("spec", 'brief: sample\ntitle: "\u200b"\nas_of: 2024\nsections: []\n'),
        ("spec", "brief: sample\ntitle: \u200f\nas_of: 2024\nsections: []\n"),
        ("facts", _FACT + "ـ\n"),
        ("facts", _FACT + "9" * 1_000_001 + "\n"),
        ("facts", _FACT + "ﷲ ، ,;?\n"),
        ("facts", _FACT + "ا" + "," * 6_000 + "\n"),
        ("facts", _FACT + "ا" + "(" * 6_000 + "]" * 6_000 + "\n"),
        ("facts", _FACT + "ا " + "a" * 100_000 + "\n"),
        ("spec", "brief: sample\ntitle: ا\nas_of: 2024\nsections: []\nsummary: |\n  " + ". " * 50_000 + "\n"),
    ],
    ids=range(11),
)
def test_what_fuzzing_found_stays_mended(kind: Kind, text: str) -> None:
    """Each of these broke a promise once."""
    examine(Input(0, kind, text.encode(), ()))
