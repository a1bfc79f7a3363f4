"""The act of publishing: who, when, why, and which version of what it makes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

_BY = re.compile(r"\s*([^<>]*[^<>\s])\s*(?:<([^<>\s]+)>)?\s*\Z")
_URI = re.compile(r"[a-z][a-z0-9+.-]*:\S+\Z", re.I)


@dataclass(frozen=True, slots=True)
class Deed:
    """Who publishes, when (in UTC), and why; `address` is a URI or empty. `number` is that of the version it makes."""

    number: int
    name: str
    address: str
    why: str
    when: datetime


def author(text: str) -> tuple[str, str] | None:
    """The name and the address of `name <address>`, the address as a URI (RFC 3986; a mail address as `mailto:`).

    None when the text is not of that form; the address may be left out and is then empty.
    """
    match = _BY.match(text)
    if match is None or not match[1]:
        return None
    name, address = match[1], match[2] or ""
    if address and not _URI.match(address):
        if "@" not in address:
            return None
        address = f"mailto:{address}"
    return name, address
