"""The files that a printed brief carries inside it (ISO 32000-1, 7.11.4), read back."""

from __future__ import annotations

from io import BytesIO

from briefgen.diagnostics.texts import phrase

from .errors import PressError


class NotCarried(PressError):
    """The file is no PDF, or it does not carry what is asked for."""

    code = "not-carried"


def carried(data: bytes) -> dict[str, bytes]:
    """The embedded files of a PDF by name. Raises NotCarried when the bytes are no PDF that can be read."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
    except (pikepdf.PdfError, ValueError, KeyError, RecursionError) as error:
        raise NotCarried(phrase("not-a-pdf"), help=phrase("name-our-pdf")) from error
