"""Which key a command signs with, where its secret comes from, and which certificates are trusted.

A secret is never an argument: other users of the machine can read those, and shells remember them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.cli.telling import told
from briefgen.diagnostics.texts import Text, phrase
from briefgen.errors import UsageError
from briefgen.workspace import environment, now, read, shown

if TYPE_CHECKING:
    from briefgen.signing.certificates import Anchors
    from briefgen.signing.keys import Key

MODULE = "BRIEFGEN_PKCS11_MODULE"
_PLACES = (
    "Where the passphrase or PIN is: env:NAME, file:PATH, fd:NUMBER or prompt; if not given, it is asked for."
)
SignOption = Annotated[
    str | None,
    typer.Option(
        "--sign",
        metavar="KEY",
        help="Sign with a PKCS#12 file, or a token's key by its PKCS#11 URI (RFC 7512).",
    ),
]
SecretOption = Annotated[str | None, typer.Option("--secret", metavar="SOURCE", help=_PLACES)]
TrustOption = Annotated[
    list[Path] | None,
    typer.Option("--trust", metavar="PEM", help="Certificates that are trusted; may be given several times."),
]
_LONGEST = 4096  # bytes of a secret


@contextmanager
def key_of(named: str | None, secret: str | None) -> Iterator[Key | None]:
    """The key to sign with; None where none is named. Raises UsageError, SigningError."""
    if named is None:
        if secret is not None:
            raise UsageError(phrase("secret-without-key"), phrase("name-key"))
        yield None
    elif named.startswith("pkcs11:"):
        yield from _on_token(named, secret)
    else:
        yield _from_file(Path(named), secret)


def anchors_of(files: list[Path] | None) -> Anchors:
    """The trusted certificates in files. Raises UsageError, SigningError."""
    from briefgen.signing.certificates import Anchors, anchors
    from briefgen.signing.errors import SigningError

    found: list[Anchors] = []
    for each in files or ():
        try:
            found.append(anchors(_bytes(each)))
        except SigningError as error:
            raise UsageError(phrase("in-file", path=shown(each), what=error.said), error.advice) from error
    return Anchors(tuple(certificate for each in found for certificate in each.certificates))


def _from_file(file: Path, secret: str | None) -> Key:
    from briefgen.signing.errors import SigningError
    from briefgen.signing.keys import from_file, protected

    data = _bytes(file)
    passphrase = (
        _secret(secret, phrase("passphrase-of", path=shown(file))) if secret or protected(data) else None
    )
    try:
        return from_file(data, passphrase, now())
    except SigningError as error:
        raise SigningError(phrase("in-file", path=shown(file), what=error.said), error.advice) from error


def _on_token(named: str, secret: str | None) -> Iterator[Key]:
    from briefgen.signing.keys import on_token
    from briefgen.signing.tokens import TokenUriError, parse

    try:
        key = parse(named, environment().get(MODULE, ""))
    except TokenUriError as error:
        said = phrase("refused-since", what="--sign", why=error.reason)
        raise UsageError(said, phrase("write-token-uri")) from error
    wanted = phrase("pin-of", name=key.token) if key.token.strip() else phrase("pin-of-any")
    with on_token(key, _secret(secret, wanted), now()) as found:
        yield found


def _bytes(file: Path) -> bytes:
    if not file.is_file():
        raise UsageError(phrase("no-file", path=shown(file)))
    return read(file)


def _secret(source: str | None, what: Text) -> str:
    """The secret from its place. No message holds it."""
    if source is None and not sys.stdin.isatty():
        raise UsageError(phrase("secret-wanted", what=what), phrase("say-where"))
    kind, _, place = (source or "prompt").partition(":")
    match kind:
        case "prompt":
            return str(typer.prompt(" ".join(told(what, sys.stderr)), hide_input=True, err=True))
        case "env" if place in environment():
            return environment()[place]
        case "env":
            raise UsageError(phrase("no-variable", name=place) if place else phrase("no-variable-named"))
        case "file":
            return _line(_bytes(Path(place)))
        case "fd" if place.isascii() and place.isdigit():
            return _line(_descriptor(int(place)))
        case _:
            raise UsageError(phrase("no-place-of-secret"), phrase("write-secret"))


def _descriptor(number: int) -> bytes:
    found = b""
    try:
        while len(found) <= _LONGEST and (piece := os.read(number, _LONGEST)):
            found += piece
    except OSError as error:
        raise UsageError(phrase("no-descriptor", number=str(number))) from error
    return found


def _line(data: bytes) -> str:
    """The first line, without its end."""
    if len(data) > _LONGEST:
        raise UsageError(phrase("secret-too-long"))
    try:
        return data.decode().split("\n", 1)[0].removesuffix("\r")
    except UnicodeDecodeError as error:
        raise UsageError(phrase("secret-no-text")) from error
