"""What is shown where the pointer rests: a fact, a source, a topic, a measure, a key, a word; as Markdown."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.diagnostics.counting import Language
from briefgen.evidence.passages import State
from briefgen.evidence.review import review_state
from briefgen.langserver.mentions import Mention
from briefgen.ondemand import pattern
from briefgen.records.fact import Fact
from briefgen.records.library import Library
from briefgen.records.shapes import Choice, Key, Told, Word
from briefgen.records.source import Source

_MARKS = pattern(r"([\\`*_{}\[\]<>#|~])")
_SHOWN = 8
_LABELS = {
    "kind": Told("kind", "النوع"),
    "date": Told("date", "التاريخ"),
    "inferred": Told("inferred", "مستنتج"),
    "topics": Told("topics", "الموضوعات"),
    "speaker": Told("speaker", "القائل"),
    "measure": Told("measure", "المقدار"),
    "source": Told("source", "المصدر"),
    "paragraph": Told("paragraph", "الفقرة"),
    "passage": Told("passage", "المقطع"),
    "reviewed": Told("review", "المراجعة"),
    "issued": Told("published", "نُشر"),
    "withdrawn": Told("withdrawn", "مسحوب"),
    "facts": Told("facts", "الوقائع"),
    "unknown": Told("not in this workspace", "غير موجود في مساحة العمل هذه"),
}
_STATES: dict[State, Told] = {
    "verified": Told("verified", "موثَّق"),
    "moved": Told("moved", "انتقل موضعه"),
    "drifted": Told("drifted: something in it changed", "تغيّر شيء فيه"),
    "lost": Told("lost: its words are not there", "مفقود: كلماته غير موجودة"),
    "no-snapshot": Told("not verified: no archived text at hand", "لم يُتحقق منه: النص المحفوظ ليس هنا"),
}
_REVIEWS = {
    "reviewed": Told("reviewed", "تمت مراجعتها"),
    "suspect": Told("changed since it was reviewed", "تغيّرت بعد مراجعتها"),
    "unreviewed": Told("not reviewed", "لم تُراجَع"),
}


def of_key(key: Key, language: Language) -> str:
    """A key with what it means, and the words it allows."""
    words = (
        [f"- {_of_word(each, language)}" for each in key.value.words] if isinstance(key.value, Choice) else []
    )
    listed = "\n".join(words[:_SHOWN])
    return f"**{key.name}**: {key.told.in_language(language)}" + (f"\n\n{listed}" if listed else "")


def of_described(what: Key | Word, language: Language) -> str:
    """A key, or a word of a choice, with what it means."""
    return of_key(what, language) if isinstance(what, Key) else _of_word(what, language)


def of_mention(
    mention: Mention, library: Library, states: Mapping[str, tuple[State, ...]], language: Language
) -> str:
    """What an id names; `states` are the outcomes of facts' passages in the order of their evidence, where known."""
    name = mention.name
    if "fact" in mention.targets and name in library.facts:
        return _fact(library.facts[name], library, states.get(name, ()), language)
    if "source" in mention.targets and name in library.sources:
        return _source(library.sources[name], library, language)
    using = [fact for fact in library.facts.values() if _uses(fact, mention)]
    if using:
        lines = [f"- `{fact.id}`: {_plain(fact.says)}" for fact in using[:_SHOWN]]
        more = f"\n- … ({len(using)})" if len(using) > _SHOWN else ""
        return f"**{name}** · {_label('facts', language)}: {len(using)}\n\n" + "\n".join(lines) + more
    if "style" in mention.targets or "brief" in mention.targets:
        return ""
    return f"`{name}`: {_label('unknown', language)}"


def _uses(fact: Fact, mention: Mention) -> bool:
    measured = "measure" in mention.targets and fact.measure is not None and fact.measure.of == mention.name
    return measured or ("topic" in mention.targets and mention.name in fact.topics)


def _fact(fact: Fact, library: Library, states: tuple[State, ...], language: Language) -> str:
    date = fact.date.text if fact.date else ""
    if date and fact.date_basis == "inferred":
        date += f" ({_label('inferred', language)}: {_plain(fact.because)})"
    measure = fact.measure
    value = f"`{measure.of}` {measure.bound} {measure.value} {_plain(measure.unit)}" if measure else ""
    rows = [
        ("kind", f"`{fact.kind}`"),
        ("date", date),
        ("speaker", _plain(fact.speaker)),
        ("topics", ", ".join(f"`{each}`" for each in fact.topics)),
        ("measure", value),
    ]
    for index, each in enumerate(fact.evidence):
        source = library.sources.get(each.source)
        title = f" {_plain(source.title)}" if source else ""
        rows.append(("source", f"`{each.source}`{title}, {_label('paragraph', language)} {each.paragraph}"))
        passage = f"{_plain(each.passage.first)} … {_plain(each.passage.last)}"
        state = f" · **{_STATES[states[index]].in_language(language)}**" if index < len(states) else ""
        rows.append(("passage", passage + state))
    rows.append(("reviewed", _REVIEWS[review_state(fact, library)].in_language(language)))
    return f"{_plain(fact.says)}\n\n{_rows(rows, language)}"


def _source(source: Source, library: Library, language: Language) -> str:
    authors = "، ".join(each.literal or f"{each.given} {each.family}".strip() for each in source.author)
    using = sum(any(each.source == source.id for each in fact.evidence) for fact in library.facts.values())
    rows = [
        ("issued", source.issued.date.text if source.issued else ""),
        ("withdrawn", _plain(source.withdrawn.why) if source.withdrawn else ""),
        ("facts", str(using)),
    ]
    head = " · ".join(
        _plain(each) for each in (source.title, authors, source.container_title or source.publisher) if each
    )
    return f"{head}\n\n{_rows(rows, language)}"


def _rows(rows: list[tuple[str, str]], language: Language) -> str:
    return "\n".join(f"- {_label(key, language)}: {text}" for key, text in rows if text)


def _of_word(word: Word, language: Language) -> str:
    return f"`{word.word}`: {word.told.in_language(language)}"


def _label(key: str, language: Language) -> str:
    return _LABELS[key].in_language(language)


def _plain(text: str) -> str:
    """An editor's words, so that no sign in them is taken for Markdown."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
