"""The outline of a file: its facts, its sections, its title, with where they stand."""

from __future__ import annotations

from briefgen.diagnostics.model import Span
from briefgen.langserver.mentions import kind_of
from briefgen.ondemand import dataclass
from briefgen.yamltext import Mapping, Node, Scalar, Sequence

_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an outline: its name, what it says, and the span of its name."""

    name: str
    said: str
    span: Span


def outline(path: str, root: Node | None) -> tuple[Entry, ...]:
    """The entries of a file in reading order."""
    if not isinstance(root, Mapping):
        return ()
    if kind_of(path) == "fact":
        return tuple(
            Entry(name.text, _text(node, "says"), name.span) for name, node in root.entries if name.text
        )
    title = root.get("title")
    found = (
        [Entry(_clip(title.text), "", title.span)] if isinstance(title, Scalar) and title.text.strip() else []
    )
    sections = root.get("sections")
    for node in sections.items if isinstance(sections, Sequence) else ():
        heading = node.get("title") if isinstance(node, Mapping) else None
        if isinstance(heading, Scalar) and heading.text.strip():
            found.append(Entry(_clip(heading.text), "", heading.span))
    return tuple(found)


def _text(node: Node, key: str) -> str:
    value = node.get(key) if isinstance(node, Mapping) else None
    return _clip(value.text) if isinstance(value, Scalar) else ""


def _clip(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
