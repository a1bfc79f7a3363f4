"""Keys to sign with: from a PKCS#12 file, or on a PKCS#11 token that never gives them out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

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
        raise SigningError("the key cannot be used") from error
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
        raise SigningError(f"the token refused: {_words(error)}") from error


def _session(named: TokenKey, pin: str | None) -> Any:
    import pkcs11
    from pkcs11 import exceptions

    try:
        slots = pkcs11.lib(named.module)
    except Exception as error:
        raise SigningError(
            f"{named.module} cannot be loaded as a PKCS#11 module", "name another one as module-path"
        ) from error
    wanted: dict[str, Any] = {"token_label": named.token} if named.token else {}
    if named.serial:
        wanted["token_serial"] = named.serial.encode()
    try:
        token = slots.get_token(**wanted)
    except exceptions.MultipleTokensReturned as error:
        raise SigningError("several tokens are there", "name one: pkcs11:token=…;object=…") from error
    except exceptions.NoSuchToken as error:
        raise SigningError(f"there is no token {named.token or named.serial or 'at all'}") from error
    try:
        return token.open(user_pin=pin)
    except exceptions.PinIncorrect as error:
        raise SigningError(
            "the PIN is wrong", "after some more attempts the token will lock itself"
        ) from error
    except exceptions.PinLocked as error:
        raise SigningError("the token has locked itself after too many wrong PINs") from error
    except (exceptions.PinLenRange, exceptions.PinInvalid) as error:
        raise SigningError("this can be no PIN of the token") from error


def _one_of_each(named: TokenKey, session: Any) -> None:
    """Raises SigningError unless there are one key and one certificate under the name."""
    from pkcs11 import Attribute, ObjectClass

    name = f"named {named.label}" if named.label else f"with the id {named.id.hex()}"
    wanted = {Attribute.LABEL: named.label} if named.label else {Attribute.ID: named.id}
    for kind, word in ((ObjectClass.PRIVATE_KEY, "private key"), (ObjectClass.CERTIFICATE, "certificate")):
        number = len(list(session.get_objects({Attribute.CLASS: kind, **wanted})))
        if number != 1:
            raise SigningError(f"the token has {number or 'no'} {word}{'s' * (number > 1)} {name}")


def _complete(data: bytes, passphrase: bytes | None) -> None:
    """Raises SigningError unless the file opens and holds a key with its own certificate."""
    from cryptography.hazmat.primitives.serialization import pkcs12

    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(data, passphrase)
    except (ValueError, TypeError) as error:
        raise SigningError("the passphrase is wrong, or the file is no PKCS#12 file") from error
    if key is None:
        raise SigningError("the file holds no key")
    if certificate is None:
        raise SigningError("the file holds no certificate for its key")


def _current(signer: Signer, now: datetime) -> Key:
    """The key, if its certificate holds now. Raises SigningError."""
    if signer.signing_cert is None:
        raise SigningError("the key has no certificate")
    certificate = described(signer.signing_cert)
    if now > certificate.ends:
        raise SigningError(f"the certificate of {certificate.subject} expired on {certificate.ends:%Y-%m-%d}")
    if now < certificate.begins:
        raise SigningError(
            f"the certificate of {certificate.subject} holds only from {certificate.begins:%Y-%m-%d}"
        )
    return Key(signer, certificate)


def _words(error: Exception) -> str:
    """What the token says, without what it was told."""
    return type(error).__name__
