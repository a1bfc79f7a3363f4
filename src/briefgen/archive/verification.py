"""Verification by the rules of OCFL 1.0 and 1.1: of one object, and of a whole storage root in a stream.

Findings carry the codes of the specification (`codes.CODES`). Nothing is written, and nothing but the inventories of
the objects under way is held in memory.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from briefgen.archive import layout
from briefgen.archive.codes import CODES, EXTENSIONS, Finding, finding
from briefgen.archive.hierarchy import declared
from briefgen.archive.objects import Progress, Verified, identity, silent, verified
from briefgen.archive.ocfl import SPECS, root_declaration
from briefgen.ondemand import pattern

__all__ = ["CODES", "Finding", "Progress", "verify_object", "verify_root"]

_TRIES = 3
_TAG = pattern(r"\d=.*", re.ASCII)


def verify_object(path: Path, *, deep: bool) -> tuple[Finding, ...]:
    """What is wrong with the object in a folder, sorted by path and code; with `deep` all content is read."""
    return verified(path, deep=deep).findings


def verify_root(root: Path, *, deep: bool, workers: int, progress: Progress = silent) -> Iterator[Finding]:
    """What is wrong with a storage root and its objects, as it is found; object by object in the order of their paths.

    With `deep` all content is read, by as many threads as there are `workers`. `progress(objects, bytes)` is told how
    much more was done; it is called from all of them. Paths of findings are relative to the root.
    """
    spec = yield from _declaration(root)
    arrangement = yield from _layout(root)
    yield from _extensions(root, spec)
    census = _Census(root, arrangement, spec)
    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        under_way: deque[Future[tuple[Path, Verified]]] = deque()
        for step in _walk(root, root):
            if isinstance(step, Finding):
                yield step
                continue
            under_way.append(pool.submit(_settled, step, deep, progress))
            if len(under_way) >= 2 * max(1, workers):
                yield from census.judge(*under_way.popleft().result())
        while under_way:
            yield from census.judge(*under_way.popleft().result())


class _Census:
    """What is known of an object only beside the others, and the rules about that."""

    def __init__(self, root: Path, arrangement: layout.Layout | None, spec: str) -> None:
        self._root = root
        self._layout = arrangement
        self._spec = spec
        self._seen: set[bytes] = set()
        self._depths: set[bool] = set()

    def judge(self, path: Path, found: Verified) -> Iterator[Finding]:
        """The findings of one object, with paths relative to the root, and those that concern its place."""
        place = path.relative_to(self._root).as_posix()
        for each in found.findings:
            yield replace(each, path=f"{place}/{each.path}" if each.path else place)
        if found.spec > self._spec:
            yield finding("E081", place, f"an object of OCFL {found.spec} in a root of OCFL {self._spec}")
        if found.id:
            yield from self._placed(place, found.id)
        flat = "/" not in place
        if self._depths == {not flat}:
            yield finding("W015", place, CODES["W015"])
        self._depths.add(flat)

    def _placed(self, place: str, id: str) -> Iterator[Finding]:
        if self._layout is not None:
            expected = self._layout.path(id).as_posix()
            if expected != place:
                yield finding("E083", place, f"the object {id!r} belongs in {expected}")
            return
        key = sha256(id.encode()).digest()[
            :16
        ]  # the place says nothing of the identifier: remember all of them
        if key in self._seen:
            yield finding("E037", place, f"another object has the identifier {id!r} too")
        self._seen.add(key)


def _settled(path: Path, deep: bool, progress: Progress) -> tuple[Path, Verified]:
    """An object as verification found it; again if a new version took its place meanwhile."""
    for _ in range(_TRIES):
        before = identity(path)
        found = verified(path, deep=deep, progress=progress)
        if not found.findings or identity(path) == before:
            break
    progress(1, 0)
    return path, found


def _declaration(root: Path) -> Generator[Finding, None, str]:
    """Finds what is wrong with the declaration of the root (4.2); gives the version of OCFL that it declares."""
    known = {root_declaration(spec)[0]: spec for spec in SPECS}
    tags = [each.name for each in _entries(root) if _TAG.fullmatch(each.name)]
    here = [name for name in tags if name in known]
    if not here:
        yield finding("E069", "", "the storage root has no declaration")
    for name in tags:
        if name.startswith("0="):
            if name not in known:
                yield finding("E077" if name.startswith("0=ocfl_") else "E079", name, "no known declaration")
        else:
            yield finding("E078", name, "the declaration has another tag than 0")
    if len(here) > 1:
        yield finding("E076", "", "the storage root has several declarations")
    for name in here:
        if _content(root / name) != root_declaration(known[name])[1]:
            yield finding("E080", name, "the declaration has another content than its name says")
    return known[here[-1]] if here else SPECS[-1]


def _layout(root: Path) -> Generator[Finding, None, layout.Layout | None]:
    """Finds what is wrong with `ocfl_layout.json` (4.1); gives the layout if it is one that can be checked."""
    path = root / "ocfl_layout.json"
    if not path.exists():
        return None
    named = _json(path)
    if not {"extension", "description"} <= named.keys():
        yield finding("E070", path.name, "it is no JSON object with extension and description")
    elif named["extension"] not in EXTENSIONS:
        yield finding("E071", path.name, f"{named['extension']!r} is no registered extension")
    return layout.read(named, _json(root / "extensions" / layout.EXTENSION / "config.json"))


def _extensions(root: Path, spec: str) -> Iterator[Finding]:
    """What is wrong with the extensions of the storage root (4.4)."""
    folder = root / "extensions"
    for each in _entries(folder) if folder.is_dir() else ():
        where = f"extensions/{each.name}"
        if not each.is_dir():
            yield finding("E086" if spec == "1.0" else "E112", where, "a file in the folder of extensions")
        elif each.name not in EXTENSIONS:
            yield finding("W016", where, "the extension is not registered")


def _walk(root: Path, path: Path) -> Iterator[Finding | Path]:
    """The objects below a folder in order, and what lies on the way to them that should not (4.3)."""
    entries = _entries(path)
    where = path.relative_to(root).as_posix()
    if path != root and not entries:
        yield finding("E073", where, "an empty folder, or one that cannot be read")
    for each in entries:
        below = each.relative_to(root).as_posix()
        if each.is_symlink():
            yield finding("E090", below, "a symbolic link")
        elif not each.is_dir():
            if path != root:
                yield finding("E072", below, "a file on the way to the objects")
        elif path == root and each.name == "extensions":
            continue
        elif declared(each):
            yield each
        else:
            yield from _walk(root, each)


def _entries(path: Path) -> list[Path]:
    try:
        return sorted(path.iterdir())
    except OSError:
        return []


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _json(path: Path) -> dict[str, object]:
    try:
        found = json.loads(_content(path).decode())
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
