"""The document model: what a brief says and in which order, free of HTML and of any print engine.

A brief is made in two steps. `compose` (in `composition.py`) turns a topic spec and its facts into a `Brief`
whose runs hold `Cite` marks; `cite` (in `citations.py`) numbers them and gives a `CitedBrief` whose runs hold
`Call` marks and which carries the notes and the reference list. All text is in logical order, digits already in
the document's numeral family.
"""

from __future__ import annotations

from typing import Literal

from briefgen.ondemand import dataclass

Direction = Literal["auto", "ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Text:
    """Characters that are set in one direction.

    `auto` follows the paragraph (right to left); `ltr` and `rtl` are isolated runs (UAX #9, section 2.4): a Latin
    word, a code, a URL; a range of numbers. `link` is the address that the run leads to, if any.
    """

    text: str
    direction: Direction = "auto"
    link: str = ""


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation mark that is not numbered yet: the ids of the facts it stands for, in the writer's order."""

    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A numbered citation mark; `note` counts from 1 over the whole brief, in reading order."""

    note: int


Run = Text | Cite | Call
Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose, or one statement. `fact` names the fact it prints, if it prints just one."""

    runs: Runs
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """An unnumbered list."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of column heads; the first cell of a row is its head. All rows have `len(head)` cells."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A dated statement; `when` is empty for a fact without a date."""

    when: Runs
    what: Paragraph


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dated statements in order."""

    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number worth a box of its own: «أكثر من» `80` «دولة», what it says, and as of when."""

    bound: Runs
    value: Runs
    unit: Runs
    what: Paragraph
    as_of: Runs


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Figures set side by side."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class ComparedValue:
    """One value of a comparison.

    `value` as printed («أكثر من 80 دولة»; empty for a fact without a measure), its time `as_of` (in square brackets
    when inferred), its sources in short, `what` it says (with its citation), and a `remark` (a lower bound, a rounding,
    another unit; may be empty).
    """

    value: Runs
    as_of: Runs
    source: Runs
    what: Paragraph
    remark: Runs


@dataclass(frozen=True, slots=True)
class ComparedMeasure:
    """The values of one measure side by side.

    `name` is the measure's name (empty where the section's title says it). `reading` tells how the values stand to
    each other: `single`, `same`, `compatible` (all can hold together), `change` (over time), `disagreement` (of
    sources about one time), `dates` (facts without a measure, compared by their dates); `verdict` says it in words.
    """

    name: Runs
    reading: Literal["single", "same", "compatible", "change", "disagreement", "dates"]
    verdict: Runs
    values: tuple[ComparedValue, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Values compared, measure by measure; `title` heads the box they stand in («تباين المصادر»), empty for no box."""

    title: Runs
    measures: tuple[ComparedMeasure, ...]


Block = Paragraph | Listing | Table | Timeline | KeyFigures | Comparison


@dataclass(frozen=True, slots=True)
class Section:
    """A section under a heading; `id` is unique in the brief and an ASCII word (`s1`, `s2`, …).

    `part` is the title of the part of the brief that begins with this section, empty for most.
    """

    id: str
    title: Runs
    blocks: tuple[Block, ...]
    part: Runs = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """A composed brief.

    `title_text` and `subtitle_text` are the plain forms for metadata and running heads. `dated` is the document's
    date as an ISO day (the last day of its as-of date), `as_of` the same as it is printed. `inferred_dates` tells
    that some printed date stands in square brackets because it was inferred, so that the page can explain them.
    """

    id: str
    title: Runs
    title_text: str
    subtitle: Runs
    subtitle_text: str
    dated: str
    as_of: Runs
    version: Runs
    marking: str
    digits: Literal["latin", "arabic-indic"]
    contents: bool
    summary: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    inferred_dates: bool = False


@dataclass(frozen=True, slots=True)
class Cited:
    """One source as one note cites it: for which facts, at which paragraphs of its snapshot (counted from 1).

    `link` is the address of the source with a text fragment to the first passage; empty for a source without address.
    """

    source: str
    facts: tuple[str, ...]
    paragraphs: tuple[int, ...]
    link: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its number from 1, its text, and what it cites in the order printed."""

    number: int
    runs: Runs
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the reference list, and the numbers of the notes that cite it, ascending."""

    source: str
    runs: Runs
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Traced:
    """One passage of one fact in the trace annex: statement, source in short, locator, digest, state.

    `number` counts facts from 1, so that the passages of one fact share it; `notes` are the numbers of the notes that
    cite the fact. `digest` is the passage's SHA-256, shortened; `state` says whether it was verified for this output,
    `review` whether somebody has reviewed the fact.
    """

    number: int
    fact: str
    says: Runs
    source: Runs
    locator: Runs
    digest: str
    state: Runs
    review: Runs
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CitedBrief:
    """A brief with its notes (numbered 1, 2, … in reading order), its reference list, and its trace annex if asked."""

    brief: Brief
    notes: tuple[Note, ...]
    references: tuple[Reference, ...]
    trace: tuple[Traced, ...] = ()
