"""What an editor did wrong where the YAML parser gave up: the cause, not the place where it showed.

The parser tells in which construct it was and what it missed. Here its complaint is held against the lines: a
quotation mark that is never closed is found where it opens, a colon that is missing at the word before it. The first
detector that knows a mistake tells it; one mistake is one problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from briefgen.diagnostics.model import Diagnostic, Edit, Fix, Label, Span, problem
from briefgen.diagnostics.texts import Text, phrase
from briefgen.ondemand import dataclass, pattern
from briefgen.textfile import File

_KEY_LINE = pattern(r"\s*(?:- +)*(?:[^\s#\"'\[\]{},:][^#\"'\[\]{},:]*:(?:\s|$)|- )")
_WORD = pattern(r"[A-Za-z_][\w-]*")
_BLOCK_START = pattern(r"(?:^|.*[:-])\s*[|>][-+0-9]*\s*(?:#.*)?$")
CONFLICT = pattern(r"(?:<{7}|>{7})(?: |$)")
# Signs that look like a colon, or that an Arabic keyboard gives in its place.
_FOR_COLON = "؛：﹕∶;；،"
_CLOSES = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the parser says: the construct it was in, what it missed, both places (line and column from 1)."""

    context: str
    found: str
    line: int
    column: int
    opened: tuple[int, int]


Detector = Callable[[File, Complaint], Diagnostic | None]


def explained(file: File, complaint: Complaint) -> Diagnostic:
    """The mistake behind a complaint."""
    for detect in _DETECTORS:
        found = detect(file, complaint)
        if found is not None:
            return found
    if complaint.context.endswith(("alias", "anchor", "tag")):
        return _sign_at_start(file, complaint)
    text, *helps = next(
        told for where, what, told in _TOLD if where in complaint.context and what in complaint.found
    )
    span, line = file.span(complaint.line, complaint.column - 1, complaint.column), file.line(complaint.line)
    return problem("syntax", span, excerpt=line, found=text, helps=tuple(helps))


_QUOTE = phrase("quote-the-text")
# What the parser says, and in which context → what it means to an editor, and what helps. The first that fits.
_TOLD: tuple[tuple[str, str, tuple[Text, ...]], ...] = (
    ("quoted scalar", "", (phrase("bad-escape"), phrase("double-backslash"))),
    ("", "cannot start any token", (phrase("bad-start"), _QUOTE)),
    ("directive", "", (phrase("starts-with-percent"), _QUOTE)),
    ("", "block sequence entries", (phrase("list-on-key-line"), phrase("start-on-next-line"))),
    ("block scalar", "", (phrase("text-on-block-line"), phrase("text-on-next-line"))),
    ("", "", (phrase("unreadable"),)),
)


def _sign_at_start(file: File, complaint: Complaint) -> Diagnostic:
    """A text that begins with `*`, `&` or `!`, which means something else to YAML."""
    number, column = complaint.opened
    line = file.line(number)
    found = phrase("starts-with", sign=line[column - 1 : column])
    return problem(
        "syntax", file.span(number, column - 1, column), excerpt=line, found=found, helps=(_QUOTE,)
    )


def _conflict(file: File, complaint: Complaint) -> Diagnostic | None:
    """The marks that Git leaves in a file whose versions could not be joined."""
    del complaint
    numbers = (each for each, line in enumerate(file.lines, 1) if CONFLICT.match(line))
    number = next(numbers, None)
    if number is None:
        return None
    line = file.line(number)
    return problem("conflict-marker", file.span(number, 0, len(line.rstrip())), excerpt=line, mark=line[:7])


def _tab(file: File, complaint: Complaint) -> Diagnostic | None:
    line = file.line(complaint.line)
    margin = line[: len(line) - len(line.lstrip())]
    at = margin.find("\t") if "\t" in margin else complaint.column - 1
    if line[at : at + 1] != "\t":
        return None
    end = at + len(line[at:]) - len(line[at:].lstrip("\t"))
    span = file.span(complaint.line, at, end)
    return problem("tab-indent", span, excerpt=line, fix=_asked(span, "    " * (end - at)))


def _arabic_sign(file: File, complaint: Complaint) -> Diagnostic | None:
    """`،` or `؛` between the items of brackets."""
    if "flow" not in complaint.context:
        return None
    for number in range(complaint.opened[0], complaint.line + 1):
        line = file.line(number)
        first = complaint.opened[1] - 1 if number == complaint.opened[0] else 0
        last = complaint.column if number == complaint.line else len(line)
        sign = re.compile(r"[،؛](?=\s*[\w-]+\s*:|\s|$)").search(_unquoted(line), first, last)
        if sign:
            return _instead(file, number, sign.start(), ",")
    return None


def _instead(file: File, number: int, at: int, meant: str) -> Diagnostic:
    line, span = file.line(number), file.span(number, at, at + 1)
    spaced = meant if line[at + 1 : at + 2].isspace() else f"{meant} "
    found = problem("arabic-punctuation", span, excerpt=line, found=line[at], meant=meant)
    return found.fixed(_asked(span, spaced))


def _unquoted(line: str) -> str:
    """The line with everything between quotation marks blanked, so that columns stay."""
    return re.sub(r'"(?:[^"\\]|\\.)*"|' + r"'[^']*'", lambda match: "\0" * len(match[0]), line)


def _open_quote(file: File, complaint: Complaint) -> Diagnostic | None:
    """A quotation mark before the complaint that its line does not close, though the next line begins something new."""
    for number in _written_lines(file, complaint.line):
        line = file.line(number)
        at = unclosed_quote(line)
        following = _line_after(file, number) if at is not None else ""
        if at is not None and (_KEY_LINE.match(following) or not following):
            return _unclosed_quote(file, number, at)
    if "quoted scalar" in complaint.context and "unexpected end" in complaint.found:
        return _unclosed_quote(file, complaint.opened[0], complaint.opened[1] - 1)
    return None


def _unclosed_quote(file: File, number: int, at: int) -> Diagnostic:
    """The problem; the mark is likely to be missing at the end of the line, in brackets before what ends the item."""
    line = file.line(number)
    ends = re.compile(r"[,\]}]").search(line, at) if re.search(r"[\[{]", line[:at]) else None
    end = ends.start() if ends else len(line.rstrip())
    fix = _asked(file.span(number, end, end), line[at])
    return problem("unclosed-quote", file.span(number, at, at + 1), excerpt=line, mark=line[at], fix=fix)


def _written_lines(file: File, last: int) -> Iterator[int]:
    """The numbers of the lines up to one that are neither blank, nor comments, nor inside a text after `|` or `>`."""
    block: int | None = None
    for number in range(1, last + 1):
        line = file.line(number)
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip() or (block is not None and indent > block):
            continue
        block = indent if _BLOCK_START.match(line) else None
        if not line.lstrip().startswith("#"):
            yield number


def unclosed_quote(line: str) -> int | None:
    """Where a value of a line opens a quotation mark that the line does not close, from 0; or None."""
    begun = re.compile(r"\s*(?:- +)*(?:[^\s\"'\[{:#][^\"'\[{:#]*:\s+)?").match(line)
    at, depth, fresh = begun.end() if begun else 0, 0, True
    while at < len(line):
        character = line[at]
        if fresh and character in "\"'":
            end = _closing(line, at)
            if end is None:
                return at
            at, fresh = end, False
        elif character == "#" and line[at - 1 : at].isspace():
            return None
        else:
            depth += (character in "[{") - (character in "]}")
            value = character == ":" and line[at + 1 : at + 2].isspace()
            fresh = (
                character in "[{"
                or (depth > 0 and (character == "," or value))
                or (fresh and character == " ")
            )
        at += 1
    return None


def _closing(line: str, at: int) -> int | None:
    pattern = r'"(?:[^"\\]|\\.)*"' if line[at] == '"' else r"'(?:[^']|'')*'"
    found = re.compile(pattern).match(line, at)
    return found.end() - 1 if found else None


def _open_bracket(file: File, complaint: Complaint) -> Diagnostic | None:
    if "flow" not in complaint.context or "did not find expected" not in complaint.found:
        return None
    (number, column), here = complaint.opened, file.line(complaint.line)
    line, sign = file.line(number), here[complaint.column - 1 : complaint.column]
    bracket = line[column - 1 : column]
    if bracket not in _CLOSES:
        return None
    if sign == ":" and complaint.line == number:
        return problem(
            "unquoted-colon", file.span(number, complaint.column - 1, complaint.column), excerpt=line
        )
    span = file.span(number, column - 1, column)
    found = problem("unclosed-bracket", span, excerpt=line, bracket=bracket)
    if sign and sign in "]}":
        place = file.span(complaint.line, complaint.column - 1, complaint.column)
        wrong = Label(place, phrase("closes-the-other"), here)
        return found.labelled(wrong).fixed(_asked(place, _CLOSES[bracket]))
    following = _line_after(file, number)
    end = len(line.rstrip())
    begins = _KEY_LINE.match(following) or not following
    return found.fixed(_asked(file.span(number, end, end), _CLOSES[bracket])) if begins else found


def _no_colon(file: File, complaint: Complaint) -> Diagnostic | None:
    if "could not find expected ':'" in complaint.found:
        return _line_without_key(file, complaint.opened[0])
    if "mapping values are not allowed" in complaint.found:
        before = _line_before(file, complaint.line)
        here, above = file.line(complaint.line), file.line(before)
        if before and not re.search(r":(\s|$)", above) and _margin(above) >= _margin(here):
            return _line_without_key(file, before)
        if before and re.match(r"\s*-[^\s-]", above):
            return _no_space(file, before, above.index("-"))
    return None


def _line_without_key(file: File, number: int) -> Diagnostic:
    """A line that should be `key: value`."""
    line = file.line(number)
    margin, before = _margin(line), _line_before(file, number)
    words = line[margin:]
    word, above = _WORD.match(words), file.line(before)
    if before and _BLOCK_START.match(above) and margin <= _margin(above):
        span, column = file.span(number, margin, len(line.rstrip())), str(margin + 1)
        return problem("wrong-indent", span, excerpt=line, column=column, helps=(phrase("indent-the-text"),))
    if word:
        sign = margin + word.end()
        if line[sign : sign + 1] in _FOR_COLON and sign < len(line):
            return _instead(file, number, sign, ":")
        if line[sign : sign + 1] == ":" and line[sign + 1 : sign + 2].strip():
            return _no_space(file, number, sign)
    if before and above.lstrip().startswith("- ") and margin == _margin(above):
        return _no_dash(file, number)
    if word and (len(words) == word.end() or words[word.end()].isspace()):
        span = file.span(number, margin, margin + word.end())
        end = file.span(number, margin + word.end(), margin + word.end())
        return problem("missing-colon", span, excerpt=line, key=word[0], fix=_asked(end, ":"))
    return problem("stray-line", file.span(number, margin, len(line.rstrip())), excerpt=line)


def _no_space(file: File, number: int, at: int) -> Diagnostic:
    """A colon or dash that its value follows without a space."""
    line, after = file.line(number), file.span(number, at + 1, at + 1)
    span = file.span(number, at, at + 1)
    return problem("missing-space", span, excerpt=line, sign=line[at], fix=_asked(after, " "))


def _no_dash(file: File, number: int) -> Diagnostic:
    line = file.line(number)
    margin = _margin(line)
    word = re.compile(r"[^\s:]+").match(line, margin)
    span = file.span(number, margin, word.end() if word else margin + 1)
    return problem("missing-dash", span, excerpt=line, fix=_asked(file.span(number, margin, margin), "- "))


def _depth(file: File, complaint: Complaint) -> Diagnostic | None:
    """A line at a depth of its own, a value that something follows, or a colon inside a text."""
    line = file.line(complaint.line)
    before = line[: complaint.column - 1].strip(" -")
    if "mapping values are not allowed" in complaint.found:
        return _colon_inside(file, complaint) if ":" in before else _indent(file, complaint.line)
    if "expected '-'" in complaint.found:
        first = file.line(complaint.opened[0])[complaint.opened[1] - 1 :].lstrip("- ").split(":")[0]
        again = line.strip().startswith(f"{first}:") and _margin(line) == complaint.opened[1] - 1
        return _no_dash(file, complaint.line) if again else _indent(file, complaint.line)
    if "did not find expected key" in complaint.found:
        if not before:
            return _indent(file, complaint.line)
        span = file.span(complaint.line, complaint.column - 1, len(line.rstrip()))
        return problem("text-after-value", span, excerpt=line)
    return None


def _colon_inside(file: File, complaint: Complaint) -> Diagnostic:
    """A colon inside a text without quotation marks; quoting what stands after the key is likely to be meant."""
    line = file.line(complaint.line)
    span = file.span(complaint.line, complaint.column - 1, complaint.column)
    found = problem("unquoted-colon", span, excerpt=line)
    value = re.compile(r"[^:]*:\s+(?P<text>[^\"'#]*[^\"'#\s])\s*$").match(line)
    if value is None or "\\" in value["text"]:
        return found
    return found.fixed(
        _asked(file.span(complaint.line, value.start("text"), value.end("text")), f'"{value["text"]}"')
    )


def _indent(file: File, number: int) -> Diagnostic:
    """A line at a depth that no line above it has; the nearest one that it can be aligned with is named."""
    line = file.line(number)
    margin = _margin(line)
    word = re.compile(r"(?:- )?[^\s:]+").match(line, margin)
    span = file.span(number, margin, word.end() if word else margin + 1)
    found = problem("wrong-indent", span, excerpt=line, column=str(margin + 1))
    above = [
        (at, key, each) for each in _written_lines(file, number - 1) for at, key in _keys(file.line(each))
    ]
    if not above:
        return found
    at, key, where = min(above, key=lambda each: (abs(each[0] - margin), -each[2]))
    help = phrase("align-with", key=key, line=str(where), column=str(at + 1))
    return found.helped(help).fixed(_asked(file.span(number, 0, margin), " " * at))


def _keys(line: str) -> Iterator[tuple[int, str]]:
    """Where a line's own keys begin, from 0: after its margin, and after the dash of a list item."""
    found = re.match(r"( *)((?:- +)*)([A-Za-z_][\w-]*)\s*:", line)
    if found:
        yield len(found[1]) + len(found[2]), found[3]


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip())


def _line_after(file: File, number: int) -> str:
    """The next line that is not blank, or nothing; found without copying the lines, since many may ask."""
    below = (file.line(each) for each in range(number + 1, len(file.lines) + 1))
    return next((each for each in below if each.strip()), "")


def _line_before(file: File, number: int) -> int:
    """The number of the line before one that is neither blank nor a comment, or 0."""
    return next(
        (each for each in range(number - 1, 0, -1) if file.line(each).split("#")[0].strip()),
        0,
    )


def _asked(span: Span, text: str) -> Fix:
    return Fix((Edit(span, text),), "ask")


_DETECTORS: tuple[Detector, ...] = (
    _conflict,
    _tab,
    _open_quote,
    _arabic_sign,
    _open_bracket,
    _no_colon,
    _depth,
)
