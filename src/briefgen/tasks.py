"""One brief as a task for any worker: what it needs travels with it, what all share goes to each worker once.

A worker that lacks the shared part says so, and is sent the task again with it. What comes back is a parcel with its
SHA-256, so that a damaged answer is noticed. Nothing here knows which kind of executor carries the tasks.
"""

from __future__ import annotations

import pickle
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256

from briefgen.builds import Failed, Outcome, build
from briefgen.changes import Changes
from briefgen.diagnostics.texts import phrase
from briefgen.errors import BriefgenError, Exit
from briefgen.lock import Entry, Previous
from briefgen.materials import Materials, tools
from briefgen.ondemand import dataclass
from briefgen.records.library import Library
from briefgen.records.shelf import path_of
from briefgen.records.spec import Spec
from briefgen.workspace import program

_KEPT = 2
# So much of the digest of the code is compared, and shown where it differs.
_DIGITS = 16


class DamagedError(Exception):
    """A parcel that is not what was sent."""


@dataclass(frozen=True, slots=True)
class Task:
    """A brief to print: its spec, the file of the spec, its place in an archive.

    `shared` is the SHA-256 of what all tasks of the run share; `tools` the versions that must print it.
    """

    spec: Spec
    records: tuple[Entry, ...]
    previous: Previous | None
    changes: Changes | None
    shared: str
    tools: tuple[tuple[str, str], ...]

    @property
    def brief(self) -> str:
        """The brief's name."""
        return self.spec.id


@dataclass(frozen=True, slots=True)
class Shared:
    """What all tasks of a run share, pickled once, and its SHA-256."""

    data: bytes
    sha256: str

    @classmethod
    def of(cls, materials: Materials) -> Shared:
        """The materials without what belongs to single briefs."""
        library = replace(materials.library, specs={})
        files = {path_of(name, materials.library.specs) for name in materials.library.specs}
        records = tuple(each for each in materials.records if each.path not in files)
        whole = replace(materials, library=library, records=records, previous={}, changes={})
        data = pickle.dumps(whole, pickle.HIGHEST_PROTOCOL)
        return cls(data, sha256(data).hexdigest())


@dataclass(frozen=True, slots=True)
class Parcel:
    """A pickled outcome and its SHA-256; no data where the worker lacked what is shared."""

    data: bytes
    sha256: str

    @property
    def lacks_shared(self) -> bool:
        """Whether the worker must be sent what is shared."""
        return not self.data

    def outcome(self) -> Outcome:
        """The outcome. Raises DamagedError when the bytes are not those that the worker sent."""
        if sha256(self.data).hexdigest() != self.sha256:
            raise DamagedError
        found: Outcome = pickle.loads(self.data)  # noqa: S301 - checked above; made by our own function
        return found


def task_of(brief: str, materials: Materials, shared: Shared, records: dict[str, Entry]) -> Task:
    """The task of a brief. `records` are the files of the materials by path."""
    spec = materials.library.specs[brief]
    file = records.get(spec.places.span.file)
    return Task(
        spec,
        (file,) if file else (),
        materials.previous.get(brief),
        materials.changes.get(brief),
        shared.sha256,
        tuple(versions().items()),
    )


def perform(task: Task, shared: bytes | None = None) -> Parcel:
    """Prints a brief in whatever process this is called in; `shared` is sent to a worker that lacks it."""
    materials = _unpacked(task.shared, shared)
    if materials is None:
        return Parcel(b"", "")
    try:
        outcome = _performed(task, materials)
    except BriefgenError as error:  # such as an engine that this machine does not have
        outcome = Failed(task.brief, error.said, Exit(error.exit_code), error.advice)
    data = pickle.dumps(outcome, pickle.HIGHEST_PROTOCOL)
    return Parcel(data, sha256(data).hexdigest())


def _performed(task: Task, materials: Materials) -> Outcome:
    if unlike := differing(dict(task.tools), versions()):
        said = phrase("other-versions", versions=unlike)
        return Failed(task.brief, said, Exit.ENVIRONMENT, phrase("same-versions"))
    held = replace(
        materials,
        library=Library(
            {task.brief: task.spec},
            materials.library.facts,
            materials.library.sources,
            materials.library.unread,
        ),
        records=(*materials.records, *task.records),
        previous={task.brief: task.previous} if task.previous else {},
        changes={task.brief: task.changes} if task.changes else {},
    )
    return build(task.brief, held)


def differing(here: dict[str, str], there: dict[str, str]) -> str:
    """The versions that differ, in words; empty where none does."""
    names = sorted(here.keys() | there.keys())
    return ", ".join(
        f"{name} {there.get(name, 'missing')} there, {here.get(name, 'missing')} here"
        for name in names
        if here.get(name) != there.get(name)
    )


_held: dict[str, Materials] = {}


def _unpacked(digest: str, data: bytes | None) -> Materials | None:
    """What is shared, unpickled once in a process; None where it is not here. Raises DamagedError."""
    if digest not in _held and data is not None:
        if sha256(data).hexdigest() != digest:
            raise DamagedError
        while len(_held) >= _KEPT:
            _held.pop(next(iter(_held)), None)
        _held[digest] = pickle.loads(data)  # noqa: S301 - checked above; made by our own function
    return _held.get(digest)


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """What prints in this process: the versions of tools, and a digest of briefgen's own code.

    Of one version there may be several sources, on machines of those who work on it.
    """
    return dict(sorted({**tools(), "code of briefgen": program()[:_DIGITS]}.items()))
