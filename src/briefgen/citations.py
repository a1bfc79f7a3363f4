"""A pass over the document model: numbers the notes, words them, and makes the reference list.

A source is cited in full at first, in short after that, and as «المصدر نفسه» right after a note that cites it alone.
Sources in one note are parted by «؛». Punctuation is Arabic; names, titles and dates follow CSL-JSON's variables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import assert_never

from briefgen.arabic import collation, dates
from briefgen.brief import (
    Block,
    Brief,
    Call,
    Cite,
    Cited,
    CitedBrief,
    ComparedMeasure,
    ComparedValue,
    Comparison,
    KeyFigures,
    Listing,
    Note,
    Paragraph,
    Reference,
    Run,
    Runs,
    Section,
    Table,
    Text,
    Timeline,
)
from briefgen.evidence import fragments
from briefgen.records.fact import Evidence
from briefgen.records.library import Library
from briefgen.records.source import Name, Source
from briefgen.records.spec import Digits
from briefgen.typesetting import typeset

_SHORT_WORDS = 6


def cite(brief: Brief, library: Library) -> CitedBrief:
    """The brief with numbered calls, its notes 1, 2, … in reading order, and the references in Arabic order."""
    numbering = _Numbering(brief.digits, library)
    summary = tuple(numbering.paragraph(each) for each in brief.summary)
    sections = tuple(numbering.section(each) for each in brief.sections)
    cited = replace(brief, summary=summary, sections=sections)
    return CitedBrief(cited, tuple(numbering.notes), _references(numbering.notes, brief.digits, library))


@dataclass(slots=True)
class _Numbering:
    """Walks the brief in reading order; holds the notes so far and which sources were cited already."""

    digits: Digits
    library: Library
    notes: list[Note] = field(default_factory=list)
    known: set[str] = field(default_factory=set)

    def section(self, section: Section) -> Section:
        return replace(section, blocks=tuple(self.block(each) for each in section.blocks))

    def paragraph(self, paragraph: Paragraph) -> Paragraph:
        return replace(paragraph, runs=self.runs(paragraph.runs))

    def block(self, block: Block) -> Block:
        match block:
            case Paragraph():
                return self.paragraph(block)
            case Listing(items):
                return Listing(tuple(self.paragraph(each) for each in items))
            case Table(head, rows):
                return Table(head, tuple(tuple(self.runs(cell) for cell in row) for row in rows))
            case Timeline(entries):
                return Timeline(tuple(replace(each, what=self.paragraph(each.what)) for each in entries))
            case KeyFigures(figures):
                return KeyFigures(tuple(replace(each, what=self.paragraph(each.what)) for each in figures))
            case Comparison(_, measures):
                return replace(block, measures=tuple(self.compared(each) for each in measures))
            case _:
                assert_never(block)

    def compared(self, measure: ComparedMeasure) -> ComparedMeasure:
        return replace(measure, values=tuple(self.value(each) for each in measure.values))

    def value(self, value: ComparedValue) -> ComparedValue:
        evidence = self.library.facts[value.what.fact].evidence if value.what.fact else ()
        names = dict.fromkeys(short(self.library.sources[each.source]) for each in evidence)
        return replace(value, what=self.paragraph(value.what), source=typeset("؛ ".join(names), self.digits))

    def runs(self, runs: Runs) -> Runs:
        return tuple(self.run(each) for each in runs)

    def run(self, run: Run) -> Run:
        if not isinstance(run, Cite):
            return run
        cited = _cited(run.facts, self.library)
        words = tuple(part for place, each in enumerate(cited) for part in self.words(each, place == 0))
        number = len(self.notes) + 1
        self.notes.append(Note(number, (*words, Text(".")), cited))
        return Call(number)

    def words(self, cited: Cited, leads: bool) -> Runs:
        """One source in a note: full, short, or «المصدر نفسه» when it leads a note right after one of its own.

        Its paragraphs are linked to the passage on the web page of the source, where it has one.
        """
        source = self.library.sources[cited.source]
        before = self.notes[-1].cited if self.notes else ()
        if leads and len(before) == 1 and before[0].source == cited.source:
            name = "المصدر نفسه"
        else:
            name = short(source) if cited.source in self.known else full(source, self.digits)
        self.known.add(cited.source)
        place = typeset(locator(cited.paragraphs), self.digits)
        linked = (replace(run, link=cited.link) for run in place if isinstance(run, Text))
        return (*typeset(f"{'' if leads else '؛ '}{name}، ", self.digits), *linked)


def _cited(facts: tuple[str, ...], library: Library) -> tuple[Cited, ...]:
    """The sources of the facts in order of first use, each with its paragraphs ascending."""
    found: dict[str, list[tuple[str, Evidence]]] = {}
    for name in facts:
        for evidence in library.facts[name].evidence:
            found.setdefault(evidence.source, []).append((name, evidence))
    return tuple(
        Cited(
            source,
            tuple(dict.fromkeys(name for name, _ in pieces)),
            tuple(sorted({each.paragraph for _, each in pieces})),
            _link(library.sources[source], pieces[0][1]),
        )
        for source, pieces in found.items()
    )


def _link(source: Source, evidence: Evidence) -> str:
    web = source.url.startswith(("https://", "http://"))
    return fragments.link(source.url, evidence.passage) if web else ""


def full(source: Source, digits: Digits) -> str:
    """The source in full: authors, title, container, publisher, place, date, address; what is unknown is left out.

    A withdrawn source says so, wherever a brief still uses it.
    """
    parts = (
        _authors(source.author),
        _title(source.title),
        source.container_title,
        source.publisher,
        source.publisher_place,
        _issued(source, digits),
        _online(source, digits),
        f"سُحب في {dates.show(source.withdrawn.on, digits, 'double')}" if source.withdrawn else "",
    )
    return "، ".join(part for part in parts if part)


def short(source: Source) -> str:
    """The source in short: one or two family names, of more the first «وآخرون», and a short title."""
    names = [each.literal or each.family for each in source.author]
    family = " و".join(names) if len(names) < 3 else f"{names[0]} وآخرون"
    return "، ".join(part for part in (family, _title(source.title_short or _clipped(source.title))) if part)


def locator(paragraphs: tuple[int, ...]) -> str:
    """«الفقرة 6», «الفقرتان 6 و7», «الفقرات 6 و7 و9»; three or more in a row as «الفقرات من 6 إلى 9»."""
    groups = list(_groups(paragraphs))
    shown = " و".join(str(first) if first == last else f"من {first} إلى {last}" for first, last in groups)
    noun = {1: "الفقرة", 2: "الفقرتان"}.get(len(paragraphs), "الفقرات")
    return f"{noun} {shown}"


def _groups(numbers: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Runs of three or more consecutive numbers as (first, last); the others alone."""
    at = 0
    while at < len(numbers):
        end = at
        while end + 1 < len(numbers) and numbers[end + 1] == numbers[end] + 1:
            end += 1
        if end - at >= 2:
            yield numbers[at], numbers[end]
            at = end + 1
        else:
            yield numbers[at], numbers[at]
            at += 1


def _authors(names: tuple[Name, ...]) -> str:
    return " و".join(each.literal or f"{each.given} {each.family}".strip() for each in names)


def _title(title: str) -> str:
    """A title in guillemets; one that we supplied keeps its square brackets instead."""
    return title if title.startswith("[") else f"«{title}»"


def _clipped(title: str) -> str:
    words = title.split()
    if len(words) <= _SHORT_WORDS:
        return title
    return " ".join(words[:_SHORT_WORDS]) + "…" + ("]" if title.startswith("[") else "")


def _issued(source: Source, digits: Digits) -> str:
    if source.issued is None:
        return ""
    shown = dates.show(source.issued.date, digits, "double")
    return f"[{shown}]" if source.issued.basis == "inferred" else shown


def _online(source: Source, digits: Digits) -> str:
    if not source.url:
        return ""
    seen = f" (اطُّلع عليه في {dates.show(source.accessed, digits, 'double')})" if source.accessed else ""
    return f"{source.url}{seen}"


def _references(notes: list[Note], digits: Digits, library: Library) -> tuple[Reference, ...]:
    """Every cited source once, sorted by author or title, with the numbers of the notes that cite it."""
    numbers: dict[str, list[int]] = {}
    for note in notes:
        for cited in note.cited:
            numbers.setdefault(cited.source, []).append(note.number)
    order = sorted(numbers, key=lambda name: (collation.collation_key(_heading(library.sources[name])), name))
    return tuple(
        Reference(name, typeset(full(library.sources[name], digits) + ".", digits), tuple(numbers[name]))
        for name in order
    )


def _heading(source: Source) -> str:
    return (source.author[0].family or source.author[0].literal) if source.author else source.title
