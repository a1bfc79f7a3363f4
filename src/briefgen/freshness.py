"""Which outputs are still what a build would make, and why the others are not.

The lock beside an output is the truth: it names what went in and what came out. What is remembered between runs only
spares work: how a file looked when its digest was last worked out, and the one digest over all that a lock names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from briefgen import glances
from briefgen.builds import Materials, assets, locked
from briefgen.cache import Cache
from briefgen.errors import EnvironmentFailedError
from briefgen.lock import Assets, Lock, LockError, decode
from briefgen.staleness import Difference, differences, inputs_only
from briefgen.workspace import program, read

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a lock on disk: the digest over what went in, and its outputs as (name, SHA-256).

    `program` is the digest of briefgen's own code when the lock was first seen as it is: for those who change it.
    """

    inputs: str
    outputs: tuple[tuple[str, str], ...]
    program: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A brief with its outputs: those on disk where it is fresh; where it is stale, every reason, in words."""

    brief: str
    outputs: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def fresh(self) -> bool:
        """Whether a build would make what is there."""
        return not self.reasons


@dataclass(slots=True)
class Remembered:
    """What is known of the files of one output folder, by path: how each looked, and its digest or, of a lock, more.

    `clock` is the file system's own time when this was kept: what changed within a tick of it is not believed.
    """

    cache: Cache
    name: str
    digests: dict[str, tuple[str, str]] = field(default_factory=dict)
    locks: dict[str, tuple[str, Held]] = field(default_factory=dict)
    changed: bool = False

    @classmethod
    def of(cls, cache: Cache, folder: Path) -> Remembered:
        """What was kept of a folder; nothing where nothing was, or by another version of this."""
        name = f"outputs/{sha256(str(folder.resolve()).encode('utf-8', 'surrogateescape')).hexdigest()[:32]}"
        found = cls(cache, name)
        data = cache.get(name)
        if data is None:
            return found
        try:
            version, clock, digests, locks = json.loads(data)
            if version != _VERSION:
                return found
            for path, (look, digest) in digests.items():
                if glances.settled_before({path: look}, clock):
                    found.digests[path] = (look, digest)
            for path, (look, inputs, outputs, program) in locks.items():
                if glances.settled_before({path: look}, clock):
                    found.locks[path] = (
                        look,
                        Held(inputs, tuple((each, digest) for each, digest in outputs), program),
                    )
        except (ValueError, TypeError, AttributeError, KeyError):
            return cls(cache, name)
        return found

    def keep(self) -> None:
        """Keeps what is known now."""
        clock = self.cache.clock() if self.changed else None
        if clock is None:
            return
        locks = {
            path: (look, held.inputs, held.outputs, held.program) for path, (look, held) in self.locks.items()
        }
        record = (_VERSION, clock, self.digests, locks)
        self.cache.put(self.name, json.dumps(record, ensure_ascii=True, separators=(",", ":")).encode())

    def digest(self, path: Path) -> str:
        """The SHA-256 of a file, empty where there is none; not worked out again while the file looks the same."""
        glances.saw(path)
        look = glances.look(str(path))
        known = self.digests.get(str(path))
        if known is not None and known[0] == look:
            return known[1]
        try:
            digest = sha256(read(path)).hexdigest()
        except EnvironmentFailedError:
            return ""
        self.digests[str(path)] = (look, digest)
        self.changed = True
        return digest

    def lock(self, path: Path) -> Held | None:
        """What is known of a lock without reading it again, or None."""
        glances.saw(path)
        known = self.locks.get(str(path))
        return known[1] if known is not None and known[0] == glances.look(str(path)) else None

    def learn(self, path: Path, look: str, held: Held) -> None:
        """Remembers what a lock says that looked so before it was read."""
        self.locks[str(path)] = (look, held)
        self.changed = True


def judge(briefs: Sequence[str], materials: Materials, folder: Path, cache: Cache) -> tuple[Judged, ...]:
    """For each brief, in order, whether its outputs in a folder are what a build of the materials would make."""
    remembered, code = Remembered.of(cache, folder), program()
    shared = assets(materials)
    found = tuple(_judge(brief, materials, shared, folder, remembered, code) for brief in briefs)
    remembered.keep()
    return found


def _judge(
    brief: str, materials: Materials, shared: Assets, folder: Path, remembered: Remembered, code: str
) -> Judged:
    path, now = folder / f"{brief}.lock", locked(brief, materials, shared)
    held = remembered.lock(path)
    if held is not None and held.program != code:
        return Judged(brief, (), ("briefgen itself has changed",))
    if held is None or held.inputs != inputs_digest(now):
        look = glances.look(str(path))
        then = _read(path)
        if isinstance(then, str):
            return Judged(brief, (), (then,))
        if then.brief != brief:
            return Judged(brief, (), (f"its lock is that of {then.brief}",))
        held = Held(inputs_digest(then), tuple((each.path, each.sha256) for each in then.outputs), code)
        remembered.learn(path, look, held)
        if reasons := tuple(map(worded, differences(inputs_only(then), now))):
            return Judged(brief, (), reasons)
    reasons = tuple(_altered(held, folder, remembered))
    return Judged(brief, (*(name for name, _ in held.outputs), path.name), reasons)


def _read(path: Path) -> Lock | str:
    """A lock, or why there is none."""
    try:
        return decode(read(path))
    except LockError as error:
        return f"its lock cannot be read: {error}"
    except EnvironmentFailedError:
        return "it has no lock yet"


def _altered(held: Held, folder: Path, remembered: Remembered) -> Iterator[str]:
    """Outputs that are not there, or not those that the lock names."""
    if not held.outputs:
        yield "its lock names no outputs"
    for name, digest in held.outputs:
        if Path(name).name != name:
            yield f"its lock names the output {name}, which is none"
        elif (found := remembered.digest(folder / name)) != digest:
            yield f"the output {name} is missing" if not found else f"the output {name} was altered"


def worded(difference: Difference) -> str:
    """What made a brief stale, in words."""
    name, then, now = difference.name, difference.then, difference.now
    what = {
        "part": "the choice of facts in",
        "tool": "the tool",
        "option": "the option",
        "spec": "the topic spec",
    }
    thing = f"{what.get(difference.kind, f'the {difference.kind}')} {name}"
    match difference.kind:
        case "fact" if not then or not now:
            return f"{thing} is {'printed now' if now else 'printed no more'}"
        case "tool" | "option" if then and now:
            return f"{thing} was {then}, is {now}"
        case _:
            return f"{thing} {'is new' if not then else 'is gone' if not now else 'has changed'}"


def inputs_digest(lock: Lock) -> str:
    """One digest over all that `differences` compares where both locks tell what their records say."""
    parts = (
        (lock.spec.path, lock.meaning or lock.spec.sha256),
        [(each.id, each.sha256) for each in lock.facts],
        [(each.route, each.facts) for each in lock.parts],
        [(each.id, each.meaning or each.sha256) for each in lock.sources],
        [(each.path, each.sha256) for each in (*lock.templates, *lock.fonts)],
        sorted(lock.tools.items()),
        (lock.options.formats, lock.options.prints, lock.options.created, lock.options.changes),
        sorted(lock.options.states.items()),
    )
    return sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()


def forced(briefs: Iterable[str]) -> tuple[Judged, ...]:
    """Briefs that are to be printed whatever lies there."""
    return tuple(Judged(brief, (), ("it was asked for with --force",)) for brief in briefs)
