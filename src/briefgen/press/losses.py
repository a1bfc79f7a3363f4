"""What a print lacks on an engine that the mends were not written for: said, never passed over.

The mends stand out of the way of another WeasyPrint or an old Pango, and the engine prints as it is. What it prints
then breaks promises of the press, so each one that does not hold is named, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .guard import VERSION, misfits
from .speed import catalogue

HELP = f"install WeasyPrint {VERSION} as briefgen pins it, and Pango 1.48.2 or later"


@dataclass(frozen=True, slots=True)
class Loss:
    """What a print lacks, as a message with its reason. `broken`: whether that breaks a promise, not only patience."""

    message: str
    broken: bool = True


@cache
def losses() -> tuple[Loss, ...]:
    """What prints of this process lack; nothing as a rule.

    Imports the engine: call it once `engine.start` has run.
    """
    from weasyprint.text.ffi import pango

    from . import mends, tags, textlayer

    found = []
    if not textlayer.available():
        old = pango.pango_version() < textlayer.PANGO_VERSION
        why = f"Pango {_dotted(pango.pango_version())} is too old" if old else _why(textlayer.DIGESTS)
        found.append(Loss(f"text does not copy out exactly as it reads: {why}"))
    if not tags.fitting():
        found.append(Loss(f"tags do not tell notes, languages and reading order: {_why(tags.DIGESTS)}"))
    if not mends.fitting():
        found.append(Loss(f"a lost line would not be noticed: {_why(mends.DIGESTS)}"))
    if slow := catalogue.misfit():
        found.append(Loss(f"printing is slower than it could be: without {', '.join(slow)}", broken=False))
    return tuple(found)


def _why(digests: Mapping[str, str]) -> str:
    found = misfits(digests)
    return f"{found[0]} is not what it was written for" if found else "it does not fit this engine"


def _dotted(number: int) -> str:
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
