"""`briefgen source`: snapshots of sources added and verified, sources withdrawn."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated

import typer

from briefgen import edtf
from briefgen.checks import passages
from briefgen.cli import adding
from briefgen.cli.options import (
    HERE,
    JsonOption,
    ReportFormat,
    ReportOption,
    WorkspaceOption,
)
from briefgen.cli.stores import SnapshotsOption, archive_of, source_help, store_of
from briefgen.cli.telling import report, say
from briefgen.diagnostics.model import ordered
from briefgen.diagnostics.texts import Count, phrase
from briefgen.errors import Exit, UsageError
from briefgen.evidence.snapshots import Archive
from briefgen.evidence.verification import FAILED, Finding, Proof, prove, totals
from briefgen.loading import Loaded, load
from briefgen.records.amending import Relocation, relocated, withdrawal_lines, withdrawn
from briefgen.records.library import Library
from briefgen.records.source import Withdrawal
from briefgen.records.spec import Spec
from briefgen.usage import used
from briefgen.workspace import Workspace, now

app = typer.Typer(
    help="Keep, verify and withdraw the sources of a workspace.", no_args_is_help=True, rich_markup_mode=None
)

app.command("add")(adding.command)


@app.command("verify")
def verify(
    workspace: WorkspaceOption = HERE,
    snapshots: SnapshotsOption = None,
    fix: Annotated[bool, typer.Option("--fix", help="Write the new places of moved passages.")] = False,
    as_json: JsonOption = False,
    form: ReportOption = ReportFormat.full,
) -> int:
    """Compare every passage with its snapshot: verified, moved, drifted, lost or no-snapshot."""
    opened = Workspace(workspace)
    folder = store_of(opened, snapshots)
    loaded = load(opened)
    archive = archive_of(loaded.library, folder)
    proofs = prove(loaded.library, archive)
    if fix and _fix(loaded, proofs):
        loaded = load(opened)
        proofs = prove(loaded.library, archive)
    report(ordered(passages.of_proofs(proofs, loaded.library, archive)), form)
    found = totals(proofs)
    if as_json:
        print(json.dumps(_record(proofs, archive), ensure_ascii=False, indent=2))
    else:
        for state, number in found.items():
            print(f"{state:<12} {number:>5}")
    if found["no-snapshot"]:
        why = phrase("no-store-named") if folder is None else phrase("texts-not-in", path=str(folder))
        say(phrase("unverified", facts=Count(found["no-snapshot"], "fact"), why=why))
    return Exit.UNVERIFIED if any(found[state] for state in FAILED) else Exit.DONE


def _fix(loaded: Loaded, proofs: Sequence[Proof]) -> bool:
    """Writes the new places of moved passages into their files; whether any file was written.

    A text that is not the recorded one repairs nothing: its offsets would be false for the right one.
    """
    files = {each.path: each.data for each in loaded.files}
    moves: dict[str, list[Relocation]] = {}
    for proof in proofs:
        for finding in proof.findings:
            if (move := _relocation(proof, finding)) is not None:
                moves.setdefault(proof.fact.places.span.file, []).append(move)
    written = False
    for path, listed in moves.items():
        amended = relocated(path, files[path], listed)
        if amended is None:
            say(phrase("change-by-hand", path=path))
            continue
        loaded.workspace.update(path, files[path], amended)
        written = True
        say(phrase("passages-moved", path=path, passages=Count(len(listed), "passage")))
    return written


def _relocation(proof: Proof, finding: Finding) -> Relocation | None:
    verdict = finding.verdict
    if verdict.state != "moved" or finding.altered or verdict.found is None or verdict.paragraph is None:
        return None
    return Relocation(proof.fact.id, finding.index, verdict.paragraph, verdict.found)


def _record(proofs: Sequence[Proof], archive: Archive) -> dict[str, object]:
    """What was found, as JSON values: totals over facts, each fact with its passages, the texts that were read."""
    return {
        "totals": totals(proofs),
        "facts": [
            {
                "fact": proof.fact.id,
                "state": proof.state,
                "evidence": [_passage(each) for each in proof.findings],
                "numbers_absent": list(proof.absent),
            }
            for proof in proofs
        ],
        "snapshots": [
            {"source": name, "file": held.file, "intact": held.intact} for name, held in archive.items()
        ],
    }


def _passage(finding: Finding) -> dict[str, object]:
    verdict = finding.verdict
    return {
        "source": finding.evidence.source,
        "paragraph": finding.evidence.paragraph,
        "at": list(finding.evidence.passage.at),
        "state": verdict.state,
        "altered_snapshot": finding.altered,
        "found": verdict.found and {"paragraph": verdict.paragraph, "at": list(verdict.found)},
        "places": [list(each) for each in verdict.places],
    }


@app.command("withdraw")
def withdraw(
    name: Annotated[str, typer.Argument(metavar="SOURCE", help="The source's id.")],
    why: Annotated[str, typer.Option("--why", help="Why it may no longer be relied on.")],
    on: Annotated[str | None, typer.Option("--on", help="Since when; today if not given.")] = None,
    workspace: WorkspaceOption = HERE,
) -> int:
    """Mark a source as withdrawn: briefs that use it fail their check until they replace or explain it."""
    loaded = load(Workspace(workspace))
    source = loaded.library.sources.get(name)
    if source is None:
        raise UsageError(phrase("no-source", name=name), source_help(loaded.library))
    if not why.strip():
        raise UsageError(phrase("says-nothing", option="--why"))
    if source.withdrawn is not None:
        day, reason = source.withdrawn.on.text, source.withdrawn.why
        raise UsageError(phrase("withdrawn-already", name=name, day=day, why=reason))
    day = on or now().date().isoformat()
    try:
        withdrawal = Withdrawal(edtf.parse(day), " ".join(why.split()))
    except edtf.EdtfError as error:
        raise UsageError(phrase("not-a-date-since", option="--on", text=day, reason=error.reason)) from error
    path = source.places.span.file
    data = next(each.data for each in loaded.files if each.path == path)
    amended = withdrawn(path, data, name, withdrawal)
    if amended is None:
        say(phrase("add-by-hand", path=path))
        print("\n".join(withdrawal_lines(withdrawal)))
        return Exit.PROBLEMS
    loaded.workspace.update(path, data, amended)
    touched = [spec.id for spec in loaded.library.specs.values() if _uses(spec, loaded.library, name)]
    say(phrase("withdrawn", path=path, briefs=Count(len(touched), "brief")))
    for brief in touched:
        print(brief)
    return Exit.DONE


def _uses(spec: Spec, library: Library, source: str) -> bool:
    facts = (library.facts[name] for name in used(spec, library))
    return any(each.source == source for fact in facts for each in fact.evidence)
