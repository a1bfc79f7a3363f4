"""What builds share, and what a lock names of it; known without a page being composed, so it imports little."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from briefgen import __version__
from briefgen.lock import Assets, Entry, Lock, Options, Previous, lock_of
from briefgen.ondemand import dataclass
from briefgen.records.library import Library
from briefgen.records.spec import Spec
from briefgen.usage import used

if TYPE_CHECKING:
    from briefgen.changes import Changes
    from briefgen.evidence.passages import State
    from briefgen.tracing import States

Format = Literal["pdf", "html"]
PrintForm = Literal["duplex", "booklet", "mono"]


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the workspace that a build uses: path with its folder, bytes, SHA-256."""

    path: str
    data: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Materials:
    """What all briefs of a run share.

    `records` are the files that specs, facts and sources were read from. `created` overrides the document date.
    `states` are what became of the passages against the snapshots, for the trace annex; empty where none was at hand.
    `prints` are the forms for paper wanted beside the plain PDF. `previous` are the versions of briefs that came before
    in an archive, by brief, for the chain of locks; `changes` what changed since, for those that print it.
    """

    library: Library
    records: tuple[Entry, ...]
    templates: tuple[Asset, ...]
    fonts: tuple[Asset, ...]
    formats: tuple[Format, ...]
    created: datetime | None
    states: States = field(default_factory=dict)
    prints: tuple[PrintForm, ...] = ()
    previous: Mapping[str, Previous] = field(default_factory=dict)
    changes: Mapping[str, Changes] = field(default_factory=dict)


def locked(brief: str, materials: Materials, shared: Assets | None = None) -> Lock:
    """What would go into a build of the brief, as a lock without outputs; nothing is rendered for it.

    Who asks for many gives what they share, as `assets` gives it.
    """
    spec, common = materials.library.specs[brief], shared or assets(materials)
    return lock_of(
        spec,
        materials.library,
        replace(common, options=options_of(brief, materials, traced=spec.annex == "trace")),
    )


def assets(materials: Materials) -> Assets:
    """What the locks of all briefs take from outside the library, without what is each one's own."""
    templates, fonts = (
        tuple(Entry(each.path, len(each.data), each.sha256) for each in group)
        for group in (materials.templates, materials.fonts)
    )
    files = {each.path: each for each in materials.records}
    return Assets(files, templates, fonts, tools(), Options())


def options_of(brief: str, materials: Materials, *, traced: bool) -> Options:
    """What the command line and the environment decided for a brief; `traced`: it prints the states of passages."""
    changed = materials.changes.get(brief)
    return Options(
        formats=materials.formats,
        prints=materials.prints,
        created=materials.created.isoformat() if materials.created else "",
        states=_states(materials.library.specs[brief], materials) if traced else {},
        changes=_digest(changed) if changed else "",
    )


def _states(spec: Spec, materials: Materials) -> Mapping[str, tuple[State, ...]]:
    """What became of the passages of each fact: the trace annex prints it."""
    return {
        name: tuple(
            materials.states.get((name, index), "no-snapshot")
            for index in range(len(materials.library.facts[name].evidence))
        )
        for name in used(spec, materials.library)
    }


def _digest(changed: Changes) -> str:
    from briefgen.changes import encode

    return sha256(encode(changed)).hexdigest()


def tools() -> dict[str, str]:
    """The versions of briefgen and of everything below it that shapes a print."""
    from briefgen.press.versions import versions

    return {"briefgen": __version__, **versions()}
