"""The problems of a library that was read through a keeper: those that `checks.check` finds, without looking again.

Nothing is found here that the rules would not find: each answer that is known stands for asking them once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from typing import Any

from briefgen.cache import Cache
from briefgen.checks import of_fact, of_families, of_library, of_spec
from briefgen.checks.reach import Reach, reach, suited
from briefgen.checks.styles import of_style
from briefgen.diagnostics.capping import capped
from briefgen.diagnostics.model import Diagnostic
from briefgen.keeping import Keeper, shelved
from briefgen.records.library import Library
from briefgen.records.noted import Tokens
from briefgen.records.packing import packed_value, unpacked_value
from briefgen.records.shelf import path_of
from briefgen.records.spec import Query, Spec
from briefgen.rulings import Form, Rulings
from briefgen.yamltext import File

_NOWHERE = File("", "", ())
Problems = tuple[Diagnostic, ...]
Ruling = tuple[Problems, Reach]


def _up(value: Any) -> Any:
    return unpacked_value(value, _NOWHERE, dict)


def _down_ruling(ruling: Ruling) -> Any:
    problems, found = ruling
    sets = (sorted(found.named), sorted(found.explained), [sorted(each) for each in found.compared])
    return [packed_value(problems) if problems else 0, packed_value(found.queries), *sets]


def _up_ruling(value: Any) -> Ruling:
    problems, queries, named, explained, compared = value
    sets = frozenset(named), _up(queries), frozenset(explained), tuple(map(frozenset, compared))
    return _up(problems) if problems else (), Reach(*sets)


_PROBLEMS: Form[Problems] = Form(packed_value, _up)
_RULINGS: Form[Ruling] = Form(_down_ruling, _up_ruling)
_IDS: Form[frozenset[str]] = Form(sorted, frozenset)


class Recall:
    """What is known of a library that a keeper read. `styles` are those that the workspace has."""

    def __init__(
        self, library: Library, keeper: Keeper, cache: Cache, program: str, styles: Sequence[str]
    ) -> None:
        facts = keeper.fact_tokens(library)
        files = {name: each.places.span.file for name, each in library.sources.items()}
        self.library, self.keeper, self.styles = library, keeper, tuple(styles)
        self._cache, self._domain = cache, _digest(program, repr(self.styles), repr(_settled(library)))
        self._tokens = Tokens(library, facts.__getitem__, lambda name: keeper.token(files[name]))

    def rulings(self, entry: str) -> Rulings:
        """The rulings of one kind that are known."""
        return Rulings(self._cache, entry, self._domain, self.library, self._tokens)

    def token(self, *briefs: str) -> str:
        """A digest of the specs of briefs of one file."""
        return _digest(self.keeper.token(path_of(briefs[0], self.library.specs)), *briefs)


def problems(recall: Recall) -> Iterator[Diagnostic]:
    """All problems of a library, in no order."""
    library, keeper, rulings = recall.library, recall.keeper, recall.rulings("rulings")
    yield from keeper.told(library)
    for source in library.sources.values():
        yield from keeper.alone(source)
    yield from _of_facts(library, keeper, rulings)
    reached = []
    for path, briefs in _families(library.specs).items():
        rule = partial(_of_family, briefs=briefs, recall=recall)
        found, own = rulings.on(f"spec {path}", recall.token(*briefs), rule, _RULINGS)
        reached.append(own)
        yield from found
    yield from of_library(library, keeper.pairs, reached, partial(_suited, rulings))
    rulings.keep()


def _settled(library: Library) -> Sequence[object]:
    """What could not be read, in an order of its own."""
    unread = library.unread
    return (
        sorted(unread.facts),
        sorted(unread.sources),
        unread.more_facts,
        unread.keys,
        unread.choices,
    )


def _of_facts(library: Library, keeper: Keeper, rulings: Rulings) -> Iterator[Diagnostic]:
    """The problems of facts with their sources, file by file."""
    plain = frozenset(
        name for name, each in library.sources.items() if not (each.snapshot and each.snapshot.excluded)
    )
    for path, outline, double in shelved(library):
        # Nearly all files: their sources are known and exclude nothing, and no stamp is to be compared.
        if outline.reviewed or not outline.sources <= plain:
            names = [name for number, name in enumerate(outline.ids) if number not in double]
            token = _digest(keeper.token(path), *names)
            rule = partial(_of_file, facts=library.facts, names=names)
            yield from rulings.on(f"facts {path}", token, rule, _PROBLEMS)


def _of_file(library: Library, facts: Mapping[str, Any], names: Iterable[str]) -> Problems:
    return tuple(each for name in names for each in capped(of_fact(facts[name], library)))


def _families(specs: Mapping[str, Spec]) -> Mapping[str, list[str]]:
    """The briefs by the files that they are printed from."""
    families: dict[str, list[str]] = {}
    for name in specs:
        families.setdefault(path_of(name, specs), []).append(name)
    return families


def _of_family(library: Library, briefs: Sequence[str], recall: Recall) -> Ruling:
    specs = [recall.library.specs[each] for each in briefs]
    found = (
        *of_families(specs, recall.keeper.alone),
        *of_families(specs, partial(of_spec, library=library)),
        *of_families(specs, partial(of_style, styles=recall.styles)),
    )
    return found, reach(specs, library)


def _suited(rulings: Rulings, query: Query, _: Library) -> frozenset[str]:
    days = [each.text if each else None for each in (query.since, query.until)]
    name = repr((query.topics, query.kinds, *days, query.sources, query.excluded))
    return rulings.on(f"query {name}", "", partial(suited, query), _IDS)


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
