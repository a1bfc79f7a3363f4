"""An outline as one plain web page with its style, for browsers, which set no notes at the foot of a page.

Chromium knows neither `float: footnote` nor another way to it, so that the notes follow the text, linked from marks.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import assert_never

from tools.bench.peers.outline import Element, Grid, Heading, Items, Outline, Prose, pieces

from briefgen.brief import Call, Runs, Text

_STYLE = """\
@font-face {{ font-family: Amiri; src: url({fonts}/Amiri-Regular.ttf) }}
@font-face {{ font-family: Amiri; font-weight: 700; src: url({fonts}/Amiri-Bold.ttf) }}
@page {{ size: A4; margin: 28mm 25mm 25mm }}
html {{ font: 13pt/1.77 Amiri }}
p, li {{ text-align: justify }}
table {{ width: 100%; border-collapse: collapse }}
td {{ border-top: .5pt solid; vertical-align: top; padding: 4px 6px }}
ol {{ font-size: 9.75pt; list-style: {digits} }}
sup a {{ color: inherit; text-decoration: none }}"""
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def webpage(made: Outline, fonts: Path) -> str:
    """The HTML text; `fonts` is the folder that holds Amiri."""
    style = _STYLE.format(
        fonts=fonts.as_uri(), digits="arabic-indic" if made.digits == "arabic-indic" else "decimal"
    )
    head = f'<meta charset="utf-8"><title>{escape(made.title)}</title><style>{style}</style>'
    body = "\n".join(_element(each, made) for each in made.elements)
    notes = "\n".join(
        f'<li id="n{number}">{_runs(note.runs, made)}</li>' for number, note in made.notes.items()
    )
    return f'<!DOCTYPE html><html lang="ar" dir="rtl"><head>{head}</head><body>{body}<ol>{notes}</ol></body></html>'


def _element(element: Element, made: Outline) -> str:
    match element:
        case Heading(level, runs):
            return f"<h{level}>{_runs(runs, made)}</h{level}>"
        case Prose(runs):
            return f"<p>{_runs(runs, made)}</p>"
        case Items(items):
            return f"<ul>{''.join(f'<li>{_runs(each, made)}</li>' for each in items)}</ul>"
        case Grid(rows):
            lines = ("".join(f"<td>{_runs(cell, made)}</td>" for cell in row) for row in rows)
            return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"
        case _:
            assert_never(element)


def _runs(runs: Runs, made: Outline) -> str:
    return "".join(_run(each, made) for each in pieces(runs))


def _run(run: Text | Call, made: Outline) -> str:
    match run:
        case Text(text, "auto", link):
            shown = escape(text)
        case Text(text, direction, link):
            shown = f'<bdi dir="{direction}">{escape(text)}</bdi>'
        case Call(number):
            digits = str(number).translate(_ARABIC_INDIC) if made.digits == "arabic-indic" else str(number)
            return f'<sup><a href="#n{number}">({digits})</a></sup>'
        case _:
            assert_never(run)
    return f'<a href="{escape(link)}">{shown}</a>' if link else shown
