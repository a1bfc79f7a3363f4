"""Nodes as YAML again: the topic spec of one combination of a matrix, as a file of its own.

It reads as the same texts, lists and keys; nothing of it depends on how the file that it comes from was laid out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from briefgen.ondemand import pattern
from briefgen.records.spec import Spec
from briefgen.yamltext import Mapping, Node, Scalar, Sequence

_PLAIN = pattern(r"[^\W\d_][\w-]*\Z")
_VARIABLE = pattern(r"\$(?=\((?!\s*[0-9٠-٩]))")
_STEP = "  "


def path_of(spec: Spec) -> str:
    """The path of a spec's file: where it is written, or where the file of one combination would be."""
    path = spec.places.span.file
    return f"{path.rpartition('/')[0]}/{spec.id}.yaml".removeprefix("/") if spec.combination else path


def file_of(spec: Spec) -> bytes | None:
    """The spec of one combination as a file: UTF-8 YAML with a line end. None for a spec that is a file itself."""
    if spec.combination is None or not isinstance(spec.root, Mapping):
        return None
    named = tuple(
        (key, replace(value, text=spec.id) if key.text == "brief" and isinstance(value, Scalar) else value)
        for key, value in spec.root.entries
    )
    lines = (f"{line}".rstrip() for line in _lines(replace(spec.root, entries=named), ""))
    return ("\n".join(lines) + "\n").encode()


def _lines(node: Node, indent: str) -> Iterator[str]:
    """The lines of a node; of a list or keys that hold anything each begins with the indent."""
    match node:
        case Mapping() if node.entries:
            for key, value in node.entries:
                yield from _held(f"{indent}{_scalar(key.text)}:", value, indent)
        case Sequence() if node.items:
            for item in node.items:
                yield from _held(f"{indent}-", item, indent)
        case _:
            yield f"{indent}{_flat(node)}"


def _held(start: str, value: Node, indent: str) -> Iterator[str]:
    """A key or a dash with what belongs to it, on the same line or on the next ones."""
    inner = indent + _STEP
    if isinstance(value, Scalar):
        text = _escaped(value.text)
        if block := _block(text, inner):
            yield f"{start} |"
            yield from block
        else:
            yield f"{start} {_scalar(text)}"
    elif (isinstance(value, Mapping) and value.entries) or (isinstance(value, Sequence) and value.items):
        yield start
        yield from _lines(value, inner)
    else:
        yield f"{start} {_flat(value)}"


def _flat(node: Node) -> str:
    match node:
        case Scalar():
            return _scalar(_escaped(node.text))
        case Sequence():
            return "[]"
        case Mapping():
            return "{}"


def _escaped(text: str) -> str:
    return _VARIABLE.sub("$$", text)


def _scalar(text: str) -> str:
    """A text on one line: as it is where that is safe, else between quotation marks."""
    return text if _PLAIN.match(text) else json.dumps(text, ensure_ascii=False)


def _block(text: str, indent: str) -> list[str]:
    """The lines of a text of several lines as a literal block; none where another form is needed to keep it."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    odd = not text.endswith("\n") or len(lines) < 2 or body.endswith("\n") or body[:1] in (" ", "\n", "\t")
    if odd or any(line != line.rstrip() or "\t" in line or "\r" in line for line in lines):
        return []
    return [indent + line if line else "" for line in lines]
