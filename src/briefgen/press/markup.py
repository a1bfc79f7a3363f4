"""What a brief's HTML says of its meaning: structure types, languages, decoration.

Templates may use any HTML; elements without a structure type of their own belong to the element around them. The
reference list is told by the role `doc-bibliography` (Digital Publishing WAI-ARIA Module 1.0).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# The structure types that stand for an HTML element, from the outside in (ISO 32000-1, 14.8.4).
_ROLES: Mapping[str, tuple[str, ...]] = {
    **{f"h{level}": (f"H{level}",) for level in range(1, 7)},
    **{name: (name.upper(),) for name in ("p", "tr", "th", "td")},
    **dict.fromkeys(("ul", "ol", "dl"), ("L",)),
    **dict.fromkeys(("li", "dt", "dd"), ("LI", "LBody")),
    **dict.fromkeys(("section", "nav", "aside"), ("Sect",)),
    **dict.fromkeys(("div", "header", "footer", "figure", "address"), ("Div",)),
    **dict.fromkeys(("caption", "figcaption"), ("Caption",)),
    **dict.fromkeys(("img", "{http://www.w3.org/2000/svg}svg"), ("Figure",)),
    "main": ("Part",),
    "article": ("Art",),
    "blockquote": ("BlockQuote",),
    "table": ("Table",),
    "thead": ("THead",),
    "tbody": ("TBody",),
    "tfoot": ("TFoot",),
    "a": ("Link",),
    "q": ("Quote",),
    "code": ("Code",),
}
_IN_CONTENTS: Mapping[str, tuple[str, ...]] = {
    "ul": ("TOC",),
    "ol": ("TOC",),
    "li": ("TOCI",),
    "a": ("Reference", "Link"),
}
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_ARABIC = re.compile("[\u0621-\u06ff]")
_SVG_TITLE = "{http://www.w3.org/2000/svg}title"
# A voice for Arabic cannot read Latin letters; addresses and codes, which belong to no language, are read as English.
_LATIN_LANGUAGE = "en"


class Source:
    """The HTML of a document, looked at upwards."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self._parents = {child: parent for parent in root.iter() for child in parent}

    @property
    def is_rtl(self) -> bool:
        """Whether the document runs from right to left."""
        return str(self.root.get("dir", "")).lower() == "rtl"

    def parent(self, element: Any) -> Any:
        """The element around; the root is its own."""
        return self._parents.get(element, self.root)

    def roles(self, element: Any) -> tuple[str, ...]:
        """The structure types that stand for an element, from the outside in; none for one without its own."""
        if self._is_below(element, "nav", "doc-toc") and element.tag in _IN_CONTENTS:
            return _IN_CONTENTS[element.tag]
        if element.tag == "li" and self._is_below(element, "", "doc-bibliography"):
            return ("LI", "LBody", "BibEntry")
        if element.tag == "a" and not element.get("href"):
            return ()
        return _ROLES.get(element.tag, ())

    def language(self, element: Any) -> str:
        """The language of an element as BCP 47 names it, or "" if none is told."""
        while True:
            told = element.get("lang")
            if told is None and _is_latin(element):
                return _LATIN_LANGUAGE
            if told is not None or element is self.root:
                return str(told or "")
            element = self.parent(element)

    def is_decoration(self, element: Any) -> bool:
        """Whether an element says nothing: hidden from readers, or an image without a text that stands for it."""
        if element.get("aria-hidden") == "true":
            return True
        return self.roles(element) == ("Figure",) and not self.alternative(element)

    def alternative(self, element: Any) -> str:
        """The text that stands for an image."""
        title = element.find(_SVG_TITLE)
        return str(element.get("alt") or (title is not None and title.text) or "")

    def _is_below(self, element: Any, tag: str, role: str) -> bool:
        while element is not self.root:
            element = self.parent(element)
            if element.tag == tag or element.get("role") == role:
                return True
        return False


def _is_latin(element: Any) -> bool:
    """Whether an element is a run that is set from left to right, with Latin letters and no Arabic ones."""
    if element.get("dir", "ltr" if element.tag == "bdi" else "") != "ltr":
        return False
    text = "".join(element.itertext())
    return bool(_LATIN.search(text)) and not _ARABIC.search(text)
