"""Commented starters of topic specs, facts and source records, in English or Arabic, from the shapes of records.

What is given is written; what is needed and not given is an empty value, which `briefgen check` reports at its line;
what is optional stands as a comment with an example.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from briefgen.diagnostics.counting import Language
from briefgen.records.editing import Change, applied, entry_change, is_flow, quoted
from briefgen.records.fact import decode_facts
from briefgen.records.factkeys import FACT
from briefgen.records.shapes import Choice, Key, Shape, Told
from briefgen.records.sourcekeys import SETTINGS, SOURCE
from briefgen.records.speckeys import SECTION, SPEC
from briefgen.yamltext import Mapping as Node
from briefgen.yamltext import parse

# What stands behind a key, as lines of YAML: the first on the key's line, the others below it as they are.
Values = Mapping[str, tuple[str, ...]]

_FILLED = Told("Delete what you do not need.", "احذف ما لا تحتاج إليه.")
_ANCHORED = Told(
    "Written by `briefgen fact anchor SOURCE WORDS --write {name}` once the rest is filled in.",
    "يكتبه الأمر `briefgen fact anchor SOURCE WORDS --write {name}` بعد إتمام ما سبق.",
)
# What a starter of a fact leaves to the commands that write it.
_BY_COMMAND = ("reviewed",)
_SELECTION = ("select", "order", "show")


def schema_line(place: str) -> str:
    """The line that leads an editor to the schema of a file, by its place relative to the file."""
    return f"# yaml-language-server: $schema={place}"


def spec_starter(name: str, language: Language, values: Values, topics: Iterable[str]) -> str:
    """A topic spec with one section that selects facts by topics (all kinds of facts where there are none yet)."""
    chosen = ", ".join(topics)
    select = f"topics: [{chosen}]" if chosen else "kinds: [event, figure, position, assessment, definition]"
    section = [
        f"  # {SECTION.told.in_language(language)}",
        f"  - title: {_first(values, 'section')}".rstrip(),
        *(line for each in _SELECTION for line in _shown(SECTION, each, language, select)),
    ]
    given = {**values, "brief": (name,), "sections": ("", *section)}
    return _file("../.briefgen/schemas/brief.json", SPEC, language, given)


def source_starter(language: Language, values: Values) -> str:
    """The record of a source."""
    return _file("../../.briefgen/schemas/source.json", SOURCE, language, values, ("withdrawn", "rights"))


def settings_starter(language: Language, values: Values) -> str:
    """The settings of a workspace."""
    return _file("./.briefgen/schemas/settings.json", SETTINGS, language, values)


def fact_starter(name: str, language: Language, values: Values) -> tuple[str, ...]:
    """A fact as lines of YAML, beginning with its id; its evidence is left to `briefgen fact anchor`."""
    lines = [f"{name}:"]
    for key in FACT.keys:
        if key.name == "evidence":
            lines.append(f"  # {key.name}: {_ANCHORED.in_language(language).format(name=name)}")
        elif key.name not in _BY_COMMAND:
            lines += (f"  {each}" for each in _key(key, language, values))
    return tuple(lines)


def facts_file(lines: tuple[str, ...]) -> str:
    """A new file of facts with one fact."""
    return "\n".join((schema_line("../../.briefgen/schemas/facts.json"), "", *lines)) + "\n"


def with_fact(path: str, data: bytes, name: str, lines: tuple[str, ...]) -> bytes | None:
    """A file of facts with one more fact at its end, everything else as it was.

    None where the file cannot be read, is written in braces, or would not read the same afterwards.
    """
    root, problems = parse(path, data)
    empty = root is None and [each.code for each in problems] == ["empty-file"]
    if problems and not empty:
        return None
    text = data.decode("utf-8-sig")
    if not isinstance(root, Node) or not root.entries:
        return f"{text.rstrip()}\n\n{chr(10).join(lines)}\n".lstrip().encode() if empty else None
    change = None if is_flow(root) else entry_change(root, name, ("", *lines))
    return None if change is None else _same_but_for(name, path, data, text, change)


def _same_but_for(name: str, path: str, data: bytes, text: str, change: Change) -> bytes | None:
    """The changed file, if it holds one fact more, of this name, and the others as they were."""
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    after = mark + applied(text, [change]).encode()
    (before, _), (root, problems) = parse(path, data), parse(path, after)
    if not isinstance(root, Node) or not isinstance(before, Node) or problems:
        return None
    kept = [each for each in decode_facts(root)[0] if each.id != name] == list(decode_facts(before)[0])
    return after if kept and len(root.entries) == len(before.entries) + 1 and root.get(name) else None


def _file(schema: str, shape: Shape, language: Language, values: Values, left: Iterable[str] = ()) -> str:
    told = f"# {shape.told.in_language(language)}"
    lines = [schema_line(schema), told, f"# {_FILLED.in_language(language)}"]
    for key in shape.keys:
        if key.name not in left:
            lines += ("", *_key(key, language, values))
    return "\n".join(lines) + "\n"


def _key(key: Key, language: Language, values: Values) -> list[str]:
    """A key with what it means above it: written where it is given or needed, else as a comment with an example."""
    told = [f"# {key.told.in_language(language)}"]
    if isinstance(key.value, Choice) and len(key.value.words) < 8:
        told += (f"#   {each.word}: {each.told.in_language(language)}" for each in key.value.words)
    if key.name in values:
        first, *rest = values[key.name]
        return [*told, f"{key.name}: {first}".rstrip(), *rest]
    if key.needed:
        return [*told, f"{key.name}:"]
    return [*told, f"# {key.name}: {_example(key)}".rstrip()]


def _example(key: Key) -> str:
    if isinstance(key.example, str):
        return quoted(key.example)
    if isinstance(key.value, Choice):
        return key.value.words[0].word
    return "" if key.example is None else json.dumps(key.example, ensure_ascii=False)


def _shown(shape: Shape, name: str, language: Language, select: str) -> list[str]:
    """A key of the starter's section, with its meaning."""
    key = shape.key(name)
    if key is None:
        return []
    value = ("", f"      {select}") if name == "select" else None
    lines = _key(key, language, {name: value} if value else {})
    return [line if line.startswith(" ") else f"    {line}" for line in lines]


def _first(values: Values, name: str) -> str:
    return values.get(name, ("",))[0]
