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
            raise UsageError("--secret is given, and no key", "name one with --sign")
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
            raise UsageError(f"{shown(each)}: {error.message}", error.help) from error
    return Anchors(tuple(certificate for each in found for certificate in each.certificates))


def _from_file(file: Path, secret: str | None) -> Key:
    from briefgen.signing.errors import SigningError
    from briefgen.signing.keys import from_file, protected

    data = _bytes(file)
    passphrase = _secret(secret, f"passphrase of {shown(file)}") if secret or protected(data) else None
    try:
        return from_file(data, passphrase, now())
    except SigningError as error:
        raise SigningError(f"{shown(file)}: {error.message}", error.help) from error


def _on_token(named: str, secret: str | None) -> Iterator[Key]:
    from briefgen.signing.keys import on_token
    from briefgen.signing.tokens import TokenUriError, parse

    try:
        key = parse(named, environment().get(MODULE, ""))
    except TokenUriError as error:
        advice = (
            "write pkcs11:token=…;object=…?module-path=/usr/lib/….so, and name the PIN's place with --secret"
        )
        raise UsageError(f"--sign: {error}", advice) from error
    with on_token(key, _secret(secret, f"PIN of the token {key.token}".rstrip()), now()) as found:
        yield found


def _bytes(file: Path) -> bytes:
    if not file.is_file():
        raise UsageError(f"there is no file {shown(file)}")
    return read(file)


def _secret(source: str | None, what: str) -> str:
    """The secret from its place. No message holds it."""
    if source is None and not sys.stdin.isatty():
        raise UsageError(
            f"the {what} is wanted", "say where it is: --secret env:NAME, file:PATH or fd:NUMBER"
        )
    kind, _, place = (source or "prompt").partition(":")
    match kind:
        case "prompt":
            return str(typer.prompt(what, hide_input=True, err=True))
        case "env" if place in environment():
            return environment()[place]
        case "env":
            raise UsageError(f"the environment has no {place or 'variable without a name'}")
        case "file":
            return _line(_bytes(Path(place)))
        case "fd" if place.isascii() and place.isdigit():
            return _line(_descriptor(int(place)))
        case _:
            raise UsageError(
                "--secret names no place that a secret comes from",
                "write env:NAME, file:PATH, fd:NUMBER or prompt",
            )


def _descriptor(number: int) -> bytes:
    found = b""
    try:
        while len(found) <= _LONGEST and (piece := os.read(number, _LONGEST)):
            found += piece
    except OSError as error:
        raise UsageError(f"file descriptor {number} cannot be read") from error
    return found


def _line(data: bytes) -> str:
    """The first line, without its end."""
    if len(data) > _LONGEST:
        raise UsageError("the secret is too long to be one")
    try:
        return data.decode().split("\n", 1)[0].removesuffix("\r")
    except UnicodeDecodeError as error:
        raise UsageError("the secret is no text in UTF-8") from error
