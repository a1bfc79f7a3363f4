"""Did-you-mean: for keys by likeness, for ids only where look-alike characters explain the difference."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from briefgen.ondemand import pattern

_LOOK_ALIKES = str.maketrans("OoIl٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹_", "001101234567890123456789-")


_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
# What an editor may put around or after a word, taking it for punctuation of the file.
_AROUND = " ,;،؛.\"'“”„‘’«»`"
_DAY_FIRST = pattern(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z")
_YEAR_FIRST = pattern(r"(\d{4})[/.-](\d{1,2})(?:[/.-](\d{1,2}))?\Z")
# Words that an editor may write for a key, in Arabic.
_ARABIC_KEYS = {
    "العنوان": "title", "عنوان": "title", "القول": "says", "العبارة": "says", "النص": "text", "نص": "text",
    "النوع": "kind", "نوع": "kind", "التاريخ": "date", "تاريخ": "date", "الموضوعات": "topics", "الموضوع": "topics",
    "المصدر": "source", "مصدر": "source", "الدليل": "evidence", "الأدلة": "evidence", "الفقرة": "paragraph",
    "المقطع": "passage", "الأقسام": "sections", "الخلاصة": "summary", "الملخص": "summary", "الوقائع": "facts",
    "القائل": "speaker", "المتحدث": "speaker", "المؤلف": "author", "الناشر": "publisher", "القيمة": "value",
    "الوحدة": "unit", "الترتيب": "order", "السبب": "because",
}  # fmt: skip


def closest_key(written: str, allowed: Iterable[str]) -> str | None:
    """The one allowed word that the written one means, or None.

    The same word in other letters or with punctuation around it, or a word like it (difflib ratio of at least 0.75).
    """
    words = list(allowed)
    bare = written.strip(_AROUND).casefold()
    same = [each for each in words if each.casefold() == bare or each == _ARABIC_KEYS.get(bare)]
    found = same or difflib.get_close_matches(bare, words, n=1, cutoff=0.75)
    return found[0] if found else None


def likely_id(written: str) -> str:
    """The written id as it would be written well: lower case, digits 0-9, hyphens; it may still be none."""
    return re.sub(r"[\s_]+", "-", written.strip(_AROUND).translate(_DIGITS)).casefold()


def likely_number(written: str) -> str:
    """The written number with the digits 0-9, a point, and no separators of thousands; it may still be none."""
    text = written.strip(_AROUND).translate(_DIGITS).replace("٫", ".").replace("٬", "")
    return re.sub(r"(?<=\d)[, ](?=\d{3}\b)", "", text)


def likely_date(written: str) -> str:
    """The written date with the digits 0-9, year first and hyphens between; it may still be none.

    Of 05/10/2014 nobody knows the day; such a date comes back as it is.
    """
    text = re.sub("[‐‑‒–—−]", "-", written.strip(_AROUND).translate(_DIGITS))
    if found := _YEAR_FIRST.match(text):
        return "-".join(each.zfill(2) for each in found.groups() if each)
    found = _DAY_FIRST.match(text)
    if found and int(found[1]) > 12:
        return f"{found[3]}-{found[2].zfill(2)}-{found[1].zfill(2)}"
    return re.sub(r"\s+", "", text)


def same_looking(written: str, known: Iterable[str]) -> str | None:
    """The known id that equals the written one once look-alikes (O/0, l/1, Arabic digits, _/-) are folded, or None.

    Never a merely similar id: a wrong guess here would become a wrong citation.
    """
    folded = _fold(written)
    found = [each for each in known if _fold(each) == folded]
    return found[0] if len(found) == 1 else None


def _fold(text: str) -> str:
    return text.strip().translate(_LOOK_ALIKES).casefold()
