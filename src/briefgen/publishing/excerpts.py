"""The facts that a brief used, cut out of the files they stand in, as their editors wrote them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from briefgen.diagnostics.model import has_errors
from briefgen.records.export import fact_record
from briefgen.records.fact import Fact, decode_facts
from briefgen.yamltext import Mapping as Tree
from briefgen.yamltext import parse


def excerpts(files: Mapping[str, bytes], facts: Sequence[Fact]) -> dict[str, bytes]:
    """The files of these facts, by path, with these facts alone, in the order of the files given.

    `files` are the bytes that the facts were read from. The words are those of the editors wherever each fact stands
    on lines of its own; else the facts are written as JSON, which is YAML too. Either way they read as the same facts.
    """
    by_file: dict[str, list[Fact]] = {}
    for fact in facts:
        by_file.setdefault(fact.places.span.file, []).append(fact)
    return {path: _excerpt(path, files[path], by_file[path]) for path in files if path in by_file}


def _excerpt(path: str, data: bytes, facts: list[Fact]) -> bytes:
    wanted = {fact.id: fact for fact in facts}
    cut = _lines(path, data, wanted)
    if _same(path, cut, wanted):
        return cut
    written = _written(facts)
    if not _same(path, written, wanted):
        raise RuntimeError(f"the facts of {path} cannot be written so that they read the same")
    return written


def _lines(path: str, data: bytes, wanted: Collection[str]) -> bytes:
    """The lines from the name of each wanted fact up to the next name, without comments and blank lines at the end."""
    root, _ = parse(path, data)
    if not isinstance(root, Tree):
        return b""
    lines = data.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    starts = [name.span.line - 1 for name, _ in root.entries]
    parts = []
    for (name, _), start, end in zip(root.entries, starts, [*starts[1:], len(lines)], strict=True):
        if name.text in wanted:
            kept = lines[start:end]
            while kept and (not kept[-1].strip() or kept[-1].startswith("#")):
                kept.pop()
            parts.append("\n".join(kept) + "\n")
    return "\n".join(parts).encode()


def _written(facts: Sequence[Fact]) -> bytes:
    return (
        json.dumps({fact.id: _record(fact) for fact in facts}, ensure_ascii=False, indent=1) + "\n"
    ).encode()


def _record(fact: Fact) -> dict[str, Any]:
    record = {key: value for key, value in fact_record(fact).items() if key not in ("id", "reviewed")}
    if fact.date_basis != "stated":
        record["date_basis"] = fact.date_basis
    if fact.reviewed:
        record["reviewed"] = {"by": fact.reviewed.by, "on": fact.reviewed.on, "stamp": fact.reviewed.stamp}
    return record


def _same(path: str, data: bytes, wanted: Mapping[str, Fact]) -> bool:
    root, problems = parse(path, data)
    if root is None or has_errors(problems):
        return False
    found, problems = decode_facts(root)
    return not has_errors(problems) and {fact.id: fact for fact in found} == dict(wanted)
