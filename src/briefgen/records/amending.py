"""Changes that commands make to editors' files: review stamps, moved passages, new evidence, withdrawn sources.

Each function takes a file's path and bytes and gives back its new bytes, with everything else as it was: comments,
order, quotes, line ends, a byte order mark. The result is read again and its records are compared with what was
wanted; where they differ, or where a record is written in a form that cannot be changed safely (braces, for one), the
answer is None and the file has to be changed by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefgen.ondemand import dataclass
from briefgen.records.editing import Change, applied, entry_change, item_change, quoted, value_change
from briefgen.records.fact import Evidence, Fact, Review, decode_facts
from briefgen.records.source import Snapshot, Source, Withdrawal, decode_source
from briefgen.yamltext import Mapping, Node, Scalar, Sequence, parse

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Relocation:
    """A passage that stands elsewhere now: the fact, the number of its evidence from 0, and where it stands."""

    fact: str
    index: int
    paragraph: int
    at: tuple[int, int]


def reviewed(path: str, data: bytes, reviews: dict[str, Review]) -> bytes | None:
    """A file of facts with the reviews of some of them set, in the place of earlier ones."""
    found = _facts(path, data)
    if found is None:
        return None
    root, facts = found
    changes = []
    for name, review in reviews.items():
        mapping = root.get(name)
        line = f"reviewed: {{by: {quoted(review.by)}, on: {quoted(review.on)}, stamp: {review.stamp}}}"
        changes.append(entry_change(mapping, "reviewed", (line,)) if isinstance(mapping, Mapping) else None)
    wanted = [replace(each, reviewed=reviews.get(each.id, each.reviewed)) for each in facts]
    return _facts_amended(path, data, changes, wanted)


def relocated(path: str, data: bytes, moves: Iterable[Relocation]) -> bytes | None:
    """A file of facts with the paragraphs and offsets of moved passages set to where they stand."""
    found = _facts(path, data)
    if found is None:
        return None
    root, facts = found
    changes: list[Change | None] = []
    wanted = {each.id: each for each in facts}
    for move in moves:
        changes += _relocations(_evidence_node(root, move), move)
        wanted[move.fact] = _moved(wanted[move.fact], move)
    return _facts_amended(path, data, changes, list(wanted.values()))


def supported(path: str, data: bytes, fact: str, evidence: Evidence) -> bytes | None:
    """A file of facts with one more piece of evidence at the end of a fact's list."""
    found = _facts(path, data)
    if found is None:
        return None
    root, facts = found
    mapping = root.get(fact)
    if not isinstance(mapping, Mapping):
        return None
    lines = evidence_lines(evidence)
    key = next((name for name, _ in mapping.entries if name.text == "evidence"), None)
    written = mapping.get("evidence")
    if key is None or written is None:
        rest = (f"    {each}" for each in lines[1:])
        change = entry_change(mapping, "evidence", ("evidence:", f"  - {lines[0]}", *rest))
    else:
        change = item_change(key, written, lines)
    wanted = [
        replace(each, evidence=(*each.evidence, evidence)) if each.id == fact else each for each in facts
    ]
    return _facts_amended(path, data, [change], wanted)


def evidence_lines(evidence: Evidence) -> tuple[str, ...]:
    """A piece of evidence as lines of YAML, without the dash of a list item."""
    passage = evidence.passage
    return (
        f"source: {evidence.source}",
        f"paragraph: {evidence.paragraph}",
        f"passage: {{from: {quoted(passage.first)}, to: {quoted(passage.last)}, "
        f"at: [{passage.at[0]}, {passage.at[1]}], sha256: {passage.sha256}, norm: {passage.norm}}}",
    )


def withdrawn(path: str, data: bytes, name: str, withdrawal: Withdrawal) -> bytes | None:
    """A source's record with its withdrawal set, in the place of an earlier one."""
    found = _source(path, data, name)
    if found is None:
        return None
    root, source = found
    change = entry_change(root, "withdrawn", withdrawal_lines(withdrawal))
    return _source_amended(path, data, name, change, replace(source, withdrawn=withdrawal))


def withdrawal_lines(withdrawal: Withdrawal) -> tuple[str, ...]:
    """A withdrawal as lines of YAML."""
    return (
        "withdrawn:",
        f"  on: {quoted(withdrawal.on.text)}",
        f"  why: {quoted(withdrawal.why)}",
    )


def resnapped(path: str, data: bytes, name: str, sha256: str) -> bytes | None:
    """A source's record with the digest of its snapshot set, in the place of another one or anew."""
    found = _source(path, data, name)
    if found is None:
        return None
    root, source = found
    snapshot = root.get("snapshot")
    digest = snapshot.get("sha256") if isinstance(snapshot, Mapping) else None
    if source.snapshot is None:
        change = entry_change(root, "snapshot", ("snapshot:", f"  sha256: {sha256}", "  norm: n1"))
        wanted = replace(source, snapshot=Snapshot(sha256, "n1", ()))
    else:
        change = value_change(digest, sha256) if isinstance(digest, Scalar) else None
        wanted = replace(source, snapshot=replace(source.snapshot, sha256=sha256))
    return _source_amended(path, data, name, change, wanted)


def _facts(path: str, data: bytes) -> tuple[Mapping, tuple[Fact, ...]] | None:
    root, _ = parse(path, data)
    return (root, decode_facts(root)[0]) if isinstance(root, Mapping) else None


def _source(path: str, data: bytes, name: str) -> tuple[Mapping, Source] | None:
    root, _ = parse(path, data)
    source = decode_source(name, root)[0] if isinstance(root, Mapping) else None
    return (root, source) if isinstance(root, Mapping) and source else None


def _evidence_node(root: Mapping, move: Relocation) -> Node | None:
    fact = root.get(move.fact)
    written = fact.get("evidence") if isinstance(fact, Mapping) else None
    fits = isinstance(written, Sequence) and move.index < len(written.items)
    return written.items[move.index] if fits and isinstance(written, Sequence) else None


def _relocations(node: Node | None, move: Relocation) -> list[Change | None]:
    if not isinstance(node, Mapping):
        return [None]
    passage = node.get("passage")
    at = passage.get("at") if isinstance(passage, Mapping) else None
    places = at.items if isinstance(at, Sequence) and len(at.items) == 2 else (None, None)
    values = ((node.get("paragraph"), move.paragraph), *zip(places, move.at, strict=True))
    return [value_change(each, str(value)) if isinstance(each, Scalar) else None for each, value in values]


def _moved(fact: Fact, move: Relocation) -> Fact:
    old = fact.evidence[move.index]
    new = replace(old, paragraph=move.paragraph, passage=replace(old.passage, at=move.at))
    return replace(fact, evidence=(*fact.evidence[: move.index], new, *fact.evidence[move.index + 1 :]))


def _facts_amended(
    path: str, data: bytes, changes: Iterable[Change | None], wanted: list[Fact]
) -> bytes | None:
    amended = _amended(data, changes)
    root, problems = parse(path, amended) if amended is not None else (None, ())
    if root is None or problems:
        return None
    return amended if list(decode_facts(root)[0]) == wanted else None


def _source_amended(path: str, data: bytes, name: str, change: Change | None, wanted: Source) -> bytes | None:
    amended = _amended(data, [change])
    root, problems = parse(path, amended) if amended is not None else (None, ())
    if root is None or problems:
        return None
    return amended if decode_source(name, root)[0] == wanted else None


def _amended(data: bytes, changes: Iterable[Change | None]) -> bytes | None:
    """The bytes with all changes made; None where one of them cannot be made."""
    listed = list(changes)
    known = [each for each in listed if each is not None]
    if len(known) != len(listed):
        return None
    text = applied(data.decode("utf-8-sig"), known).encode()
    return _BOM + text if data.startswith(_BOM) else text
