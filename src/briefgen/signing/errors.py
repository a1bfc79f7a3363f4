"""What can go wrong with keys and signatures."""

from __future__ import annotations

import importlib.util
import logging

from briefgen.diagnostics.texts import phrase
from briefgen.errors import BriefgenError


class SigningError(BriefgenError):
    """A key that cannot be used, or bytes that cannot be signed. Messages hold no secret."""


def available() -> bool:
    """Whether the packages of the extra are installed."""
    return importlib.util.find_spec("pyhanko") is not None


def require() -> None:
    """Raises SigningError when the packages of the extra are not installed; keeps their logs off the terminal."""
    if not available():
        raise SigningError(phrase("package-missing", package="pyhanko"), phrase("pip-extra", extra="sign"))
    for name in ("pyhanko", "pyhanko_certvalidator"):  # what it logs is judged, not printed
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
