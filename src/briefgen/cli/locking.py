"""What `briefgen build --locked` and `--frozen` hold a build to: the lock in the folder that it writes into."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.changes import Changes
from briefgen.changes import decode as decode_changes
from briefgen.diagnostics.render import counted
from briefgen.lock import Lock, LockError, decode
from briefgen.staleness import Difference, differences, inputs_only, outputs_differing
from briefgen.workspace import read, shown

if TYPE_CHECKING:
    from briefgen.builds import Built, Materials

_NAMED = 12


@dataclass(frozen=True, slots=True)
class Order:
    """A brief to be built, with its materials and the lock that it is held to."""

    brief: str
    materials: Materials
    lock: Lock


def orders(
    briefs: Sequence[str], materials: Materials, folder: Path, *, frozen: bool
) -> tuple[tuple[Order, ...], tuple[str, ...]]:
    """What to build from the locks in a folder, and the briefs that cannot be, whose reasons are told on stderr."""
    found, refused = [], []
    for brief in briefs:
        lock = _held(brief, folder)
        held = replace(materials, changes=_changes(lock, folder)) if lock else materials
        order = lock and (_frozen(lock, held) if frozen else _locked(lock, held))
        if order:
            found.append(order)
        else:
            refused.append(brief)
    return tuple(found), tuple(refused)


def unlike(built: Built, lock: Lock) -> tuple[Difference, ...]:
    """What came out otherwise than the lock says."""
    data = next(each.data for each in built.outputs if each.name == f"{built.brief}.lock")
    return outputs_differing(lock, decode(data))


def tell(brief: str, what: str, found: Iterable[Difference]) -> None:
    """Names differences on stderr, a dozen at most."""
    listed = tuple(found)
    print(f"error: {brief}: {what}", file=sys.stderr)
    for each in listed[:_NAMED]:
        print(f"  {each}", file=sys.stderr)
    if len(listed) > _NAMED:
        print(f"  and {counted(len(listed) - _NAMED, 'more difference')}", file=sys.stderr)


def _held(brief: str, folder: Path) -> Lock | None:
    path = folder / f"{brief}.lock"
    if not path.is_file():
        print(f"error: {brief}: there is no lock {shown(path)}; `briefgen build` writes one", file=sys.stderr)
        return None
    try:
        return decode(read(path))
    except LockError as error:
        print(f"error: {brief}: {shown(path)} cannot be used: {error}", file=sys.stderr)
        return None


def _changes(lock: Lock, folder: Path) -> dict[str, Changes]:
    """The record of changes beside a lock that was checked out with it."""
    path = folder / f"{lock.brief}.changes.json"
    if not lock.options.changes or not path.is_file():
        return {}
    try:
        return {lock.brief: decode_changes(read(path))}
    except ValueError:
        return {}  # the lock then differs in its option `changes`, which is told


def _locked(lock: Lock, materials: Materials) -> Order | None:
    from briefgen.builds import locked
    from briefgen.freezing import with_options

    held = with_options(lock, materials)
    found = differences(inputs_only(lock), locked(lock.brief, held))
    if found:
        tell(lock.brief, "the lock is stale", found)
        return None
    return Order(lock.brief, held, lock)


def _frozen(lock: Lock, materials: Materials) -> Order | None:
    from briefgen.freezing import frozen, thawed

    held = frozen(lock, materials)
    if lock.brief not in held.library.specs:
        print(f"error: {lock.brief}: the lock is that of another brief", file=sys.stderr)
        return None
    if found := thawed(lock, held):
        tell(lock.brief, "the workspace does not hold what the lock names", found)
        return None
    return Order(lock.brief, held, lock)
