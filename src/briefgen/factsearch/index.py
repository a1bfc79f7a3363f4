"""The index of facts in SQLite's FTS5 (sqlite.org/fts5.html).

It keeps up with the files: of those that look as before nothing is read, the others are taken in again in one
transaction, which another search at the same time waits for.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from briefgen.factsearch.entries import Entry, entry, source_words
from briefgen.ondemand import dataclass
from briefgen.records.fact import decode_facts
from briefgen.records.source import decode_source
from briefgen.yamltext import Mapping as Node
from briefgen.yamltext import parse

# A word of the statement counts most, one of the title of its source least.
_WEIGHTS = "10.0, 5.0, 4.0, 3.0, 0.5"
TABLES = f"""
CREATE TABLE seal (token TEXT);
CREATE TABLE file (path TEXT PRIMARY KEY, look TEXT, sha256 TEXT, whole INTEGER);
CREATE TABLE fact (number INTEGER PRIMARY KEY, id TEXT, path TEXT, line INTEGER, kind TEXT, date TEXT,
                   first INTEGER, last INTEGER, says TEXT, speaker TEXT, topics TEXT, sources TEXT);
CREATE INDEX fact_path ON fact (path);
CREATE TABLE topic (name TEXT, fact INTEGER, PRIMARY KEY (name, fact)) WITHOUT ROWID;
CREATE TABLE cites (name TEXT, fact INTEGER, PRIMARY KEY (name, fact)) WITHOUT ROWID;
CREATE INDEX topic_fact ON topic (fact);
CREATE INDEX cites_fact ON cites (fact);
CREATE TABLE source (id TEXT PRIMARY KEY, path TEXT, words TEXT);
CREATE VIRTUAL TABLE text USING fts5 (words, stems, names, speaker, sources,
                                      tokenize = "unicode61 remove_diacritics 0 tokenchars '.,'");
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (text, col);
INSERT INTO text (text, rank) VALUES ('rank', 'bm25({_WEIGHTS})');
"""


@dataclass(frozen=True, slots=True)
class File:
    """A file of facts, or of a source: its path in the workspace, how it looks, and how its bytes are read.

    `look` changes when the file does; an empty one says that this cannot be told yet.
    """

    path: str
    look: str
    read: Callable[[], bytes]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """What facts must have beside the words; empty: anything. `days`: the time that the fact's date must touch."""

    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    days: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A fact that was found, and how well it answers: the higher the better."""

    id: str
    path: str
    line: int
    kind: str
    date: str
    says: str
    speaker: str
    topics: tuple[str, ...]
    sources: tuple[str, ...]
    score: float


class Index:
    """An open index. Its methods raise sqlite3.Error where the file under it is damaged."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def close(self) -> None:
        """Lets go of the file."""
        self._base.close()

    def changed(self, files: Sequence[File]) -> bool:
        """Whether any file must be taken in or forgotten."""
        known = dict(self._base.execute("SELECT path, look FROM file"))
        return len(known) != len(files) or any(
            not each.look or known.get(each.path) != each.look for each in files
        )

    def update(self, files: Sequence[File], told: Callable[[int, int], None]) -> None:
        """Takes in the files that changed and forgets those that are gone; all of it or nothing.

        `told` is called with the number of files done and to do.
        """
        base = self._base
        base.execute("BEGIN IMMEDIATE")
        try:
            # Another search may have done it while this one waited.
            known = {
                path: (look, digest)
                for path, look, digest in base.execute("SELECT path, look, sha256 FROM file")
            }
            stale = [each for each in files if not each.look or known.get(each.path, ("",))[0] != each.look]
            for path in known.keys() - {each.path for each in files}:
                self._forget(path)
            # Sources first: facts take their words in.
            renewed = {
                each.source
                for number, each in enumerate(sorted(stale, key=lambda file: not file.source))
                if self._take(each, known, told, number, len(stale))
            } - {""}
            self._renew(renewed)
            base.execute("COMMIT")
        except BaseException:
            base.execute("ROLLBACK")
            raise

    def _take(
        self,
        file: File,
        known: Mapping[str, tuple[str, str]],
        told: Callable[[int, int], None],
        at: int,
        of: int,
    ) -> bool:
        """Takes one file in; whether it held anything new."""
        from hashlib import sha256

        told(at, of)
        data = file.read()
        digest = sha256(data).hexdigest()
        same = known.get(file.path, ("", ""))[1] == digest
        if same:
            self._base.execute("UPDATE file SET look = ? WHERE path = ?", (file.look, file.path))
            return False
        self._forget(file.path)
        root, _ = parse(file.path, data)
        whole = isinstance(root, Node)
        if whole and root is not None and file.source:
            found = decode_source(file.source, root)[0]
            row = (file.source, file.path, source_words(found) if found else "")
            self._base.execute("INSERT OR REPLACE INTO source VALUES (?, ?, ?)", row)
        elif whole and root is not None:
            self._add(entry(fact) for fact in decode_facts(root)[0])
        self._base.execute("INSERT INTO file VALUES (?, ?, ?, ?)", (file.path, file.look, digest, whole))
        return True

    def _add(self, entries: Iterable[Entry]) -> None:
        words = dict(self._base.execute("SELECT id, words FROM source"))
        for each in entries:
            number = self._free(each.number)
            row = (
                each.id, each.path, each.line, each.kind, each.date, *each.days, each.says, each.speaker,
                " ".join(each.topics), "\n".join(each.sources),
            )  # fmt: skip
            insert = "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            self._base.execute(insert, (number, *row))
            self._base.executemany(
                "INSERT OR IGNORE INTO topic VALUES (?, ?)", ((t, number) for t in each.topics)
            )
            self._base.executemany(
                "INSERT OR IGNORE INTO cites VALUES (?, ?)", ((s, number) for s in each.sources)
            )
            cited = " ".join(words.get(source, "") for source in each.sources)
            text = "INSERT INTO text (rowid, words, stems, names, speaker, sources) VALUES (?, ?, ?, ?, ?, ?)"
            self._base.execute(text, (number, *each.texts, cited))

    def _free(self, number: int) -> int:
        """The number itself, or the next one that no other fact has."""
        while self._base.execute("SELECT 1 FROM fact WHERE number = ?", (number,)).fetchone():
            number += 1
        return number

    def _forget(self, path: str) -> None:
        base = self._base
        numbers = base.execute("SELECT number FROM fact WHERE path = ?", (path,)).fetchall()
        for table, column in (("text", "rowid"), ("topic", "fact"), ("cites", "fact")):
            base.executemany(f"DELETE FROM {table} WHERE {column} = ?", numbers)
        for table in ("fact", "source", "file"):
            base.execute(f"DELETE FROM {table} WHERE path = ?", (path,))

    def _renew(self, sources: Iterable[str]) -> None:
        """Gives the facts that rest on changed sources their new words."""
        base = self._base
        words = dict(base.execute("SELECT id, words FROM source"))
        for source in sources:
            rows = base.execute(
                "SELECT number, sources FROM fact JOIN cites ON cites.fact = number WHERE name = ?", (source,)
            ).fetchall()
            cited = (
                (" ".join(words.get(each, "") for each in names.split("\n")), number)
                for number, names in rows
            )
            base.executemany("UPDATE text SET sources = ? WHERE rowid = ?", cited)

    def search(self, expression: str, filters: Filters, limit: int) -> tuple[int, tuple[Hit, ...]]:
        """How many facts answer, and the best of them, best first; without an expression those that fit the filters."""
        conditions, values = _conditions(filters)
        # The plus keeps SQLite from searching the text anew for each fact that fits the filters.
        narrowed = f" AND +rowid IN (SELECT number FROM fact WHERE {conditions})" if conditions else ""
        if expression:
            where, values = f"text MATCH ?{narrowed}", [expression, *values]
            counted = f"SELECT count(*) FROM text WHERE {where}"
            chosen = f"SELECT rowid AS at, rank AS score FROM text WHERE {where} ORDER BY rank, rowid LIMIT ?"
        else:
            where = conditions or "1"
            counted = f"SELECT count(*) FROM fact WHERE {where}"
            chosen = (
                f"SELECT number AS at, 0.0 AS score FROM fact WHERE {where} ORDER BY last, number LIMIT ?"
            )
        total = self._base.execute(counted, values).fetchone()[0]
        found = self._base.execute(
            f"SELECT id, path, line, kind, date, says, speaker, topics, sources, score FROM ({chosen}) "
            "JOIN fact ON number = at ORDER BY score, last, number",
            (*values, limit),
        )
        return total, tuple(_hit(row) for row in found)

    def broken(self) -> tuple[str, ...]:
        """The files that could not be read, and may hold facts that are not found."""
        return tuple(
            path for (path,) in self._base.execute("SELECT path FROM file WHERE NOT whole ORDER BY path")
        )

    def names(self, table: Literal["topic", "cites"]) -> tuple[str, ...]:
        """Every topic, or every source that a fact rests on."""
        return tuple(
            name for (name,) in self._base.execute(f"SELECT DISTINCT name FROM {table} ORDER BY name")
        )

    def words(self, like: str) -> dict[str, int]:
        """The words of about the length of one, with how many facts have each; numbers for a number, else words."""
        numbers = like[:1].isdigit()
        rows = self._base.execute(
            "SELECT term, sum(doc) FROM vocabulary WHERE col <> 'stems' AND term >= ? AND term < ? "
            "AND length(term) BETWEEN ? AND ? GROUP BY term",
            ("0" if numbers else ":", ":" if numbers else "\U0010ffff", max(2, len(like) - 2), len(like) + 2),
        )
        return dict(rows)


def _hit(row: tuple[str, str, int, str, str, str, str, str, str, float]) -> Hit:
    name, path, line, kind, date, says, speaker, topics, sources, score = row
    cited = tuple(sources.split("\n")) if sources else ()
    return Hit(name, path, line, kind, date, says, speaker, tuple(topics.split()), cited, -score)


def _conditions(filters: Filters) -> tuple[str, list[object]]:
    """The filters as a condition on facts, and its values."""
    parts: list[str] = []
    values: list[object] = []
    for names, part in (
        (filters.kinds, "kind IN ({})"),
        (filters.topics, "number IN (SELECT fact FROM topic WHERE name IN ({}))"),
        (filters.sources, "number IN (SELECT fact FROM cites WHERE name IN ({}))"),
    ):
        if names:
            parts.append(part.format(", ".join("?" * len(names))))
            values += names
    if filters.days is not None:
        parts.append("date <> '' AND last >= ? AND first <= ?")
        values += filters.days
    return " AND ".join(parts), values
