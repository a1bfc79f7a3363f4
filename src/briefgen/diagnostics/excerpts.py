"""The line of a file that a problem is in, with the stretch marked or named.

A mark is drawn only where no character before or inside the stretch is right-to-left, and the line begins left to
right: there all terminals agree on the column. Elsewhere the words are named, between isolates (UAX #9, section 2.4).
"""

from __future__ import annotations

from briefgen.diagnostics.counting import Language
from briefgen.diagnostics.layout import Style, Terminal, cells, right_to_left, starts_left_to_right
from briefgen.diagnostics.model import Span
from briefgen.diagnostics.texts import FSI, PDI, clipped, phrase, visible, worded

# How much of a long line is shown, in characters before and after the start of the problem.
_BEFORE, _AFTER = 100, 140
_WORDS = 60
# No terminal is so wide, and a long line is not to be measured for each problem in it.
_LONG = 4_000


def excerpt(
    line: str, span: Span, language: Language, terminal: Terminal, mark: tuple[str, Style], said: str = ""
) -> list[str]:
    """The line and what marks the stretch in it, with a few words beside the mark; nothing without a line."""
    if not line:
        return []
    number = str(span.line)
    margin = terminal.painted("place", f"{' ' * len(number)} |")
    before, marked, shown = _parts(line, span, terminal.width)
    text = visible(shown)
    ready = terminal.arabic(f"{FSI}{text}{PDI}" if right_to_left(text) else text)
    sign, style = mark
    beside = f" {terminal.lines(said, 0, language)[0]}" if said else ""
    lines = [margin, f"{terminal.painted('place', f'{number} |')} {ready}"]
    if not before.startswith("…") and not right_to_left(before + marked) and starts_left_to_right(shown):
        drawn = terminal.painted(style, sign * max(1, cells(visible(marked))))
        return [*lines, f"{margin} {' ' * cells(visible(before))}{drawn}{beside}"]
    named = _named(before, marked, language, terminal)
    return [*lines, f"{margin} {named}{beside and ':'}{beside}"] if named else lines


def _parts(line: str, span: Span, width: int | None) -> tuple[str, str, str]:
    """What stands before the stretch, the stretch, and the part of the line that is shown with both in it."""
    start, end = span.column - 1, len(line)
    if span.end_line == span.line:
        end = max(start, span.end_column - 1)
    back, on = _BEFORE, _AFTER
    if width is not None:
        room = max(30, width - len(str(span.line)) - 5)
        fits = len(line) <= _LONG and cells(visible(line)) <= room
        back, on = (start, len(line)) if fits else (room // 3, room - room // 3)
    first, last = max(0, start - back), min(len(line), start + on)
    cut = "…" if first else ""
    shown = cut + line[first:last] + ("…" if last < len(line) else "")
    return cut + line[first:start], line[start : min(end, last)], shown


def _named(before: str, marked: str, language: Language, terminal: Terminal) -> str:
    """The stretch in words: what stands there, or after which word it is; a lone sign with the word before it."""
    bare, words = marked.strip(), before.split()
    parts = []
    if bare:
        parts.append(_at("at", bare, language, terminal))
    if words and (not bare or (len(bare) < 3 and not bare.isalnum())):
        parts.append(_at("after", words[-1], language, terminal))
    return " ".join(parts)


def _at(key: str, token: str, language: Language, terminal: Terminal) -> str:
    word = terminal.arabic(worded(phrase(key), language))
    return f"{word} {terminal.arabic(f'{FSI}{visible(clipped(token, _WORDS))}{PDI}')}"
