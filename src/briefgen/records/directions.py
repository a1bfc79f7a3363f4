"""Controls of direction anywhere in a file: in values, in keys, in comments.

They are looked for in the lines as they stand, since a comment that reads backwards deceives as well as a value does
(«Trojan Source», CVE-2021-42574). Words quoted from a source, `from` and `to` of a passage, may have those that have no
effect beyond themselves.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

from briefgen.arabic.bidicontrols import Kind, controls, has_controls
from briefgen.arabic.normal import BIDI_CONTROLS
from briefgen.diagnostics.capping import MOST_IN_FILE
from briefgen.diagnostics.model import Diagnostic, Edit, Fix, Span, problem
from briefgen.ondemand import pattern
from briefgen.records.signs import in_a_sign
from briefgen.yamltext import File, Mapping, Node, Scalar, Sequence

_ESCAPED = pattern(r"\\[uU]")
_WORD = pattern(r"\w")
_COMMENT = pattern(r"(?:^|\s)#")
# What no id or choice is: with a space or a letter that is not Latin, or with no letter, as numbers and dates are.
_SAYS = pattern(f"[^!-~{BIDI_CONTROLS}]|\\A[^A-Za-z]*\\Z")
_QUOTED: Final = (".passage.from", ".passage.to")


def of_file(root: Node, refused: tuple[Diagnostic, ...] = ()) -> tuple[Diagnostic, ...]:
    """The problems with controls of direction in the file of a root node, but for those in places refused already."""
    file = root.file
    if not has_controls(file.text) and not _ESCAPED.search(file.text):
        return ()
    taken = [each.span for each in refused if each.code == "hidden-in-key"]
    found = chain(_of_lines(file, _stretches(root)), _of_escapes(root))
    fresh = (each for each in found if not any(_holds(place, each.span) for place in taken))
    return tuple(islice(fresh, MOST_IN_FILE + 1))  # one more than is told


def _of_lines(file: File, stretches: list[tuple[Span, str, bool]]) -> Iterator[Diagnostic]:
    starts = [place for place, _, _ in stretches]
    for number, line in enumerate(file.lines, 1):
        for kind, offset, character in controls(line):
            span = Span(file.path, number, offset + 1, number, offset + 2)
            before = bisect_right(starts, span) - 1
            inside = before >= 0 and _ends_after(starts[before], span)
            _, route, says = stretches[before] if inside else (span, "", bool(_COMMENT.search(line[:offset])))
            if kind != "bidi-control" or not route.endswith(_QUOTED):
                alone = bool(route) and not _WORD.search(line[starts[before].column - 1 :])
                yield _problem(kind, span, character, route, line, alone or not says or _needed(line, offset))


def _problem(kind: Kind, span: Span, character: str, route: str, line: str, needed: bool) -> Diagnostic:
    """What has no effect beyond itself can go from words and comments unless it is needed there.

    In an id it may be why nothing is found, or among signs of YAML why a line cannot be read: another mistake follows.
    The other controls change how a line reads.
    """
    fix = Fix((Edit(span, ""),), "safe" if kind == "bidi-control" and not needed else "ask")
    return problem(kind, span, route=route, excerpt=line, fix=fix, character=f"U+{ord(character):04X}")


def _needed(line: str, offset: int) -> bool:
    """Whether a line would say something else without a control, and without those beside it, which may go as well."""
    before, after = line[:offset].rstrip(BIDI_CONTROLS), line[offset + 1 :].lstrip(BIDI_CONTROLS)
    return _parts(before, after) or in_a_sign(before, after)


def _parts(before: str, after: str) -> bool:
    """Whether a control keeps signs of YAML apart: a colon from the space after it, a hash from the one before."""
    ends = not after or after[0].isspace()
    begins = not before or before[-1].isspace()
    return (ends and before.endswith((":", "-", "?"))) or (begins and not ends and not _WORD.match(after))


def _of_escapes(root: Node) -> Iterator[Diagnostic]:
    r"""Controls that stand in a value and not in its line: written as `\u202e`."""
    for scalar, place in _scalars(root, ""):
        if has_controls(scalar.text):
            lines = range(scalar.span.line, scalar.span.end_line + 1)
            hidden = any(_ESCAPED.search(scalar.file.line(each)) for each in lines)
            if hidden and (found := controls(scalar.text)[0]):
                excerpt = scalar.file.line(scalar.span.line)
                character = f"U+{ord(found.character):04X}"
                yield problem(found.kind, scalar.span, route=place, excerpt=excerpt, character=character)


def _stretches(root: Node) -> list[tuple[Span, str, bool]]:
    """Where the values with controls stand, in order, and whether each has words; no two of them overlap."""
    return [
        (scalar.span, route, _SAYS.search(scalar.text) is not None)
        for scalar, route in _scalars(root, "")
        if has_controls(scalar.text)
    ]


def _scalars(node: Node, route: str) -> Iterator[tuple[Scalar, str]]:
    """The values of a tree with their routes."""
    match node:
        case Scalar():
            yield node, route
        case Sequence():
            for index, item in enumerate(node.items):
                yield from _scalars(item, f"{route}[{index}]")
        case Mapping():
            for name, value in node.entries:
                yield from _scalars(value, f"{route}.{name.text}" if route else name.text)


def _holds(outer: Span, inner: Span) -> bool:
    return (outer.line, outer.column) <= (inner.line, inner.column) and _ends_after(outer, inner)


def _ends_after(outer: Span, inner: Span) -> bool:
    return (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)
