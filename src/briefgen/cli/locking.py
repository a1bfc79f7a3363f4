"""What `briefgen build --locked` and `--frozen` hold a build to: the lock in the folder that it writes into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.changes import Changes
from briefgen.changes import decode as decode_changes
from briefgen.cli.telling import say, say_error
from briefgen.diagnostics.texts import Count, Text, phrase
from briefgen.lock import Lock, LockError, decode
from briefgen.ondemand import dataclass
from briefgen.staleness import Difference, differences, inputs_only, outputs_differing
from briefgen.workspace import read, shown

if TYPE_CHECKING:
    from briefgen.builds import Built
    from briefgen.materials import Materials

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


def tell(brief: str, what: Text, found: Iterable[Difference] = ()) -> None:
    """What is wrong with a lock, and differences by name on stderr, a dozen at most."""
    listed = tuple(found)
    say_error(
        phrase("of-brief", brief=brief, what=what), details=tuple(each.said for each in listed[:_NAMED])
    )
    if len(listed) > _NAMED:
        say(phrase("more-differences", differences=Count(len(listed) - _NAMED, "difference")), 2)


def _held(brief: str, folder: Path) -> Lock | None:
    path = folder / f"{brief}.lock"
    if not path.is_file():
        tell(brief, phrase("lock-missing", path=shown(path)))
        return None
    try:
        return decode(read(path))
    except LockError as error:
        tell(brief, phrase("lock-unusable", path=shown(path), reason=error.reason))
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
    from briefgen.freezing import with_options
    from briefgen.materials import locked

    held = with_options(lock, materials)
    found = differences(inputs_only(lock), locked(lock.brief, held))
    if found:
        tell(lock.brief, phrase("lock-stale"), found)
        return None
    return Order(lock.brief, held, lock)


def _frozen(lock: Lock, materials: Materials) -> Order | None:
    from briefgen.freezing import frozen, thawed

    held = frozen(lock, materials)
    if lock.brief not in held.library.specs:
        tell(lock.brief, phrase("lock-of-another"))
        return None
    if found := thawed(lock, held):
        tell(lock.brief, phrase("lock-not-held"), found)
        return None
    return Order(lock.brief, held, lock)
