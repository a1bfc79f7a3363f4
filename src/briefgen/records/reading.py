"""From files to a library: every file parsed and decoded, ids checked to be unique, all problems kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeVar

from briefgen.diagnostics.model import Diagnostic, Label, Span, has_errors, problem
from briefgen.diagnostics.texts import phrase
from briefgen.records.decoding import ID
from briefgen.records.fact import Fact, decode_facts
from briefgen.records.library import Library, Unread
from briefgen.records.source import Source, decode_source
from briefgen.records.spec import Spec, decode_spec
from briefgen.yamltext import Mapping, Node, parse

Files = Iterable[tuple[str, bytes]]
Record = TypeVar("Record", Spec, Source)
Problems = list[Diagnostic]


@dataclass(frozen=True, slots=True)
class Reading:
    """A library, the problems met while reading it, and the names of the topic specs there are, readable or not."""

    library: Library
    problems: tuple[Diagnostic, ...]
    spec_files: tuple[tuple[str, str], ...]


def read_library(specs: Files, facts: Files, sources: Files) -> Reading:
    """The library of files given as (path, bytes). A record that cannot be read is left out and reported."""
    problems: Problems = []
    spec_files, source_files = _named(specs, problems), _named(sources, problems)
    before = len(problems)
    found_facts, unread_facts, whole = _facts(facts, problems)
    keys = has_errors(problems[before:])
    found_sources = _records(source_files, decode_source, problems)
    library = Library(
        specs=_records(spec_files, decode_spec, problems),
        facts=found_facts,
        sources=found_sources,
        unread=Unread(unread_facts, frozenset(source_files.keys() - found_sources.keys()), not whole, keys),
    )
    return Reading(library, tuple(problems), tuple((name, path) for name, (path, _) in spec_files.items()))


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


def _records(
    files: dict[str, tuple[str, bytes]],
    decode: Callable[[str, Node], tuple[Record | None, tuple[Diagnostic, ...]]],
    problems: Problems,
) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for name, (path, data) in files.items():
        root, refused = parse(path, data)
        problems += refused
        if root is None:
            continue
        record, unfit = decode(name, root)
        problems += _fresh(unfit, refused)
        if record is not None:
            found[name] = record
    return found


def _facts(files: Files, problems: Problems) -> tuple[dict[str, Fact], frozenset[str], bool]:
    """The facts, the ids of those that are written but could not be read, and whether every file could be read."""
    facts: dict[str, Fact] = {}
    written: set[str] = set()
    whole = True
    for path, data in files:
        root, refused = parse(path, data)
        problems += refused
        if not isinstance(root, Mapping):
            whole = False
        if root is None:
            continue
        decoded, unfit = decode_facts(root)
        problems += _fresh(unfit, refused)
        written |= {name.text for name, _ in root.entries} if isinstance(root, Mapping) else set()
        for fact in decoded:
            if fact.id in facts:
                before, places = facts[fact.id].places, fact.places
                first = Label(before.span, phrase("first-written-here"), before.excerpt)
                problems.append(
                    problem(
                        "duplicate-fact", places.span, labels=(first,), excerpt=places.excerpt, fact=fact.id
                    )
                )
            else:
                facts[fact.id] = fact
    return facts, frozenset(written - facts.keys()), whole


def _fresh(found: tuple[Diagnostic, ...], before: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Those problems that stand where none was found before: a value that was refused once is not judged again."""
    places = {each.span for each in before}
    return tuple(each for each in found if each.span not in places)
