"""`briefgen check`: all problems of a workspace in one run, and the repairs that are certain."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Annotated

import typer

from briefgen import __version__
from briefgen.checks import passages
from briefgen.cli.explain import known
from briefgen.cli.fixing import Mended, repaired, safe_fixes, text_of
from briefgen.cli.languages import spoken
from briefgen.cli.options import (
    HERE,
    ReportFormat,
    TerminalArabic,
    TerminalOption,
    WorkspaceOption,
    terminal_for,
)
from briefgen.cli.stores import SnapshotsOption, archive_of, store_of
from briefgen.diagnostics.counting import Language
from briefgen.diagnostics.layout import Terminal
from briefgen.diagnostics.machine import as_sarif
from briefgen.diagnostics.mending import difference
from briefgen.diagnostics.model import Diagnostic, Label, Span, has_errors, ordered
from briefgen.diagnostics.pages import sections
from briefgen.diagnostics.render import render, summed
from briefgen.diagnostics.texts import Count, phrase, worded
from briefgen.errors import Exit, UsageError
from briefgen.evidence.verification import prove
from briefgen.glances import settle
from briefgen.loading import Loaded, load
from briefgen.workspace import Workspace, explanations, shown


class CheckFormat(StrEnum):
    """The formats of a check: those of problems, and SARIF 2.1.0 for code scanning."""

    full = "full"
    short = "short"
    json = "json"
    github = "github"
    sarif = "sarif"


_MACHINE = (CheckFormat.json, CheckFormat.github, CheckFormat.sarif)
CodesOption = Annotated[
    list[str] | None, typer.Option("--select", metavar="CODE,…", help="Report these codes only.")
]
IgnoreOption = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="CODE,…", help="Do not report these codes.")
]


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH…", help="Files or folders to report on; all if not given."),
    ] = None,
    workspace: WorkspaceOption = HERE,
    form: Annotated[
        CheckFormat, typer.Option("--report", "--format", help="How problems are written.")
    ] = CheckFormat.full,
    select: CodesOption = None,
    ignore: IgnoreOption = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Let warnings count as errors for the exit code.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Make the repairs that are certain, in the files.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")
    ] = False,
    snapshots: SnapshotsOption = None,
    terminal_arabic: TerminalOption = TerminalArabic.auto,
) -> int:
    """Report every problem in the specs, facts and sources of a workspace, and in its passages with a store."""
    opened = Workspace(_found(workspace, paths or []))
    wanted = _wanted(opened, paths or [], _codes(select), _codes(ignore))
    language, machine = spoken(), form in _MACHINE
    terminal = terminal_for(terminal_arabic, sys.stdout if machine else sys.stderr)
    store = store_of(opened, snapshots)
    loaded = load(opened)
    loaded.wanted(())
    if fix or diff:
        mended = repaired(loaded, wanted)
        _carry_out(mended, language, terminal, write=not diff)
        loaded = loaded if diff else mended.loaded
    problems = loaded.problems if store is None else ordered((*loaded.problems, *_of_passages(loaded, store)))
    told = _from_here([each for each in problems if wanted(each)], opened)
    if form is CheckFormat.sarif:
        sys.stdout.write(as_sarif(told, language, __version__, sections(explanations(language))))
    else:
        stream = sys.stdout if machine else sys.stderr
        stream.write(render(told, ReportFormat(form).value, language=language, terminal=terminal))
    if not machine:
        _sum_up(loaded, told, language, terminal)
    settle()
    return Exit.PROBLEMS if has_errors(told) or (strict and told) else Exit.DONE


def _found(workspace: Path, paths: list[Path]) -> Path:
    """The workspace: as named, or here, or the nearest folder with `briefs/` around the first path."""
    if workspace != HERE or not paths or (HERE / "briefs").is_dir():
        return workspace
    first = paths[0].absolute()
    return next((each for each in (first, *first.parents) if (each / "briefs").is_dir()), workspace)


def _codes(listed: list[str] | None) -> frozenset[str]:
    """The codes of an option that may be given several times, each with several codes."""
    words = (word.strip() for each in listed or [] for word in each.split(","))
    return frozenset(known(word) for word in words if word)


def _wanted(
    workspace: Workspace, paths: list[Path], select: frozenset[str], ignore: frozenset[str]
) -> Callable[[Diagnostic], bool]:
    """Whether a problem is to be told, by its file and code."""
    places = [_inside(workspace, each) for each in paths]

    def wanted(problem: Diagnostic) -> bool:
        file = PurePosixPath(problem.span.file)
        here = not places or any(file.is_relative_to(each) for each in places)
        return here and (not select or problem.code in select) and problem.code not in ignore

    return wanted


def _inside(workspace: Workspace, path: Path) -> PurePosixPath:
    """A path as files of the workspace are named. Raises UsageError for one that is not there."""
    if not path.exists():
        raise UsageError(phrase("no-file-or-folder", path=shown(path)))
    root = workspace.root.resolve()
    if not path.resolve().is_relative_to(root):
        raise UsageError(phrase("not-in-workspace", path=shown(path), root=shown(workspace.root)))
    return PurePosixPath(path.resolve().relative_to(root).as_posix())


def _from_here(problems: Sequence[Diagnostic], workspace: Workspace) -> list[Diagnostic]:
    """The problems with files named from the working directory, where the workspace lies below it."""
    root, here = workspace.root.resolve(), Path.cwd().resolve()
    if root == here or not root.is_relative_to(here):
        return list(problems)
    prefix = root.relative_to(here).as_posix()

    def moved(span: Span) -> Span:
        return replace(span, file=f"{prefix}/{span.file}")

    def label(each: Label) -> Label:
        return replace(each, span=moved(each.span))

    return [replace(each, span=moved(each.span), labels=tuple(map(label, each.labels))) for each in problems]


def _of_passages(loaded: Loaded, store: Path) -> Iterator[Diagnostic]:
    archive = archive_of(loaded.library, store)
    yield from passages.of_proofs(prove(loaded.library, archive), loaded.library, archive)


def _carry_out(mended: Mended, language: Language, terminal: Terminal, *, write: bool) -> None:
    """Writes the repaired files, or shows the changes; says how many, and what was left."""

    def tell(key: str, **params: Count | str) -> None:
        print(
            *terminal.lines(worded(phrase(key, **params), language), 0, language), sep="\n", file=sys.stderr
        )

    for file, data in mended.changes:
        if write:
            mended.loaded.workspace.update(file.path, file.data, data)
        else:
            sys.stdout.write(difference(file.path, text_of(file.data), text_of(data)))
    if mended.made:
        fixes, files = Count(mended.made, "fix"), Count(len(mended.changes), "file")
        tell("fixed" if write else "would-fix", fixes=fixes, files=files)
    if mended.reviewed:
        tell("left-reviewed", fixes=Count(mended.reviewed, "fix"))
    for each in mended.refused:
        tell("left-worse", file=each)


def _sum_up(loaded: Loaded, told: Sequence[Diagnostic], language: Language, terminal: Terminal) -> None:
    """The last lines: what was read, what was found, and what `--fix` would mend."""
    library = loaded.library
    read = {
        "briefs": (library.specs, "brief"),
        "facts": (library.facts, "fact"),
        "sources": (library.sources, "source"),
    }
    counted = {name: Count(len(records), noun) for name, (records, noun) in read.items()}
    text = worded(phrase("checked", found=summed(told), **counted), language)
    lines = [*terminal.lines(text, 0, language)]
    fixes = safe_fixes(told)
    if fixes:
        lines += terminal.lines(worded(phrase("fixable", fixes=Count(fixes, "fix")), language), 0, language)
    print(*lines, sep="\n", file=sys.stderr)
