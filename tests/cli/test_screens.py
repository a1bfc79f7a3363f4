"""What a person sees of `briefgen check` in terminals that order right-to-left text and in those that do not."""

from __future__ import annotations

import re
import shutil
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from tests.samples.screens import ROOT, capture, ordered, stored

PLAIN = {"TERM": "xterm", "NO_COLOR": "1"}
# A terminal that orders by itself, and one that does not, as `arabic.terminal` knows them.
ORDERS = {**PLAIN, "VTE_VERSION": "7000"}
SHOWS_AS_STORED = {**PLAIN, "TERM": "linux"}
SPEC = """\
brief: sample
titel: شبكة المياه
title: شبكة المياه
as_of: "2024-02"
sections:
  - title: ما جرى
    facts: [network-open]
  - title: نثر
    text: افتتحت الشبكة عام 2018 [@network-opend].
"""


def _bare(row: str) -> str:
    """A row without vowel signs, whose order with a letter says nothing."""
    return "".join(each for each in row if unicodedata.category(each) != "Mn")


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """A workspace with a problem in a line without Arabic before it, one after Arabic, and one in a key."""
    shutil.copytree(ROOT / "tests/data/good/briefs", tmp_path / "briefs")
    (tmp_path / "briefs" / "sample.yaml").write_text(SPEC, "utf-8")
    return tmp_path


def test_a_terminal_that_orders_shows_arabic_messages_right(folder: Path) -> None:
    """Sentences run from the right with their tokens whole; numbers of lines, places and marks stay at the left.

    The rows are what UAX #9 makes of the screen with a base from left to right; read the Arabic from its right end.
    """
    rows = [_bare(row) for row in ordered(capture(("check", "--lang", "ar"), folder, ORDERS))]
    assert rows[:12] == [
        "أطخ[unknown-key]: ةقرولا ةفصاوم يف `titel` فورعم ريغ حاتفم",
        " --> briefs/sample.yaml:2:1 (titel)",
        "  |",
        "2 | titel: هايملا ةكبش",
        "  | ^^^^^",
        "  = ةدعاسم: ؟`title` دصقتأ",
        "",
        "أطخ[unknown-fact]: `network-open` اهفرعم ةعقاو ال",
        " --> briefs/sample.yaml:7:13 (sections[0].facts[0])",
        "  |",
        "7 |     facts: [network-open]",
        "  |             ^^^^^^^^^^^^",
    ]
    assert "  | دنع [@network-opend]" in rows


def test_a_terminal_that_does_not_order_gets_arabic_in_its_order(folder: Path) -> None:
    """There letters come joined and from the right; nothing that a terminal could draw as a box is sent."""
    screen = capture(("check", "--lang", "ar"), folder, SHOWS_AS_STORED)
    rows = stored(screen)
    assert rows[:6] == [
        "ﺄﻄﺧ[unknown-key]: ﺔﻗﺭﻮﻟﺍ ﺔﻔﺻﺍﻮﻣ ﻲﻓ `titel` ﻑﻭﺮﻌﻣ ﺮﻴﻏ ﺡﺎﺘﻔﻣ",
        " --> briefs/sample.yaml:2:1 (titel)",
        "  |",
        "2 | titel: ﻩﺎﻴﻤﻟﺍ ﺔﻜﺒﺷ",
        "  | ^^^^^",
        "  = ﺓﺪﻋﺎﺴﻣ: ؟`title` ﺪﺼﻘﺗﺃ",
    ]
    assert not re.search("[\u2066-\u2069\u200e\u200f]", "".join(rows))


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("variables", [ORDERS, SHOWS_AS_STORED], ids=["orders", "as stored"])
def test_a_mark_stands_below_its_word_in_every_terminal(
    folder: Path, lang: str, variables: dict[str, str]
) -> None:
    """Whatever the terminal makes of the row above, the cells above the marks hold the word that is wrong."""
    screen = capture(("check", "--lang", lang), folder, variables)
    for rows in (stored(screen), ordered(screen)):
        bare = [re.sub("[\u2066-\u2069]", "", row) for row in rows]
        marked = [
            above[match.start() : match.end()]
            for above, row in pairwise(bare)
            if (match := re.search(r"\^+", row))
        ]
        assert marked == ["titel", "network-open"]


@pytest.mark.parametrize("columns", [52, 64])
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_narrow_terminal_breaks_no_word_and_no_token(folder: Path, lang: str, columns: int) -> None:
    """Lines are broken at spaces and go on below their beginning; every sentence is there whole."""
    rows = stored(capture(("check", "--lang", lang), folder, ORDERS, columns))
    wide = stored(capture(("check", "--lang", lang), folder, ORDERS, 200))
    assert all(len(re.sub("[\u2066-\u2069]", "", row)) <= columns for row in rows)
    sentences = [[row for row in each if not re.match(r"\d+ \|", row)] for each in (rows, wide)]
    words = [re.sub("[\u2066-\u2069]", "", " ".join(each)).split() for each in sentences]
    assert words[0] == words[1]


def test_colours_are_for_terminals_that_want_them(folder: Path) -> None:
    """Red errors on a terminal; none with NO_COLOR, on a dumb terminal, or in a pipe."""
    assert capture(("check",), folder, {"TERM": "xterm-256color"}).rows[0][0] == ("e", "1;31")
    for variables in (PLAIN, {"TERM": "dumb"}):
        screen = capture(("check",), folder, variables)
        assert {style for row in screen.rows for _, style in row} == {""}
        assert stored(screen)[0] == "error[unknown-key]: unknown key `titel` in a topic spec"
