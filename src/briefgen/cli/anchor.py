"""`briefgen fact anchor`: from selected words of a source to the YAML of a piece of evidence."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from briefgen.checks.references import fact_help
from briefgen.cli.options import HERE, TerminalArabic, TerminalOption, WorkspaceOption, arabic_for
from briefgen.cli.stores import SnapshotsOption, archive_of, needed_store, source_help
from briefgen.cli.telling import say, say_error
from briefgen.diagnostics.texts import Text, phrase
from briefgen.errors import BriefgenError, Exit, UsageError
from briefgen.evidence.anchoring import SHORTEST, Anchored, Reason, Refused, anchor
from briefgen.evidence.snapshots import Held
from briefgen.loading import Loaded, load
from briefgen.records.amending import evidence_lines, supported
from briefgen.records.fact import Evidence
from briefgen.workspace import Workspace

_REASONS: dict[Reason, tuple[Text, Text]] = {
    "too-short": (phrase("few-words", number=str(SHORTEST)), phrase("more-words")),
    "not-found": (phrase("words-not-found"), phrase("copy-words")),
    "ambiguous": (phrase("words-ambiguous"), phrase("one-place")),
    "excluded": (phrase("words-excluded"), phrase("other-paragraph")),
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
        raise UsageError(phrase("no-source", name=source), source_help(loaded.library))
    if write is not None and write not in loaded.library.facts:
        raise UsageError(phrase("no-fact", name=write), fact_help(write, loaded.library))
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
        raise RefusedError(phrase("no-text-of", name=source), phrase("add-keeps-one", name=source))
    if not held.intact:
        raise RefusedError(phrase("other-text-of", name=source, file=held.file), phrase("back-or-replace"))
    return held


def _refused(result: Refused) -> RefusedError:
    message, advice = _REASONS[result.reason]
    if result.why:
        message = phrase("refused-since", what=message, why=result.why)
    details = (
        phrase(
            "place-in-text",
            paragraph=str(each.paragraph),
            start=str(each.at[0]),
            end=str(each.at[1]),
            around=each.around,
        )
        for each in result.places
    )
    return RefusedError(message, advice, tuple(details))


def _tell_doubt(result: Anchored) -> None:
    if not result.sure:
        say_error(phrase("several-anchors"), word="warning")


def _write(loaded: Loaded, name: str, evidence: Evidence) -> int:
    fact = loaded.library.facts[name]
    if evidence in fact.evidence:
        say(phrase("has-evidence", name=name))
        return Exit.DONE
    path = fact.places.span.file
    data = next(each.data for each in loaded.files if each.path == path)
    amended = supported(path, data, name, evidence)
    if amended is None:
        raise RefusedError(phrase("not-changed-here", path=path), phrase("copy-by-hand", name=name))
    loaded.workspace.update(path, data, amended)
    say(phrase("added-to", path=path, name=name))
    return Exit.DONE
