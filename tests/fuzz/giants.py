"""Files as large as briefgen reads, and larger: one shape each, made to cost as much as it can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.fuzz.inputs import Kind
from tests.fuzz.target import PATHS, loaded, settings_problems

from briefgen.diagnostics.render import render
from briefgen.yamltext import MAX_BYTES

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
    Giant("line-ends", "spec", lambda: b"\n" * _FULL),
    Giant("spaces", "spec", lambda: b" " * _FULL),
    Giant("quote", "spec", lambda: b'title: "' + b"\\" * 1_000_000),
)
