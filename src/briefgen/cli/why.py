"""`briefgen why`: why a fact is or is not in a brief, section by section."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from briefgen.checks.references import fact_help
from briefgen.cli.options import HERE, JsonOption, TerminalArabic, TerminalOption, WorkspaceOption, printer
from briefgen.diagnostics.texts import phrase
from briefgen.errors import BriefgenError, Exit, UsageError
from briefgen.loading import load
from briefgen.prose import marks
from briefgen.records.decoding import Prose
from briefgen.records.library import Library
from briefgen.records.spec import SectionSpec, Spec
from briefgen.selection import Reason, select
from briefgen.workspace import Workspace

REASONS: dict[Reason, str] = {
    "excluded": "it is named under `not`",
    "topic": "none of its topics is selected",
    "kind": "its kind is not selected",
    "source": "it rests on none of the selected sources",
    "undated": "it has no date, and the section selects by date",
    "before": "it is dated before `from`",
    "after": "it is dated after `to`",
    "as-of": "it is dated after the brief's `as_of`",
    "not-listed": "the section lists its facts, and this is not among them",
}


def command(
    fact: Annotated[str, typer.Argument(help="The fact's id.")],
    brief: Annotated[str, typer.Argument(help="The brief's name.")],
    workspace: WorkspaceOption = HERE,
    as_json: JsonOption = False,
    terminal_arabic: TerminalOption = TerminalArabic.auto,
) -> int:
    """Tell why a fact is or is not in a brief."""
    loaded = load(Workspace(workspace))
    brief = loaded.only(brief)
    library = loaded.library
    if fact not in library.facts:
        raise UsageError(phrase("no-fact", name=fact), fact_help(fact, library))
    spec = library.specs.get(brief)
    if spec is None:
        raise _UnreadableError(phrase("spec-unreadable", name=brief), phrase("check-tells-why"))
    rows = [("summary", _in_prose(spec.summary, fact))] if spec.summary else []
    rows += [
        (section.title or section.route, _in_section(section, spec, library, fact))
        for section in spec.sections
    ]
    inside = any(not reasons for _, reasons in rows)
    if as_json:
        found = [{"section": place, "in": not reasons, "reasons": list(reasons)} for place, reasons in rows]
        print(
            json.dumps(
                {"fact": fact, "brief": brief, "in": inside, "sections": found}, ensure_ascii=False, indent=2
            )
        )
        return Exit.DONE
    write = printer(terminal_arabic)
    write(f"{fact} is {'in' if inside else 'not in'} {brief}")
    for place, reasons in rows:
        write(f"  {'no: ' + '; '.join(reasons) if reasons else 'yes'}  [{place}]")
    return Exit.DONE


class _UnreadableError(BriefgenError):
    """The brief exists, but its spec has errors that hide what it selects."""

    exit_code = Exit.PROBLEMS


def _in_prose(prose: Prose, fact: str) -> tuple[str, ...]:
    cited = any(fact in mark.facts for mark in marks(prose.text))
    return () if cited else ("the prose does not cite it",)


def _in_section(section: SectionSpec, spec: Spec, library: Library, fact: str) -> tuple[str, ...]:
    if section.text is not None:
        return _in_prose(section.text, fact)
    against = next(
        (each.reasons for each in select(section, spec, library).rejected if each.fact == fact), ()
    )
    return tuple(REASONS[each] for each in against)
