"""`briefgen fact list` and `fact show`: the facts of a workspace, listed, and one in full."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from briefgen.checks.references import fact_help
from briefgen.cli.options import HERE, JsonOption, TerminalArabic, TerminalOption, WorkspaceOption, printer
from briefgen.diagnostics.texts import Names, phrase
from briefgen.errors import Exit, UsageError
from briefgen.evidence.review import review_state
from briefgen.loading import load
from briefgen.records.export import fact_record
from briefgen.records.fact import Fact
from briefgen.workspace import Workspace


def list_facts(
    topic: Annotated[str | None, typer.Option("--topic", help="Only facts of this topic.")] = None,
    suspect: Annotated[
        bool, typer.Option("--suspect", help="Only facts that have changed since they were reviewed.")
    ] = False,
    unreviewed: Annotated[bool, typer.Option("--unreviewed", help="Only facts nobody has reviewed.")] = False,
    workspace: WorkspaceOption = HERE,
    as_json: JsonOption = False,
    terminal_arabic: TerminalOption = TerminalArabic.auto,
) -> int:
    """List the facts: id, date, statement."""
    library = load(Workspace(workspace)).library
    facts = [fact for fact in library.facts.values() if topic is None or topic in fact.topics]
    if topic is not None and not facts:
        known = Names(tuple(sorted(library.topics())))
        raise UsageError(phrase("no-fact-of-topic", name=topic), phrase("known-topics", names=known))
    states = {"suspect"} if suspect else set()
    states |= {"unreviewed"} if unreviewed else set()
    if states:
        facts = [fact for fact in facts if review_state(fact, library) in states]
    if as_json:
        print(json.dumps([fact_record(fact) for fact in facts], ensure_ascii=False, indent=2))
        return Exit.DONE
    write, width = printer(terminal_arabic), max((len(fact.id) for fact in facts), default=0)
    for fact in facts:
        write(f"{fact.id:<{width}}  {fact.date.text if fact.date else '':<12} {fact.says}")
    return Exit.DONE


def show(
    name: Annotated[str, typer.Argument(metavar="FACT", help="The fact's id.")],
    workspace: WorkspaceOption = HERE,
    as_json: JsonOption = False,
    terminal_arabic: TerminalOption = TerminalArabic.auto,
) -> int:
    """Show one fact with everything it rests on."""
    library = load(Workspace(workspace)).library
    fact = library.facts.get(name)
    if fact is None:
        raise UsageError(phrase("no-fact", name=name), fact_help(name, library))
    if as_json:
        print(json.dumps(fact_record(fact), ensure_ascii=False, indent=2))
        return Exit.DONE
    write = printer(terminal_arabic)
    write(fact.says)
    for key, value in _lines(fact):
        write(f"  {key:<11} {value}")
    for each in fact.evidence:
        source = library.sources.get(each.source)
        title = source.title if source else "unknown source"
        write(f"  {'evidence':<11} {each.source}, paragraph {each.paragraph}: {title}")
        write(f"  {'':<11} {each.passage.first} … {each.passage.last}")
    return Exit.DONE


def _lines(fact: Fact) -> list[tuple[str, str]]:
    measure = fact.measure
    value = f"{measure.of}: {measure.bound} {measure.value} {measure.unit}".rstrip() if measure else ""
    inferred = f" (inferred: {fact.because})" if fact.date_basis == "inferred" else ""
    rows = [
        ("id", fact.id),
        ("file", f"{fact.places.span.file}:{fact.places.span.line}"),
        ("kind", fact.kind),
        ("date", f"{fact.date.text}{inferred}" if fact.date else ""),
        ("topics", ", ".join(fact.topics)),
        ("speaker", fact.speaker),
        ("measure", value),
    ]
    return [(key, text) for key, text in rows if text]
