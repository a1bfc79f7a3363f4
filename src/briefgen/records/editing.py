"""Small changes to a YAML file that leave everything else as its editor wrote it: comments, order, quotes, line ends.

Only what can be done by whole lines or within one plain value is offered. A change is a stretch of the file's text and
what stands there afterwards; whoever applies one reads the result again and compares the records before writing it.
"""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.ondemand import dataclass
from briefgen.yamltext import File, Mapping, Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class Change:
    """The stretch `[start, end)` of a file's text, in code points, and the text that replaces it."""

    start: int
    end: int
    text: str


def applied(text: str, changes: Iterable[Change]) -> str:
    """The text with all changes made; they must not overlap."""
    for each in sorted(changes, key=lambda change: change.start, reverse=True):
        text = text[: each.start] + each.text + text[each.end :]
    return text


def quoted(text: str) -> str:
    """A text as a YAML double-quoted scalar on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'


def value_change(scalar: Scalar, text: str) -> Change:
    """Another text, already written as YAML, in the place of a scalar that stands on one line."""
    span = scalar.span
    start = _offset(scalar.file, span.line, span.column)
    return Change(start, _offset(scalar.file, span.end_line, span.end_column), text)


def entry_change(mapping: Mapping, key: str, lines: tuple[str, ...]) -> Change | None:
    """A key with its value set in a block mapping: in the place of the old one, else after the last key.

    `lines` is the entry as YAML, the first line beginning with the key, indented as if the mapping were at the margin.
    None where the mapping is written in braces, or has no key yet.
    """
    if not mapping.entries or is_flow(mapping):
        return None
    file = mapping.file
    margin = " " * (mapping.entries[0][0].span.column - 1)
    text = f"{_line_end(file)}{margin}".join(lines)
    for name, _ in mapping.entries:
        if name.text == key:
            start = _offset(file, name.span.line, name.span.column)
            return Change(start, _end_of_line(file, _last_line(name)), text)
    end = _end_of_line(file, _last_line(mapping.entries[-1][0]))
    return Change(end, end, f"{_line_end(file)}{margin}{text}")


def item_change(name: Scalar, sequence: Node, lines: tuple[str, ...]) -> Change | None:
    """One more item after the last of a block list that is the value of the key `name`; None for a list in brackets.

    `lines` is the item as YAML without its dash, indented as if it stood at the margin.
    """
    if not isinstance(sequence, Sequence) or is_flow(sequence):
        return None
    file = sequence.file
    margin = " " * (sequence.span.column - 1)
    end = _end_of_line(file, _last_line(name))
    text = f"{_line_end(file)}{margin}  ".join(lines)
    return Change(end, end, f"{_line_end(file)}{margin}- {text}")


def is_flow(node: Mapping | Sequence) -> bool:
    """Whether a mapping or list is written in braces or brackets."""
    return node.file.line(node.span.line)[node.span.column - 1 : node.span.column] in ("{", "[")


def _last_line(name: Scalar) -> int:
    """The last line with content of the entry that a key of a block mapping begins."""
    lines = name.file.lines
    margin = name.span.column - 1
    last = name.span.line
    for number in range(name.span.line + 1, len(lines) + 1):
        line = lines[number - 1].rstrip()
        bare = line.lstrip(" ")
        if not bare:
            continue
        indent = len(line) - len(bare)
        # A list may stand at the margin of its key.
        if indent < margin or (indent == margin and not (bare == "-" or bare.startswith("- "))):
            break
        last = number
    return last


def _offset(file: File, line: int, column: int) -> int:
    at = 0
    for _ in range(line - 1):
        at = file.text.index("\n", at) + 1
    return at + column - 1


def _end_of_line(file: File, line: int) -> int:
    return _offset(file, line, len(file.line(line)) + 1)


def _line_end(file: File) -> str:
    return "\r\n" if "\r\n" in file.text else "\n"
