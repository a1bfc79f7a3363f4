"""Files as they were read, kept by the digest of their bytes: a file that did not change is not read again.

Kept with its records are the problems that each has by itself. The places of values are not kept: where a rule points
at one, the file is parsed again, a few files at a time.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache, partial
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Any

from briefgen import known
from briefgen.arabic.resemblance import Pair, bag, know, pairs
from briefgen.cache import Cache
from briefgen.checks import alone
from briefgen.diagnostics.model import Diagnostic
from briefgen.lock import digest
from briefgen.meaning import meaning
from briefgen.ondemand import dataclass
from briefgen.records import factrows
from briefgen.records.decoding import Places
from briefgen.records.fact import Fact
from briefgen.records.families import Family
from briefgen.records.files import FactFile, Readers, SourceFile, SpecFile, fact_file, source_file, spec_file
from briefgen.records.library import Library
from briefgen.records.packing import (
    Again,
    UnfitError,
    UnpackError,
    Unread,
    packed,
    packed_value,
    unpacked,
    unpacked_value,
)
from briefgen.records.reading import Files
from briefgen.records.shelf import Later, Outline, Shelf
from briefgen.records.source import Source
from briefgen.records.spec import Spec
from briefgen.yamltext import File

_GROUP, _PAIRS = "files", "rules/pairs"
# So many entries that no file asked for may lie about before they are removed.
_SPARE = 500
_TOKEN = 12
# What is kept of a spec, and what that is: itself, its problems, the digest of what it says.
_WIDTH = 4
_NOWHERE = File("", "", ())
Record = Fact | Source | Spec
# Of the facts of a file, the problems that they have by themselves: number and problems, for those that have any.
Told = tuple[tuple[int, tuple[Diagnostic, ...]], ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A file of facts, what its facts have wrong by themselves, and the words that each is compared by.

    `tokens` are for each fact a digest of what it says, of the lines it stands on, and of where those are.
    """

    file: FactFile
    told: Told
    bags: Sequence[str]
    tokens: Sequence[str]


@dataclass(frozen=True, slots=True)
class Job:
    """A file that is to be read: its size in bytes, and what reads it."""

    size: int
    read: Callable[[], object]


_UNFIT = (UnpackError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)


class Keeper:
    """Reads files through a cache, and knows the problems that each record has by itself."""

    def __init__(self, cache: Cache, program: str) -> None:
        self._cache = cache
        self._domain = f"{program} {unicodedata.unidata_version}".encode()
        self._opened: dict[str, Opened] = {}
        self._tokens: dict[str, str] = {}
        self._alone: dict[int, tuple[Record, tuple[Diagnostic, ...]]] = {}
        self._asked: set[str] = set()
        self._new = False
        known.forget()

    def readers(self) -> Readers:
        """How `records.reading` is to read files."""
        return Readers(self._facts, self._source, self._spec)

    def unread(self, specs: Files, facts: Files, sources: Files) -> tuple[Job, ...]:
        """What reads and keeps each of the files that are not kept yet, in the order in which `records` reads them."""
        if not self._cache.usable:
            return ()
        kept = frozenset(self._cache.names(_GROUP))
        jobs: tuple[tuple[str, str, bytes, Callable[[], object]], ...] = (
            *(("fact", path, data, partial(self._facts, path, data)) for path, data in facts),
            *(
                ("source", path, data, partial(self._source, _stem(path), path, data))
                for path, data in sources
            ),
            *(("spec", path, data, partial(self._spec, _stem(path), path, data)) for path, data in specs),
        )
        return tuple(
            Job(len(data), read)
            for kind, path, data, read in jobs
            if self._name(kind, path, data) not in kept
        )

    def alone(self, record: Record) -> tuple[Diagnostic, ...]:
        """The problems that a record has by itself, which was read here."""
        known = self._alone.get(id(record))
        return known[1] if known is not None else ()

    def pairs(self, texts: Sequence[str]) -> Iterable[Pair]:
        """Which of the texts that were read here resemble others: as found before, while their words are the same."""
        digest = blake2b(self._domain, digest_size=20)
        for each in texts:
            digest.update(f"{len(each)} {each}".encode("utf-8", "surrogatepass"))
        found = self._cache.get(_PAIRS)
        with suppress(ValueError, TypeError, AttributeError):
            of, listed = json.loads(found or b"")
            if of == digest.hexdigest():
                return [Pair(*each) for each in listed]
        fresh = list(pairs(texts))
        self._cache.put(_PAIRS, json.dumps((digest.hexdigest(), fresh), separators=(",", ":")).encode())
        return fresh

    def tidy(self) -> None:
        """Removes what no file asked for, once there is much of it."""
        if not self._new:
            return
        names = self._cache.names(_GROUP)
        if len(names) > len(self._asked) + _SPARE:
            self._cache.drop(set(names) - self._asked)

    def told(self, library: Library) -> Iterator[Diagnostic]:
        """The problems that facts have by themselves, of those in a library that was read here."""
        for path, _, double in shelved(library):
            for number, found in self._opened[path].told:
                if number not in double:
                    yield from found

    def token(self, name: str) -> str:
        """The digest of a fact's lines, or of the file of a source or spec (by its path), as it was read here."""
        return self._tokens[name]

    def fact_tokens(self, library: Library) -> Mapping[str, str]:
        """The digests of the lines of facts, by id."""
        found: dict[str, str] = {}
        for path, outline, double in shelved(library):
            if double:
                listed = zip(outline.ids, self._opened[path].tokens, strict=True)
                found.update(each for number, each in enumerate(listed) if number not in double)
            else:
                found.update(zip(outline.ids, self._opened[path].tokens, strict=True))
        return found

    def _facts(self, path: str, data: bytes) -> FactFile:
        again = partial(fact_places, path, data)
        name = self._name("fact", path, data)
        kept = self._kept_facts(name, path, again)
        if kept is None:
            read = _read_facts(path, data)
            light = tuple(_light(each, again) for each in read.facts)
            told = ((number, tuple(alone.of_fact(each))) for number, each in enumerate(read.facts))
            kept = Opened(
                FactFile(light, read.problems, read.written, read.whole),
                tuple((number, found) for number, found in told if found),
                [" ".join(bag(each.says)) for each in read.facts],
                tokens(path, read.facts, data),
            )
            self._shut(name, kept)
        know(zip(kept.file.outline.says, kept.bags, strict=True))
        self._opened[path] = kept
        return kept.file

    def _kept_facts(self, name: str, path: str, again: Again) -> Opened | None:
        """A file of facts as it was kept, or None."""
        found = self._cache.get(name)
        if found is None:
            return None
        try:
            flat, digests, written, whole, bags, lines, rest = json.loads(
                found.decode("utf-8", "surrogatepass")
            )
            facts = factrows.Rows(flat, digests, path, again)
            problems, told = unpacked_value(rest, replace(_NOWHERE, path=path), again)
            if len(bags) != len(facts) or len(lines) != len(facts):
                return None
            file = FactFile(facts, problems, tuple(written), whole, factrows.outlined(flat))
            return Opened(file, told, bags, lines)
        except _UNFIT:
            return None

    def _shut(self, name: str, kept: Opened) -> None:
        """Keeps a file of facts."""
        if not self._cache.usable:
            return
        file = kept.file
        try:
            rest = packed_value((file.problems, kept.told))
        except UnfitError:
            return
        digests = [digest(each) for each in file.facts]
        record = (
            factrows.rows(file.facts),
            digests,
            file.written,
            file.whole,
            kept.bags,
            kept.tokens,
            rest,
        )
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        self._new |= self._cache.put(name, text.encode("utf-8", "surrogatepass"))

    def _source(self, name: str, path: str, data: bytes) -> SourceFile:
        kept, entry = self._kept("source", path, data, partial(source_places, name, path, data))
        if kept is None:
            read = source_file(name, path, data)
            told = tuple(alone.of_source(read.source)) if read.source else ()
            kept = (read.source, read.problems, told, meaning(read.source) if read.source else "")
            self._keep(entry, kept)
        source, problems, told, said = kept
        if source is not None:
            known.add(source, said)
            self._alone[id(source)] = (source, told)
        return SourceFile(source, problems)

    def _spec(self, name: str, path: str, data: bytes) -> SpecFile:
        again = partial(spec_places, name, path, data)
        entry = self._name("spec", path, data)
        found = self._cache.get(entry)
        if found is not None:
            with suppress(*_UNFIT):
                problems, rest = json.loads(found.decode("utf-8", "surrogatepass"))
                told = unpacked_value(problems, replace(_NOWHERE, path=path), again) if problems else ()
                if rest is None:
                    return SpecFile(Family((), told))
                if len(rest) != _WIDTH or type(rest[1]) is not list:
                    raise ValueError("no kept spec")
                return SpecFile(Family(Later(partial(self._made, rest, path, data, again)), told))
        read = spec_file(name, path, data)
        specs, family = read.family.specs, read.family
        for each in specs:
            self._alone[id(each)] = (each, tuple(alone.of_spec(each)))
        if not family.combinations and not family.broken and self._cache.usable:
            with suppress(UnfitError):
                whole = packed_value((specs[0], self.alone(specs[0]), meaning(specs[0]))) if specs else None
                record = (packed_value(family.problems) if family.problems else 0, whole)
                text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
                self._new |= self._cache.put(entry, text.encode("utf-8", "surrogatepass"))
        return read

    def _made(self, rest: Any, path: str, data: bytes, again: Again) -> Spec:
        """A spec as it was kept."""
        file = File.of(path, data.decode("utf-8-sig", "replace"))
        spec: Spec
        spec, told, said = unpacked_value(rest, file, again)
        known.add(spec, said)
        self._alone[id(spec)] = (spec, told)
        return spec

    def _name(self, kind: str, path: str, data: bytes) -> str:
        """The name that a file is kept under."""
        if path in self._tokens:
            return self._tokens[path]
        digest = blake2b(self._domain, digest_size=20)
        for part in (kind.encode(), path.encode("utf-8", "surrogatepass"), data):
            digest.update(len(part).to_bytes(8, "big") + part)
        name = f"{_GROUP}/{digest.hexdigest()}"
        self._asked.add(name)
        self._tokens[path] = name
        return name

    def _kept(self, kind: str, path: str, data: bytes, again: Again) -> tuple[Any, str]:
        """What was kept of a file, or None; and the name that it is kept under."""
        name = self._name(kind, path, data)
        found = self._cache.get(name)
        if found is None:
            return None, name
        try:
            value = unpacked(found, replace(_NOWHERE, path=path), again)
            return (value if _fits(value) else None), name
        except UnpackError:
            return None, name

    def _keep(self, name: str, value: tuple[Any, ...]) -> None:
        if not self._cache.usable:
            return
        try:
            self._new |= self._cache.put(name, packed(value))
        except UnfitError:
            return


def _stem(path: str) -> str:
    return PurePosixPath(path).stem


def shelved(library: Library) -> Iterable[tuple[str, Outline, frozenset[int]]]:
    """The files of the facts of a library that was read."""
    return library.facts.files() if isinstance(library.facts, Shelf) else ()


def tokens(path: str, facts: Sequence[Fact], data: bytes) -> list[str]:
    """For each fact of a file a digest of what it says and of the lines that it stands on, with their numbers.

    The lines are those from its own to that on which the next one begins.
    """
    file = File.of(path, data.decode("utf-8-sig", "replace"))
    starts = [each.places.span.line for each in facts]
    found = []
    for fact, start, end in zip(facts, starts, [*starts[1:], len(file.lines)], strict=False):
        text = "\n".join((path, str(start), repr(factrows.row(fact)), *file.lines[start - 1 : end]))
        found.append(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_TOKEN).hexdigest())
    return found


def _fits(value: object) -> bool:
    """Whether what was unpacked has the shape of what `_source` keeps."""
    match value:
        case (Source() | None, tuple(), tuple(), str()):
            return True
        case _:
            return False


def _light(fact: Fact, again: Again) -> Fact:
    """The fact without its nodes, which take ten times its own room."""
    places = fact.places
    return replace(fact, places=Places(places.span, places.excerpt, Unread(again, fact.id)))


@lru_cache(maxsize=16)
def fact_places(path: str, data: bytes) -> Mapping[str, Places]:
    """The places of the facts of a file, by id."""
    return {each.id: each.places for each in _read_facts(path, data).facts}


@lru_cache(maxsize=1)
def _read_facts(path: str, data: bytes) -> FactFile:
    """What is in a file of facts; the file that was edited is read once for its facts and for their places."""
    return fact_file(path, data)


@lru_cache(maxsize=16)
def source_places(name: str, path: str, data: bytes) -> Mapping[str, Places]:
    """The places of a source's record, by its id."""
    source = source_file(name, path, data).source
    return {name: source.places} if source else {}


@lru_cache(maxsize=16)
def spec_places(name: str, path: str, data: bytes) -> Mapping[str, Places]:
    """The places of the specs of a file, by id."""
    return {each.id: each.places for each in spec_file(name, path, data).family.specs}
