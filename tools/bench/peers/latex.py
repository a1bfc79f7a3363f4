r"""An outline as LaTeX for XeLaTeX, with the packages bidi and fontspec; every character of a text is escaped."""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

from tools.bench.peers.outline import Element, Grid, Heading, Items, Outline, Prose, pieces

from briefgen.brief import Call, Runs, Text

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        # XeTeX orders by commands and breaks by itself; these have no glyph in most fonts.
        "\u2060": None,
        "\u2066": None,
        "\u2067": None,
        "\u2068": None,
        "\u2069": None,
    }
)
_HEAD = r"""\documentclass[a4paper]{article}
\usepackage[hmargin=25mm,top=28mm,bottom=25mm]{geometry}
\usepackage{fontspec,longtable,bidi}
\setmainfont{Amiri}[Path=%(fonts)s/, Extension=.ttf, UprightFont=*-Regular, BoldFont=*-Bold, Script=Arabic]
\makeatletter
\renewcommand\normalsize{\@setfontsize\normalsize{13}{23}}
\renewcommand\footnotesize{\@setfontsize\footnotesize{9.75}{16}}
\def\arabicindic#1{\expandafter\arabicindic@\number#1\relax}
\def\arabicindic@#1{\ifx#1\relax\else\char\numexpr"0660+#1\relax\expandafter\arabicindic@\fi}
\makeatother
%(numbers)s
\setlength\parindent{0pt}\setlength\parskip{8pt}\setlength\emergencystretch{3em}
\setcounter{secnumdepth}{0}
\begin{document}\setRTL\normalsize\rightfootnoterule
"""


def latex(made: Outline, fonts: Path) -> str:
    """The document's source; `fonts` is the folder that holds Amiri."""
    digits = r"\renewcommand\the%s{\arabicindic{\value{%s}}}" if made.digits == "arabic-indic" else ""
    numbers = "".join(digits % (counter, counter) for counter in ("footnote", "page") if digits)
    head = _HEAD % {"fonts": fonts.as_posix(), "numbers": numbers}
    return head + "".join(f"\n{_element(each, made)}\n" for each in made.elements) + "\n\\end{document}\n"


def escaped(text: str) -> str:
    """A text of which no character commands TeX."""
    return text.translate(_ESCAPES)


def _element(element: Element, made: Outline) -> str:
    match element:
        case Heading(level, runs):
            command = ("section", "section", "subsection", "subsubsection")[level]
            return f"\\{command}*{{{_runs(runs, made)}}}"
        case Prose(runs):
            return f"{_runs(runs, made)}\\par"
        case Items(items):
            listed = "\n".join(f"\\item {_runs(each, made)}" for each in items)
            return f"\\begin{{itemize}}\n{listed}\n\\end{{itemize}}"
        case Grid(rows):
            return _table(rows, made)
        case _:
            assert_never(element)


def _table(rows: tuple[tuple[Runs, ...], ...], made: Outline) -> str:
    count = len(rows[0])
    widths = (0.26, 0.66) if count == 2 else (0.92 / count,) * count
    columns = "".join(f"p{{{width:.3f}\\linewidth}}" for width in widths)
    lines = "\n".join(" & ".join(_runs(cell, made) for cell in row) + r" \\ \hline" for row in rows)
    return f"\\begin{{longtable}}{{{columns}}}\\hline\n{lines}\n\\end{{longtable}}"


def _runs(runs: Runs, made: Outline) -> str:
    return "".join(_run(each, made) for each in pieces(runs))


def _run(run: Text | Call, made: Outline) -> str:
    match run:
        case Text(text, "ltr"):
            return f"\\LR{{{escaped(text)}}}"
        case Text(text):
            return escaped(text)
        case Call(number):
            return f"\\footnote{{{_runs(made.notes[number].runs, made)}}}"
        case _:
            assert_never(run)
