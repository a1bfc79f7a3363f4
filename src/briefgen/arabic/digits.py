"""Digit families: one of them for the whole document, with the separators that belong to it.

Latin (European) digits take U+002E and U+002C, Arabic-Indic digits the decimal separator U+066B and the
thousands separator U+066C; the percent sign is U+0025 or U+066A, the per mille sign U+2030 or U+0609 (W3C
Text Layout Requirements for the Arabic Script; CLDR number symbols of `ar`, systems `latn` and `arab`).
"""

from decimal import Decimal
from typing import Final, Literal

from briefgen.ondemand import pattern

Digits = Literal["latin", "arabic-indic"]
Family = Literal["latin", "arabic-indic", "extended"]

_ZEROS: Final[dict[Family, int]] = {"latin": 0x30, "arabic-indic": 0x660, "extended": 0x6F0}
_GROUPED_FROM: Final = 10_000
_DIGIT: Final = "0-9٠-٩۰-۹"
_NUMBER = pattern(f"[{_DIGIT}]+(?:[.,٫٬][{_DIGIT}]+)*")
# White space of any length between a number and its sign: setting makes one no-break space of it afterwards.
_SIGN = pattern(f"(?<=[{_DIGIT}])([ \t\n]+|[\u00a0\u202f]?)([%‰٪؉])|()([%‰٪؉])(?=[{_DIGIT}])")
_SEPARATED = pattern(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+\.[0-9]+")
_TO_LATIN = {zero + value: 0x30 + value for zero in (0x660, 0x6F0) for value in range(10)}
_TO_ARABIC = {zero + value: 0x660 + value for zero in (0x30, 0x6F0) for value in range(10)}
_SEPARATORS_TO_LATIN = str.maketrans("٫٬", ".,")
_SEPARATORS_TO_ARABIC = str.maketrans(".,", "٫٬")
_SIGNS_TO_LATIN = str.maketrans("٪؉", "%‰")
_SIGNS_TO_ARABIC = str.maketrans("%‰", "٪؉")


def localise(text: str, digits: Digits) -> str:
    """Give Arabic running text with its numbers in one digit family. Idempotent.

    Called on the right-to-left parts of a text only: codes, URLs and Latin names keep their digits (see
    `isolates.runs`). A point or comma is changed only where it separates one number: `1.48`, `2,500`,
    `1,234.5`. After a number it is the sentence's; between the parts of dates, versions and lists
    (`17.10.2014`, `1,2`) it stays as it is, and so do hyphens, colons and slashes.
    """
    numbers = _NUMBER.sub(lambda match: _localised(match[0], digits), text)
    signs = _SIGNS_TO_LATIN if digits == "latin" else _SIGNS_TO_ARABIC
    return _SIGN.sub(lambda match: match[0].translate(signs), numbers)


def _localised(number: str, digits: Digits) -> str:
    if digits == "latin":
        return number.translate(_TO_LATIN).translate(_SEPARATORS_TO_LATIN)
    if _SEPARATED.fullmatch(number.translate(_TO_LATIN).translate(_SEPARATORS_TO_LATIN)):
        number = number.translate(_SEPARATORS_TO_ARABIC)
    return number.translate(_TO_ARABIC)


def number(value: Decimal, digits: Digits) -> str:
    """Give a quantity as Arabic books print it: thousands grouped from five digits on, decimals as given.

    Four digits stay together, so that 2500 in a box looks like 2500 in a sentence. A negative number has the minus
    sign U+2212 and needs a left-to-right isolate. Years are no quantities: print them as text. Raises ValueError for
    infinities and NaN.
    """
    if not value.is_finite():
        raise ValueError(f"{value} is no quantity")
    size = abs(value)
    text = _localised(f"{size:,f}" if size >= _GROUPED_FROM else f"{size:f}", digits)
    return f"\u2212{text}" if value < 0 else text


def mixed_families(text: str) -> tuple[int, ...]:
    """Give the positions (code points) of the digits that are not of the family of the first digit."""
    families = [(at, family) for at, char in enumerate(text) if (family := _family(char))]
    return tuple(at for at, family in families if family != families[0][1])


def _family(char: str) -> Family | None:
    return next((name for name, zero in _ZEROS.items() if zero <= ord(char) < zero + 10), None)
