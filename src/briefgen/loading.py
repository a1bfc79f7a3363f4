"""The way in: a workspace's files read, decoded and checked, as one value for the commands."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import field

from briefgen.cache import cache_of
from briefgen.diagnostics.model import Diagnostic, diagnose, has_errors, ordered
from briefgen.diagnostics.texts import Count, Names, Param, Text, phrase
from briefgen.errors import NothingError, UsageError
from briefgen.judging import Recall
from briefgen.judging import problems as problems_of
from briefgen.keeping import Job, Keeper
from briefgen.ondemand import dataclass
from briefgen.records.library import Library
from briefgen.records.reading import Reading, read_library
from briefgen.workspace import Input, Inputs, Workspace, processors, program

# From so many bytes on a second process is worth its start.
_MUCH = 20_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """A workspace's records and problems. `spec_files` are briefs with the files of their specs, readable or not.

    `families` are the specs with a matrix, each with its briefs. All briefs of one file share the file's problems.
    `recall` knows what was found before, where the workspace was read through a cache.
    """

    workspace: Workspace
    library: Library
    problems: tuple[Diagnostic, ...]
    spec_files: tuple[tuple[str, str], ...]
    files: tuple[Input, ...]
    families: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    recall: Recall | None = field(default=None, repr=False, compare=False)

    def problems_of(self, *briefs: str) -> tuple[Diagnostic, ...]:
        """The problems in the files that briefs are printed from."""
        named = frozenset(briefs)
        paths = {path for name, path in self.spec_files if name in named}
        return tuple(each for each in self.problems if each.span.file in paths)

    def shared_problems(self) -> tuple[Diagnostic, ...]:
        """The problems in files of facts and sources, which concern every brief."""
        paths = {path for _, path in self.spec_files}
        return tuple(each for each in self.problems if each.span.file not in paths)

    def wanted(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The named briefs, or all; the name of a spec with a matrix stands for all its briefs.

        Raises UsageError for a name without a topic spec, NothingError for none at all.
        """
        known = dict(self.spec_files)
        for name in names:
            if name not in known and name not in self.families:
                raise UsageError(phrase("no-brief", name=name), self._known(name))
        if not known:
            raise NothingError(phrase("no-specs"), phrase("specs-are"))
        every = (each for name in names for each in self.families.get(name, (name,)))
        return tuple(dict.fromkeys(every)) or tuple(known)

    def only(self, name: str) -> str:
        """The one brief of a name. Raises UsageError as `wanted` does, and where the name stands for several."""
        found = self.wanted((name,))
        if len(found) > 1:
            briefs = Count(len(found), "brief")
            raise UsageError(
                phrase("stands-for", name=name, briefs=briefs), phrase("name-one-of", names=Names(found))
            )
        return found[0]

    def _known(self, name: str) -> Text | str:
        family = max((each for each in self.families if name.startswith(f"{each}-")), key=len, default="")
        if family:
            return phrase("briefs-of", name=family, names=Names(self.families[family]))
        single = (each for each, path in self.spec_files if path.endswith(f"/{each}.yaml"))
        names = tuple(dict.fromkeys((*self.families, *single)))
        return phrase("known-briefs", names=Names(names)) if names else ""


def load(workspace: Workspace) -> Loaded:
    """Reads and checks everything an editor wrote."""
    return judged(workspace, workspace.inputs())


def judged(workspace: Workspace, inputs: Inputs) -> Loaded:
    """The same for files that are read already, or that would be as given.

    Records hold no cycles, so that looking for some among a million of them would be time lost.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _judged(workspace, inputs)
    finally:
        if collecting:
            gc.enable()


def _judged(workspace: Workspace, inputs: Inputs) -> Loaded:
    groups = (inputs.specs, inputs.facts, inputs.sources)
    cache, code = cache_of(workspace.root), program()
    keeper = Keeper(cache, code)
    specs, facts, sources = (tuple((each.path, each.data) for each in group) for group in groups)
    with _helped(keeper.unread(specs, facts, sources)):
        reading: Reading = read_library(specs, facts, sources, keeper.readers())
    recall = Recall(reading.library, keeper, cache, code, workspace.styles())
    problems = ordered((*reading.problems, *problems_of(recall)))
    keeper.tidy()
    files = tuple(each for group in groups for each in group)
    if cut := {each.path: each.cut for each in files if each.cut}:
        problems = tuple(_sized(each, cut) for each in problems)
    return Loaded(workspace, reading.library, problems, reading.spec_files, files, reading.families, recall)


def _helped(jobs: tuple[Job, ...]) -> AbstractContextManager[None]:
    """A second process that reads ahead, where there is so much to read that it is worth starting one."""
    if len(jobs) < 2 or sum(each.size for each in jobs) < _MUCH or processors() < 2:
        return nullcontext()
    from briefgen import readahead

    return readahead.helped([each.read for each in jobs]) if readahead.alone() else nullcontext()


def _sized(told: Diagnostic, cut: Mapping[str, int]) -> Diagnostic:
    """A problem with the size of the whole file, where only its beginning was read."""
    if told.code != "file-too-large" or told.span.file not in cut:
        return told
    params: dict[str, Param] = {**dict(told.params), "size": str(cut[told.span.file])}
    return diagnose(told.code, told.span, params)


def buildable(loaded: Loaded, briefs: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the briefs that no error keeps from being built."""
    if has_errors(loaded.shared_problems()):
        return ()
    broken = {each.span.file for each in loaded.problems if each.severity == "error"}
    paths = dict(loaded.spec_files)
    return tuple(each for each in briefs if paths[each] not in broken)
