"""The sheet that goes after published versions: a source was withdrawn, or a fact corrected, in Arabic."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from briefgen import edtf
from briefgen.arabic.dates import show
from briefgen.brief import Brief, Paragraph, Runs, Section, Table, Text
from briefgen.ondemand import dataclass
from briefgen.records.spec import Digits
from briefgen.typesetting import plain, typeset

_NONE = "—"


@dataclass(frozen=True, slots=True)
class Recalled:
    """A version that the sheet is about: brief, title, number, the day it was published, the notes concerned."""

    brief: str
    title: str
    number: int
    day: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What versions said, and what is to be read instead; `now` is empty where the statement falls away."""

    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Erratum:
    """What the sheet says.

    `subject` is the title of the source or the statement of the fact; `why` the reason in words; `day` the day of the
    notice; `withdrawn` tells whether a source was withdrawn rather than a fact corrected.
    """

    id: str
    subject: str
    why: str
    day: date
    withdrawn: bool
    versions: tuple[Recalled, ...]
    corrections: tuple[Correction, ...]


def erratum_sheet(erratum: Erratum, family: Digits) -> Brief:
    """The sheet as a brief without notes."""
    title = typeset("إشعار بسحب مصدر" if erratum.withdrawn else "إشعار بتصويب", family)
    subtitle = typeset(erratum.subject, family)
    day = edtf.parse(erratum.day.isoformat())
    return Brief(
        id=erratum.id,
        title=title,
        title_text=plain(title),
        subtitle=subtitle,
        subtitle_text=plain(subtitle),
        dated=erratum.day.isoformat(),
        as_of=typeset(show(day, family), family),
        version=(),
        marking="",
        digits=family,
        contents=False,
        summary=(),
        sections=(
            Section("s1", typeset("السبب", family), (Paragraph(typeset(erratum.why, family)),)),
            Section("s2", typeset("الإصدارات المعنية", family), (_versions(erratum.versions, family),)),
            Section("s3", typeset(_heading(erratum), family), (_corrections(erratum.corrections, family),)),
            Section("s4", typeset("ما يُعمل به", family), (Paragraph(typeset(_order(erratum), family)),)),
        ),
    )


def _heading(erratum: Erratum) -> str:
    return "ما استند إلى المصدر" if erratum.withdrawn else "التصويب"


def _order(erratum: Erratum) -> str:
    if erratum.withdrawn:
        return (
            "لا يُعتمد على البيانات المذكورة في الإصدارات المعنية حتى تُسند إلى مصدر آخر، "
            "ويُرفق هذا الإشعار بكل نسخة منها."
        )
    return "يُقرأ التصويب مكان ما كان في الإصدارات المعنية، ويُرفق هذا الإشعار بكل نسخة منها."


def _versions(versions: Iterable[Recalled], family: Digits) -> Table:
    rows = tuple(
        (
            typeset(each.title, family),
            typeset(str(each.number), family),
            typeset(show(edtf.parse(each.day), family), family),
            typeset("، ".join(map(str, each.notes)) or _NONE, family),
        )
        for each in versions
    )
    return Table(_head("الورقة", "الإصدار", "نُشر في", "الحواشي"), rows)


def _corrections(corrections: Iterable[Correction], family: Digits) -> Table:
    listed = tuple(corrections)
    both = any(each.now for each in listed)
    rows = tuple(
        (typeset(each.then, family), *((_cell(each.now, family),) if both else ())) for each in listed
    )
    return Table(_head("كان", "صار") if both else _head("البيان"), rows)


def _head(*words: str) -> tuple[Runs, ...]:
    return tuple((Text(word),) for word in words)


def _cell(text: str, family: Digits) -> Runs:
    return typeset(text, family) if text else (Text(_NONE),)
