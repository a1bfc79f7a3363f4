"""Builds from a lock: the materials held to what the lock names, so that what came later plays no part."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import cast

from briefgen.lock import Lock
from briefgen.materials import Format, Materials, PrintForm, locked
from briefgen.records.library import Library
from briefgen.staleness import Difference, differences


def frozen(lock: Lock, materials: Materials) -> Materials:
    """The materials without facts, sources, templates and faces that the lock does not name; its options, its place."""
    templates, fonts = ({each.path for each in group} for group in (lock.templates, lock.fonts))
    return replace(
        with_options(lock, materials),
        library=restricted(lock, materials.library),
        templates=tuple(each for each in materials.templates if each.path in templates),
        fonts=tuple(each for each in materials.fonts if each.path in fonts),
        states={
            (name, index): state
            for name, states in lock.options.states.items()
            for index, state in enumerate(states)
        },
    )


def with_options(lock: Lock, materials: Materials) -> Materials:
    """The materials with the formats, forms and date of the lock, and its place in the chain of versions."""
    options = lock.options
    return replace(
        materials,
        formats=cast("tuple[Format, ...]", options.formats),
        prints=cast("tuple[PrintForm, ...]", options.prints),
        created=datetime.fromisoformat(options.created) if options.created else None,
        previous={lock.brief: lock.previous} if lock.previous else {},
    )


def restricted(lock: Lock, library: Library) -> Library:
    """The library with the lock's brief, facts and sources alone, in the library's order."""
    facts, sources = ({each.id for each in group} for group in (lock.facts, lock.sources))
    return Library(
        specs={name: library.specs[name] for name in library.specs if name == lock.brief},
        facts={name: fact for name, fact in library.facts.items() if name in facts},
        sources={name: source for name, source in library.sources.items() if name in sources},
    )


def thawed(lock: Lock, materials: Materials) -> tuple[Difference, ...]:
    """Why a lock cannot be built from frozen materials: what it names is not there or is not the same.

    Other versions of the tools are no reason: they may print it otherwise, which the outputs tell.
    """
    found = differences(lock, locked(lock.brief, materials))
    return tuple(each for each in found if each.kind != "tool")
