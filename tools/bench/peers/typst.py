"""An outline as Typst markup (Typst 0.15): text goes in as strings, so that no character of it is markup."""

from __future__ import annotations

from typing import assert_never

from tools.bench.peers.outline import Element, Grid, Heading, Items, Outline, Prose, pieces

from briefgen.brief import Call, Runs, Text

# Isolates of UAX #9: Typst orders a whole paragraph by that algorithm.
_ISOLATES = {"auto": ("", ""), "ltr": ("\u2066", "\u2069"), "rtl": ("\u2067", "\u2069")}
# The measures of briefgen's house style: A4, Amiri at 13 points, notes at three quarters of that.
_HEAD = """\
#set document(title: {title})
#set page(paper: "a4", margin: (x: 25mm, top: 28mm, bottom: 25mm), numbering: {numbers})
#set text(font: "Amiri", size: 13pt, lang: "ar", dir: rtl, hyphenate: false)
#set par(justify: true, leading: 0.85em, spacing: 1.1em)
#set footnote(numbering: {numbers})
#set table(stroke: (y: 0.5pt), columns: (1fr, 2.5fr))
#show footnote.entry: set text(size: 9.75pt)
"""


def typst(made: Outline) -> str:
    """The document's source."""
    numbers = "١" if made.digits == "arabic-indic" else "1"
    head = _HEAD.format(title=string(made.title), numbers=string(numbers))
    return head + "".join(f"\n{_element(each, made)}\n" for each in made.elements)


def string(text: str) -> str:
    """A text as a string literal of Typst's."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _element(element: Element, made: Outline) -> str:
    match element:
        case Heading(level, runs):
            return f"#heading(level: {level})[{_runs(runs, made)}]"
        case Prose(runs):
            return _runs(runs, made)
        case Items(items):
            return f"#list({', '.join(f'[{_runs(each, made)}]' for each in items)})"
        case Grid(rows):
            columns = len(rows[0])
            widths = "(1fr, 2.5fr)" if columns == 2 else str(columns)
            cells = ", ".join(f"[{_runs(cell, made)}]" for row in rows for cell in row)
            return f"#table(columns: {widths}, {cells})"
        case _:
            assert_never(element)


def _runs(runs: Runs, made: Outline) -> str:
    return "".join(_run(each, made) for each in pieces(runs))


def _run(run: Text | Call, made: Outline) -> str:
    match run:
        case Text(text, direction, link):
            before, after = _ISOLATES[direction]
            shown = f"#{string(before + text + after)}"
            return f"#link({string(link)})[{shown}]" if link else shown
        case Call(number):
            return f"#footnote[{_runs(made.notes[number].runs, made)}]"
        case _:
            assert_never(run)
