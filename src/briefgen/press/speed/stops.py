"""Where a stretch of a page's text ends is looked for with an expression that is known from before.

tinyhtml5 2.1.0 keeps the expressions that it makes for this, but under themselves, where it never finds them again
(docs/upstream/tinyhtml5-chars-until.md), and so makes them anew for each stretch and each attribute.
"""

from __future__ import annotations

import re
from collections.abc import Collection

import weasyprint

from .mend import Mend, Replacement

inputstream = weasyprint.tinyhtml5.inputstream


class Stops(dict[tuple[Collection[str], bool], "re.Pattern[str]"]):
    """Expressions by the characters that end a stretch, or of which it consists."""

    def __missing__(self, key: tuple[Collection[str], bool]) -> re.Pattern[str]:
        characters, opposite = key
        listed = "".join(f"\\x{ord(each):02x}" for each in characters)
        made = self[key] = re.compile(f"[{'' if opposite else '^'}{listed}]+")
        return made


MEND = Mend(
    "stops",
    {"tinyhtml5.inputstream.HTMLUnicodeInputStream.chars_until": "56c72bc5db2f8e29"},
    (Replacement(inputstream, "characters_until_regex", Stops()),),
)
