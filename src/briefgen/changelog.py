"""The log of changes in Arabic, «سجل التغييرات»: as a section of a new version, and as a sheet of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from briefgen import edtf
from briefgen.arabic.dates import show
from briefgen.brief import Block, Brief, Listing, Paragraph, Runs, Section, Table, Text
from briefgen.changes import Change, Changes, Field, Side, Way
from briefgen.records.spec import Digits
from briefgen.staleness import Difference
from briefgen.typesetting import plain, typeset

TITLE = "سجل التغييرات"
_NONE = "—"
_WAYS: Mapping[Way, str] = {"added": "أُضيفت", "removed": "حُذفت", "changed": "تغيّرت"}
_SOURCE_WAYS: Mapping[Way, str] = {"added": "أُضيف", "removed": "حُذف", "changed": "تغيّر"}
_FIELDS: Mapping[str, str] = {
    "kind": "النوع",
    "date": "التاريخ",
    "because": "سبب الاستنتاج",
    "topics": "الموضوعات",
    "speaker": "القائل",
    "measure": "القيمة",
    "evidence": "الاستشهاد",
    "reviewed": "المراجعة",
    "author": "المؤلف",
    "container-title": "الوعاء",
    "publisher": "الناشر",
    "issued": "تاريخ النشر",
    "URL": "العنوان الشبكي",
    "snapshot": "النص المحفوظ",
    "withdrawn": "السحب",
    "title": "العنوان",
    "subtitle": "العنوان الفرعي",
    "version": "رقم الإصدار المطبوع",
    "as_of": "تاريخ المعلومات",
    "marking": "التداول",
    "digits": "الأرقام",
    "style": "القالب",
    "section": "قسم",
}
# The closed sets of words that records are written in.
_WORDS: Mapping[str, str] = {
    "event": "حدث",
    "figure": "رقم",
    "position": "موقف",
    "assessment": "تقدير",
    "definition": "تعريف",
    "latin": "غربية",
    "arabic-indic": "مشرقية",
}
_MADE_WITH = {
    "template": "القوالب",
    "font": "الخطوط",
    "tool": "البرامج",
    "option": "الخيارات",
    "part": "ترتيب الوقائع",
}


def with_changes(brief: Brief, found: Changes) -> Brief:
    """The brief with the log of changes as its last section."""
    title = typeset(f"{TITLE} منذ {_side(found.then, brief.digits)}", brief.digits)
    section = Section(f"s{len(brief.sections) + 1}", title, _blocks(found, brief.digits))
    return replace(brief, sections=(*brief.sections, section))


def sheet(brief: Brief, found: Changes) -> Brief:
    """A sheet of its own with the changes of a brief; title, day, marking and digits are those of the brief."""
    family = brief.digits
    title = typeset(TITLE, family)
    subtitle = typeset(f"{brief.title_text}: {_side(found.then, family)} و{_side(found.now, family)}", family)
    sections = tuple(
        Section(f"s{number}", typeset(heading, family), blocks)
        for number, (heading, blocks) in enumerate(_parts(found, family), 1)
    )
    return replace(
        brief,
        title=title,
        title_text=plain(title),
        subtitle=subtitle,
        subtitle_text=plain(subtitle),
        version=(),
        contents=False,
        summary=(),
        sections=sections,
        inferred_dates=False,
    )


def _side(side: Side, family: Digits) -> str:
    if not side.number:
        return "ما لم يُنشر بعد"
    if not side.day:
        return f"الإصدار {side.number}"
    return f"الإصدار {side.number} المنشور في {show(edtf.parse(side.day), family)}"


def _blocks(found: Changes, family: Digits) -> tuple[Block, ...]:
    """All changes as blocks of one section."""
    return tuple(block for _, blocks in _parts(found, family) for block in blocks)


def _parts(found: Changes, family: Digits) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """The changes by kind, each with a heading; a brief without changes has one that says so."""
    if found.empty:
        yield "لا تغيير", (_paragraph("لم يتغير شيء.", family),)
    if found.facts:
        yield "الوقائع", (_table("الواقعة", found.facts, _WAYS, family),)
    if found.added or found.removed:
        rows = (
            *(("حُذفت", each, "") for each in found.removed),
            *(("أُضيفت", "", each) for each in found.added),
        )
        yield "نص الورقة", (_rows(("الجملة", "كان", "صار"), rows, family),)
    if found.sources:
        yield "المصادر", (_table("المصدر", found.sources, _SOURCE_WAYS, family),)
    if found.spec:
        yield "بيانات الورقة", (_rows(("البيان", "كان", "صار"), map(_named, found.spec), family),)
    if found.made_with:
        yield "أدوات الصنع", (Listing(tuple(_paragraph(each, family) for each in _made(found.made_with))),)


def _table(what: str, listed: Iterable[Change], ways: Mapping[Way, str], family: Digits) -> Table:
    rows = (row for each in listed for row in _change(each, ways))
    return _rows((what, "كان", "صار"), rows, family)


def _change(change: Change, ways: Mapping[Way, str]) -> Iterator[tuple[str, str, str]]:
    """A row for the words of a fact or source where they differ, and one for each field that does."""
    if change.then != change.now:
        yield ways[change.way], change.then, change.now
    for each in change.fields:
        name, then, now = _named(each)
        subject = f"{name}: {change.now}" if change.then == change.now else name
        yield subject, then, now


def _named(field: Field) -> tuple[str, str, str]:
    then, now = (_WORDS.get(each, each) for each in (field.then, field.now))
    return _FIELDS.get(field.name, field.name), then, now


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]], family: Digits) -> Table:
    return Table(
        tuple(typeset(each, family) for each in head),
        tuple(tuple(_cell(each, family) for each in row) for row in rows),
    )


def _cell(text: str, family: Digits) -> Runs:
    return typeset(text, family) if text else (Text(_NONE),)


def _paragraph(text: str, family: Digits) -> Paragraph:
    return Paragraph(typeset(text, family))


def _made(found: Iterable[Difference]) -> Iterator[str]:
    """One line a kind; tools with their versions."""
    groups: dict[str, list[str]] = {}
    for each in found:
        words = (
            f"{each.name} ({each.then or _NONE} ← {each.now or _NONE})" if each.kind == "tool" else each.name
        )
        groups.setdefault(_MADE_WITH[each.kind], []).append(words)
    yield from (f"{name}: {'، '.join(listed)}." for name, listed in groups.items())
