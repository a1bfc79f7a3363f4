"""The rules between the inventories of one object: what older ones say must still hold (OCFL 3.7). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefgen.archive.codes import Finding, finding
from briefgen.archive.ocfl import INVENTORY, Inventory, Version

_Named = tuple[str, Inventory]


def compare(root: Inventory, older: Sequence[_Named]) -> Iterator[Finding]:
    """What is wrong with the inventories of version folders, given by folder in order, beside the one of the root."""
    for name, found in older:
        where = f"{name}/{INVENTORY}"
        if found.head != name:
            yield finding("E040", where, f"head is {found.head!r}, the folder {name!r}")
        if found.id != root.id:
            code = "E037" if root.spec == "1.0" else "E110"
            yield finding(code, where, f"the identifier is {found.id!r}, in the root {root.id!r}")
        yield from _states(root, found, where)
    chain = (*older, ("", root))
    yield from _content_directories(chain)
    yield from _specs(chain)


def _states(root: Inventory, found: Inventory, where: str) -> Iterator[Finding]:
    names = [each.name for each in found.versions]
    if names != [each.name for each in root.versions][: len(names)]:
        yield finding("E066", where, "it has other versions than the inventory of the root")
    current = {each.name: each for each in root.versions}
    for version in found.versions:
        if version.name not in current:
            continue
        now = current[version.name]
        if not _same(found, version, root, now):
            yield finding(
                "E066", where, f"{version.name} has another state than in the inventory of the root"
            )
        if (version.created, version.message, version.user) != (now.created, now.message, now.user):
            yield finding("W011", where, f"{version.name} has another time, message or user than in the root")


def _same(one: Inventory, first: Version, other: Inventory, second: Version) -> bool:
    """Whether two inventories give a version the same files: by digests, or across algorithms by content paths."""
    if first.state.keys() != second.state.keys():
        return False
    if one.algorithm == other.algorithm:
        return all(key.lower() == second.state[path].lower() for path, key in first.state.items())
    return all(
        not set(one.manifest.get(key, ())).isdisjoint(other.manifest.get(second.state[path], ()))
        for path, key in first.state.items()
    )


def _content_directories(chain: Sequence[_Named]) -> Iterator[Finding]:
    first = chain[0][1].content
    for name, found in chain[1:]:
        where = f"{name}/{INVENTORY}" if name else INVENTORY
        if first is None and found.content is not None:
            yield finding("E019", where, "contentDirectory is set, but not in the first version")
        elif found.content != first:
            yield finding(
                "E020", where, f"contentDirectory is {found.content!r}, in the first version {first!r}"
            )


def _specs(chain: Sequence[_Named]) -> Iterator[Finding]:
    for (_, before), (name, after) in pairwise(chain):
        if after.spec < before.spec:
            where = f"{name}/{INVENTORY}" if name else INVENTORY
            yield finding("E103", where, f"OCFL {after.spec} follows OCFL {before.spec}")
