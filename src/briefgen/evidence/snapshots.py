"""Which archived text belongs to which source.

A text is found by the SHA-256 of its bytes. Where no file has the recorded digest, a file that the record claims in
another way is looked at nevertheless, so that a changed snapshot is told passage by passage rather than as missing:

1. one whose name is `<source-id>.<suffix>` or the digest that was recorded (an object of a store, damaged);
2. else the one file that no source's digest claims and in which most of this source's passages stand word for word.

Such a text is never `intact`: its passages may verify, but its offsets are not those of the recorded bytes, so nothing
is repaired by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefgen.evidence.passages import anchored, verify
from briefgen.ondemand import dataclass
from briefgen.records.fact import Evidence
from briefgen.records.library import Library
from briefgen.records.source import Source


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a snapshot store: its name there, its bytes, their SHA-256."""

    name: str
    data: bytes
    sha256: str

    @property
    def text(self) -> str:
        """The file as UTF-8 text without a byte order mark; bytes that are no UTF-8 become U+FFFD."""
        return self.data.decode("utf-8-sig", errors="replace")


@dataclass(frozen=True, slots=True)
class Held:
    """The text that stands for a source's snapshot; `intact` tells that its bytes are those recorded."""

    text: str
    file: str
    intact: bool


Archive = Mapping[str, Held]


def archive(library: Library, files: Iterable[StoredFile]) -> Archive:
    """The texts of the sources that have one among the files, by source id."""
    stored = tuple(files)
    recorded = {
        source.id: source.snapshot.sha256
        for source in library.sources.values()
        if source.snapshot is not None
    }
    by_digest = {each.sha256: each for each in reversed(stored)}
    found = {
        name: Held(by_digest[digest].text, by_digest[digest].name, True)
        for name, digest in recorded.items()
        if digest in by_digest
    }
    loose = [each for each in stored if each.sha256 not in recorded.values()]
    for name, digest in recorded.items():
        if name not in found and (file := _claimed(library.sources[name], digest, loose, library)):
            found[name] = Held(file.text, file.name, False)
    return found


def _claimed(source: Source, digest: str, loose: list[StoredFile], library: Library) -> StoredFile | None:
    named = [each for each in loose if _stem(each.name) in (source.id, digest)]
    if named:
        return named[0]
    passages = [each for fact in library.facts.values() for each in fact.evidence if each.source == source.id]
    scores = {each.name: _standing(passages, each.text) for each in loose}
    best = max(scores.values(), default=0)
    chosen = [each for each in loose if scores[each.name] == best]
    return chosen[0] if best and len(chosen) == 1 else None


def _standing(passages: Iterable[Evidence], text: str) -> int:
    """How many passages stand in a text word for word; one that was changed counts where its anchors stand."""
    return sum(
        2 if verify(each, text).state in ("verified", "moved") else any(anchored(each.passage, text))
        for each in passages
    )


def _stem(name: str) -> str:
    """The name without folders and suffix; the digest for an object of a store (`sha256/ab/cdef…`)."""
    parts = name.split("/")
    if len(parts) >= 3 and parts[-3] == "sha256":
        return parts[-2] + parts[-1]
    return parts[-1].rsplit(".", 1)[0]
