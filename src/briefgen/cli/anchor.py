"""`briefgen fact anchor`: from selected words of a source to the YAML of a piece of evidence."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from briefgen.checks.references import fact_help
from briefgen.cli.options import HERE, TerminalArabic, TerminalOption, WorkspaceOption, arabic_for
from briefgen.cli.stores import SnapshotsOption, archive_of, needed_store
from briefgen.diagnostics.texts import worded
from briefgen.errors import BriefgenError, Exit, UsageError
from briefgen.evidence.anchoring import SHORTEST, Anchored, Reason, Refused, anchor
from briefgen.evidence.snapshots import Held
from briefgen.loading import Loaded, load
from briefgen.records.amending import evidence_lines, supported
from briefgen.records.fact import Evidence
from briefgen.workspace import Workspace

_REASONS: dict[Reason, tuple[str, str]] = {
    "too-short": (f"fewer than {SHORTEST} words are selected", "select more words of the passage"),
    "not-found": (
        "these words do not stand in one paragraph of the snapshot, in this order",
        "copy them from the snapshot; harakat, letter variants and punctuation may differ, words may not",
    ),
    "ambiguous": (
        "these words stand at several places",
        "select more words, so that only one place is meant",
    ),
    "excluded": (
        "these words stand in a paragraph that is excluded from evidence",
        "rest the fact on another one",
    ),
}


class RefusedError(BriefgenError):
    """The selection cannot be anchored."""

    exit_code = Exit.PROBLEMS


def command(
    source: Annotated[str, typer.Argument(help="The source's id.")],
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORDS…", help="The words; read from stdin if not given.")
    ] = None,
    write: Annotated[
        str | None, typer.Option("--write", metavar="FACT", help="Add the evidence to this fact in its file.")
    ] = None,
    workspace: WorkspaceOption = HERE,
    snapshots: SnapshotsOption = None,
    terminal_arabic: TerminalOption = TerminalArabic.auto,
) -> int:
    """Find selected words in a source's snapshot and print them as evidence, anchored."""
    opened = Workspace(workspace)
    folder = needed_store(opened, snapshots)
    loaded = load(opened)
    record = loaded.library.sources.get(source)
    if record is None:
        raise UsageError(
            f"there is no source `{source}`", f"known sources: {', '.join(loaded.library.sources)}"
        )
    if write is not None and write not in loaded.library.facts:
        raise UsageError(f"there is no fact `{write}`", worded(fact_help(write, loaded.library), "en"))
    held = _text(source, archive_of(loaded.library, folder).get(source))
    selection = " ".join(words) if words else sys.stdin.read()
    excluded = record.snapshot.excluded if record.snapshot else ()
    result = anchor(selection, source, held.text, excluded)
    if isinstance(result, Refused):
        raise _refused(result)
    arabic = arabic_for(terminal_arabic, sys.stdout)
    first, *rest = evidence_lines(result.evidence)
    for line in (f"- {first}", *(f"  {each}" for each in rest)):
        print(arabic(line))
    _tell_doubt(result)
    return _write(loaded, write, result.evidence) if write else Exit.DONE


def _text(source: str, held: Held | None) -> Held:
    if held is None:
        advice = f"`briefgen source add … --id {source}` keeps one"
        raise RefusedError(f"the store has no text of the source `{source}`", advice)
    if not held.intact:
        raise RefusedError(
            f"the text of `{source}` in the store, {held.file}, is not the one its record names by digest",
            "put the recorded text back, or record the new one with `briefgen source add --replace`",
        )
    return held


def _refused(result: Refused) -> RefusedError:
    message, advice = _REASONS[result.reason]
    places = "".join(
        f"\n  paragraph {each.paragraph}, [{each.at[0]}, {each.at[1]}]: {each.around}"
        for each in result.places
    )
    return RefusedError(f"{message}{f': {result.why}' if result.why else ''}{places}", advice)


def _tell_doubt(result: Anchored) -> None:
    if not result.sure:
        print(
            "warning: these anchors stand at several places; the offsets tell which one is meant",
            file=sys.stderr,
        )


def _write(loaded: Loaded, name: str, evidence: Evidence) -> int:
    fact = loaded.library.facts[name]
    if evidence in fact.evidence:
        print(f"`{name}` has this evidence already", file=sys.stderr)
        return Exit.DONE
    path = fact.places.span.file
    data = next(each.data for each in loaded.files if each.path == path)
    amended = supported(path, data, name, evidence)
    if amended is None:
        message = f"{path}: `{name}` is written in a way that is not changed here"
        raise RefusedError(message, "copy the evidence into it by hand")
    loaded.workspace.update(path, data, amended)
    print(f"{path}: added to `{name}`", file=sys.stderr)
    return Exit.DONE
