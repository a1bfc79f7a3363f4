"""The engine's font map, closed: it holds the faces it was made with and takes no others.

Imports the engine: `engine.start` imports it, while fontconfig is private.
"""

from __future__ import annotations

from typing import Any

from weasyprint.text.ffi import fontconfig
from weasyprint.text.fonts import FontConfiguration

from briefgen.diagnostics.texts import phrase

from .errors import FetchRefused


class PrivateFonts(FontConfiguration):  # type: ignore[misc]  # weasyprint is untyped
    """The faces of the fontconfig that is in force when it is made; shared by all documents of a process.

    `@font-face` is refused: a face it added would stay for the documents that follow, and would not be one of the
    faces whose digests the lock records.
    """

    def __init__(self) -> None:
        super().__init__()
        # fontconfig works out the default language from the environment once, at the first pattern: make it now.
        pattern = fontconfig.FcPatternCreate()
        fontconfig.FcDefaultSubstitute(pattern)
        fontconfig.FcPatternDestroy(pattern)

    def add_font_face(self, rule_descriptors: dict[str, Any], _url_fetcher: object) -> None:
        """Refuse the rule. Raises FetchRefused with the first URL it names."""
        urls = [str(url) for _kind, url in rule_descriptors.get("src", ()) if url]
        raise FetchRefused(
            phrase("own-font", name=str(rule_descriptors.get("font_family"))),
            url=urls[0] if urls else "",
            help=phrase("face-into-fonts"),
        )
