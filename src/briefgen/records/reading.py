"""From files to a library: every file parsed and decoded, ids and names checked to be unique, all problems kept."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from pathlib import PurePosixPath

from briefgen.diagnostics.model import Diagnostic, Label, Span, diagnose, has_errors, problem
from briefgen.diagnostics.suggestions import likely_id
from briefgen.diagnostics.texts import Param, phrase
from briefgen.ondemand import dataclass
from briefgen.records.decoding import ID
from briefgen.records.families import Family
from briefgen.records.files import Readers
from briefgen.records.library import Library, Unread
from briefgen.records.matrix import said
from briefgen.records.shelf import Shelf, SpecShelf
from briefgen.records.source import Source
from briefgen.yamltext import Mapping, Node

Files = Iterable[tuple[str, bytes]]
Problems = list[Diagnostic]
_PLAIN = Readers()


@dataclass(frozen=True, slots=True)
class Reading:
    """A library, the problems met while reading it, and the names of the briefs there are, readable or not.

    `spec_files` are briefs with the files that they are printed from, `families` the files with a matrix, by name, with
    the briefs of each.
    """

    library: Library
    problems: tuple[Diagnostic, ...]
    spec_files: tuple[tuple[str, str], ...]
    families: dict[str, tuple[str, ...]]


def read_library(specs: Files, facts: Files, sources: Files, readers: Readers = _PLAIN) -> Reading:
    """The library of files given as (path, bytes). A record that cannot be read is left out and reported.

    `readers` read single files: a file that was read before need not be read again.
    """
    problems: Problems = []
    spec_files, source_files = _named(specs, problems), _named(sources, problems)
    before = len(problems)
    found_facts, unread_facts, whole = _facts(facts, problems, readers)
    keys = has_errors(problems[before:])
    found_sources = _sources(source_files, problems, readers)
    before = len(problems)
    found_specs, names, families = _specs(spec_files, problems, readers)
    choices = has_errors(problems[before:])
    library = Library(
        specs=found_specs,
        facts=found_facts,
        sources=found_sources,
        unread=Unread(
            unread_facts,
            _meant(source_files.keys(), found_sources.keys()),
            not whole,
            keys,
            choices,
        ),
    )
    return Reading(library, tuple(problems), names, families)


def _named(files: Files, problems: Problems) -> dict[str, tuple[str, bytes]]:
    """The files by the ids that they are named by."""
    found: dict[str, tuple[str, bytes]] = {}
    for path, data in files:
        name, start = PurePosixPath(path).stem, Span.start_of(path)
        if name in found:
            first = Label(Span.start_of(found[name][0]), phrase("the-other-one"))
            problems.append(problem("duplicate-name", start, labels=(first,), name=name))
            continue
        if not ID.match(name):
            note = phrase("id-is-file-name")
            problems.append(problem("bad-id", start, notes=(note,), found=name))
        found[name] = (path, data)
    return found


def _sources(files: dict[str, tuple[str, bytes]], problems: Problems, readers: Readers) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for name, (path, data) in files.items():
        read = readers.sources(name, path, data)
        problems += read.problems
        if read.source is not None:
            found[name] = read.source
    return found


def _specs(
    files: dict[str, tuple[str, bytes]], problems: Problems, readers: Readers
) -> tuple[SpecShelf, tuple[tuple[str, str], ...], dict[str, tuple[str, ...]]]:
    """The specs by the names of their briefs, all briefs with their files, and the briefs of each matrix."""
    specs = SpecShelf()
    paths: dict[str, str] = {}
    families: dict[str, tuple[str, ...]] = {}
    taken = {name: Label(Span.start_of(path), phrase("the-other-one")) for name, (path, _) in files.items()}
    for name, (path, data) in files.items():
        read = readers.specs(name, path, data)
        family = read.family
        problems += family.problems
        if not family.combinations:
            if family.specs:
                specs.put(name, path, family.specs, 0)
            paths[name] = path
            continue
        clash = _clashes(family, path, read.root, taken)
        problems += clash
        families[name] = tuple(each.name for each in family.combinations if each.name not in taken)
        paths |= dict.fromkeys(families[name], path)
        for number, each in enumerate(family.specs):
            if each.id not in taken:
                specs.put(each.id, path, family.specs, number)
        taken |= {each: Label(Span.start_of(path), phrase("the-other-one")) for each in families[name]}
    return specs, tuple(paths.items()), families


def _clashes(family: Family, path: str, root: Node | None, taken: dict[str, Label]) -> Problems:
    """Combinations whose names other briefs have; the first of them is told, at the matrix."""
    found = [each for each in family.combinations if each.name in taken]
    if not found:
        return []
    node = root.get("matrix") if isinstance(root, Mapping) else None
    span, other = node.span if node else Span.start_of(path), taken[found[0].name]
    excerpt = node.file.line(span.line) if node else ""
    notes = (phrase("more-of-this-matrix", number=str(len(found) - 1)),) if len(found) > 1 else ()
    params: dict[str, Param] = {
        "name": found[0].name,
        "one": said(found[0]),
        "other": phrase("that-of-file", file=other.span.file),
    }
    return [
        diagnose(
            "name-collision", span, params, route="matrix", labels=(other,), notes=notes, excerpt=excerpt
        )
    ]


def _facts(files: Files, problems: Problems, readers: Readers) -> tuple[Shelf, frozenset[str], bool]:
    """The facts, the ids of those that are written but could not be read, and whether every file could be read."""
    facts = Shelf()
    written: set[str] = set()
    whole = True
    for path, data in files:
        read = readers.facts(path, data)
        problems += read.problems
        whole &= read.whole
        written.update(read.written)
        for number in facts.put(path, read.facts, read.outline):
            fact = read.facts[number]
            before, places = facts[fact.id].places, fact.places
            first = Label(before.span, phrase("first-written-here"), before.excerpt)
            problems.append(
                problem("duplicate-fact", places.span, labels=(first,), excerpt=places.excerpt, fact=fact.id)
            )
    return facts, _meant(written, facts.keys()), whole


def _meant(written: AbstractSet[str], read: AbstractSet[str]) -> frozenset[str]:
    """Names of records that could not be read, and the ids that names which are none were probably meant to be.

    Whoever wrote `Homes_Served` names `homes-served` elsewhere: the one mistake is told at the name alone.
    """
    return frozenset((*written - read, *(likely_id(each) for each in written if not ID.match(each))))
