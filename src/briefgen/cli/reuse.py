"""What `briefgen build` need not print again, and what it says of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cache import cache_of
from briefgen.cli.stores import archive_of
from briefgen.cli.telling import say
from briefgen.diagnostics.texts import Count, Text, phrase
from briefgen.evidence.verification import prove
from briefgen.loading import Loaded
from briefgen.usage import used
from briefgen.workspace import shown

if TYPE_CHECKING:
    from briefgen.evidence.verification import Proof
    from briefgen.freshness import Survey
    from briefgen.materials import Materials
    from briefgen.workspace import Workspace

_NAMED = 6


def first(workspace: Workspace, folder: Path, briefs: Sequence[str] | None) -> bool:
    """Whether several briefs will have to be printed, as far as can be told from the names of files."""
    several = len(briefs) > 1 if briefs else len(workspace.listed("")) > 1
    return several and not any(folder.glob("*.lock"))


def survey_of(loaded: Loaded) -> Survey:
    """What briefs are made of, as far as it is known from before."""
    from briefgen.freshness import Survey

    return Survey(loaded.library, loaded.recall)


def traced(
    loaded: Loaded, briefs: Sequence[str], store: Path | None, survey: Survey | None = None
) -> tuple[Proof, ...]:
    """The proofs of the facts in briefs that print the states of their passages; nothing is said of them."""
    survey = survey or survey_of(loaded)
    specs = (loaded.library.specs[brief] for brief in briefs if survey.of(brief).traced)
    facts = {name for spec in specs for name in used(spec, loaded.library)}
    return prove(loaded.library, archive_of(loaded.library, store), facts) if facts else ()


def stale(
    loaded: Loaded,
    briefs: Sequence[str],
    materials: Materials,
    folder: Path,
    survey: Survey,
    *,
    force: bool,
    why: bool,
) -> tuple[str, ...]:
    """The briefs to print. The files of the others are named on stdout, as they would be if they were printed."""
    from briefgen.freshness import forced, judge

    cache = cache_of(loaded.workspace.root)
    judged = forced(briefs) if force else judge(briefs, materials, folder, cache, survey)
    fresh = tuple(each for each in judged if each.fresh)
    base = shown(folder)
    within = "" if base == "." else f"{base}/"
    sys.stdout.write("".join(f"{within}{name}\n" for each in fresh for name in each.outputs))
    sys.stdout.flush()
    if why:
        for each in judged:
            _explain(each.brief, each.reasons)
    if fresh:
        key = "brief-fresh" if len(fresh) == 1 else "briefs-fresh"
        say(phrase(key, briefs=Count(len(fresh), "brief")))
    return tuple(each.brief for each in judged if not each.fresh)


def _explain(brief: str, reasons: Sequence[Text]) -> None:
    if not reasons:
        return
    listed = list(reasons[:_NAMED])
    if len(reasons) > _NAMED:
        listed.append(phrase("more-reasons", reasons=Count(len(reasons) - _NAMED, "more reason")))
    said = reduce(lambda first, rest: phrase("first-and-rest", first=first, rest=rest), listed)
    say(phrase("of-brief", brief=brief, what=said))
