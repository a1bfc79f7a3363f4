"""Did-you-mean: for keys by likeness, for ids only where look-alike characters explain the difference."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_LOOK_ALIKES = str.maketrans("OoIl٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹_", "001101234567890123456789-")


def closest_key(written: str, allowed: Iterable[str]) -> str | None:
    """The one allowed word that is like the written one (difflib ratio of at least 0.75), or None."""
    found = difflib.get_close_matches(written, list(allowed), n=1, cutoff=0.75)
    return found[0] if found else None


def same_looking(written: str, known: Iterable[str]) -> str | None:
    """The known id that equals the written one once look-alikes (O/0, l/1, Arabic digits, _/-) are folded, or None.

    Never a merely similar id: a wrong guess here would become a wrong citation.
    """
    folded = _fold(written)
    found = [each for each in known if _fold(each) == folded]
    return found[0] if len(found) == 1 else None


def _fold(text: str) -> str:
    return text.strip().translate(_LOOK_ALIKES).casefold()
