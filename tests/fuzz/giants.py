"""Files as large as briefgen reads, and larger: one shape each, made to cost as much as it can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.fuzz.inputs import Kind
from tests.fuzz.target import PATHS, loaded, settings_problems

from briefgen.diagnostics.render import render
from briefgen.textopening import MAX_BYTES, MAX_VALUE

_FULL = MAX_BYTES - 100


@dataclass(frozen=True, slots=True)
class Giant:
    """A name, what the file is read as, and how it is made."""

    name: str
    kind: Kind
    make: Callable[[], bytes]

    def examine(self) -> frozenset[str]:
        """The codes that it gives; its first problems are told in full."""
        data = self.make()
        problems = (
            settings_problems(data) if self.kind == "settings" else loaded(PATHS[self.kind], data).problems
        )
        assert render(problems[:200], "full") or not problems
        return frozenset(each.code for each in problems)


def _filled(part: bytes, head: bytes = b"", size: int = _FULL) -> bytes:
    return head + part * ((size - len(head)) // len(part))


_HEAD = b"new-fact:\n  says: x\n  kind: event\n"
_SPEC = b"brief: sample\ntitle: x\nas_of: 2024\n"
_ROW = 2_000


def _block(part: str, margin: bytes) -> bytes:
    """A text of many lines, nearly as long as one value may be."""
    row = margin + (part * (_ROW // len(part))).encode() + b"\n"
    return row * (MAX_VALUE // _ROW - 2)


def _whole(piece: bytes, head: bytes = b"") -> bytes:
    return head + piece * ((_FULL - len(head)) // len(piece))


def _facts(part: str) -> bytes:
    """Facts with such texts, each with an id of its own, as many as fit into a file."""
    body = b"  kind: event\n  topics: [water]\n  evidence: []\n  says: |\n" + _block(part, b"    ")
    number = _FULL // (len(body) + 20)
    return b"".join(b"new-fact-%d:\n" % each + body for each in range(number))


def _prose(part: str, head: bytes = b"") -> bytes:
    section = b"- title: x\n  text: |\n" + _block(part, b"    ")
    return _whole(section, _SPEC + head + b"sections:\n")


def _many(line: bytes) -> bytes:
    return b"".join(line % each for each in range(30_000))


def _measures() -> bytes:
    line = b"f%05d-x: {says: a %d, kind: figure, date: 2018, measure: {of: homes, value: %d, unit: b}}\n"
    return b"".join(line % (each, each, each) for each in range(20_000))


def _listed(head: bytes) -> bytes:
    items = b"".join(b"    - name-%06d\n" % each for each in range(300_000))
    return _SPEC + b"sections:\n- title: x\n" + head + items


GIANTS: tuple[Giant, ...] = (
    Giant("fifty-megabytes", "facts", lambda: b"a" * 50_000_000),
    Giant("one-scalar", "facts", lambda: _filled("كلام ".encode(), b"new-fact:\n  kind: event\n  says: ")),
    Giant(
        "one-scalar-of-spec", "spec", lambda: _filled("كلام ".encode(), b"brief: sample\ntitle: ", 4_000_000)
    ),
    Giant("prose-of-marks", "spec", lambda: _filled(b"[@network-opened] ", b"summary: ", 2_000_000)),
    Giant(
        "one-line-of-items", "facts", lambda: _filled(b"a,", b"new-fact: {topics: [", 2_000_000) + b"a]}\n"
    ),
    Giant(
        "one-line-of-anchors", "facts", lambda: _filled(b"&a x,", b"new-fact: {topics: [", 500_000) + b"a]}\n"
    ),
    Giant("items", "facts", lambda: _filled(b"- a\n")),
    Giant("keys", "facts", lambda: b"".join(b"k%07d:\n" % each for each in range(400_000))),
    Giant("deep", "spec", lambda: b"[" * 1_000_000),
    Giant("digits", "facts", lambda: b"new-fact:\n  kind: event\n  says: " + b"9" * 1_000_001 + b"\n"),
    Giant(
        "number",
        "facts",
        lambda: (
            b"new-fact:\n  says: x\n  kind: event\n  measure: {of: x, value: " + b"9" * 1_000_000 + b"}\n"
        ),
    ),
    Giant("key", "source", lambda: b"k" * 5_000_000 + b": x\n"),
    Giant("controls", "facts", lambda: _filled("\u202e".encode(), b"# ", 1_000_000)),
    Giant(
        "controls-in-items",
        "facts",
        lambda: _filled("\u202ea,".encode(), b"new-fact: {topics: [", 600_000) + b"a]}\n",
    ),
    Giant("signs", "facts", lambda: _filled("ا ,".encode(), b"new-fact:\n  kind: event\n  says: ", 400_000)),
    Giant(
        "brackets", "facts", lambda: _filled("ا(".encode(), b"new-fact:\n  kind: event\n  says: ", 400_000)
    ),
    Giant(
        "numbers", "facts", lambda: _filled("واحد و".encode(), b"new-fact:\n  kind: event\n  says: ", 400_000)
    ),
    Giant(
        "aliases", "facts", lambda: b"a: &a [x]\n" + b"".join(b"b%d: *a\n" % each for each in range(50_000))
    ),
    Giant("settings", "settings", lambda: _filled(b"archive: x\n", size=2_000_000)),
    # Just below the limits of size, many times.
    Giant("signs-in-texts", "facts", lambda: _facts("ا ,")),
    Giant("brackets-in-texts", "facts", lambda: _facts("ا(")),
    Giant("numbers-in-texts", "facts", lambda: _facts("واحد و")),
    Giant("hidden-in-texts", "facts", lambda: _facts("ا\u200b")),
    Giant("controls-in-texts", "facts", lambda: _facts("ا\u202e\u2066")),
    Giant("digits-in-texts", "facts", lambda: _facts("9٣")),
    Giant("marks-in-prose", "spec", lambda: _prose("[@network-opened] ")),
    Giant("unknown-marks-in-prose", "spec", lambda: _prose("[@f-x; @g] ")),
    Giant("sentences-in-prose", "spec", lambda: _prose("ا. ")),
    Giant("variables-in-prose", "spec", lambda: _prose("$(a) $(b) ", b"matrix: {a: [x, y]}\n")),
    Giant(
        "facts", "facts", lambda: _many(b"f%05d-x: {says: a, kind: event, topics: [water], evidence: []}\n")
    ),
    Giant("faulty-facts", "facts", lambda: _many(b"f%05d-x: {a: b, c: d, date: x, says: [], kind: y}\n")),
    Giant("measures", "facts", _measures),
    Giant(
        "evidence", "facts", lambda: _HEAD + b"  evidence:\n" + b"  - {source: x, paragraph: y}\n" * 80_000
    ),
    Giant("topics", "facts", lambda: _HEAD + b"  topics:\n" + b"  - water\n" * 400_000),
    Giant("unknown-facts", "spec", lambda: _listed(b"  facts:\n")),
    Giant("unknown-topics", "spec", lambda: _listed(b"  select:\n    topics:\n")),
    Giant("unknown-sources", "spec", lambda: _listed(b"  select:\n    sources:\n")),
    Giant(
        "sections",
        "spec",
        lambda: _SPEC + b"sections:\n" + b"- {title: a, facts: [network-opened]}\n" * 60_000,
    ),
    Giant("controls-in-lines", "facts", lambda: "- ا\u202e\n".encode() * 400_000),
    Giant("escapes", "facts", lambda: b'- "\\u202e"\n' * 400_000),
    Giant("long-key", "facts", lambda: b"k" * 49_000 + b": {says: x}\n"),
    Giant("long-number", "facts", lambda: _HEAD + b"  measure: {of: x, value: " + b"9" * 49_000 + b"}\n"),
    Giant("long-date", "facts", lambda: _HEAD + b"  date: " + b"2018/" * 9_000 + b"\n"),
    Giant("long-list", "source", lambda: b"type: report\ntitle: [" + b"a," * 24_000 + b"a]\n"),
    Giant("open-brackets", "spec", lambda: b"- [a\n" * 100_000),
    Giant("open-quotes", "spec", lambda: b'- "a\n' * 100_001),
    Giant("no-colon", "spec", lambda: b"a: b\n" * 100_000 + b"c\n"),
    Giant("line-ends", "spec", lambda: b"\n" * _FULL),
    Giant("spaces", "spec", lambda: b" " * _FULL),
    Giant("quote", "spec", lambda: b'title: "' + b"\\" * 1_000_000),
)
