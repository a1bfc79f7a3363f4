"""The pages that explain each code, docs/diagnostics.md and docs/diagnostics.ar.md: one section a code.

A section is a heading with the code, what the problem means, and three blocks: a bad sample, what briefgen says of it,
and the sample put right. A sample holds one file or more; a comment names each (`# briefs/sample.yaml`).
"""

from __future__ import annotations

import re

from briefgen.ondemand import dataclass, pattern

_HEADING = pattern(r"^## `([a-z0-9-]+)`$", re.MULTILINE)
_BLOCK = pattern(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_DIVISION = pattern(r"^</?div\b[^>]*>\n*", re.MULTILINE)
_FILE = pattern(r"^# ((?:briefs|templates|snapshots)/\S+)\n", re.MULTILINE)
_ESCAPE = pattern("⟨(?:U\\+([0-9A-F]{4,6})|([0-9A-F]{2}))⟩")


@dataclass(frozen=True, slots=True)
class Section:
    """What a page says of one code: Markdown without the heading."""

    code: str
    text: str

    @property
    def blocks(self) -> tuple[str, ...]:
        """The contents of the section's blocks: bad sample, report, good sample."""
        return tuple(content for _, content in _BLOCK.findall(self.text))


def sections(page: str) -> dict[str, Section]:
    """The sections of a page by code, in the order of the page."""
    parts = _HEADING.split(page)[1:]
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return {code: Section(code, text.strip("\n") + "\n") for code, text in pairs}


def plain(section: Section) -> tuple[str, ...]:
    """A section for a terminal: its lines without marks of HTML, its blocks indented; one line a paragraph's line."""
    text = _DIVISION.sub("", section.text).replace("**", "").strip()
    return tuple(_BLOCK.sub(lambda block: _indented(block[2]), text).splitlines())


def _indented(block: str) -> str:
    return "".join(f"    {line}\n" if line else "\n" for line in block.splitlines()).rstrip("\n")


def files(sample: str) -> tuple[tuple[str, bytes], ...]:
    """The files of a sample, as (path, bytes). `⟨E9⟩` stands for that byte, `⟨U+200F⟩` for that character.

    The line that names a YAML file is a comment and stays in it; of other files it is left out.
    """
    starts = [*_FILE.finditer(sample)]
    ends = [*(each.start() for each in starts[1:]), len(sample)]
    found = []
    for start, end in zip(starts, ends, strict=True):
        whole = start[1].endswith((".yaml", ".yml"))
        found.append((start[1], _bytes(sample[start.start() if whole else start.end() : end])))
    return tuple(found)


def _bytes(text: str) -> bytes:
    parts, at = [], 0
    for escape in _ESCAPE.finditer(text):
        parts.append(text[at : escape.start()].encode())
        parts.append(chr(int(escape[1], 16)).encode() if escape[1] else bytes.fromhex(escape[2]))
        at = escape.end()
    return b"".join((*parts, text[at:].encode()))
