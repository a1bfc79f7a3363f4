"""What a PDF carries for machines: its text as it reads, and its notes with the facts and passages behind them.

Both become associated files of the PDF (ISO 19005-3, 6.8), so that years later the PDF alone tells what each note
rests on. Canonical: sorted keys, no clock, no paths.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import assert_never

from briefgen.brief import (
    Block,
    Call,
    CitedBrief,
    Comparison,
    KeyFigures,
    Listing,
    Note,
    Paragraph,
    Runs,
    Table,
    Text,
    Timeline,
    Traced,
)
from briefgen.records.export import fact_record, source_record
from briefgen.records.library import Library

TEXT_NAME = "brief.txt"
TRACE_NAME = "brief.json"
TRACE_FORMAT = "briefgen-trace"
TRACE_VERSION = 1


def text(cited: CitedBrief) -> str:
    """The brief as plain text in logical order: a paragraph a line, calls as `[1]`, then the notes and references."""
    brief = cited.brief
    lines = [brief.title_text, brief.subtitle_text, _read(brief.as_of), brief.marking, ""]
    lines += [_read(each.runs) for each in brief.summary]
    for section in brief.sections:
        lines += ["", _read(section.part)] if section.part else []
        lines += ["", _read(section.title), *(line for block in section.blocks for line in _block(block))]
    lines += ["", *(f"[{note.number}] {_read(note.runs)}" for note in cited.notes)]
    lines += ["", *(_read(reference.runs) for reference in cited.references)]
    lines += ["", *("\t".join(_annexed(row)) for row in cited.trace)]
    return "\n".join(lines).strip() + "\n"


def trace(cited: CitedBrief, library: Library, tools: Mapping[str, str]) -> bytes:
    """The notes of a brief with their facts, passages and sources, and the tools that printed it, as UTF-8 JSON."""
    brief = cited.brief
    facts = dict.fromkeys(fact for note in cited.notes for each in note.cited for fact in each.facts)
    sources = dict.fromkeys(each.source for note in cited.notes for each in note.cited)
    record = {
        "format": TRACE_FORMAT,
        "format_version": TRACE_VERSION,
        "brief": {
            "id": brief.id,
            "title": brief.title_text,
            "dated": brief.dated,
            "version": _read(brief.version),
            "digits": brief.digits,
        },
        "notes": [_note(note) for note in cited.notes],
        "facts": {name: fact_record(library.facts[name]) for name in facts},
        "sources": {name: source_record(library.sources[name]) for name in sources},
        "tools": dict(tools),
    }
    return (json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _note(note: Note) -> dict[str, object]:
    cited = [
        {"source": each.source, "facts": list(each.facts), "paragraphs": list(each.paragraphs)}
        for each in note.cited
    ]
    return {"number": note.number, "text": _read(note.runs), "cited": cited}


def _annexed(row: Traced) -> Iterator[str]:
    yield row.fact
    yield from (_read(each) for each in (row.says, row.source, row.locator))
    yield row.digest
    yield from (_read(each) for each in (row.state, row.review))


def _read(runs: Runs) -> str:
    """Runs as they read: text in logical order, calls as numbers in brackets."""
    parts = (
        run.text if isinstance(run, Text) else f"[{run.note}]" for run in runs if isinstance(run, Text | Call)
    )
    return "".join(parts)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(runs):
            yield _read(runs)
        case Listing(items):
            yield from (f"- {_read(each.runs)}" for each in items)
        case Table(head, rows):
            yield from ("\t".join(_read(cell) for cell in row) for row in (head, *rows))
        case Timeline(entries):
            yield from (f"{_read(each.when)}\t{_read(each.what.runs)}" for each in entries)
        case KeyFigures(figures):
            for each in figures:
                number = " ".join(part for part in map(_read, (each.bound, each.value, each.unit)) if part)
                yield "\t".join(part for part in (number, _read(each.what.runs), _read(each.as_of)) if part)
        case Comparison(title, measures):
            yield from (line for line in (_read(title),) if line)
            for measure in measures:
                yield from (line for line in (_read(measure.name), _read(measure.verdict)) if line)
                for value in measure.values:
                    cells = (value.value, value.as_of, value.source, value.what.runs, value.remark)
                    yield "\t".join(part for part in map(_read, cells) if part)
        case _:
            assert_never(block)
