"""The index kept in the cache folder and brought up to the files.

One that is damaged, of another format or not of this user's making is made anew beside and put in its place; where that
cannot be, the index lives in memory for one search. That it is of this user's making is told by a token in it, which
the cache keeps under its seal.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from secrets import token_hex
from typing import TypeVar

from briefgen.cache import Cache
from briefgen.factsearch.index import TABLES, File, Index

FORMAT = 1
NAME = "facts.sqlite"
_TOKEN = "facts.token"  # noqa: S105 - the name of an entry
_APPLICATION = 0x62726667  # "brfg"
_PATIENCE = 30.0  # seconds that a search waits for another one that takes files in
T = TypeVar("T")
Told = Callable[[int, int], None]


def answered(cache: Cache, files: Sequence[File], told: Told, question: Callable[[Index], T]) -> T:
    """The answer that an index of just these files gives to a question.

    `told` is called with the number of files done and to do, where any must be taken in.
    """
    place = cache.place(NAME)
    if place is not None:
        for anew in (False, True):
            try:
                with closing(_current(cache, place, files, told, anew)) as index:
                    return question(index)
            except sqlite3.OperationalError as error:
                if "locked" in str(error):
                    break
            except (sqlite3.Error, OSError):
                continue
    with closing(_in_memory(files, told)) as index:
        return question(index)


def _current(cache: Cache, place: str, files: Sequence[File], told: Told, anew: bool) -> Index:
    """The kept index, up to date. Raises sqlite3.Error or OSError where it cannot be."""
    token = cache.get(_TOKEN)
    index = None if anew or token is None else _opened(place, token.decode("ascii", "replace"))
    if index is None:
        fresh = _made(place, files, told)
        cache.put(_TOKEN, fresh.encode())
        index = _opened(place, fresh)
        if index is None:
            raise FileNotFoundError(place)
    elif index.changed(files):
        try:
            index.update(files, told)
        except BaseException:
            index.close()
            raise
    return index


def _opened(place: str, token: str) -> Index | None:
    """The index in a file, if it is whole, of this format, and carries the token that it was made with; else None."""
    if not Path(place).is_file():
        return None
    try:
        base = _connected(place)
    except sqlite3.Error:
        return None
    try:
        ours = base.execute("PRAGMA application_id").fetchone()[0] == _APPLICATION
        current = base.execute("PRAGMA user_version").fetchone()[0] == FORMAT
        if ours and current and base.execute("SELECT token FROM seal").fetchone() == (token,):
            return Index(base)
    except sqlite3.OperationalError as error:
        base.close()
        if "locked" in str(error):
            raise
        return None
    except sqlite3.Error:
        pass
    base.close()
    return None


def _made(place: str, files: Sequence[File], told: Told) -> str:
    """Makes an index anew and puts it in its place; gives the token that it carries.

    Raises sqlite3.Error or OSError where it cannot be written.
    """
    token = token_hex(16)
    part = f"{place}.{os.getpid()}.{token[:8]}"
    try:
        with closing(_connected(part)) as base:
            base.execute("PRAGMA journal_mode = OFF")
            base.execute("PRAGMA synchronous = OFF")
            _filled(base, token, files, told)
            base.execute("PRAGMA journal_mode = DELETE")
        Path(part).replace(place)
    finally:
        with suppress(OSError):
            Path(part).unlink()
    return token


def _in_memory(files: Sequence[File], told: Told) -> Index:
    """An index for one search."""
    base = _connected(":memory:")
    return _filled(base, "", files, told)


def _filled(base: sqlite3.Connection, token: str, files: Sequence[File], told: Told) -> Index:
    base.executescript(f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {FORMAT}; {TABLES}")
    base.execute("INSERT INTO seal VALUES (?)", (token,))
    index = Index(base)
    index.update(files, told)
    return index


def _connected(place: str) -> sqlite3.Connection:
    base = sqlite3.connect(place, timeout=_PATIENCE, isolation_level=None)
    # What stands in a file is data: no trigger or view of a stranger may run functions (sqlite.org/pragma.html).
    base.execute("PRAGMA trusted_schema = OFF")
    return base
