"""Bytes to a text file, or the problem for which it is not read: its encoding, a character, its size.

No file that a person writes comes near the limits. They bound what reading and checking can cost, since nothing
that is done with a line or a value takes longer than its length asks for.
"""

from __future__ import annotations

from dataclasses import replace

from briefgen.diagnostics.model import Diagnostic, Span, problem
from briefgen.diagnostics.texts import Count, phrase
from briefgen.ondemand import pattern
from briefgen.textfile import File

MAX_BYTES = 5_000_000
MAX_LINES = 500_000
MAX_LINE = 50_000
MAX_VALUES = 500_000
MAX_VALUE = 100_000
# What YAML 1.2 (section 5.1) calls not printable, and what only older editors and YAML 1.1 take for a line end.
# The forbidden ones are named: Python goes through each character that a set names, one by one, to compile it.
FORBIDDEN = pattern("\r(?!\n)|[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_SHOWN = 200


def opened(path: str, data: bytes) -> File | Diagnostic:
    """The file, or why it is none that editors write."""
    start = Span.start_of(path)
    if len(data) > MAX_BYTES:
        return problem("file-too-large", start, size=str(len(data)), limit=str(MAX_BYTES))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(path, data, error)
    if (lines := text.count("\n")) >= MAX_LINES:
        last = replace(start, line=MAX_LINES, end_line=MAX_LINES)
        return over(File(path, "", ()), last, "a-file", Count(lines + 1, "line"), MAX_LINES)
    file = File.of(path, text)
    if found := FORBIDDEN.search(text):
        return _control(file, found.start())
    long = next((number for number, line in enumerate(file.lines, 1) if len(line) > MAX_LINE), 0)
    if long:
        size = Count(len(file.line(long)), "character")
        return over(file, file.span(long, 0, _SHOWN), "a-line", size, MAX_LINE)
    return file


def over(file: File, span: Span, what: str, size: Count, limit: int) -> Diagnostic:
    """What is larger than anybody writes by hand; `what` is a phrase, and `over-limit-<what>` the advice."""
    excerpt = file.line(span.line)[: span.column + _SHOWN]
    found = problem("over-limit", span, excerpt=excerpt, what=phrase(what), size=size, limit=str(limit))
    return found.helped(phrase(f"over-limit-{what}"))


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    before = data[: error.start].decode("utf-8", "replace")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    span = Span(path, line, column, line, column + 1)
    found = problem("not-utf8", span, byte=f"0x{data[error.start]:02X}", offset=str(error.start))
    guess = _encoding(data)
    return found.helped(phrase("saved-as", encoding=guess)) if guess else found


def _encoding(data: bytes) -> str:
    """The encoding a file was probably saved in, or nothing: UTF-16 by its mark or its zeros, Windows by its words."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:200].count(0) > len(data[:200]) // 4:
        return "UTF-16"
    letters = [each for each in data.decode("cp1256", "replace") if ord(each) > 127]
    arabic = sum("\u0621" <= each <= "\u064a" or each == "،" for each in letters)
    return "Windows-1256" if arabic > len(letters) * 0.8 else ""


def _control(file: File, offset: int) -> Diagnostic:
    line = file.text.count("\n", 0, offset) + 1
    column = offset - (file.text.rfind("\n", 0, offset) + 1) + 1
    span = Span(file.path, line, column, line, column + 1)
    return problem("control-character", span, character=named(file.text[offset]), excerpt=file.line(line))


def named(character: str) -> str:
    """A character by its number, as `U+202E`."""
    return f"U+{ord(character):04X}"
