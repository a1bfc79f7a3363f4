"""The only way for a template to reach anything outside its HTML: its own assets, by name, and inline images.

Imports the engine: import it inside functions of this package only, once `engine.start` has run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from briefgen.diagnostics.texts import phrase

from .errors import FetchRefused

# `.invalid` never resolves (RFC 2606, section 2), and `urljoin` resolves relative references against https.
BASE_URL = "https://template.invalid/"

_TYPES = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}


class AssetFetcher(URLFetcher):  # type: ignore[misc]  # weasyprint is untyped
    """Answers for the template's assets and `data:image/…`; refuses every other URL with FetchRefused.

    A refusal ends the rendering (`fail_on_errors`): the engine would otherwise log it and go on without the file.
    No handler of urllib is ever asked for `file:`, `http:` or `ftp:`.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=("https", "data"), allow_redirects=False, fail_on_errors=True)
        self._files = files

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ARG002 - urllib's
        """The asset as the engine wants it. Raises FetchRefused."""
        if url[:5].lower() == "data:":
            if url[5:11].lower() == "image/":
                return super().fetch(url)
            raise _refused(url)
        name = asset_name(url)
        suffix = name[name.rfind(".") :].lower() if name and "." in name else ""
        if name is None or name not in self._files or suffix not in _TYPES:
            raise _refused(url)
        return URLFetcherResponse(url, self._files[name], {"Content-Type": _TYPES[suffix]})


def asset_name(url: str) -> str | None:
    """The asset's name that a URL below BASE_URL stands for, or None for any other URL (one with a query too)."""
    if not url.startswith(BASE_URL):
        return None
    parts = urlsplit(url)
    return None if parts.query else unquote(parts.path).removeprefix("/")


def _refused(url: str) -> FetchRefused:
    shown = url if len(url) <= 120 else url[:119] + "…"
    name = asset_name(url)
    what = phrase("no-asset", name=name) if name else phrase("not-own", url=shown)
    return FetchRefused(what, url=url, help=phrase("own-only"))
