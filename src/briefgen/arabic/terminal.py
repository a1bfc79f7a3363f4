"""Arabic for terminals: as it is where the terminal orders and joins it, else put in visual order by us.

Only what goes to a terminal passes through here, never text for YAML, HTML or PDF: Pango and HarfBuzz shape
those. Whoever prints to a pipe or file uses `native`.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from briefgen.arabic.isolates import runs
from briefgen.arabic.normal import BIDI_CONTROLS
from briefgen.ondemand import pattern

if TYPE_CHECKING:
    from arabic_reshaper import ArabicReshaper

Mode = Literal["native", "reshape"]
Choice = Literal["auto", "native", "reshape"]

_RIGHT_TO_LEFT = pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_CONTROLS = dict.fromkeys(map(ord, BIDI_CONTROLS))
_PLACEHOLDER: Final = 0xF0000  # private use, strong left-to-right: stands for an isolate meanwhile
_VTE_WITH_BIDI: Final = 5800  # GNOME Terminal 3.34: the first stable VTE that orders by default

# Each row: a variable, how its value starts, and what the terminal does. The first row that fits decides.
_TERMINALS: Final[tuple[tuple[str, str, Mode], ...]] = (
    ("INSIDE_EMACS", "", "native"),  # Emacs orders what its shells print
    ("KONSOLE_VERSION", "", "native"),  # orders by default
    ("MLTERM", "", "native"),
    ("TERM", "mlterm", "native"),
    ("TERM", "putty", "native"),  # since 0.58
    ("TERM_PROGRAM", "Apple_Terminal", "native"),
    ("TERM_PROGRAM", "mintty", "native"),
    ("KITTY_WINDOW_ID", "", "native"),  # turns each word itself (#2109): a word turned twice is unreadable
    ("TERM", "xterm-kitty", "native"),
    ("WT_SESSION", "", "reshape"),  # Windows Terminal, logical order since 1.21 (microsoft/terminal#18659)
    ("TERM_PROGRAM", "iTerm.app", "reshape"),  # left-to-right unless switched on in its settings
    ("TERM_PROGRAM", "WezTerm", "reshape"),  # bidi_enabled is off by default (wezterm#784)
    ("TERM_PROGRAM", "ghostty", "reshape"),
    ("TERM_PROGRAM", "vscode", "reshape"),  # xterm.js
    ("ALACRITTY_WINDOW_ID", "", "reshape"),  # alacritty#663
    ("TERM", "alacritty", "reshape"),
    ("TERM", "foot", "reshape"),
    ("TERM", "linux", "reshape"),
    ("TERM", "rxvt", "reshape"),
    ("TERM", "st-", "reshape"),
    ("XTERM_VERSION", "", "reshape"),
)


def choose(mode: Choice, environ: Mapping[str, str]) -> Mode:
    """Give the mode for a terminal known by its environment variables; a mode other than `auto` stands.

    An unknown terminal (one behind ssh, above all) gets `native`: that is what every other program sends it,
    it can be copied, and text ordered twice is worse than text not ordered.
    """
    if mode != "auto":
        return mode
    vte = environ.get("VTE_VERSION", "")
    if vte.isdecimal():
        return "native" if int(vte) >= _VTE_WITH_BIDI else "reshape"
    for variable, start, known in _TERMINALS:
        if variable in environ and environ[variable].startswith(start):
            return known
    return "native"


def terminal(text: str, mode: Mode) -> str:
    """Give plain text (no escape sequences, no markup) for a terminal; lines are ordered one by one.

    With `reshape` letters are joined by presentation forms and stand in visual order, harakat and bidi
    controls are left out, and left-to-right parts stay whole. Lines without right-to-left letters come back
    unchanged.
    """
    if mode == "native" or not _RIGHT_TO_LEFT.search(text):
        return text
    return "".join(_ordered(line) for line in re.split(r"(\n)", text))


def _ordered(line: str) -> str:
    if not _RIGHT_TO_LEFT.search(line):
        return line
    # The Python implementation: the Rust one leaves brackets unmirrored (python-bidi#25).
    from bidi.algorithm import get_display  # type: ignore[import-untyped]

    isolated: dict[int, str] = {}
    parts: list[str] = []
    for run in runs(line.translate(_CONTROLS)):
        if run.ltr:
            isolated[_PLACEHOLDER + len(isolated)] = run.text
            parts.append(chr(_PLACEHOLDER + len(isolated) - 1))
        else:
            parts.append(run.text)
    return str(get_display(_reshaper().reshape("".join(parts)))).translate(isolated)


@cache
def _reshaper() -> "ArabicReshaper":
    from arabic_reshaper import ArabicReshaper

    return ArabicReshaper({"delete_harakat": True, "support_ligatures": True, "ARABIC LIGATURE ALLAH": False})
