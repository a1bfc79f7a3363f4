"""Which outputs are still what a build would make, and why the others are not.

The lock beside an output is the truth: it names what went in and what came out. What is remembered between runs only
spares work: how a file looked when its digest was last worked out, and the one digest over all that a lock names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path

from briefgen import glances
from briefgen.cache import Cache
from briefgen.diagnostics.texts import Text, phrase
from briefgen.errors import EnvironmentFailedError
from briefgen.judging import Recall
from briefgen.lock import Assets, Entry, Lock, LockError, Options, decode, digest
from briefgen.materials import Materials, assets, locked, options_of
from briefgen.meaning import meaning
from briefgen.records.library import Library
from briefgen.records.spec import Spec
from briefgen.records.written import path_of
from briefgen.rulings import Form
from briefgen.staleness import Difference, differences, inputs_only
from briefgen.usage import uses
from briefgen.workspace import program, read

_VERSION = 3


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
    reasons: tuple[Text, ...]

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

    def digest(self, path: str) -> str:
        """The SHA-256 of a file, empty where there is none; not worked out again while the file looks the same."""
        look = glances.looked(path)
        known = self.digests.get(path)
        if known is not None and known[0] == look:
            return known[1]
        try:
            digest = sha256(read(Path(path))).hexdigest()
        except EnvironmentFailedError:
            return ""
        self.digests[path] = (look, digest)
        self.changed = True
        return digest

    def lock(self, path: str) -> Held | None:
        """What is known of a lock without reading it again, or None."""
        look, known = glances.looked(path), self.locks.get(path)
        return known[1] if known is not None and known[0] == look else None

    def learn(self, path: str, look: str, held: Held) -> None:
        """Remembers what a lock says that looked so before it was read."""
        self.locks[path] = (look, held)
        self.changed = True


@dataclass(frozen=True, slots=True)
class Contents:
    """What a brief would be made of, as one digest, and whether it prints the states of its passages."""

    digest: str
    traced: bool


class Survey:
    """The contents of briefs of a library; those that are known are not worked out again.

    `recall` knows what was found before, where the library was read through a cache.
    """

    def __init__(self, library: Library, recall: Recall | None = None) -> None:
        self._library, self._recall = library, recall
        self._rulings = recall.rulings("contents") if recall else None
        self._known: dict[str, Contents] = {}

    def of(self, brief: str) -> Contents:
        """The contents of a brief."""
        found = self._known.get(brief)
        if found is None:
            rule = partial(_contents, brief, self._library)
            if self._rulings is None or self._recall is None:
                found = rule(self._library)
            else:
                found = self._rulings.on(brief, self._recall.token(brief), rule, _FORM)
            self._known[brief] = found
        return found

    def keep(self) -> None:
        """Keeps what is known now, of all briefs that there are."""
        if self._rulings is not None:
            self._rulings.keep(self._library.specs)


_FORM: Form[Contents] = Form(
    lambda found: [found.digest, found.traced], lambda value: Contents(str(value[0]), bool(value[1]))
)


def _contents(brief: str, plain: Library, library: Library) -> Contents:
    spec = plain.specs[brief]
    return Contents(contents_of(spec, library), spec.annex == "trace")


def judge(
    briefs: Sequence[str], materials: Materials, folder: Path, cache: Cache, survey: Survey | None = None
) -> tuple[Judged, ...]:
    """For each brief, in order, whether its outputs in a folder are what a build of the materials would make.

    Where none has a lock nothing is worked out: a first build need not wait for the digests of what it prints from.
    """
    if not any((folder / f"{each}.lock").is_file() for each in briefs):
        return tuple(Judged(each, (), (phrase("stale-no-lock"),)) for each in briefs)
    ingredients = Ingredients.of(materials, survey)
    bench = _Bench(ingredients, folder, Remembered.of(cache, folder), program())
    found = tuple(_judge(brief, bench) for brief in briefs)
    bench.remembered.keep()
    ingredients.survey.keep()
    return found


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What would go into a build of each brief. `around` is one digest over what all of them share."""

    materials: Materials
    survey: Survey
    shared: Assets
    around: str

    @classmethod
    def of(cls, materials: Materials, survey: Survey | None = None) -> Ingredients:
        """Those of a build of materials."""
        shared = assets(materials)
        around = _around(shared.templates, shared.fonts, shared.tools)
        return cls(materials, survey or Survey(materials.library), shared, around)

    def digest(self, brief: str) -> str:
        """The digest over all that would go into a build of a brief, as `inputs_digest` gives it of the lock."""
        contents = self.survey.of(brief)
        options = options_of(brief, self.materials, traced=contents.traced)
        return _combined(contents.digest, self.around, options)

    def lock(self, brief: str) -> Lock:
        """The same in full, as a lock without outputs, which takes longer."""
        return locked(brief, self.materials, self.shared)


@dataclass(frozen=True, slots=True)
class _Bench:
    """All that briefs are judged by."""

    ingredients: Ingredients
    folder: Path
    remembered: Remembered
    code: str


def _judge(brief: str, bench: _Bench) -> Judged:
    folder, remembered = bench.folder, bench.remembered
    name = f"{brief}.lock"
    path = str(folder / name)
    held = remembered.lock(path)
    if held is not None and held.program != bench.code:
        return Judged(brief, (), (phrase("stale-program"),))
    if held is None or held.inputs != bench.ingredients.digest(brief):
        look = glances.look(path)
        then = _read(Path(path))
        if isinstance(then, Text):
            return Judged(brief, (), (then,))
        if then.brief != brief:
            return Judged(brief, (), (phrase("stale-lock-of", brief=then.brief),))
        held = Held(inputs_digest(then), tuple((each.path, each.sha256) for each in then.outputs), bench.code)
        remembered.learn(path, look, held)
        now = bench.ingredients.lock(brief)
        if reasons := tuple(map(reason, differences(inputs_only(then), now))):
            return Judged(brief, (), reasons)
    reasons = tuple(_altered(held, folder, remembered))
    return Judged(brief, (*(output for output, _ in held.outputs), name), reasons)


def _read(path: Path) -> Lock | Text:
    """A lock, or why there is none."""
    try:
        return decode(read(path))
    except LockError as error:
        return phrase("stale-lock-unreadable", reason=error.reason)
    except EnvironmentFailedError:
        return phrase("stale-no-lock")


def _altered(held: Held, folder: Path, remembered: Remembered) -> Iterator[Text]:
    """Outputs that are not there, or not those that the lock names."""
    if not held.outputs:
        yield phrase("stale-no-outputs")
    for name, expected in held.outputs:
        if Path(name).name != name:
            yield phrase("stale-not-an-output", name=name)
        elif (found := remembered.digest(str(folder / name))) != expected:
            yield phrase("stale-output-missing" if not found else "stale-output-altered", name=name)


def reason(difference: Difference) -> Text:
    """What made a brief stale, in words."""
    kind, then, now, state = difference.kind, difference.then, difference.now, difference.state_of
    what = phrase("stale-state", name=state) if state else phrase(f"stale-{kind}", name=difference.name)
    match kind:
        case "fact" if not then or not now:
            return phrase("is-printed" if now else "is-not-printed", what=what)
        case "tool" | "option" if then and now:
            return phrase("was-and-is", what=what, then=then, now=now)
        case _:
            return phrase("is-new" if not then else "is-gone" if not now else "has-changed", what=what)


def inputs_digest(lock: Lock) -> str:
    """One digest over all that `differences` compares where both locks tell what their records say."""
    contents = _digest(
        (lock.spec.path, lock.meaning or lock.spec.sha256),
        [(each.id, each.sha256) for each in lock.facts],
        [(each.route, each.facts) for each in lock.parts],
        [(each.id, each.meaning or each.sha256) for each in lock.sources],
    )
    return _combined(contents, _around(lock.templates, lock.fonts, lock.tools), lock.options)


def contents_of(spec: Spec, library: Library) -> str:
    """One digest over what a brief would be made of: spec, facts, parts, sources, as the lock would name them."""
    parts = [(each.route, each.facts) for each in uses(spec, library)]
    facts = {name: library.facts[name] for name in sorted({name for _, each in parts for name in each})}
    cited = sorted({each.source for fact in facts.values() for each in fact.evidence})
    return _digest(
        (path_of(spec), meaning(spec)),
        [(name, digest(fact)) for name, fact in facts.items()],
        parts,
        [(name, meaning(library.sources[name])) for name in cited if name in library.sources],
    )


def _around(templates: Iterable[Entry], fonts: Iterable[Entry], tools: Mapping[str, str]) -> str:
    """One digest over what goes into a brief beside its own contents; all briefs of a build share it."""
    files = (sorted((each.path, each.sha256) for each in group) for group in (templates, fonts))
    return _digest(*files, sorted(tools.items()))


def _combined(contents: str, around: str, options: Options) -> str:
    chosen = (options.formats, options.prints, options.created, options.changes)
    return _digest(contents, around, chosen, sorted(options.states.items()))


def _digest(*parts: object) -> str:
    return sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()


def forced(briefs: Iterable[str]) -> tuple[Judged, ...]:
    """Briefs that are to be printed whatever lies there."""
    return tuple(Judged(brief, (), (phrase("stale-forced"),)) for brief in briefs)
