"""Keys to sign with: from a PKCS#12 file, or on a PKCS#11 token that never gives them out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from briefgen.diagnostics.texts import Count, phrase
from briefgen.ondemand import dataclass
from briefgen.signing.certificates import Certificate, described
from briefgen.signing.errors import SigningError, require
from briefgen.signing.tokens import TokenKey

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer


@dataclass(frozen=True, slots=True)
class Key:
    """A key with its certificate, which holds at the time of signing."""

    signer: Signer
    certificate: Certificate


def from_file(data: bytes, passphrase: str | None, now: datetime) -> Key:
    """The key of a PKCS#12 file (RFC 7292). Raises SigningError; `None` stands for a file without a passphrase."""
    require()
    from pyhanko.sign.signers import SimpleSigner

    secret = passphrase.encode() if passphrase is not None else None
    _complete(data, secret)
    try:
        signer = SimpleSigner.load_pkcs12_data(data, (), secret)
    except ValueError as error:
        raise SigningError(phrase("key-unusable")) from error
    return _current(signer, now)


def protected(data: bytes) -> bool:
    """Whether a PKCS#12 file asks for a passphrase."""
    require()
    from cryptography.hazmat.primitives.serialization import pkcs12

    try:
        pkcs12.load_key_and_certificates(data, None)
    except (ValueError, TypeError):
        return True
    return False


@contextmanager
def on_token(named: TokenKey, pin: str | None, now: datetime) -> Iterator[Key]:
    """A key on a token, which stays open inside of the block. Raises SigningError.

    A token that cannot hash for ECDSA (SoftHSM before 2.7, many cards) is given the digest.
    """
    require()
    from pkcs11 import Mechanism
    from pkcs11.exceptions import PKCS11Error
    from pyhanko.sign.pkcs11 import PKCS11Signer

    try:
        with _session(named, pin) as session:
            chosen: dict[str, Any] = {"key_id": named.id, "cert_id": named.id} if named.id else {}
            if named.label:
                chosen |= {"key_label": named.label, "cert_label": named.label}
            _one_of_each(named, session)
            raw = Mechanism.ECDSA_SHA256 not in session.token.slot.get_mechanisms()
            signer = PKCS11Signer(session, other_certs_to_pull=None, use_raw_mechanism=raw, **chosen)
            if raw and signer.signing_cert.public_key.algorithm != "ec":
                signer = PKCS11Signer(session, other_certs_to_pull=None, **chosen)
            yield _current(signer, now)
    except PKCS11Error as error:
        raise SigningError(phrase("token-refused", reason=_words(error))) from error


def _session(named: TokenKey, pin: str | None) -> Any:
    import pkcs11
    from pkcs11 import exceptions

    try:
        slots = pkcs11.lib(named.module)
    except Exception as error:
        raise SigningError(
            phrase("module-unloadable", path=named.module), phrase("other-module-path")
        ) from error
    wanted: dict[str, Any] = {"token_label": named.token} if named.token else {}
    if named.serial:
        wanted["token_serial"] = named.serial.encode()
    try:
        token = slots.get_token(**wanted)
    except exceptions.MultipleTokensReturned as error:
        raise SigningError(phrase("several-tokens"), phrase("name-token")) from error
    except exceptions.NoSuchToken as error:
        name = named.token or named.serial
        raise SigningError(phrase("no-token", name=name) if name else phrase("no-token-at-all")) from error
    try:
        return token.open(user_pin=pin)
    except exceptions.PinIncorrect as error:
        raise SigningError(phrase("wrong-pin"), phrase("token-will-lock")) from error
    except exceptions.PinLocked as error:
        raise SigningError(phrase("token-locked")) from error
    except (exceptions.PinLenRange, exceptions.PinInvalid) as error:
        raise SigningError(phrase("no-such-pin")) from error


def _one_of_each(named: TokenKey, session: Any) -> None:
    """Raises SigningError unless there are one key and one certificate under the name."""
    from pkcs11 import Attribute, ObjectClass

    wanted = {Attribute.LABEL: named.label} if named.label else {Attribute.ID: named.id}
    for kind, word, none in (
        (ObjectClass.PRIVATE_KEY, "private key", "no-private-key"),
        (ObjectClass.CERTIFICATE, "certificate", "no-certificate"),
    ):
        number = len(list(session.get_objects({Attribute.CLASS: kind, **wanted})))
        if number != 1:
            objects = Count(number, word) if number else phrase(none)
            raise SigningError(
                phrase("token-has-named", objects=objects, name=named.label)
                if named.label
                else phrase("token-has-id", objects=objects, id=named.id.hex())
            )


def _complete(data: bytes, passphrase: bytes | None) -> None:
    """Raises SigningError unless the file opens and holds a key with its own certificate."""
    from cryptography.hazmat.primitives.serialization import pkcs12

    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(data, passphrase)
    except (ValueError, TypeError) as error:
        raise SigningError(phrase("wrong-passphrase")) from error
    if key is None:
        raise SigningError(phrase("no-key-in"))
    if certificate is None:
        raise SigningError(phrase("no-certificate-for-key"))


def _current(signer: Signer, now: datetime) -> Key:
    """The key, if its certificate holds now. Raises SigningError."""
    if signer.signing_cert is None:
        raise SigningError(phrase("key-without-certificate"))
    certificate = described(signer.signing_cert)
    if now > certificate.ends:
        day = f"{certificate.ends:%Y-%m-%d}"
        raise SigningError(phrase("certificate-expired", name=certificate.subject, day=day))
    if now < certificate.begins:
        day = f"{certificate.begins:%Y-%m-%d}"
        raise SigningError(phrase("certificate-not-yet", name=certificate.subject, day=day))
    return Key(signer, certificate)


def _words(error: Exception) -> str:
    """What the token says, without what it was told."""
    return type(error).__name__
