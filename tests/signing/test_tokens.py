"""Keys on PKCS#11 tokens: how they are named, and signing with SoftHSM, a token in software."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from tests.samples.keys import YEAR, Authority
from tests.signing.test_signatures import LOCK, one, pdf

from briefgen.signing.certificates import anchors
from briefgen.signing.errors import SigningError
from briefgen.signing.judgement import judge_apart
from briefgen.signing.keys import on_token
from briefgen.signing.signatures import sign_apart, sign_pdf
from briefgen.signing.tokens import TokenKey, TokenUriError, parse

NOW = datetime.now(UTC)
PIN = "4826-ك"
MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)


def test_a_key_is_named_by_a_uri() -> None:
    """Labels in any language, escaped; an id of bytes; the module from the URI or from outside."""
    found = parse(
        "pkcs11:token=%D8%A3%D8%B1%D8%B4%D9%8A%D9%81;object=signer;type=private?module-path=/lib/p11.so"
    )
    assert found == TokenKey("/lib/p11.so", "أرشيف", "", "signer", b"")
    assert parse("pkcs11:id=%01%ff", "/lib/other.so") == TokenKey("/lib/other.so", "", "", "", b"\x01\xff")


@pytest.mark.parametrize(
    ("uri", "words"),
    [
        ("p11:object=a", "does not begin with pkcs11:"),
        ("pkcs11:token=a?module-path=/m", "neither an object nor an id"),
        ("pkcs11:object=a", "no PKCS#11 module"),
        ("pkcs11:object=a;object=b?module-path=/m", "`object` is not understood"),
        ("pkcs11:object=a;colour=red?module-path=/m", "`colour` is not understood"),
        ("pkcs11:object=a%2?module-path=/m", "`object` is not understood"),
        ("pkcs11:object=a?module-path=/m&pin-value=1234", "a PIN does not belong on the command line"),
    ],
)
def test_uris_that_name_no_key(uri: str, words: str) -> None:
    """What is wrong is told, and no PIN is repeated."""
    with pytest.raises(TokenUriError, match=words) as failure:
        parse(uri)
    assert "1234" not in str(failure.value)


@dataclass(frozen=True)
class Hsm:
    """A token with a key that the authority vouches for."""

    authority: Authority
    key: TokenKey


@pytest.fixture(name="hsm", scope="module")
def _hsm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hsm]:
    """A new token of SoftHSM with keys: two whole, one without a certificate, one that has expired."""
    module = next((each for each in MODULES if Path(each).exists()), None)
    if module is None or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM is not installed (Debian: softhsm2)")
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    _run("--init-token", "--free", "--label", "archive", "--pin", PIN, "--so-pin", "87654321")
    authority = Authority()
    for number, (label, ends) in enumerate(
        {"signer": YEAR, "bare": YEAR, "old": -YEAR, "rsa": YEAR}.items(), 1
    ):
        kind = "rsa" if label == "rsa" else "ec"
        data = authority.key_file(label, begins=-2 * YEAR, ends=ends, passphrase=None, kind=kind)
        _fill(folder, module, data, label, number)
    yield Hsm(authority, TokenKey(module, "archive", "", "signer", b""))
    if before is None:
        del os.environ["SOFTHSM2_CONF"]
    else:
        os.environ["SOFTHSM2_CONF"] = before


def _run(*words: str) -> None:
    subprocess.run(["softhsm2-util", *words], check=True, capture_output=True)


def _fill(folder: Path, module: str, data: bytes, label: str, number: int) -> None:
    """Puts a key on to the token, and its certificate, unless it is to be bare."""
    import pkcs11

    key, certificate, _ = pkcs12.load_key_and_certificates(data, None)
    assert key is not None
    assert certificate is not None
    file = folder / f"{label}.pem"
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    _run("--import", str(file), "--token", "archive", "--label", label, "--id", f"0{number}", "--pin", PIN)
    if label == "bare":
        return
    with pkcs11.lib(module).get_token(token_label="archive").open(rw=True, user_pin=PIN) as session:
        session.create_object(
            {
                pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                pkcs11.Attribute.TOKEN: True,
                pkcs11.Attribute.LABEL: label,
                pkcs11.Attribute.ID: bytes((number,)),
                pkcs11.Attribute.SUBJECT: certificate.subject.public_bytes(),
                pkcs11.Attribute.VALUE: certificate.public_bytes(Encoding.DER),
            }
        )


@pytest.mark.parametrize("label", ["signer", "rsa", ""])
def test_a_token_signs(hsm: Hsm, label: str) -> None:
    """A PDF and a lock in one session, the key named by label or by id; both are good by the authority's word."""
    named = replace(hsm.key, label=label, id=b"" if label else b"\x01")
    with on_token(named, PIN, NOW) as key:
        signed, apart = sign_pdf(pdf(), key, "لأن"), sign_apart(LOCK, key)
    assert signed.startswith(pdf())
    assert (one(signed, hsm.authority.pem).good, one(signed, hsm.authority.pem).trusted) == (True, True)
    assert judge_apart(LOCK, apart, anchors(hsm.authority.pem)).trusted


@pytest.mark.parametrize(
    ("changed", "pin", "words"),
    [
        ({}, "0000-0000", "the PIN is wrong"),
        ({"token": "other"}, PIN, "there is no token other"),
        ({"label": "other"}, PIN, "no private key named other"),
        ({"label": "bare"}, PIN, "no certificate named bare"),
        ({"label": "old"}, PIN, "the certificate of old expired on"),
        ({"module": "/no/such/module.so"}, PIN, "cannot be loaded as a PKCS#11 module"),
    ],
)
def test_tokens_that_do_not_sign(hsm: Hsm, changed: dict[str, str], pin: str, words: str) -> None:
    """Each is told, and no message repeats the PIN."""
    named = replace(hsm.key, **changed)  # type: ignore[arg-type]
    with pytest.raises(SigningError, match=words) as failure, on_token(named, pin, NOW):
        pass
    assert pin not in str(failure.value)
