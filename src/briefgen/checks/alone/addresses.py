"""Addresses of sources on the web: whether they are any, after RFC 3986 and, for hosts in other scripts, RFC 5890."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from briefgen.checks.placing import at
from briefgen.diagnostics.model import Diagnostic
from briefgen.diagnostics.texts import phrase
from briefgen.ondemand import pattern
from briefgen.records.source import Source

_SCHEMES = ("http", "https")
_UNFIT = pattern(r"[\x00-\x20\x7f-\xa0\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff<>\"\\^`{|}]")
_LABEL = pattern(r"[^\W_](?:[\w-]{0,61}[^\W_])?", re.UNICODE)
_LITERAL = pattern(r"\[[0-9a-fA-F:.]+\]")
_NUMERIC = pattern(r"[0-9.]+")
_BYTE = pattern(r"[0-9]{1,3}")
_ESCAPE = pattern(r"%(?![0-9A-Fa-f]{2})")


def of_source(source: Source) -> Iterator[Diagnostic]:
    """A `URL` that leads nowhere as it is written."""
    fault = fault_of(source.url) if source.url else ""
    if fault:
        yield at(source.places, "URL", "bad-url", reason=phrase(fault), found=source.url)


def fault_of(url: str) -> str:
    """The phrase that says why a text is no address of a page on the web, or an empty string."""
    if found := _UNFIT.search(url):
        return "url-space" if found[0].isspace() else "url-character"
    try:
        parts = urlsplit(url)
    except ValueError:
        return "url-host"
    if parts.scheme.lower() not in _SCHEMES:
        return "url-scheme"
    if not parts.hostname:
        return "url-no-host"
    if "@" in parts.netloc:
        return "url-user"
    if not _has_sound_port(parts):
        return "url-port"
    if not _is_host(parts):
        return "url-host"
    return "url-escape" if _ESCAPE.search(url) else ""


def _has_sound_port(parts: SplitResult) -> bool:
    try:
        return parts.port != 0 and not parts.netloc.endswith(":")
    except ValueError:
        return False


def _is_host(parts: SplitResult) -> bool:
    """Whether a host has a name with a dot in it, or is an IP address. Names in other scripts are left as written."""
    host = parts.hostname or ""
    if parts.netloc.startswith("["):
        return _LITERAL.match(parts.netloc) is not None
    labels = host.removesuffix(".").split(".")
    if _NUMERIC.fullmatch(host):
        return len(labels) == 4 and all(_BYTE.fullmatch(each) and int(each) < 256 for each in labels)
    known = all(_LABEL.fullmatch(each) for each in labels)
    return len(host) <= 253 and known and (len(labels) > 1 or host == "localhost")
