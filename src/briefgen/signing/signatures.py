"""Signatures made: inside a PDF, after the bytes that it had, and apart from a file."""

from __future__ import annotations

import asyncio
from io import BytesIO

from briefgen.diagnostics.texts import phrase
from briefgen.signing.errors import SigningError
from briefgen.signing.keys import Key

FIELD = "Signature"
"""The name of the form field in a signed PDF."""

_DIGEST = "sha256"


def sign_pdf(data: bytes, key: Key, reason: str) -> bytes:
    """The PDF with a signature that allows no changes, as an incremental update (ISO 32000-1, 12.8; PAdES B-B).

    It begins with the very bytes given. Nothing of the signature shows on a page. Raises SigningError.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.general import SigningError as Refused
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    wanted = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=_DIGEST,
        reason=reason,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
    )
    target = BytesIO()
    try:
        PdfSigner(wanted, key.signer).sign_pdf(IncrementalPdfFileWriter(BytesIO(data)), output=target)
    except (PdfError, Refused, ValueError) as error:
        raise SigningError(phrase("cannot-sign-pdf", reason=_words(error))) from error
    signed = target.getvalue()
    if not signed.startswith(data):
        raise SigningError(phrase("signature-changes"))
    return signed


def sign_apart(data: bytes, key: Key) -> bytes:
    """A signature over bytes that stay as they are: CMS, detached, DER (RFC 5652, CAdES B-B). Raises SigningError."""
    from pyhanko.sign.general import SigningError as Refused

    try:
        made = asyncio.run(key.signer.async_sign_general_data(data, _DIGEST, detached=True, use_cades=True))
    except (Refused, ValueError) as error:
        raise SigningError(phrase("cannot-sign", reason=_words(error))) from error
    return bytes(made.dump())


def _words(error: Exception) -> str:
    text = str(error).rstrip(".")
    return text[:1].lower() + text[1:]
