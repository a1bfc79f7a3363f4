"""From a topic spec and its facts to a brief: the sections, their blocks and their words, marks not yet numbered."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.arabic import digits as numerals
from briefgen.brief import (
    Block,
    Brief,
    Cite,
    ComparedMeasure,
    ComparedValue,
    Comparison,
    Figure,
    KeyFigures,
    Listing,
    Paragraph,
    Runs,
    Section,
    Table,
    Text,
    Timeline,
    TimelineEntry,
)
from briefgen.comparison import Compared, Reading, compare, time
from briefgen.prose import Mark, Piece, paragraphs
from briefgen.records.decoding import Prose
from briefgen.records.fact import Bound, Fact, Measure
from briefgen.records.library import Library
from briefgen.records.spec import Digits, SectionSpec, Spec
from briefgen.selection import select
from briefgen.typesetting import joined, plain, typeset, typeset_date

CONTENTS_FROM = 5
BOUNDS: dict[Bound, str] = {"exact": "", "about": "نحو", "at-least": "ما لا يقل عن", "more-than": "أكثر من"}
_NONE = "—"
_REMARKS: dict[Bound, str] = {
    "exact": "",
    "about": "قيمة تقريبية",
    "at-least": "حد أدنى",
    "more-than": "حد أدنى لا تبلغه القيمة",
}
_VERDICTS: dict[Reading, str] = {
    "single": "قيمة واحدة لا مقابل لها في المصادر",
    "same": "المصادر متفقة على القيمة",
    "compatible": "لا تعارض: يمكن أن تصح القيم معًا بما فيها من حدود وتقريب",
    "change": "تغيّر في الزمن: القيم لأوقات مختلفة",
    "disagreement": "اختلاف بين المصادر: لا تصح القيم معًا لوقت واحد",
    "dates": "تواريخ متقابلة",
}
_BOX = "تباين المصادر"


def compose(spec: Spec, library: Library) -> Brief:
    """The brief of a spec that has passed the checks; `CONTENTS_FROM` sections or more get a contents list."""
    family = spec.digits
    sections = tuple(
        _section(section, index, spec, library) for index, section in enumerate(spec.sections, 1)
    )
    title, subtitle = typeset(spec.title, family), typeset(spec.subtitle, family)
    latest = spec.as_of.latest
    if latest is None:
        raise ValueError("an open as-of date")
    return Brief(
        id=spec.id,
        title=title,
        title_text=plain(title),
        subtitle=subtitle,
        subtitle_text=plain(subtitle),
        dated=latest.isoformat(),
        as_of=typeset_date(spec.as_of, family),
        version=typeset(spec.version, family),
        marking=spec.marking,
        digits=family,
        contents=len(sections) >= CONTENTS_FROM,
        summary=_prose(spec.summary, family) if spec.summary else (),
        sections=sections,
        inferred_dates=_shows_inferred(spec, library),
    )


def statement(fact: Fact, family: Digits) -> Paragraph:
    """A fact as a paragraph: its words, and its citation before the full stop."""
    words = fact.says.rstrip()
    stop = words[-1] if words[-1:] in (".", "؟", "!") else "."
    body = words.removesuffix(stop).rstrip()
    return Paragraph((*typeset(body, family), Cite((fact.id,)), Text(stop)), fact.id)


def _section(section: SectionSpec, number: int, spec: Spec, library: Library) -> Section:
    if section.text is not None:
        blocks: tuple[Block, ...] = _prose(section.text, spec.digits)
    else:
        blocks = _blocks(section, select(section, spec, library).chosen, spec.digits)
    title, part = typeset(section.title, spec.digits), typeset(section.part, spec.digits)
    return Section(f"s{number}", title, blocks, part)


def _prose(prose: Prose, family: Digits) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(_runs(pieces, family)) for pieces in paragraphs(prose.text))


def _runs(pieces: tuple[Piece, ...], family: Digits) -> Runs:
    """Words and marks as runs."""
    found: list[Text | Cite] = []
    for piece in pieces:
        if isinstance(piece, Mark):
            found.append(Cite(piece.facts))
        else:
            found += [run for run in typeset(piece.text, family) if isinstance(run, Text)]
    return tuple(found)


def _blocks(section: SectionSpec, facts: tuple[Fact, ...], family: Digits) -> tuple[Block, ...]:
    match section.show:
        case "paragraphs":
            return tuple(statement(fact, family) for fact in facts)
        case "list":
            return (Listing(tuple(statement(fact, family) for fact in facts)),)
        case "table":
            return (_table(facts, family),)
        case "timeline":
            return (
                Timeline(
                    tuple(TimelineEntry(_when(fact, family), statement(fact, family)) for fact in facts)
                ),
            )
        case "key-figures":
            return (KeyFigures(tuple(_figure(fact, fact.measure, family) for fact in facts if fact.measure)),)
        case "compare":
            measures = tuple(_compared(each, dict(section.labels), family) for each in compare(facts))
            return (Comparison(typeset(_BOX, family) if section.box else (), measures),)


def _when(fact: Fact, family: Digits) -> Runs:
    return typeset_date(fact.date, family, fact.date_basis == "inferred") if fact.date else ()


def _table(facts: tuple[Fact, ...], family: Digits) -> Table:
    """Columns for what at least half of the facts have: date, statement, value, speaker; the first heads its row.

    Statements are complete in themselves, so a column of dashes is left out and nothing with it.
    """
    dated = _common(fact.date is not None for fact in facts)
    measured = _common(fact.measure is not None for fact in facts)
    spoken = _common(bool(fact.speaker) for fact in facts)
    heads = (("التاريخ", dated), ("البيان", True), ("القيمة", measured), ("صاحب القول", spoken))
    rows = []
    for fact in facts:
        date = _when(fact, family) or (Text(_NONE),)
        value = _value(fact.measure, family) if fact.measure else (Text(_NONE),)
        speaker = typeset(fact.speaker or _NONE, family)
        cells = ((date, dated), (statement(fact, family).runs, True), (value, measured), (speaker, spoken))
        rows.append(tuple(cell for cell, wanted in cells if wanted))
    return Table(tuple((Text(head),) for head, wanted in heads if wanted), tuple(rows))


def _common(having: Iterable[bool]) -> bool:
    found = tuple(having)
    return 2 * sum(found) >= len(found)


def _value(measure: Measure, family: Digits) -> Runs:
    number = (Text(numerals.number(measure.value, family)),)
    return joined((typeset(BOUNDS[measure.bound], family), number, typeset(measure.unit, family)))


def _figure(fact: Fact, measure: Measure, family: Digits) -> Figure:
    number = numerals.number(measure.value, family)
    as_of = typeset_date(measure.as_of, family) if measure.as_of else _when(fact, family)
    return Figure(
        bound=typeset(BOUNDS[measure.bound], family),
        value=(Text(number),),
        unit=typeset(measure.unit, family),
        what=statement(fact, family),
        as_of=as_of,
    )


def _compared(group: Compared, labels: dict[str, str], family: Digits) -> ComparedMeasure:
    """Values side by side; the pass that numbers notes names their sources."""
    units = {fact.measure.unit for fact in group.facts if fact.measure}
    return ComparedMeasure(
        name=typeset(labels.get(group.of, ""), family),
        reading=group.reading,
        verdict=typeset(_VERDICTS[group.reading], family),
        values=tuple(_compared_value(fact, len(units) > 1, family) for fact in group.facts),
    )


def _compared_value(fact: Fact, units_differ: bool, family: Digits) -> ComparedValue:
    measure, when = fact.measure, time(fact)
    inferred = fact.date_basis == "inferred" and (when == fact.date or measure is None)
    remarks = [_REMARKS[measure.bound]] if measure else []
    if measure and units_differ:
        remarks.append(f"الوحدة: {measure.unit}" if measure.unit else "بلا وحدة")
    return ComparedValue(
        value=_value(measure, family) if measure else (),
        as_of=typeset_date(when, family, inferred) if when else (),
        source=(),
        what=statement(fact, family),
        remark=typeset("، ".join(each for each in remarks if each), family),
    )


def _shows_inferred(spec: Spec, library: Library) -> bool:
    """Whether some date that a timeline, table or key figure prints was inferred."""
    shown = (
        each
        for each in spec.sections
        if each.text is None and each.show in ("timeline", "table", "key-figures", "compare")
    )
    return any(
        fact.date and fact.date_basis == "inferred"
        for each in shown
        for fact in select(each, spec, library).chosen
    )
