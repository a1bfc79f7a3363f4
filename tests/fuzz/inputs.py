"""Random files: real ones mutated, records grown from the keys there are, and giants.

`drawn(seed)` is the same input for the same seed, in every process.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Literal, get_args

Kind = Literal["spec", "facts", "source", "settings", "template"]
KINDS: tuple[Kind, ...] = get_args(Kind)
ROOT = Path(__file__).resolve().parents[2]
# Specs, facts and sources are what editors write most.
_WEIGHTS = (8, 8, 5, 1, 2)
_LARGEST = 60_000

_TOKENS: tuple[bytes, ...] = tuple(
    each.encode("utf-8", "surrogatepass")
    for each in (
        "&a ", "*a", "<<: *a", "!!python/object:os.system ", "!!binary ", "!a ", "---\n", "...\n", "%YAML 1.1\n", "? ",
        "- ", "- - - ", ": ", ":", ",", "[", "]", "{", "}", "[[", "{{", "|", ">", "|2-\n", ">+\n", '"', "'", "#", " #",
        "\t", "\r", "\r\n", "\n", "\n\n", "\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\u2028", "\ufeff", "\ufffe",
        "\u200f", "\u202e", "\u2066", "\u2069", "\u202c", "\u200b", "\u00ad", "\ud800", "\udfff", "\U0001f600",
        "\ufefb", "\u0640", "\u06cc", "\u06a9", "۱۲", "٣٤", "  ", " ،", "،ا", ", ", ";", "?", "%", "«", "»", "(", ")",
        "[@", "[@x]", "[@a; @b]", "]", "$(a)", "$$(", "$(", "${x}", "{% for %}", "{{ x }}", "{#", "<b>", "&amp;", "]]>",
        "1e999999", "-0", "0x1F", "012", ".inf", ".nan", "NO", "null", "~", "true", "12:30", "9" * 400, "0." + "0" * 50,
        "9999-12-31", "0000", "0001-01-01", "2014-13", "2014-02-30", "201X", "../..", "../2014", "2014/2013", "2014-24",
        "2014~/2015?", "https://", "http://[::1", "https://\u202egro.x", "javascript:x", "file:///etc/passwd",
        "a" * 300,
        "\\u202e", "\\x00", "\\ud800", "\\", "\u0300" * 40, "ﷺ", "\u05d0", "matrix:\n  audience: [a, b]\n",
        "as_of: 2020\n",
    )
)  # fmt: skip
_KEYS = re.findall(
    r"\S+",
    "brief title subtitle version as_of marking digits style summary sections annex changes part "
    "select facts text order show box labels explains topics kinds from to sources not says kind "
    "date date_basis because speaker measure evidence reviewed of value unit bound source paragraph "
    "passage at sha256 norm by on stamp type author container-title publisher issued accessed URL "
    "language snapshot withdrawn rights literal family given excluded why archive snapshots "
    "publisher matrix audience id label exclude include ",
)
_VALUES = (
    "x", "نص", '"نص. وآخر [@network-opened]."', "[]", "{}", "[water]", "{topics: [water]}", "2018", '"2018-05"', "4000",
    "exact", "event", "figure", "list", "compare", "true", "network-opened", "[network-opened, homes-served]",
    "council", "0" * 64, "n1", "[0, 40]", "[40, 0]", "arabic-indic", "|\n{margin}  كلام [@homes-served]، ثم {{}}.", "~",
    "{of: homes, value: 4000, unit: منزل}", "[{id: a, label: أ}, b]", "$(audience)", "https://example.org/a",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Input:
    """One file to be read as `kind`; `recipe` names what was done to it, in order."""

    seed: int
    kind: Kind
    data: bytes
    recipe: tuple[str, ...]


Mutation = Callable[[bytes, Random], bytes]


@cache
def corpus(kind: Kind) -> tuple[bytes, ...]:
    """The files that mutations start from: the samples, the good workspace, everything known to be bad."""
    folders = {
        "spec": ("briefs/*.yaml", "tests/data/good/briefs/*.yaml", "tests/data/bad/*/spec*.yaml"),
        "facts": (
            "briefs/facts/*.yaml",
            "tests/data/good/briefs/facts/*.yaml",
            "tests/data/bad/*/facts*.yaml",
        ),
        "source": (
            "briefs/sources/*.yaml",
            "tests/data/good/briefs/sources/*.yaml",
            "tests/data/bad/*/source*.yaml",
        ),
        "template": ("templates/*.html",),
        "settings": (),
    }
    found = [path.read_bytes() for pattern in folders[kind] for path in sorted(ROOT.glob(pattern))]
    return tuple(found) or (b"snapshots: ../shared\narchive: archive\npublisher: Somebody <a@example.org>\n",)


def drawn(seed: int) -> Input:
    """The input of a seed: a mutated file of the corpus, or a record grown from keys and values."""
    rng = Random(seed)  # noqa: S311 - a seed must give the same input everywhere
    kind = rng.choices(KINDS, _WEIGHTS)[0]
    grown = kind != "template" and rng.random() < 0.25
    data = _grown(rng) if grown else rng.choice(corpus(kind))
    recipe = ["grown" if grown else "sample"]
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        mutation = rng.choice(MUTATIONS)
        data = mutation(data, rng)[:_LARGEST]
        recipe.append(mutation.__name__.strip("_"))
    return Input(seed, kind, data, tuple(recipe))


def _grown(rng: Random, depth: int = 0) -> bytes:
    """Keys in any order with values of any kind, as block mappings and lists."""
    lines = []
    margin = "  " * depth
    for _ in range(rng.randint(1, 6)):
        key = rng.choice((*_KEYS, "network-opened", "new-fact", "f1"))
        choice = rng.random()
        if choice < 0.3 and depth < 4:
            lines.append(f"{margin}{key}:\n" + _grown(rng, depth + 1).decode())
        elif choice < 0.45 and depth < 4:
            inner = _grown(rng, depth + 1).decode()
            lines.append(f"{margin}{key}:\n{margin}- " + inner.lstrip(" "))
        else:
            lines.append(f"{margin}{key}: " + rng.choice(_VALUES).replace("{margin}", margin) + "\n")
    return "".join(lines).encode()


def _place(data: bytes, rng: Random) -> int:
    return rng.randint(0, len(data))


def _flip(data: bytes, rng: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(min(len(changed), rng.randint(1, 8))):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _insert(data: bytes, rng: Random) -> bytes:
    for _ in range(rng.randint(1, 4)):
        at = _place(data, rng)
        data = data[:at] + rng.choice(_TOKENS) + data[at:]
    return data


def _delete(data: bytes, rng: Random) -> bytes:
    at = _place(data, rng)
    return data[:at] + data[at + rng.randint(1, 60) :]


def _splice(data: bytes, rng: Random) -> bytes:
    other = rng.choice(corpus(rng.choice(KINDS)))
    start = _place(other, rng)
    at = _place(data, rng)
    return data[:at] + other[start : start + rng.randint(1, 400)] + data[at:]


def _lines(data: bytes, rng: Random) -> bytes:
    """One line moved, doubled, indented, or taken out."""
    lines = data.splitlines(keepends=True) or [b""]
    at = rng.randrange(len(lines))
    line = lines.pop(at)
    where = rng.randint(0, len(lines))
    match rng.randrange(4):
        case 0:
            lines.insert(where, line)
        case 1:
            lines[at:at] = [line] * rng.choice((2, 3, 50))
        case 2:
            lines.insert(at, b" " * rng.randint(1, 5) + line)
        case _:
            lines.insert(at, line.lstrip())
    return b"".join(lines)


def _value(data: bytes, rng: Random) -> bytes:
    """What follows one colon becomes something else."""
    places = [at for at in range(len(data)) if data[at : at + 2] == b": "]
    if not places:
        return data
    at = rng.choice(places) + 2
    end = data.find(b"\n", at)
    new = rng.choice((*_TOKENS, *(each.encode() for each in _VALUES)))
    return data[:at] + new + data[end if end >= 0 else len(data) :]


def _key(data: bytes, rng: Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    at = rng.randrange(len(lines))
    margin = lines[at][: len(lines[at]) - len(lines[at].lstrip(b" "))]
    lines.insert(at, margin + rng.choice(_KEYS).encode() + b": " + rng.choice(_VALUES).encode() + b"\n")
    return b"".join(lines)


def _letters(data: bytes, rng: Random) -> bytes:
    """Characters between letters: of direction, of other keyboards, of other scripts."""
    text = data.decode("utf-8", "replace")
    for _ in range(rng.randint(1, 20)):
        at = rng.randint(0, len(text))
        text = (
            text[:at]
            + rng.choice("\u202e\u2067\u2069\u200f\u200b\u0640\u06cc\u06a9\ufefb،؛؟«»()\"'٣۴3 .")
            + text[at:]
        )
    return text.encode()


def _encoding(data: bytes, rng: Random) -> bytes:
    text = data.decode("utf-8", "replace")
    name = rng.choice(("utf-16", "utf-16-be", "utf-32", "cp1256", "iso8859-6", "utf-8-sig", "utf-7"))
    return text.encode(name, "replace")


def _deep(data: bytes, rng: Random) -> bytes:
    depth = rng.choice((10, 39, 40, 41, 200, 3000))
    nest = rng.choice(
        (
            b"[" * depth,
            b"{a: " * depth,
            b"- " * depth,
            b"".join(b" " * n + b"a:\n" for n in range(min(depth, 150))),
        )
    )
    at = _place(data, rng)
    return data[:at] + nest + data[at:]


def _huge(data: bytes, rng: Random) -> bytes:
    part = rng.choice(
        (
            b"a",
            "ا".encode(),
            b"9",
            b"[@x] ",
            b"\n",
            b"x: y\n",
            b"- a\n",
            b"&a ",
            "ا، ".encode(),
            b"\xf0\x9f\x98\x80",
        )
    )
    at = _place(data, rng)
    return data[:at] + part * rng.choice((500, 5000)) + data[at:]


def _alias_bomb(data: bytes, rng: Random) -> bytes:
    levels = rng.randint(2, 12)
    bomb = b"a0: &a0 [x, x, x]\n" + b"".join(
        b"a%d: &a%d [*a%d, *a%d]\n" % (n, n, n - 1, n - 1) for n in range(1, levels)
    )
    return bomb + data if rng.random() < 0.5 else data + b"\n" + bomb


MUTATIONS: tuple[Mutation, ...] = (
    _flip, _insert, _insert, _delete, _splice, _lines, _value, _value, _key, _letters, _encoding, _deep,
    _huge, _alias_bomb,
)  # fmt: skip
