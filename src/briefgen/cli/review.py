"""`briefgen fact review`: stamps facts that somebody has read against their passages."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from briefgen import edtf
from briefgen.checks.references import fact_help
from briefgen.cli.options import HERE, WorkspaceOption
from briefgen.diagnostics.render import counted
from briefgen.diagnostics.texts import worded
from briefgen.errors import Exit, UsageError
from briefgen.evidence.review import stamp
from briefgen.loading import load
from briefgen.records.amending import reviewed
from briefgen.records.fact import Review
from briefgen.workspace import Workspace, now


def command(
    facts: Annotated[list[str], typer.Argument(metavar="FACT…", help="The ids of the facts.")],
    by: Annotated[str, typer.Option("--by", help="Who reviewed them.")],
    on: Annotated[
        str | None, typer.Option("--on", help="The day of the review, YYYY-MM-DD; today if not given.")
    ] = None,
    workspace: WorkspaceOption = HERE,
) -> int:
    """Stamp facts as reviewed: a later change of a fact or its source makes it suspect."""
    who, day = by.strip(), on or now().date().isoformat()
    if not who:
        raise UsageError("--by names nobody")
    try:
        when = edtf.parse(day)
    except edtf.EdtfError as error:
        raise UsageError(f"--on is not a day: {day} ({error})") from error
    if when.earliest is None or when.earliest != when.latest:
        raise UsageError(f"--on is not one day: {day}")
    loaded = load(Workspace(workspace))
    library = loaded.library
    by_file: dict[str, dict[str, Review]] = {}
    for name in dict.fromkeys(facts):
        fact = library.facts.get(name)
        if fact is None:
            raise UsageError(f"there is no fact `{name}`", worded(fact_help(name, library), "en"))
        review = Review(who, day, stamp(fact, library, who, day))
        by_file.setdefault(fact.places.span.file, {})[name] = review
    return _write(by_file, {each.path: each.data for each in loaded.files}, loaded.workspace)


def _write(by_file: dict[str, dict[str, Review]], files: dict[str, bytes], workspace: Workspace) -> int:
    code = Exit.DONE
    for path, reviews in by_file.items():
        amended = reviewed(path, files[path], reviews)
        if amended is None:
            print(f"{path}: written in a way that is not changed here; write by hand:", file=sys.stderr)
            for name, each in reviews.items():
                print(f'{name}: reviewed: {{by: "{each.by}", on: "{each.on}", stamp: {each.stamp}}}')
            code = Exit.PROBLEMS
            continue
        workspace.update(path, files[path], amended)
        print(f"{path}: {counted(len(reviews), 'fact')} reviewed", file=sys.stderr)
    return code
