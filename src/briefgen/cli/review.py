"""`briefgen fact review`: stamps facts that somebody has read against their passages."""

from __future__ import annotations

from typing import Annotated

import typer

from briefgen import edtf
from briefgen.checks.references import fact_help
from briefgen.cli.options import HERE, WorkspaceOption
from briefgen.cli.telling import say
from briefgen.diagnostics.texts import Count, phrase
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
        raise UsageError(phrase("names-nobody", option="--by"))
    try:
        when = edtf.parse(day)
    except edtf.EdtfError as error:
        raise UsageError(phrase("not-a-date-since", option="--on", text=day, reason=error.reason)) from error
    if when.earliest is None or when.earliest != when.latest:
        raise UsageError(phrase("not-a-day", option="--on", text=day))
    loaded = load(Workspace(workspace))
    library = loaded.library
    by_file: dict[str, dict[str, Review]] = {}
    for name in dict.fromkeys(facts):
        fact = library.facts.get(name)
        if fact is None:
            raise UsageError(phrase("no-fact", name=name), fact_help(name, library))
        review = Review(who, day, stamp(fact, library, who, day))
        by_file.setdefault(fact.places.span.file, {})[name] = review
    return _write(by_file, {each.path: each.data for each in loaded.files}, loaded.workspace)


def _write(by_file: dict[str, dict[str, Review]], files: dict[str, bytes], workspace: Workspace) -> int:
    code = Exit.DONE
    for path, reviews in by_file.items():
        amended = reviewed(path, files[path], reviews)
        if amended is None:
            say(phrase("add-by-hand", path=path))
            for name, each in reviews.items():
                print(f'{name}: reviewed: {{by: "{each.by}", on: "{each.on}", stamp: {each.stamp}}}')
            code = Exit.PROBLEMS
            continue
        workspace.update(path, files[path], amended)
        say(phrase("reviewed", path=path, facts=Count(len(reviews), "fact")))
    return code
