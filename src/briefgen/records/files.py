"""What is in one file of facts, of a source or of a topic spec: records and problems, whatever other files hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain

from briefgen.diagnostics.capping import MOST_IN_FILE, capped
from briefgen.diagnostics.model import Diagnostic
from briefgen.ondemand import dataclass
from briefgen.records.directions import of_file
from briefgen.records.fact import Fact, decode_facts
from briefgen.records.families import Family, decode_family
from briefgen.records.shelf import Outline, outline
from briefgen.records.source import Source, decode_source
from briefgen.yamltext import Mapping, Node, parse, parse_entries

# Whoever writes so much is not told more: what bounds the work must bound it.
_LIMITS = frozenset({"file-too-large", "over-limit", "too-deep"})


@dataclass(frozen=True, slots=True)
class FactFile:
    """The facts that could be read, the ids of those that are written, and whether nothing can hide in the file.

    A mistake of syntax hides the one fact that it stands in.

    `known` is the outline of the facts, where it is known without them.
    """

    facts: Sequence[Fact]
    problems: tuple[Diagnostic, ...]
    written: tuple[str, ...]
    whole: bool
    known: Outline | None = None

    @property
    def outline(self) -> Outline:
        """The outline of the facts."""
        return self.known if self.known is not None else outline(self.facts)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The record of a source, if it could be read."""

    source: Source | None
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class SpecFile:
    """The briefs of a topic spec, with all problems of the file; the root node of one with a matrix."""

    family: Family
    root: Node | None = None


def fact_file(path: str, data: bytes) -> FactFile:
    """What is in a file of facts."""
    root, refused = parse(path, data)
    whole = isinstance(root, Mapping)
    large = any(each.code in _LIMITS for each in refused)
    if root is None and not large and (entries := parse_entries(path, data)) is not None:
        root, refused = entries
    if root is None:
        return FactFile((), refused, (), whole=False)
    found, (facts, unfit) = (*refused, *of_file(root, refused)), decode_facts(root)
    written = tuple(name.text for name, _ in root.entries) if isinstance(root, Mapping) else ()
    return FactFile(facts, _told(found, _fresh(unfit, refused)), written, whole)


def source_file(name: str, path: str, data: bytes) -> SourceFile:
    """What is in the file of a source."""
    root, refused = parse(path, data)
    if root is None:
        return SourceFile(None, refused)
    source, unfit = decode_source(name, root)
    return SourceFile(source, _told(refused, of_file(root, refused), _fresh(unfit, refused)))


def spec_file(name: str, path: str, data: bytes) -> SpecFile:
    """What is in the file of a topic spec."""
    root, refused = parse(path, data)
    if root is None:
        return SpecFile(Family((), refused))
    family = decode_family(name, root)
    problems = _told(refused, of_file(root, refused), _fresh(family.problems, refused))
    return SpecFile(replace(family, problems=problems), root)


@dataclass(frozen=True, slots=True)
class Readers:
    """How files are read: from their bytes, or as they were read before. All give what the functions above give."""

    facts: Callable[[str, bytes], FactFile] = fact_file
    sources: Callable[[str, str, bytes], SourceFile] = source_file
    specs: Callable[[str, str, bytes], SpecFile] = spec_file


def _fresh(found: tuple[Diagnostic, ...], before: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Those problems that stand where none was found before: a value that was refused once is not judged again."""
    places = {each.span for each in before}
    return tuple(each for each in found if each.span not in places)


def _told(*problems: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return tuple(capped(chain(*problems), MOST_IN_FILE))
