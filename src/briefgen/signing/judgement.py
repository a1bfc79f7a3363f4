"""What a signature is worth: whether it fits the bytes, who made it, and whether somebody trusted vouches for that."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from briefgen.ondemand import dataclass
from briefgen.signing.certificates import Anchors, Certificate, described
from briefgen.signing.errors import require

NOBODY = Anchors()
"""Trusts nobody, and asks nobody."""

_END = rb"startxref\s+%d\s+%%%%EOF(?:\r\n|\r|\n)?"
_NO_PATH = "the certificate of {subject} leads to none that is trusted"
_TROUBLES = {
    "REVOKED": "the certificate of {subject} was revoked",
    "REVOKED_NO_POE": "the certificate of {subject} was revoked",
    "REVOKED_CA_NO_POE": "a certificate above that of {subject} was revoked",
    "EXPIRED": "the certificate of {subject} had expired when it signed",
    "OUT_OF_BOUNDS_NO_POE": "a certificate did not hold when {subject} signed",
    "CHAIN_CONSTRAINTS_FAILURE": "a certificate in the chain of {subject} must not be used for this",
    "NO_CERTIFICATE_CHAIN_FOUND": _NO_PATH,
    "CERTIFICATE_CHAIN_GENERAL_FAILURE": _NO_PATH,
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One signature.

    `intact`: what was signed is what is here. `valid`: it was made with the key of its certificate. `whole`: it covers
    the file to its end. `trusted`: its certificate leads to a trusted one; None where nobody named any. `signed` is the
    time that the signature claims (nobody else witnesses it). `base_length` and `base_sha256` are those of the PDF
    before it was signed; 0 and empty for a signature apart from a PDF. `faults` is empty for a good signature.
    """

    intact: bool
    valid: bool
    whole: bool
    trusted: bool | None
    certificate: Certificate | None
    signed: datetime | None
    base_length: int
    base_sha256: str
    faults: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether nothing stands against it."""
        return not self.faults


def judge_pdf(data: bytes, trusted: Anchors = NOBODY) -> tuple[Judgement, ...]:
    """The signatures in a PDF, in the order in which they were made; none for a PDF without, or for no PDF.

    Certificates are judged at the time that the signature claims. Whether one was revoked is not asked anybody.
    Raises SigningError where the packages are not installed.
    """
    require()
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(BytesIO(data), strict=False)
        found = tuple(reader.embedded_regular_signatures)
    except Exception:  # noqa: BLE001 - the parser raises whatever a hostile file leads it to
        return (_unreadable("the PDF cannot be read"),) if b"/ByteRange" in data else ()
    return tuple(_embedded(each, reader, data, trusted) for each in found)


def judge_apart(data: bytes, signature: bytes, trusted: Anchors = NOBODY) -> Judgement:
    """A signature that was made over bytes and lies apart from them. Raises as `judge_pdf` does."""
    require()
    from asn1crypto import cms
    from pyhanko.sign.validation import async_validate_detached_cms

    try:
        content = cms.ContentInfo.load(signature, strict=True)
        if content["content_type"].native != "signed_data":
            return _unreadable("it is no signature")
        signed = content["content"]
        if len(signed["signer_infos"]) != 1:
            return _unreadable("it is not the signature of one person")
        claimed = _claimed(signed["signer_infos"][0])
        status = asyncio.run(
            async_validate_detached_cms(data, signed, _context(trusted, claimed), key_usage_settings=_usage())
        )
    except Exception:  # noqa: BLE001 - the parser raises whatever hostile bytes lead it to
        return _unreadable("the signature cannot be read")
    return _judged(status, claimed, whole=True, trusted=bool(trusted), base=b"", more=())


def _embedded(found: Any, reader: Any, data: bytes, trusted: Anchors) -> Judgement:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    try:
        claimed = found.self_reported_timestamp
        status = asyncio.run(
            async_validate_pdf_signature(
                found, _context(trusted, claimed), key_usage_settings=_usage(), skip_diff=False
            )
        )
        base = _base(found, reader, data)
    except Exception:  # noqa: BLE001 - the parser raises whatever a hostile file leads it to
        return _unreadable("the signature cannot be read")
    gaps = list(_gaps([int(each) for each in found.byte_range], bytes(found.pkcs7_content), data))
    if not gaps and status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        gaps.append("not all bytes are signed")
    whole = not gaps
    if status.modification_level not in (None, ModificationLevel.NONE):
        gaps.append("the file was changed after it was signed")
    return _judged(status, claimed, whole=whole, trusted=bool(trusted), base=base, more=tuple(gaps))


def _gaps(ranges: Sequence[int], contents: bytes, data: bytes) -> Iterator[str]:
    """What of the file is not signed, beyond the signature itself, which stands in one place between two ranges."""
    from asn1crypto import parser

    if len(ranges) != 4 or ranges[0] != 0 or min(ranges) < 0:
        yield "not all bytes are signed"
        return
    if (beyond := len(data) - ranges[2] - ranges[3]) > 0:
        yield f"{beyond} bytes were put behind the signed ones"
    gap = data[ranges[1] : ranges[2]]
    if beyond < 0 or gap.lower() != b"<%s>" % contents.hex().encode():
        yield "not all bytes are signed"
    elif contents[parser.peek(contents) :].strip(b"\0"):
        yield "something stands behind the signature in the place that was kept free for it"


def _judged(
    status: Any, claimed: datetime | None, *, whole: bool, trusted: bool, base: bytes, more: tuple[str, ...]
) -> Judgement:
    certificate = described(status.signing_cert)
    intact, valid = bool(status.intact), bool(status.intact and status.valid)
    vouched = bool(status.trusted) if trusted else None
    faults = (*_faults(intact, valid, certificate, claimed), *more)
    if vouched is False and valid:
        trouble = getattr(status.trust_problem_indic, "name", "")
        faults += (_TROUBLES.get(trouble, _NO_PATH).format(subject=certificate.subject),)
    return Judgement(
        intact=intact,
        valid=valid,
        whole=whole,
        trusted=vouched,
        certificate=certificate,
        signed=claimed.astimezone(UTC) if claimed else None,
        base_length=len(base),
        base_sha256=sha256(base).hexdigest() if base else "",
        faults=tuple(dict.fromkeys(faults)),
    )


def _faults(intact: bool, valid: bool, certificate: Certificate, claimed: datetime | None) -> Iterator[str]:
    if not intact:
        yield "the bytes are not those that were signed"
    elif not valid:
        yield "it was not made with the key of its certificate"
    if claimed is None:
        yield "it does not say when it was made"
    elif not certificate.begins <= claimed <= certificate.ends:
        yield (
            _TROUBLES["EXPIRED"].format(subject=certificate.subject)
            if claimed > certificate.ends
            else (f"the certificate of {certificate.subject} did not hold yet when it signed")
        )


def _unreadable(why: str) -> Judgement:
    return Judgement(False, False, False, None, None, None, 0, "", (why,))


def _context(trusted: Anchors, claimed: datetime | None) -> Any:
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(
        trust_roots=list(trusted.certificates),
        moment=claimed or datetime(1970, 1, 1, tzinfo=UTC),
        allow_fetching=False,
    )


def _usage() -> Any:
    """A certificate made for signatures, of documents or in general."""
    from pyhanko.sign.validation.settings import KeyUsageConstraints

    return KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


def _claimed(signer: Any) -> datetime | None:
    from pyhanko.sign.validation.generic_cms import extract_self_reported_ts

    found = extract_self_reported_ts(signer)
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)


def _base(found: Any, reader: Any, data: bytes) -> bytes:
    """The file as it was before the revision that the signature is in (ISO 32000-1, 7.5.6)."""
    revision = int(found.signed_revision) - 1
    if revision < 0:
        return b""
    start = int(reader.xrefs.get_startxref_for_revision(revision))
    end = re.compile(_END % start).search(data, start)
    return data[: end.end()] if end else b""
