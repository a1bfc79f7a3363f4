"""The only reader and writer of disk and environment; it remembers what was read.

A workspace is a folder with `briefs/`, and, where it has its own, `templates/` and `fonts/`. The default templates and
fonts come with the package. Every file is read once; what is printed is made from those very bytes.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Literal

from briefgen.diagnostics.texts import Text, phrase
from briefgen.errors import EnvironmentFailedError, NothingError, UsageError
from briefgen.glances import saw, spoil
from briefgen.ondemand import dataclass

_FACES = (".ttf", ".otf")
_LICENCES = (".txt",)
_LARGEST = 50_000_000
_BEGINNING = 10_000_000
_LAST_SECOND = 253402300799  # 9999-12-31T23:59:59Z, the last that a PDF date can hold


@dataclass(frozen=True, slots=True)
class Input:
    """A file as it was read: its path in the workspace with forward slashes, its bytes and their SHA-256.

    Of a file that is larger than anybody writes only the beginning is read; `cut` is then its size in bytes, else 0.
    """

    path: str
    data: bytes
    sha256: str
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything read for a build, each group sorted by path."""

    specs: tuple[Input, ...]
    facts: tuple[Input, ...]
    sources: tuple[Input, ...]


class Workspace:
    """A folder with `briefs/`. Raises NothingError when there is none."""

    def __init__(self, root: Path) -> None:
        self.root = root
        saw(root / "briefs")
        if not (root / "briefs").is_dir():
            if not root.is_dir():
                raise UsageError(phrase("no-folder", path=shown(root)), phrase("name-workspace"))
            raise NothingError(phrase("no-briefs-folder", path=shown(root)), phrase("name-other-workspace"))

    def inputs(self) -> Inputs:
        """What editors wrote: topic specs, facts and sources."""
        briefs = self.root / "briefs"
        return Inputs(*(self._yaml(each) for each in (briefs, briefs / "facts", briefs / "sources")))

    def listed(self, folder: Literal["", "facts", "sources"]) -> tuple[tuple[str, Path], ...]:
        """The files of specs, facts or sources, unread: their paths in the workspace as shown, and where they are."""
        found = _yaml_files(self.root / "briefs" / folder)
        return tuple((_shown_path(each.relative_to(self.root).as_posix()), each) for each in found)

    def templates(self) -> tuple[Input, ...]:
        """The templates and style sheets: the workspace's own first, the default ones for what it has not."""
        found = {
            path: data
            for folder in (_defaults() / "templates", self.root / "templates")
            for path, data in _tree(folder)
        }
        return tuple(_input(f"templates/{path}", data) for path, data in sorted(found.items()))

    def styles(self) -> tuple[str, ...]:
        """The styles that briefs can have: the templates `<style>.html`, apart from parts, which begin with `_`."""
        folders = (_defaults() / "templates", self.root / "templates")
        found = [each for folder in folders for each in _listed(folder)]
        for each in found:
            saw(each)
        names = {each.name for each in found if each.is_file()}
        styles = (name.removesuffix(".html") for name in names if name.endswith(".html"))
        return tuple(sorted(each for each in styles if not each.startswith("_")))

    def fonts(self) -> tuple[tuple[Input, ...], tuple[Input, ...]]:
        """The faces: the workspace's own, and the default ones."""
        folders = (self.root / "fonts", _defaults() / "fonts")
        own, default = (
            tuple(_input(f"fonts/{path}", data) for path, data in _tree(each, _FACES)) for each in folders
        )
        return ((), default) if _same(*folders) else (own, default)

    def licences(self) -> tuple[Input, ...]:
        """The texts of licences in the folders of fonts, the workspace's own in place of default ones."""
        found = {
            path: data
            for folder in (_defaults() / "fonts", self.root / "fonts")
            for path, data in _tree(folder, _LICENCES)
        }
        return tuple(_input(f"fonts/{path}", data) for path, data in sorted(found.items()))

    def settings(self) -> Input | None:
        """The workspace's `briefgen.yaml`, or None when it has none."""
        path = self.root / "briefgen.yaml"
        saw(path)
        return _input(path.name, read(path)) if path.exists() else None

    def update(self, path: str, before: bytes, after: bytes) -> None:
        """Writes a file of editors anew, whole or not at all, if it still is as it was read.

        Raises EnvironmentFailedError when somebody has changed it meanwhile.
        """
        file = self.root / path
        if read(file) != before:
            raise EnvironmentFailedError(phrase("changed-meanwhile", path=shown(file)), phrase("run-again"))
        write(file, after)

    def _yaml(self, folder: Path) -> tuple[Input, ...]:
        within = folder.relative_to(self.root).as_posix()
        return tuple(_input(f"{within}/{each.name}", *beginning(each)) for each in _yaml_files(folder))


def _yaml_files(folder: Path) -> list[Path]:
    found = (each for each in _listed(folder) if each.suffix in (".yaml", ".yml") and not each.is_dir())
    return sorted(found, key=lambda each: each.name)


def _input(path: str, data: bytes, cut: int = 0) -> Input:
    """A file as it was read."""
    return Input(_shown_path(path), data, sha256(data).hexdigest(), cut)


def _shown_path(path: str) -> str:
    """A path with bytes of its names that are no UTF-8 written as escapes, so that it can be shown."""
    return path.encode("utf-8", "backslashreplace").decode()


def _listed(folder: Path) -> list[Path]:
    saw(folder)
    try:
        return [each for each in folder.iterdir() if not each.name.startswith(".")] if folder.is_dir() else []
    except OSError as error:
        raise _failed("cannot-list", folder, error) from error


def default_templates() -> tuple[Input, ...]:
    """The templates and style sheets that come with the package."""
    return tuple(_input(f"templates/{path}", data) for path, data in _tree(_defaults() / "templates"))


def _tree(folder: Path, suffixes: tuple[str, ...] = ()) -> Iterator[tuple[str, bytes]]:
    """The files below a folder with their paths in it, sorted; where suffixes are given, only those."""
    pending = [folder]
    found: list[Path] = []
    while pending:
        for each in _listed(pending.pop()):
            if each.is_dir() and not each.is_symlink():
                pending.append(each)
            elif each.is_file() and (not suffixes or each.suffix.lower() in suffixes):
                found.append(each)
    yield from ((each.relative_to(folder).as_posix(), read(each)) for each in sorted(found))


def explanations(language: str) -> str:
    """The page that explains every code of a problem, in a language, as it came with the package."""
    name = "diagnostics.md" if language == "en" else f"diagnostics.{language}.md"
    return read(_defaults() / "docs" / name).decode()


def _same(one: Path, other: Path) -> bool:
    return one.is_dir() and other.is_dir() and one.samefile(other)


def _defaults() -> Path:
    """Where the default templates and fonts are: inside the installed package, or at the top of a checkout."""
    package = Path(__file__).parent
    return package / "data" if (package / "data").is_dir() else package.parents[1]


@lru_cache(maxsize=1)
def program() -> str:
    """SHA-256 over briefgen's own code, as it lay in the installed package or the checkout when this was first asked.

    A process goes on with the code that it has, whatever becomes of the files.
    """
    package, digest = str(Path(__file__).parent), sha256()
    places = (f"{folder}/{name}" for folder, _folders, names in os.walk(package) for name in names)
    for place in sorted(each for each in places if each.endswith(".py")):
        with open(place, "rb", 0) as file:  # noqa: PTH123 - pathlib takes three times as long over all of them
            digest.update(place.removeprefix(package).encode() + b"\0" + sha256(file.read()).digest())
    return digest.hexdigest()


def read(path: Path) -> bytes:
    """The bytes of a file. Raises EnvironmentFailedError when it cannot be read, is no file, or is over 50 MB."""
    data, cut = beginning(path)
    if cut:
        said = phrase("larger-than", path=shown(path), size=str(cut), limit=str(_LARGEST))
        raise EnvironmentFailedError(said)
    return data


def beginning(path: Path) -> tuple[bytes, int]:
    """The bytes of a file and 0, or of one over 50 MB the first 10 MB and its size. Raises EnvironmentFailedError."""
    saw(path)
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise EnvironmentFailedError(
                phrase("cannot-read", path=shown(path), reason=phrase("no-regular-file"))
            )
        if found.st_size <= _LARGEST:
            return path.read_bytes(), 0
        with path.open("rb") as file:
            return file.read(_BEGINNING), found.st_size
    except OSError as error:
        raise _failed("cannot-read", path, error) from error


def stored(folder: Path, digests: Iterable[str]) -> tuple[Input, ...]:
    """The files of a snapshot store that can be the texts with these SHA-256 digests.

    Looked at first are its objects, `sha256/ab/cdef…`; where one is missing or damaged, all plain files of the folder
    itself follow, so that any folder of text files is a store. Raises EnvironmentFailedError when there is no folder.
    """
    saw(folder)
    if not folder.is_dir():
        raise EnvironmentFailedError(phrase("no-store", path=shown(folder)), phrase("name-store"))
    wanted = tuple(digests)
    places = [f"sha256/{each[:2]}/{each[2:]}" for each in wanted]
    for each in places:
        saw(folder / each)
    objects = tuple(_input(each, read(folder / each)) for each in places if (folder / each).is_file())
    if {each.sha256 for each in objects} >= set(wanted):
        return objects
    names = sorted(each for each in _listed(folder) if each.is_file() and each.stat().st_size <= _LARGEST)
    return (*objects, *(_input(each.name, read(each)) for each in names))


def keep(folder: Path, files: Iterable[tuple[str, bytes]]) -> tuple[str, ...]:
    """Writes files below a folder, each whole or not at all, and never over one; gives the paths that were new."""
    new = []
    for path, data in files:
        file = folder / path
        if not file.exists():
            prepare(file.parent)
            write(file, data)
            new.append(path)
    return tuple(new)


def prepare(folder: Path) -> None:
    """Makes sure that files can be written into a folder, making it where it is missing."""
    spoil()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise _failed("cannot-write-into", folder, error, phrase("name-other-out")) from error


def write(path: Path, data: bytes) -> None:
    """Writes a file whole or not at all: under a temporary name beside it, then renamed over it."""
    spoil()
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o666 & ~_umask())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _failed("cannot-write", path, error) from error


def _umask() -> int:
    """The process's file mode mask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _failed(what: str, path: Path, error: OSError, advice: Text | str = "") -> EnvironmentFailedError:
    """The failure with what the system said of it, which is told in the system's words."""
    reason = (error.strerror or str(error)).lower()
    return EnvironmentFailedError(phrase(what, path=shown(path), reason=reason), advice)


def shown(path: Path) -> str:
    """A path as people should see it: relative to the working directory where it lies below it."""
    # Before Python 3.13 a loop of symbolic links is a RuntimeError.
    with contextlib.suppress(ValueError, OSError, RuntimeError):
        return PurePosixPath(path.resolve().relative_to(Path.cwd())).as_posix()
    return path.as_posix()


def source_date_epoch() -> datetime | None:
    """The document date that SOURCE_DATE_EPOCH asks for (reproducible-builds.org), in UTC, or None."""
    value = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not value:
        return None
    if not value.isascii() or not value.isdigit() or len(value) > 12 or int(value) > _LAST_SECOND:
        raise UsageError(phrase("bad-epoch", value=value))
    return datetime.fromtimestamp(int(value), UTC)


def now() -> datetime:
    """The present second in UTC: SOURCE_DATE_EPOCH where it is set, else the clock's."""
    spoil()
    return source_date_epoch() or datetime.now(UTC).replace(microsecond=0)


def environment() -> dict[str, str]:
    """The environment variables, for those few decisions that depend on the terminal."""
    return dict(os.environ)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
