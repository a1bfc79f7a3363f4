"""The direction of each part of an Arabic text: which parts have to be isolated so that they read right.

WeasyPrint resolves direction per inline box, and the Unicode Bidirectional Algorithm (UAX #9) itself lets a
number, a bracket or a dash join the wrong neighbour; so each left-to-right part becomes one isolate.

Which way a number goes:

- A plain number stays in the Arabic text; its digits are left-to-right anyway.
- `80%` with Latin digits is a left-to-right isolate, the sign on the right wherever it stands, as CLDR sets
  it. In plain text the sign would be on the left after an Arabic letter and on the right at the start of a
  line (rules W2, W5). `٨٠٪` needs none: U+066A always comes out on the left.
- Negative numbers, amounts with the currency sign in front, fractions, dates in digits, phone numbers and
  codes are left-to-right: read the other way they would be something else.
- A range of two numbers (`2014-2017`, `10–12`) is Arabic text: a reader starts at the right, and so the first
  number stands at the right. It is an isolate of its own, right-to-left. With a hyphen, though, Latin digits
  of an isolate are bound left-to-right (W4), so call `range_dashes` before: an en dash is neutral in every
  context. A line may break after an en dash; do not wrap right-to-left isolates. Inside a Latin phrase or
  code (`Iraq 2014-2017 Review`, `AT-4`) a range belongs to that phrase. `2014-10` is a month of ISO 8601, not
  a range.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

from briefgen.arabic.quantities import is_counted, is_percent, is_unit
from briefgen.ondemand import dataclass, pattern

Direction = Literal["auto", "ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a text and its direction; `auto` parts are Arabic text and need no isolate."""

    text: str
    direction: Direction

    @property
    def ltr(self) -> bool:
        """True when the part is a left-to-right isolate."""
        return self.direction == "ltr"

    @property
    def keeps_digits(self) -> bool:
        """True when the part is Latin text, a code or a phone number: its digits stay in their family."""
        match = _ISOLATE.fullmatch(_shadow(self.text))
        return self.ltr and (match is None or match["code"] is not None)


class _Shadow(dict[int, str]):
    """One character for each kind of character, so that patterns over Arabic text read like ASCII ones.

    `a` stands for left-to-right letters, `h` for right-to-left ones, `x` for symbols of no use here. ASCII digits,
    ASCII punctuation, Arabic-Indic digits, quotes and dashes stand for themselves. Positions are those of the text.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        bidi = unicodedata.bidirectional(char)
        if char.isdecimal():
            kind = char if char.isascii() else chr(0x660 + unicodedata.decimal(char))
        elif bidi == "L" or (bidi == "NSM" and not 0x600 <= code < 0x900):
            kind = "a"
        elif bidi in ("R", "AL", "NSM"):
            kind = "h"
        elif bidi == "EN":
            kind = "2"  # superscripts: m²
        else:
            kind = " " if char.isspace() else char if char.isascii() or char in "‐‑–—−’‘“”٪٫٬°™®£€¥" else "x"
        self[code] = kind
        return kind


_KINDS = _Shadow()
# A full stop that belongs to the word before it: U.S., J. Smith, Gen. Smith, No. 5
_ABBREVIATION = pattern(
    r"(?<![A-Za-z])(?:(?:[A-Za-z]\.){2,}"
    r"|(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Brig|St|Jr|Sr|[Vv]ol|[Nn]o|[Pp]p?|[Ee]ds?|vs)"
    r"\.(?=\s+[A-Za-z0-9]))"
)

_NUM = r"[0-9٠-٩]+(?:[.,٫٬][0-9٠-٩]+)*"
_JOIN = r"[-‐‑–'’.&/_@:+=?%~#°]+"
_WORD = rf"[#@]?(?:[0-9]+[-./])*[0-9]*a[a0-9]*(?:{_JOIN}[a0-9]+)*(?:\+{{1,2}}|[™®])?"
_URL = r"a[a0-9+.-]*://(?:[^\shx\"<>()]|\([^\shx()]*\))+(?<![-.,;:!?'’])"
_ATOM = rf"(?:{_URL}|{_WORD})"
_GAP = r"(?:['’,;:?]?\s+|\s+[-–—&+/]\s+)"
_INNER = r"[^()\[\]\"“”hx]*a[^()\[\]\"“”hx]*"
_GROUP = rf"\s*(?:\({_INNER}\)|\[{_INNER}\]|(?<=\s)\"{_INNER}\"|(?<=\s)“{_INNER}”)"
_LATIN_NUM = r"[0-9]+(?:[.,:/–-][0-9]+)*"
_TRAILING = r"(?P<trailing>\s+[0-9]+(?:[.,][0-9]+)*(?![0-9a]|[.,:/–-][0-9]|\s?[%‰]))?"
_LATIN = rf"{_ATOM}(?:{_GAP}(?:{_LATIN_NUM}{_GAP})*{_ATOM}|{_GROUP})*{_TRAILING}"

_ALONE = r"(?<![0-9٠-٩a/–-])"
_NO_MORE = r"(?![0-9٠-٩a]|[-–/.,٫٬][0-9٠-٩])"
_PHONE = (
    r"(?<![0-9a])(?:\+|00)[0-9](?:[ \u00a0()-]{0,2}[0-9]){6,}"
    rf"|{_ALONE}0[0-9]{{2,4}}(?:[ \u00a0-][0-9]{{3,4}}){{1,3}}{_NO_MORE}"
)
_MONTH_DATE = r"(?:[0-9]{4}-(?:0[1-9]|1[0-2])|[٠-٩]{4}-(?:٠[١-٩]|١[٠-٢]))"
_DATE = rf"{_ALONE}(?:[0-9]{{4}}-(?:0[1-9]|1[0-2])|[0-9]+(?:[-/.][0-9]+){{2,}}){_NO_MORE}"
_SIGN = r"(?:(?<![0-9٠-٩ah)\]%٪])[-+][$£€¥]?|(?<![0-9٠-٩a)\]%٪])(?:−[$£€¥]?|[$£€¥][-−]?))"
_SIGNED = rf"{_SIGN}{_NUM}(?:\s?[%٪])?{_NO_MORE}"
_FRACTION = rf"{_ALONE}[0-9٠-٩]+/[0-9٠-٩]+{_NO_MORE}"
_PERCENT = rf"{_ALONE}[0-9]+(?:[.,][0-9]+)*\s?[%‰]"
_RANGE = rf"{_ALONE}(?!{_MONTH_DATE}{_NO_MORE}){_NUM}[%٪]?(?P<dash>[-‐‑–]){_NUM}[%٪]?{_NO_MORE}"

_ISOLATE = pattern(
    f"(?P<code>{_PHONE}|{_LATIN})|{_DATE}|(?P<range>{_RANGE})|{_SIGNED}|{_FRACTION}|{_PERCENT}"
)
_NEXT_WORD = pattern(r"\s+([^\s.,،؛:؟!()«»/]+)")

_NBSP = "\u00a0"
_DIGITS = "[0-9٠-٩۰-۹]"
_QUANTITY = rf"(?<![0-9٠-٩۰-۹.,٫٬]){_DIGITS}+(?:[.,٫٬]{_DIGITS}+)*"
_CLITIC = pattern(r"(?<![^\s(\[«\"“])([وفبكل]|(?=[وفبكلا])[وف]?[بكل]?(?:ال|ل)?ـ+)[ \t\n]+(?=\S)")
_BEFORE_SIGN = pattern(rf"({_QUANTITY})[ \t\n]+(?=[%‰٪؉])")
_COUNTED = pattern(rf"(?<!\w)({_QUANTITY})[ \t\n]+(?=([^\W\d_][^\s.,،؛:؟!()«»]*))")
_IN_LETTERS = pattern(rf"({_QUANTITY})[ \t\n]+(\w+)[ \t\n]+(?=(\w+))")


def runs(text: str) -> tuple[Run, ...]:
    """Give the parts of a text in order, isolates and what stands between; joined they are the text again.

    A left-to-right part is a Latin phrase with its inner spaces, hyphens, slashes, apostrophes and the
    brackets or quotation marks that hold Latin text after Latin text (`NATO Mission Iraq (NMI)`), with a
    number that follows it (`Windows 11`) unless an Arabic unit claims the number (`NATO 30 دولة`). Brackets
    around nothing but a Latin phrase, and punctuation after it, are Arabic text.
    """
    found: list[Run] = []
    done = 0
    for start, end, direction in _isolated(text):
        if start > done:
            found.append(Run(text[done:start], "auto"))
        found.append(Run(text[start:end], direction))
        done = end
    if done < len(text):
        found.append(Run(text[done:], "auto"))
    return tuple(found)


def range_dashes(text: str) -> str:
    """Give the text with an en dash in each range of two numbers that had a hyphen; codes and dates stay."""
    shadow = _shadow(text)
    dashes = {match.start("dash") for match in _ISOLATE.finditer(shadow) if match["range"]}
    return "".join("–" if at in dashes else char for at, char in enumerate(text)) if dashes else text


def _isolated(text: str) -> Iterator[tuple[int, int, Direction]]:
    for match in _ISOLATE.finditer(_shadow(text)):
        end = match.end()
        if match["trailing"] and is_unit(_next_word(text, end)):
            end = match.start("trailing")
        yield match.start(), end, "rtl" if match["range"] else "ltr"


def _next_word(text: str, at: int) -> str:
    following = _NEXT_WORD.match(text, at)
    return following[1] if following else ""


def _shadow(text: str) -> str:
    """Give the kinds of the text's characters (see _Shadow), with the stops of abbreviations as letters."""
    shadow = text.translate(_KINDS)
    if "." not in text:
        return shadow
    kinds = list(shadow)
    for match in _ABBREVIATION.finditer(text):
        for at in range(match.start(), match.end()):
            kinds[at] = "a"
    return "".join(kinds)


def clitics(text: str) -> str:
    """Give the text with NO-BREAK SPACE for the white space where a line must not break. Idempotent.

    That is after a clitic that stands alone (`و NATO`, `لـ 2500`), between a number and its percent sign, and
    between a number and the word it counts (`2500 جندي`, `17 تشرين`, `80 في المائة`).
    """
    text = _CLITIC.sub(lambda match: match[1] + _NBSP, text)
    text = _BEFORE_SIGN.sub(lambda match: match[1] + _NBSP, text)
    text = _IN_LETTERS.sub(_percent, text)
    return _COUNTED.sub(lambda match: match[1] + _NBSP if is_counted(match[1], match[2]) else match[0], text)


def _percent(match: re.Match[str]) -> str:
    return f"{match[1]}{_NBSP}{match[2]}{_NBSP}" if is_percent(match[2], match[3]) else match[0]
