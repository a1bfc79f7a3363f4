"""Where a brief uses facts: its summary and its sections, each with the facts that it shows or cites."""

from __future__ import annotations

from briefgen.ondemand import dataclass
from briefgen.prose import marks
from briefgen.records.decoding import Prose
from briefgen.records.library import Library
from briefgen.records.spec import SectionSpec, Spec
from briefgen.selection import select


@dataclass(frozen=True, slots=True)
class Use:
    """One part of a brief: its route in the spec, its title (`summary` has none), and the facts it prints, each once.

    Of `prose` and `section` the one is set that says how the facts were chosen; a section of prose has both.
    """

    route: str
    title: str
    facts: tuple[str, ...]
    prose: Prose | None
    section: SectionSpec | None


def uses(spec: Spec, library: Library) -> tuple[Use, ...]:
    """The parts of a brief in reading order. Facts that do not exist are passed over (the checks report them)."""
    found = [_prose("summary", "", spec.summary, None, library)] if spec.summary else []
    for section in spec.sections:
        if section.text is not None:
            found.append(_prose(f"{section.route}.text", section.title, section.text, section, library))
        else:
            chosen = tuple(fact.id for fact in select(section, spec, library).chosen)
            found.append(Use(section.route, section.title, chosen, None, section))
    return tuple(found)


def used(spec: Spec, library: Library) -> tuple[str, ...]:
    """The facts that a brief prints anywhere, each once, in the order of their first use."""
    return tuple(dict.fromkeys(name for use in uses(spec, library) for name in use.facts))


def explained(spec: Spec) -> frozenset[str]:
    """The sources and measures whose use the prose of a brief explains."""
    return frozenset(name for section in spec.sections for name in section.explains)


def _prose(route: str, title: str, prose: Prose, section: SectionSpec | None, library: Library) -> Use:
    cited = (name for mark in marks(prose.text) for name in mark.facts if name in library.facts)
    return Use(route, title, tuple(dict.fromkeys(cited)), prose, section)
