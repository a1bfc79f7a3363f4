"""Arabic for terminals that do not order or join it, and knowing which they are."""

import subprocess
import sys

import pytest

from briefgen.arabic.terminal import choose, terminal


def test_letters_are_joined_and_in_visual_order() -> None:
    """Joined left to right as a terminal prints it, the word reads from the right in presentation forms."""
    assert terminal("عراق", "reshape") == "\ufed5\ufe8d\ufeae\ufecb"


def test_brackets_and_latin_runs_keep_their_sense() -> None:
    """Brackets around a code are mirrored and still enclose it; the code itself is not turned."""
    assert terminal("لا (NMI-2) لا", "reshape") == "\ufefb (NMI-2) \ufefb"
    assert terminal("لا NMI (B) لا", "reshape") == "\ufefb NMI (B) \ufefb"


def test_a_line_that_starts_with_latin_runs_from_the_left() -> None:
    """An id before its title stays at the left."""
    assert terminal("nmi-mandate لا", "reshape") == "nmi-mandate \ufefb"


def test_lines_are_ordered_one_by_one() -> None:
    """Line ends stay where they are, and lines without Arabic are unchanged."""
    assert terminal("NATO (x)\nلا 12\n", "reshape") == "NATO (x)\n12 \ufefb\n"


def test_invisible_marks_are_left_out() -> None:
    """Bidi controls and harakat do not reach a terminal that cannot place them."""
    assert terminal("\u2068لَا\u2069", "reshape") == "\ufefb"


def test_native_changes_nothing() -> None:
    """A terminal that orders text gets it as it is."""
    assert terminal("عراق (NMI)", "native") == "عراق (NMI)"


def test_text_without_arabic_loads_neither_library() -> None:
    """The two libraries are imported for Arabic lines only."""
    program = (
        "import sys; from briefgen.arabic.terminal import terminal; terminal('NATO (x)', 'reshape'); "
        "sys.exit(any(name in sys.modules for name in ('arabic_reshaper', 'bidi')))"
    )
    path = ":".join(entry for entry in sys.path if entry)
    assert (
        subprocess.run([sys.executable, "-c", program], env={"PYTHONPATH": path}, check=False).returncode == 0
    )


@pytest.mark.parametrize(
    ("environ", "mode"),
    [
        ({"VTE_VERSION": "7006", "TERM": "xterm-256color"}, "native"),
        ({"VTE_VERSION": "5202"}, "reshape"),
        ({"KONSOLE_VERSION": "230800"}, "native"),
        ({"TERM": "mlterm"}, "native"),
        ({"TERM_PROGRAM": "Apple_Terminal"}, "native"),
        ({"TERM_PROGRAM": "mintty"}, "native"),
        ({"TERM": "xterm-kitty"}, "native"),
        ({"WT_SESSION": "1"}, "reshape"),
        ({"TERM_PROGRAM": "iTerm.app"}, "reshape"),
        ({"TERM": "linux"}, "reshape"),
        ({"TERM": "alacritty"}, "reshape"),
        ({"TERM": "xterm", "XTERM_VERSION": "XTerm(379)"}, "reshape"),
        ({"TERM": "xterm-256color"}, "native"),
        ({}, "native"),
    ],
)
def test_known_terminals(environ: dict[str, str], mode: str) -> None:
    """Each known terminal gets what it needs, and an unknown one plain text."""
    assert choose("auto", environ) == mode


def test_a_chosen_mode_stands() -> None:
    """What the user asks for is not second-guessed."""
    assert choose("reshape", {"VTE_VERSION": "7006"}) == "reshape"
    assert choose("native", {"TERM": "linux"}) == "native"
