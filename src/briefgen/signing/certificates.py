"""Certificates as records, and the ones that are trusted."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from briefgen.diagnostics.texts import phrase
from briefgen.ondemand import dataclass
from briefgen.signing.errors import SigningError, require

if TYPE_CHECKING:
    from asn1crypto import x509


@dataclass(frozen=True, slots=True)
class Certificate:
    """Whose key it is by whose word, between which times (UTC); serial number and SHA-256 in hexadecimal digits."""

    subject: str
    issuer: str
    serial: str
    sha256: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Anchors:
    """Certificates whose word is taken; none, where nobody was asked."""

    certificates: tuple[x509.Certificate, ...] = ()

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.certificates)


def described(found: x509.Certificate) -> Certificate:
    """The record of a certificate."""
    validity = found["tbs_certificate"]["validity"]
    return Certificate(
        subject=_name(found.subject),
        issuer=_name(found.issuer),
        serial=f"{found.serial_number:x}",
        sha256=found.sha256.hex(),
        begins=validity["not_before"].native.astimezone(UTC),
        ends=validity["not_after"].native.astimezone(UTC),
    )


def anchors(data: bytes) -> Anchors:
    """The certificates in a file, which is PEM with one or several, or DER with one. Raises SigningError."""
    require()
    from pyhanko.keys import load_certs_from_pemder_data

    try:
        found = tuple(load_certs_from_pemder_data(data))
        for each in found:
            described(each)  # they are decoded lazily: what is broken shows here
    except Exception as error:
        raise SigningError(phrase("no-readable-certificate")) from error
    if not found:
        raise SigningError(phrase("no-certificate-in"))
    return Anchors(found)


def _name(name: Any) -> str:
    """The common name, or where there is none all of the name."""
    native = name.native
    common = native.get("common_name") if isinstance(native, dict) else None
    if isinstance(common, list):
        common = ", ".join(map(str, common))
    return str(common or name.human_friendly)
