"""Plain text and dates as runs of the document model."""

from __future__ import annotations

from briefgen.arabic import dates, setting
from briefgen.brief import Runs, Text
from briefgen.edtf import Edtf
from briefgen.records.spec import Digits


def typeset(text: str, family: Digits) -> Runs:
    """The runs of a text, digits in the document's family, left-to-right parts set apart, no bad breaks."""
    return tuple(Text(run.text, run.direction) for run in setting.typeset(text, family))


def plain(runs: Runs) -> str:
    """The characters of runs as they read, marks left out."""
    return "".join(run.text for run in runs if isinstance(run, Text))


def typeset_date(date: Edtf, family: Digits, inferred: bool = False) -> Runs:
    """A date in words; in square brackets when it was inferred rather than stated."""
    shown = dates.show(date, family, "double")
    return typeset(f"[{shown}]" if inferred else shown, family)


def joined(parts: tuple[Runs, ...], separator: str = " ") -> Runs:
    """Runs one after the other, empty ones left out."""
    found: list[Text] = []
    for index, part in enumerate(each for each in parts if each):
        if index:
            found.append(Text(separator))
        found += [run for run in part if isinstance(run, Text)]
    return tuple(found)
