"""Keys and certificates for signatures: an authority, archivists it vouches for, and what can be wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    pkcs12,
)
from cryptography.x509.oid import NameOID

PASSPHRASE = "كلمة سر طويلة"
YEAR = timedelta(days=365)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


@dataclass(frozen=True)
class Authority:
    """Somebody who issues certificates."""

    name: str = "هيئة التصديق"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def certificate(
        self,
        subject: str,
        key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
        begins: timedelta,
        ends: timedelta,
    ) -> x509.Certificate:
        """A certificate for a key; its times are counted from now."""
        now, own = datetime.now(UTC), subject == self.name
        usage = dict.fromkeys(
            ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"),
            False,
        )
        usage |= {"digital_signature": not own, "content_commitment": not own}
        usage |= {"key_cert_sign": own, "crl_sign": own}
        return (
            x509.CertificateBuilder(_name(self.name), _name(subject), key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + begins)
            .not_valid_after(now + ends)
            .add_extension(x509.BasicConstraints(own, None), critical=True)
            .add_extension(x509.KeyUsage(**usage), critical=True)
            .sign(self.key, hashes.SHA256())
        )

    @property
    def root(self) -> x509.Certificate:
        """Its own certificate."""
        return self.certificate(self.name, self.key, -2 * YEAR, 10 * YEAR)

    @property
    def pem(self) -> bytes:
        """Its own certificate as PEM: what is trusted."""
        return self.root.public_bytes(Encoding.PEM)

    def key_file(
        self,
        subject: str = "أمينة المحفوظات",
        *,
        begins: timedelta = -YEAR,
        ends: timedelta = YEAR,
        passphrase: str | None = PASSPHRASE,
        kind: str = "ec",
    ) -> bytes:
        """A PKCS#12 file with a new key (`ec` or `rsa`), its certificate and that of the authority."""
        key = (
            ec.generate_private_key(ec.SECP256R1()) if kind == "ec" else rsa.generate_private_key(65537, 2048)
        )
        cert = self.certificate(subject, key, begins, ends)
        lock = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
        return pkcs12.serialize_key_and_certificates(b"signer", key, cert, [self.root], lock)


def without_certificate() -> bytes:
    """A PKCS#12 file with nothing but a key."""
    key = ec.generate_private_key(ec.SECP256R1())
    return pkcs12.serialize_key_and_certificates(
        b"signer", key, None, None, BestAvailableEncryption(PASSPHRASE.encode())
    )


def without_key(authority: Authority) -> bytes:
    """A PKCS#12 file with nothing but a certificate."""
    return pkcs12.serialize_key_and_certificates(
        b"signer", None, authority.root, None, BestAvailableEncryption(PASSPHRASE.encode())
    )
