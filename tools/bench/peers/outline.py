"""A cited brief as four kinds of elements, so that each typesetter's writer has only these to write.

What briefgen prints beyond them (running heads, contents, page numbers in the reference list, tags) is its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from briefgen.brief import (
    Block,
    Call,
    Cite,
    CitedBrief,
    ComparedMeasure,
    Comparison,
    KeyFigures,
    Listing,
    Note,
    Paragraph,
    Runs,
    Table,
    Text,
    Timeline,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 is the brief's title, 2 a section's, 3 one inside a section."""

    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Items:
    """A list without numbers."""

    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells, all of the same number."""

    rows: tuple[tuple[Runs, ...], ...]


Element = Heading | Prose | Items | Grid


@dataclass(frozen=True, slots=True)
class Outline:
    """The elements in reading order and the notes that their calls lead to; `digits` as the brief has them."""

    title: str
    digits: str
    elements: tuple[Element, ...]
    notes: Mapping[int, Note]


def outline(cited: CitedBrief) -> Outline:
    """The whole brief: title, summary, sections, references."""
    brief = cited.brief
    elements: list[Element] = [Heading(1, brief.title)]
    elements += [Prose(brief.subtitle)] if brief.subtitle else []
    elements += [Prose((Text("المعلومات حتى "), *brief.as_of))]
    if brief.summary:
        elements += [Heading(2, (Text("الخلاصة"),)), *(Prose(each.runs) for each in brief.summary)]
    for section in brief.sections:
        elements += [Heading(2, section.title)]
        elements += [element for block in section.blocks for element in _block(block)]
    if cited.references:
        elements += [Heading(2, (Text("المراجع"),))]
        elements += [Items(tuple(each.runs for each in cited.references))]
    return Outline(
        brief.title_text, brief.digits, tuple(elements), {each.number: each for each in cited.notes}
    )


def words(made: Outline) -> tuple[str, ...]:
    """All words of the brief, body first and notes after, as they read: for the comparison of what was printed."""
    runs = [run for element in made.elements for part in parts(element) for run in (*part, Text(" "))]
    runs += [run for note in made.notes.values() for run in (*note.runs, Text(" "))]
    return tuple("".join(run.text for run in runs if isinstance(run, Text)).split())


def parts(element: Element) -> tuple[Runs, ...]:
    """The texts of an element in reading order."""
    match element:
        case Heading(_, runs) | Prose(runs):
            return (runs,)
        case Items(items):
            return items
        case Grid(rows):
            return tuple(cell for row in rows for cell in row)
        case _:
            assert_never(element)


def pieces(runs: Runs) -> Iterator[Text | Call]:
    """The runs of a cited brief. Raises ValueError for a citation that has no number, which none has."""
    for run in runs:
        if isinstance(run, Cite):
            raise ValueError(f"not cited yet: {run.facts}")
        yield run


def _block(block: Block) -> Iterator[Element]:
    match block:
        case Paragraph(runs):
            yield Prose(runs)
        case Listing(items):
            yield Items(tuple(each.runs for each in items))
        case Table(head, rows):
            yield Grid((head, *rows))
        case Timeline(entries):
            yield Grid(tuple((each.when, each.what.runs) for each in entries))
        case KeyFigures(figures):
            yield Grid(
                tuple(
                    (_joined(each.bound, each.value, each.unit), _joined(each.what.runs, each.as_of))
                    for each in figures
                )
            )
        case Comparison(title, measures):
            yield from [Heading(3, title)] if title else []
            for measure in measures:
                yield from _measure(measure)
        case _:
            assert_never(block)


def _measure(measure: ComparedMeasure) -> Iterator[Element]:
    yield from [Heading(3, measure.name)] if measure.name else []
    yield from [Prose(measure.verdict)] if measure.verdict else []
    yield Grid(
        tuple(
            (_joined(each.value, each.as_of), _joined(each.what.runs, each.source, each.remark))
            for each in measure.values
        )
    )


def _joined(*parts: Runs) -> Runs:
    """Runs with spaces between those that are not empty."""
    kept = [part for part in parts if part]
    return tuple(run for place, part in enumerate(kept) for run in ((Text(" "),) if place else ()) + part)
