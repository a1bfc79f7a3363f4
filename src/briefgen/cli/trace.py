"""`briefgen trace`: what the notes of a printed brief rest on, with nothing but the PDF."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from briefgen.cli.options import JsonOption, TerminalArabic, TerminalOption, printer
from briefgen.diagnostics.texts import Count, phrase
from briefgen.errors import Exit, UsageError
from briefgen.machinecopy import TRACE_FORMAT, TRACE_NAME, TRACE_VERSION
from briefgen.workspace import read, shown


def command(
    file: Annotated[Path, typer.Argument(help="A PDF that briefgen printed.")],
    note: Annotated[int | None, typer.Option("--note", "-n", min=1, help="Only this note.")] = None,
    as_json: JsonOption = False,
    terminal_arabic: TerminalOption = TerminalArabic.auto,
) -> int:
    """Tell for each note of a printed brief its facts, sources, paragraphs, passages and the versions of the tools."""
    record = _record(file)
    notes = [each for each in record["notes"] if note in (None, each["number"])]
    if not notes:
        has = phrase("has-notes", notes=Count(len(record["notes"]), "note"))
        raise UsageError(phrase("no-note", path=shown(file), number=str(note)), has)
    if as_json:
        print(json.dumps({**record, "notes": notes}, ensure_ascii=False, indent=2, sort_keys=True))
        return Exit.DONE
    write = printer(terminal_arabic)
    brief = record["brief"]
    write(f"{brief['id']}: {brief['title']}")
    write(
        f"  dated {brief['dated']}, printed with {', '.join(f'{k} {v}' for k, v in record['tools'].items())}"
    )
    for each in notes:
        _tell(each, record, write)
    return Exit.DONE


def _record(file: Path) -> dict[str, Any]:
    if not file.is_file():
        raise UsageError(phrase("no-file", path=shown(file)))
    try:
        return trace_record(read(file))
    except NoTraceError as error:
        raise UsageError(phrase("in-file", path=shown(file), what=error.said), error.advice) from error


class NoTraceError(UsageError):
    """A PDF without the record that briefgen puts into those that it prints."""


def trace_record(data: bytes) -> dict[str, Any]:
    """The record of notes that a PDF carries. Raises NoTraceError when the bytes are none, or carry none."""
    from briefgen.press.attached import carried
    from briefgen.press.errors import PressError

    try:
        found = carried(data).get(TRACE_NAME)
    except PressError as error:
        raise NoTraceError(error.said, error.advice) from error
    if found is None:
        raise NoTraceError(phrase("carries-no-record", name=TRACE_NAME), phrase("only-ours-traced"))
    try:
        record: dict[str, Any] = json.loads(found)
        kind = record.get("format"), record.get("format_version")
    except (ValueError, AttributeError, RecursionError):
        kind = None
    if kind != (TRACE_FORMAT, TRACE_VERSION):
        raise NoTraceError(phrase("carries-other-record", name=TRACE_NAME))
    return record


def _tell(note: dict[str, Any], record: dict[str, Any], write: Callable[[str], None]) -> None:
    write("")
    write(f"[{note['number']}] {note['text']}")
    for cited in note["cited"]:
        for name in cited["facts"]:
            fact = record["facts"][name]
            write(f"  fact      {name}: {fact['says']}")
            for evidence in (each for each in fact["evidence"] if each["source"] == cited["source"]):
                passage = evidence["passage"]
                source = record["sources"][cited["source"]]
                write(f"  source    {cited['source']}: {source['title']}")
                write(f"  passage   paragraph {evidence['paragraph']}, {passage['from']} … {passage['to']}")
                write(f"            {passage['norm']} sha256 {passage['sha256']}")
                if "snapshot" in source:
                    write(f"  snapshot  sha256 {source['snapshot']['sha256']}")
