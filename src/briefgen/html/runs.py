"""Runs of the document model as HTML, and numbers as they read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import assert_never

from markupsafe import Markup, escape

from briefgen.brief import Call, Cite, Note, Reference, Runs, Text
from briefgen.ondemand import dataclass, pattern

_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_LATIN = pattern("[A-Za-z\u00c0-\u024f]")
_URL = pattern(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_URL_BREAK = pattern(r"(?<=[/?&=_.-])(?=[^/?&=_.-])")
_CALL = Markup('<span class="call" id="call-{0}"><span class="note" id="note-{0}">{1}</span></span>')
_LINK = Markup('<a class="call" id="call-{0}" href="#note-{0}">\u2060({1})</a>')


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes by number, and where they go: `foot`, each within its call, or `end`, where the template says."""

    by_number: Mapping[int, Note]
    place: str
    digits: str

    def __post_init__(self) -> None:
        if self.place not in ("foot", "end"):
            raise ValueError(f"notes go to `foot` or `end`, not to {self.place!r}")

    def call(self, number: int) -> Markup:
        """The mark of a note, with the note in it or as a link to it."""
        if self.place == "end":
            return _LINK.format(number, numerals(number, self.digits))
        return _CALL.format(number, without_calls(self.by_number[number].runs))


def as_html(runs: Runs, notes: Notes) -> Markup:
    """Runs as HTML, each call with its note."""
    return Markup("").join(notes.call(run.note) if isinstance(run, Call) else _run(run) for run in runs)


def without_calls(runs: Runs) -> Markup:
    """Runs without calls as HTML."""
    return Markup("").join(_run(run) for run in runs)


def _run(run: Text | Cite | Call) -> Markup:
    match run:
        case Text(text, "auto"):
            return _linked(escape(text), run.link)
        case Text(text, direction):
            return _linked(_isolate(text, direction), run.link)
        case Call(number):
            raise ValueError(f"the mark of note {number} stands where no note can be called")
        case Cite(facts):
            raise ValueError(f"the citation of {', '.join(facts)} has no number yet")
        case _:
            assert_never(run)


def _linked(inner: Markup, link: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(link, inner) if link else inner


def _isolate(text: str, direction: str) -> Markup:
    """An isolated run: one `<bdi>` (the layout engine orders each inline box by itself).

    Latin letters get a language, for speech and for the smaller type they are set in. An address may break after its
    punctuation, and nowhere else.
    """
    if _URL.fullmatch(text):
        broken = Markup("<wbr>").join(_URL_BREAK.split(text))
        return Markup('<bdi dir="{}" class="url">{}</bdi>').format(direction, broken)
    if direction == "ltr" and _LATIN.search(text):
        return Markup('<bdi dir="ltr" lang="en">{}</bdi>').format(text)
    return Markup('<bdi dir="{}">{}</bdi>').format(direction, text)


def words(runs: Runs) -> str:
    """The characters of runs, without calls: for running heads and bookmarks, which hold no elements."""
    return "".join(run.text for run in runs if isinstance(run, Text))


def cited_on(reference: Reference, pages: Mapping[str, int], digits: str) -> str:
    """The phrase for the pages on which the calls of a reference stand; two zeros before the first layout."""
    ids = [f"call-{number}" for number in reference.notes]
    found = [pages[id] for id in ids if id in pages]
    return page_phrase(found, digits) or f"الصفحة {numerals(0, digits) * 2}"


def numerals(number: int, digits: str) -> str:
    """`number` in a numeral family: `latin` or `arabic-indic`."""
    return str(number).translate(_ARABIC_INDIC) if digits == "arabic-indic" else str(number)


def page_phrase(found: Iterable[int], digits: str) -> str:
    """Where a source is cited, in words: «الصفحة 3», «الصفحتين 3 و4», «الصفحات 1 ومن 3 إلى 5 و8».

    Three or more pages in a row are given as a span, in words, since a dash between numbers reads both ways in
    right-to-left text. `found` are page numbers in any order; no page gives no text.
    """
    numbers = sorted(set(found))
    if len(numbers) < 2:
        return f"الصفحة {numerals(numbers[0], digits)}" if numbers else ""
    noun = "الصفحتين" if len(numbers) == 2 else "الصفحات"
    return f"{noun} {' و'.join(_spans(numbers, digits))}"


def _spans(numbers: list[int], digits: str) -> list[str]:
    """Sorted page numbers as words, three or more in a row as one span."""
    spans = []
    for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        row = [number for _, number in group]
        if len(row) > 2:
            spans.append(f"من {numerals(row[0], digits)} إلى {numerals(row[-1], digits)}")
        else:
            spans.extend(numerals(number, digits) for number in row)
    return spans
