"""The way in: a workspace's files read, decoded and checked, as one value for the commands."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.checks import check
from briefgen.checks.styles import of_style
from briefgen.diagnostics.model import Diagnostic, has_errors, ordered
from briefgen.errors import NothingError, UsageError
from briefgen.records.library import Library
from briefgen.records.reading import Reading, read_library
from briefgen.workspace import Input, Workspace


@dataclass(frozen=True, slots=True)
class Loaded:
    """A workspace's records and problems. `spec_files` are ids of topic specs with their files, readable or not."""

    workspace: Workspace
    library: Library
    problems: tuple[Diagnostic, ...]
    spec_files: tuple[tuple[str, str], ...]
    files: tuple[Input, ...]

    def problems_of(self, brief: str) -> tuple[Diagnostic, ...]:
        """The problems in the file of one topic spec."""
        path = dict(self.spec_files)[brief]
        return tuple(each for each in self.problems if each.span.file == path)

    def shared_problems(self) -> tuple[Diagnostic, ...]:
        """The problems in files of facts and sources, which concern every brief."""
        paths = {path for _, path in self.spec_files}
        return tuple(each for each in self.problems if each.span.file not in paths)

    def wanted(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The named briefs, or all. Raises UsageError for a name without a topic spec, NothingError for none at all."""
        known = tuple(name for name, _ in self.spec_files)
        for name in names:
            if name not in known:
                raise UsageError(
                    f"there is no brief `{name}`", f"known briefs: {', '.join(known)}" if known else ""
                )
        if not known:
            raise NothingError("no topic specs in briefs/", "a topic spec is a file briefs/<brief>.yaml")
        return tuple(dict.fromkeys(names)) or known


def load(workspace: Workspace) -> Loaded:
    """Reads and checks everything an editor wrote."""
    inputs = workspace.inputs()
    groups = (inputs.specs, inputs.facts, inputs.sources)
    reading: Reading = read_library(*(tuple((each.path, each.data) for each in group) for group in groups))
    styles = workspace.styles()
    specs = reading.library.specs.values()
    unstyled = (each for spec in specs for each in of_style(spec, styles))
    problems = ordered((*reading.problems, *check(reading.library), *unstyled))
    files = tuple(each for group in groups for each in group)
    return Loaded(workspace, reading.library, problems, reading.spec_files, files)


def buildable(loaded: Loaded, briefs: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the briefs that no error keeps from being built."""
    if has_errors(loaded.shared_problems()):
        return ()
    return tuple(each for each in briefs if not has_errors(loaded.problems_of(each)))
