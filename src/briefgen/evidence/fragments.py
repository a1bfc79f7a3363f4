"""Links to a passage on the web page of its source: text fragments (WICG, Scroll to Text Fragment, section 3.3).

A fragment is a reader's convenience and never evidence. A browser finds the first and last words at the primary level
of the Unicode collation algorithm (UTS #10), where harakat make no difference, and at word boundaries; where it does
not find them, or does not know text fragments, it opens the page at its top.
"""

from __future__ import annotations

from urllib.parse import quote

from briefgen.ondemand import pattern
from briefgen.records.fact import Passage

# A fragment is compared word by word; a comma or a bracket at its edge may stand in another element of the page.
_EDGES = pattern(r"^[^\w«»]+|[^\w«»]+$")


def fragment(passage: Passage) -> str:
    """The text directive for a passage: `:~:text=first,last`, percent-encoded (RFC 3986), `-` and `,` too."""
    ends = [_EDGES.sub("", each) for each in (passage.first, passage.last)]
    return ":~:text=" + ",".join(_encoded(each) for each in dict.fromkeys(ends) if each)


def link(url: str, passage: Passage) -> str:
    """A source's address with the fragment of a passage; an address's own fragment is kept before it."""
    return url + ("" if "#" in url else "#") + fragment(passage)


def _encoded(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")
