"""How a key on a token is named: a PKCS#11 URI (RFC 7512), in part."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote, unquote_to_bytes

from briefgen.diagnostics.texts import phrase, worded
from briefgen.ondemand import dataclass, pattern

SCHEME = "pkcs11:"
_PATH = frozenset({"token", "serial", "object", "id", "type"})
_QUERY = frozenset({"module-path"})
_SECRETS = frozenset({"pin-value", "pin-source"})
_ESCAPES = pattern(r"(?:[^%]|%[0-9A-Fa-f]{2})*")


@dataclass(frozen=True, slots=True)
class TokenKey:
    """A key on a token: the PKCS#11 module's path, the token's label or serial, the key's label or id; empty: any."""

    module: str
    token: str
    serial: str
    label: str
    id: bytes


class TokenUriError(ValueError):
    """A URI that names no key, or holds what it must not; `reason` says which, and so does the message, in English.

    Neither repeats a value of the URI.
    """

    def __init__(self, key: str, /, **params: str) -> None:
        self.reason = phrase(key, **params)
        super().__init__(worded(self.reason, "en"))


def parse(uri: str, module: str = "") -> TokenKey:
    """The key that a URI names: `pkcs11:token=archive;object=signer?module-path=/usr/lib/….so`.

    `module` is the PKCS#11 module where the URI names none. Raises TokenUriError; a PIN in a URI is refused, since
    other users of the machine can read command lines.
    """
    if not uri.startswith(SCHEME):
        raise TokenUriError("not-pkcs11")
    path, _, query = uri.removeprefix(SCHEME).partition("?")
    fields = {**_fields(path.split(";"), _PATH), **_fields(query.split("&"), _QUERY)}
    found = TokenKey(
        module=_text(fields, "module-path") or module,
        token=_text(fields, "token"),
        serial=_text(fields, "serial"),
        label=_text(fields, "object"),
        id=unquote_to_bytes(fields.get("id", "")),
    )
    if not found.module:
        raise TokenUriError("no-module")
    if not found.label and not found.id:
        raise TokenUriError("no-object-or-id")
    return found


def _fields(parts: list[str], known: frozenset[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in parts:
        if not part:
            continue
        key, sign, value = part.partition("=")
        if key in _SECRETS:
            raise TokenUriError("no-pin-here")
        if not sign or key not in known or key in found or not _ESCAPES.fullmatch(value):
            raise TokenUriError("not-understood", key=key)
        found[key] = value
    return found


def _text(fields: Mapping[str, str], key: str) -> str:
    return unquote(fields.get(key, ""), errors="replace")
