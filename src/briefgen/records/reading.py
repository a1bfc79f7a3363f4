"""From files to a library: every file parsed and decoded, ids checked to be unique, all problems kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from briefgen.diagnostics.model import Diagnostic, Label, Span, problem
from briefgen.records.decoding import ID
from briefgen.records.fact import Fact, decode_facts
from briefgen.records.library import Library
from briefgen.records.source import Source, decode_source
from briefgen.records.spec import Spec, decode_spec
from briefgen.yamltext import parse

Files = Iterable[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Reading:
    """A library, the problems met while reading it, and the names of the topic specs there are, readable or not."""

    library: Library
    problems: tuple[Diagnostic, ...]
    spec_files: tuple[tuple[str, str], ...]


def read_library(specs: Files, facts: Files, sources: Files) -> Reading:
    """The library of files given as (path, bytes). A record that cannot be read is left out and reported."""
    problems: list[Diagnostic] = []
    spec_files = [(_stem(path), path, data) for path, data in specs]
    library = Library(
        specs={
            spec.id: spec for name, path, data in spec_files if (spec := _spec(name, path, data, problems))
        },
        facts=_facts(facts, problems),
        sources={each.id: each for path, data in sources if (each := _source(path, data, problems))},
    )
    return Reading(library, tuple(problems), tuple((name, path) for name, path, _ in spec_files))


def _stem(path: str) -> str:
    return PurePosixPath(path).stem


def _spec(name: str, path: str, data: bytes, problems: list[Diagnostic]) -> Spec | None:
    if not ID.match(name):
        problems.append(problem("bad-id", Span.start_of(path), found=name))
    root, found = parse(path, data)
    problems += found
    if root is None:
        return None
    spec, found = decode_spec(name, root)
    problems += found
    return spec


def _source(path: str, data: bytes, problems: list[Diagnostic]) -> Source | None:
    name = _stem(path)
    if not ID.match(name):
        problems.append(problem("bad-id", Span.start_of(path), found=name))
    root, found = parse(path, data)
    problems += found
    if root is None:
        return None
    source, found = decode_source(name, root)
    problems += found
    return source


def _facts(files: Files, problems: list[Diagnostic]) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for path, data in files:
        root, found = parse(path, data)
        problems += found
        if root is None:
            continue
        decoded, found = decode_facts(root)
        problems += found
        for fact in decoded:
            if fact.id in facts:
                first = Label(facts[fact.id].places.span, "first written here")
                problems.append(problem("duplicate-fact", fact.places.span, labels=(first,), fact=fact.id))
            else:
                facts[fact.id] = fact
    return facts
