"""Answers given again: what a command printed, and its exit code, while nothing that it rests on has changed.

An answer is kept under everything that was asked: arguments, folder, environment, terminal, Python, and the program's
own code. With it are kept all files and folders that it was worked out from, as they looked; one that looks different
makes it no answer. Imports as little as it can: `briefgen list` is to be there at once.
"""

from __future__ import annotations

import os
import sys
from _blake2 import blake2b

from briefgen import glances
from briefgen.cache import Cache, cache_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import TextIO

_GROUP = "answers"
_MOST = 64
_LARGEST = 8_000_000
# Variables that say nothing about the answer and change with every shell, or every command.
_PASSING = frozenset({"_", "OLDPWD", "PWD", "SHLVL"})
_HARMLESS = frozenset(
    {"flush", "isatty", "encoding", "errors", "newlines", "closed", "name", "mode", "writable"}
)
_OUT, _ERR = "o", "e"


def recall(arguments: list[str]) -> int | None:
    """Prints the answer to the same question again and gives its exit code; None where it must be worked out."""
    cache = cache_of(_workspace(arguments), make=False)
    if not cache.usable:
        return None
    kept = cache.get(f"{_GROUP}/{_question(arguments)}")
    if kept is None:
        return None
    code, parts, states = _decoded(kept)
    if any(glances.look(path) != state for path, state in states.items()):
        return None
    streams = {_OUT: sys.stdout, _ERR: sys.stderr}
    for name, text in parts:
        streams[name].write(text)
        streams[name].flush()
    return code


def remember(arguments: list[str], run: Callable[[list[str]], int]) -> int:
    """Runs a command, and keeps what it printed where it says that its answer rests on what it looked at alone."""
    question = _question(arguments)
    tape = _Tape()
    glances.listen()
    out, err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = tape.on(out, _OUT), tape.on(err, _ERR)
    try:
        code = run(arguments)
    finally:
        sys.stdout, sys.stderr = out, err
        states = glances.heard()
    if states is not None and tape.whole and code in (0, 1):
        _keep(_workspace(arguments), question, _encoded(code, tape.parts, states), states)
    return code


class _Tape:
    """What is written to stdout and stderr, in order."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, str]] = []
        self.whole = True
        self._size = 0

    def on(self, stream: TextIO, name: str) -> TextIO:
        """A stream that writes to another one and keeps what was written."""
        return _Recorded(self, stream, name)  # type: ignore[return-value]  # it is one for all who only write

    def add(self, name: str, text: str) -> None:
        """Keeps a text; too much of it is not kept at all."""
        self._size += len(text)
        if self._size > _LARGEST:
            self.whole = False
            self.parts.clear()
        elif self.whole:
            self.parts.append((name, text))


class _Recorded:
    """A text stream, recorded. Whoever reaches for what is below it leaves no whole record."""

    def __init__(self, tape: _Tape, stream: TextIO, name: str) -> None:
        self._tape, self._stream, self._name = tape, stream, name

    def write(self, text: str) -> int:
        """Writes to the stream and keeps the text."""
        written = self._stream.write(text)
        self._tape.add(self._name, text)
        return written

    def writelines(self, lines: Iterable[str]) -> None:
        """Writes several texts."""
        for each in lines:
            self.write(each)

    def __getattr__(self, name: str) -> object:
        if name not in _HARMLESS:
            self._tape.whole = False
        return getattr(self._stream, name)


def _keep(root: str, question: str, data: bytes, states: Mapping[str, str]) -> None:
    """Keeps an answer, unless what it rests on changed meanwhile, or so lately that a further change might not show."""
    cache = cache_of(root)
    clock = cache.clock()
    if clock is None or not glances.settled_before(states, clock):
        return
    if any(glances.look(path) != state for path, state in states.items()):
        return
    _make_room(cache)
    cache.put(f"{_GROUP}/{question}", data)


def _make_room(cache: Cache) -> None:
    names = cache.names(_GROUP)
    if len(names) >= _MOST:
        cache.drop(names)


def _workspace(arguments: list[str]) -> str:
    """The folder that the arguments name as the workspace, as far as that can be seen without reading them properly.

    A wrong guess finds no answer, or keeps one where nobody looks.
    """
    for index, each in enumerate(arguments):
        if each in ("-w", "--workspace"):
            return arguments[index + 1] if index + 1 < len(arguments) else "."
        if each.startswith("--workspace="):
            return each.removeprefix("--workspace=")
        if each.startswith("-w"):
            return each[2:]
    return "."


def _question(arguments: list[str]) -> str:
    """The name of an answer: a digest over all that it may depend on besides the files of the workspace."""
    environment = sorted((key, value) for key, value in os.environ.items() if key not in _PASSING)
    asked = (arguments, os.getcwd(), environment, _terminals(), sys.version, sys.path, _code())
    return blake2b(ascii(asked).encode(), digest_size=20).hexdigest()


def _terminals() -> list[object]:
    found: list[object] = [sys.stdout.encoding, sys.stderr.encoding, sys.stdout.errors]
    for handle in (1, 2):
        terminal = os.isatty(handle)
        found.append(tuple(os.get_terminal_size(handle)) if terminal else terminal)
    return found


def _code() -> list[str]:
    """How briefgen's own files look, and the folders that packages are installed in."""
    found = [glances.look(each) for each in sys.path]
    pending = [os.path.dirname(__file__)]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for each in entries:
                if each.name.endswith(".py"):
                    seen = each.stat()
                    found.append(f"{each.path} {seen.st_size} {seen.st_mtime_ns}")
                elif "." not in each.name and each.name not in ("__pycache__", "data") and each.is_dir():
                    pending.append(each.path)
    return sorted(found)


def _encoded(code: int, parts: list[tuple[str, str]], states: Mapping[str, str]) -> bytes:
    """An answer as bytes: the code, what was printed, and what it rests on, each with its length before it."""
    whole: list[tuple[str, str]] = []
    for name, text in parts:
        if whole and whole[-1][0] == name:
            whole[-1] = (name, whole[-1][1] + text)
        else:
            whole.append((name, text))
    texts = [name + text for name, text in whole]
    told = "".join(f"{len(each)} {each}" for each in texts)
    seen = "\0".join(f"{path}\0{state}" for path, state in states.items())
    return f"{code} {len(texts)} {told}{seen}".encode("utf-8", "surrogatepass")


def _decoded(data: bytes) -> tuple[int, list[tuple[str, str]], dict[str, str]]:
    text = data.decode("utf-8", "surrogatepass")
    code, number, rest = text.split(" ", 2)
    parts = []
    for _ in range(int(number)):
        length, rest = rest.split(" ", 1)
        parts.append((rest[0], rest[1 : int(length)]))
        rest = rest[int(length) :]
    words = rest.split("\0")
    return int(code), parts, dict(zip(words[::2], words[1::2], strict=True)) if rest else {}
