"""Signatures over a PDF and apart from a file: what is right is found right, and what was changed later is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from tests.samples.keys import PASSPHRASE, YEAR, Authority, without_certificate, without_key

from briefgen.signing import judgement, keys
from briefgen.signing.certificates import Anchors, anchors
from briefgen.signing.errors import SigningError
from briefgen.signing.judgement import Judgement, judge_apart, judge_pdf
from briefgen.signing.keys import Key, from_file, protected
from briefgen.signing.signatures import sign_apart, sign_pdf

NOW = datetime.now(UTC)
LOCK = b'{"brief": "water"}\n'


@pytest.fixture(name="authority", scope="module")
def _authority() -> Authority:
    """Who is trusted."""
    return Authority()


@pytest.fixture(name="key", scope="module")
def _key(authority: Authority) -> Key:
    """A key that the authority vouches for."""
    return from_file(authority.key_file(), PASSPHRASE, NOW)


def pdf(title: str = "one") -> bytes:
    """A small PDF."""
    with pikepdf.new() as made, BytesIO() as file:
        made.add_blank_page()
        made.docinfo["/Title"] = title
        made.save(file, deterministic_id=True)
        return file.getvalue()


@pytest.fixture(name="signed", scope="module")
def _signed(key: Key) -> bytes:
    """It with a signature."""
    return sign_pdf(pdf(), key, "لأن الأرقام تغيرت")


def one(data: bytes, trusted: bytes = b"") -> Judgement:
    """The only signature in a PDF."""
    (found,) = judge_pdf(data, anchors(trusted) if trusted else Anchors())
    return found


def test_a_signed_pdf_begins_with_the_unsigned_one(signed: bytes, authority: Authority) -> None:
    """Its length and digest are found again without help, and everything about the signature is right."""
    found = one(signed, authority.pem)
    assert signed[: found.base_length] == pdf()
    assert (found.intact, found.valid, found.whole, found.trusted, found.good) == (
        True,
        True,
        True,
        True,
        True,
    )
    assert found.certificate is not None
    assert (found.certificate.subject, found.certificate.issuer) == ("أمينة المحفوظات", "هيئة التصديق")
    assert found.signed is not None
    assert abs(found.signed - NOW) < timedelta(hours=1)


def test_without_trusted_certificates_nobody_is_trusted(signed: bytes) -> None:
    """The bytes are judged all the same, and trust is left open, not granted."""
    found = one(signed)
    assert (found.trusted, found.good) == (None, True)


def test_the_word_of_another_authority_is_not_taken(signed: bytes) -> None:
    """A signature by a person whom no trusted one vouches for, though the name is the same."""
    found = one(signed, Authority().pem)
    assert (found.intact, found.valid, found.trusted) == (True, True, False)
    assert found.faults == ("the certificate of أمينة المحفوظات leads to none that is trusted",)


def test_a_certificate_can_be_trusted_itself(signed: bytes, key: Key) -> None:
    """Also one that signed itself, or the end of a chain."""
    from asn1crypto import pem

    assert key.signer.signing_cert is not None
    found = one(signed, pem.armor("CERTIFICATE", key.signer.signing_cert.dump()))
    assert found.trusted


@pytest.mark.parametrize("place", ["base", "update", "signature", "padding", "end"])
def test_every_changed_byte_is_seen(signed: bytes, place: str) -> None:
    """In the unsigned part, in the update, in the signature itself, in the zeros behind it, at the end."""
    begin = signed.rindex(b"/Contents <")
    at = {"base": 200, "update": signed.rindex(b"/Adobe.PPKLite") + 3, "signature": begin + 900}
    at |= {"padding": signed.index(b">", begin) - 4, "end": len(signed) - 10}
    changed = bytearray(signed)
    changed[at[place]] ^= 1
    assert not any(each.good for each in judge_pdf(bytes(changed)))


def test_appended_bytes_are_seen(signed: bytes) -> None:
    """A comment behind the end, and another update that replaces the page."""
    found = one(signed + b"% more\n")
    assert found.faults[0] == "7 bytes were put behind the signed ones"
    with pikepdf.open(BytesIO(signed)) as opened, BytesIO() as file:
        opened.docinfo["/Title"] = "other"
        opened.save(file)
        assert not any(each.good for each in judge_pdf(file.getvalue()))


def test_a_signature_that_was_taken_from_another_pdf_is_seen(signed: bytes, key: Key) -> None:
    """The hexadecimal digits of one signature in the place of another's."""
    other = sign_pdf(pdf("two"), key, "x")
    begin, end = _place(signed)
    taken = other[slice(*_place(other))].rstrip(b"0")
    swapped = signed[:begin] + taken.ljust(end - begin, b"0") + signed[end:]
    assert len(swapped) == len(signed)
    assert one(swapped).faults == ("the bytes are not those that were signed",)


def _place(data: bytes) -> tuple[int, int]:
    """Where the hexadecimal digits of the signature in a PDF begin and end."""
    begin = data.rindex(b"/Contents <") + len(b"/Contents <")
    return begin, data.index(b">", begin)


def test_a_pdf_without_a_signature_has_none() -> None:
    """Nothing is found, in a PDF and in what is none."""
    assert judge_pdf(pdf()) == ()
    assert judge_pdf(b"%PDF-1.7\nnothing") == ()


@pytest.mark.parametrize("cut", [0.3, 0.9, 0.99])
def test_what_is_left_of_a_signed_pdf_is_not_good(signed: bytes, cut: float) -> None:
    """A truncated file: no signature, or a broken one, and no exception."""
    assert not any(each.good for each in judge_pdf(signed[: int(len(signed) * cut)]))


def test_a_signature_apart_is_over_one_file_only(key: Key, authority: Authority) -> None:
    """Good for the very bytes, not for those of another lock."""
    made = sign_apart(LOCK, key)
    trusted = anchors(authority.pem)
    assert judge_apart(LOCK, made, trusted).good
    assert judge_apart(LOCK, made, trusted).trusted
    found = judge_apart(LOCK.replace(b"water", b"pumps"), made, trusted)
    assert found.faults == ("the bytes are not those that were signed",)


@pytest.mark.parametrize("bad", [b"", b"0", b"\x30\x80", b"-----BEGIN CMS-----", b"\x30\x03\x02\x01\x01"])
def test_what_is_no_signature_is_told(bad: bytes) -> None:
    """Any bytes may lie where a signature should."""
    assert judge_apart(LOCK, bad).faults == ("the signature cannot be read",)


def test_a_signature_apart_with_a_flipped_bit_is_not_good(key: Key) -> None:
    """In the digest that it holds, in the time that it claims, in the signature itself."""
    made = sign_apart(LOCK, key)
    claimed = made.index(b"\x17\x0d", made.index(sha256(LOCK).digest()) - 200) + 5
    for at in (made.index(sha256(LOCK).digest()), claimed, len(made) - 4):
        changed = bytearray(made)
        changed[at] ^= 1
        assert not judge_apart(LOCK, bytes(changed), anchors_of(key)).good, at


def anchors_of(key: Key) -> Anchors:
    """The key's own certificate, trusted."""
    return Anchors((key.signer.signing_cert,))


@pytest.mark.parametrize(
    ("begins", "ends", "words"),
    [(-2 * YEAR, -YEAR, "expired on"), (YEAR, 2 * YEAR, "holds only from")],
)
def test_a_certificate_that_does_not_hold_now_signs_nothing(
    authority: Authority, begins: timedelta, ends: timedelta, words: str
) -> None:
    """It is refused before anything is signed."""
    with pytest.raises(SigningError, match=words):
        from_file(authority.key_file(begins=begins, ends=ends), PASSPHRASE, NOW)


def test_a_signature_made_after_the_certificate_expired_is_not_good(authority: Authority) -> None:
    """Even where somebody's clock let it through: the time it claims is held against the certificate."""
    late = from_file(authority.key_file(begins=-2 * YEAR, ends=-YEAR), PASSPHRASE, NOW - 1.5 * YEAR)
    for found in (one(sign_pdf(pdf(), late, "x"), authority.pem), judge_apart(LOCK, sign_apart(LOCK, late))):
        assert "the certificate of أمينة المحفوظات had expired when it signed" in found.faults


def test_a_signature_outlives_its_certificate(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was signed while the certificate held stays good: it is judged at the time of signing, not today."""
    key = from_file(authority.key_file(ends=timedelta(seconds=2)), PASSPHRASE, datetime.now(UTC))
    signed = sign_pdf(pdf(), key, "x")
    moments: list[datetime | None] = []
    context = judgement._context

    def noting(trusted: Anchors, claimed: datetime | None) -> Any:
        moments.append(claimed)
        return context(trusted, claimed)

    monkeypatch.setattr(judgement, "_context", noting)
    found = one(signed, authority.pem)
    assert found.good
    assert moments == [found.signed]


@pytest.mark.parametrize(
    ("data", "passphrase", "words"),
    [
        ("key", "another one", "the passphrase is wrong"),
        ("key", None, "the passphrase is wrong"),
        ("no key", PASSPHRASE, "holds no key"),
        ("no certificate", PASSPHRASE, "holds no certificate"),
        ("nothing", PASSPHRASE, "the passphrase is wrong, or the file is no PKCS#12 file"),
    ],
)
def test_key_files_that_cannot_be_used(
    authority: Authority, data: str, passphrase: str | None, words: str
) -> None:
    """Each is told apart, and no message repeats the passphrase."""
    files = {
        "key": authority.key_file(),
        "no key": without_key(authority),
        "no certificate": without_certificate(),
        "nothing": b"nothing",
    }
    with pytest.raises(SigningError, match=words) as failure:
        from_file(files[data], passphrase, NOW)
    assert not passphrase or passphrase not in str(failure.value)


def test_a_key_file_without_passphrase(authority: Authority) -> None:
    """It is known as such, and can be used."""
    data = authority.key_file(passphrase=None)
    assert (protected(data), protected(authority.key_file())) == (False, True)
    assert keys.from_file(data, None, NOW).certificate.subject == "أمينة المحفوظات"


@pytest.mark.parametrize(
    "bad", [b"", b"nothing", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_what_is_no_certificate_is_not_trusted(bad: bytes) -> None:
    """A file that holds none is refused, rather than trusting nobody in silence."""
    with pytest.raises(SigningError):
        anchors(bad)
