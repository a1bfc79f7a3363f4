"""What can be written at a place of a file: ids, keys, words. By indentation, since the file is half written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from briefgen.diagnostics.counting import Language
from briefgen.langserver.mentions import kind_of, shape_of
from briefgen.ondemand import dataclass, pattern
from briefgen.records.shapes import Choice, Either, ListOf, NamesOf, Reference, Shape, Target, Value
from briefgen.schemas import Known

Sort = Literal["key", "word", "fact", "source", "topic", "measure", "style", "brief"]
_LINE = pattern(r"( *)((?:- +)*)(?:([\w-]+) *:(?= |$))?")
_WORD = pattern(r"[\w-]*\Z")
_CITED = pattern(r"\[@[^\[\]]*\Z")
_FLOW = pattern(r"[{\[\]},]|([\w-]+) *:(?= |$)|\"(?:[^\"\\]|\\.)*\"?|'[^']*'?")


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can stand here: its text, what it is, what is said of it, and what is put in for it."""

    label: str
    sort: Sort
    said: str
    text: str


@dataclass(frozen=True, slots=True)
class Offers:
    """What can stand at a place, for the word that begins at a column (from 0)."""

    start: int
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class _Opener:
    """What a line opens: a key with its value, or an item of a list (no name), at a column from 0."""

    column: int
    name: str | None


def offers(
    path: str, lines: Sequence[str], line: int, column: int, known: Known, language: Language
) -> Offers:
    """What can be written at a line and column, both from 0."""
    if line >= len(lines):
        return Offers(column, ())
    before = lines[line][:column]
    start = column - len(_WORD.search(before)[0])  # type: ignore[index]
    if _CITED.search(before):
        return Offers(start, tuple(_ids(("fact",), known)))
    if before.lstrip().startswith("#"):
        return Offers(start, ())
    route, key = _route(lines, line, before)
    value = _at(path, route)
    if key:
        written = _siblings(lines, line, len(before) - len(before.lstrip(" -")))
        return Offers(start, tuple(_keys(value, written, known, language)))
    return Offers(start, tuple(_values(value, known, language)))


def _keys(value: Value | None, written: set[str], known: Known, language: Language) -> Iterator[Offer]:
    if isinstance(value, ListOf):
        value = value.item
    if isinstance(value, Either):
        value = next((each for each in value.ways if isinstance(each, Shape)), None)
    if isinstance(value, NamesOf):
        yield from _ids((value.target,), known, ": ")
    elif isinstance(value, Shape):
        for key in value.keys:
            if key.name not in written:
                below = isinstance(key.value, Shape) or (
                    isinstance(key.value, ListOf) and isinstance(key.value.item, Shape)
                )
                yield Offer(
                    key.name, "key", key.told.in_language(language), f"{key.name}:{'' if below else ' '}"
                )
    else:
        # A list of ids is begun by a dash; what stands there without one can still become an id.
        yield from _values(value, known, language)


def _values(value: Value | None, known: Known, language: Language) -> Iterator[Offer]:
    match value:
        case Choice(words=words):
            yield from (
                Offer(each.word, "word", each.told.in_language(language), each.word) for each in words
            )
        case Reference(target=target):
            yield from _ids(target, known)
        case ListOf(item=item) if not isinstance(item, Shape):
            yield from _values(item, known, language)
        case _:
            return


def _ids(targets: tuple[Target, ...], known: Known, end: str = "") -> Iterator[Offer]:
    for target in targets:
        for name, said in known.ids.get(target, {}).items():
            yield Offer(name, target, said, name + end)


def _at(path: str, route: Sequence[str | None]) -> Value | None:
    """The value of a file's shape at a route of keys (names) and items of lists (None)."""
    value: Value | None = shape_of(path)
    steps = list(route)
    if kind_of(path) == "fact":
        if not steps:
            return None
        steps = steps[1:]
    for step in steps:
        if isinstance(value, Either):
            value = next((each for each in value.ways if isinstance(each, Shape)), None)
        if step is None:
            value = value.item if isinstance(value, ListOf) else None
        elif isinstance(value, Shape):
            key = value.key(step)
            value = key.value if key else None
        else:
            return None
    return value


def _route(lines: Sequence[str], line: int, before: str) -> tuple[tuple[str | None, ...], bool]:
    """The keys and items around the end of `before`, from outside in, and whether a key is being written there."""
    own = _openers(before)
    bare = _LINE.match(before)
    rest = before[bare.end() :] if bare else before
    named = bool(own) and own[-1].name is not None
    inner, key = _flow(rest) if named or rest.lstrip()[:1] in ("[", "{") else ((), True)
    if named and not inner and not key:
        column = own[0].column
        return (*_above(lines, line, column, own[0].name is None), *(each.name for each in own)), False
    if named or inner:
        outer = _above(lines, line, own[0].column, own[0].name is None) if own else ()
        return (*outer, *(each.name for each in own), *inner), key
    column = own[0].column if own else len(before) - len(before.lstrip(" "))
    outer = _above(lines, line, column, bool(own))
    return (*outer, *(each.name for each in own)), True


def _openers(text: str) -> tuple[_Opener, ...]:
    """What a line opens, from left to right."""
    found = _LINE.match(text)
    if found is None or text.lstrip().startswith("#"):
        return ()
    dashes = [_Opener(found.start(2) + at, None) for at, sign in enumerate(found[2]) if sign == "-"]
    return (*dashes, *((_Opener(found.start(3), found[3]),) if found[3] else ()))


def _above(lines: Sequence[str], line: int, column: int, item: bool) -> tuple[str | None, ...]:
    """The keys and items that hold what stands at a column of a line; an item may stand right below its key."""
    route: list[str | None] = []
    for number in range(line - 1, -1, -1):
        for opener in reversed(_openers(lines[number])):
            if opener.column < column or (item and opener.name is not None and opener.column == column):
                route.append(opener.name)
                column, item = opener.column, opener.name is None
        if column == 0 and not item:
            break
    return tuple(reversed(route))


def _flow(rest: str) -> tuple[tuple[str | None, ...], bool]:
    """The route inside braces and brackets that are open at the end of a value, and whether a key comes next."""
    stack: list[tuple[str, str | None]] = []
    for token in _FLOW.finditer(rest):
        sign = token[0]
        if sign in ("{", "["):
            stack.append((sign, None))
        elif sign in ("}", "]") and stack:
            stack.pop()
        elif sign == "," and stack:
            stack[-1] = (stack[-1][0], None)
        elif token[1] and stack and stack[-1][0] == "{":
            stack[-1] = ("{", token[1])
    route: list[str | None] = []
    for sign, name in stack:
        if sign == "[":
            route.append(None)
        elif name is not None:
            route.append(name)
    return tuple(route), bool(stack) and stack[-1] == ("{", None)


def _siblings(lines: Sequence[str], line: int, column: int) -> set[str]:
    """The keys that stand at a column around a line, in the same record."""
    found: set[str] = set()
    for step in (-1, 1):
        number = line + step
        while 0 <= number < len(lines):
            openers = _openers(lines[number])
            if openers and openers[0].column < column and openers[-1].column != column:
                break
            found |= {each.name for each in openers if each.column == column and each.name}
            # A dash begins another record: upwards it is still this one's first line, downwards the next one's.
            if openers and openers[0].name is None and openers[0].column < column:
                break
            number += step
    return found
