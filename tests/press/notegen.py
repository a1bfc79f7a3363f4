"""Random note-dense Arabic documents, and what the press makes of them.

`document(seed)` is the same document for the same seed, in every process. Run as a program it prints many of them
and counts what happened to their notes:

    python -m tests.press.notegen                      300 documents through the press
    python -m tests.press.notegen --engine             the same through the engine as it is, without mends or ladder
    python -m tests.press.notegen --first 40 --count 1 one document again

It exits with 1 when a note of any document was lost, doubled, cut, out of order or out of sight.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

from briefgen.press import ladder, sheet
from briefgen.press.engine import start
from briefgen.press.errors import EngineFailed, PressError
from briefgen.press.fonts import FontFile

FONTS = Path(__file__).resolve().parents[2] / "fonts"
_WORDS = (
    "في من إلى على عن مع بعد قبل حتى منذ خلال البعثة المهمة التحالف القوات الحكومة العراقية الوزارة التدريب المشورة "
    "القدرات الدفاع الأمن المؤسسات الشركاء الدول الأعضاء المرحلة العمليات المدينة التحرير الاستقرار اللجنة العسكرية "
    "المشتركة الحوار المباحثات الجولة البيان التقرير الموقف الخبراء القاعدة الهجمات الاتفاق الإطار السيادة التعاون "
    "شيئًا بيئةً مسؤولًا أُعلن قُدّم يُستفاد مُعدّات لِأنّ إنّ الآن الأسئلة هؤلاء رؤساء سيُستكمل أستراليا فنلندا السويد"
)
_LATIN = (
    "NATO",
    "NMI",
    "CJTF-OIR",
    "JOC-I",
    "Operation Inherent Resolve",
    "MAG",
    "https://example.org/a/b?c=1",
    "F-16",
)
_ARABIC = _WORDS.split()
_PAGES = {"A4": (210.0, 297.0), "A5": (148.0, 210.0), "B5": (176.0, 250.0)}
_POINT = 25.4 / 72  # millimetres


@dataclass(frozen=True, slots=True)
class NoteDocument:
    """One HTML text and the ids of its notes in the order of their marks in the source."""

    seed: int
    html: str
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Look:
    """The lengths that a document is set in; millimetres and points."""

    size: str
    margin: float
    body: float
    note: float
    leading: float

    @property
    def width(self) -> float:
        return _PAGES[self.size][0] - 2 * self.margin

    @property
    def height(self) -> float:
        return _PAGES[self.size][1] - 2 * self.margin

    def words(self, lines: float) -> int:
        """About as many words as fill this many lines of a note."""
        return max(1, round(lines * self.width / (self.note * _POINT * 2.6)))

    def page_lines(self) -> float:
        """How many lines of a note make a page."""
        return self.height / (self.note * _POINT * self.leading)


class _Writer:
    def __init__(self, seed: int) -> None:
        self.random = Random(f"notes-{seed}")  # noqa: S311 - must be the same every time
        self.notes: list[str] = []
        draw = self.random
        body = draw.choice((10.5, 11.0, 12.0, 13.0, 13.7))
        self.look = _Look(
            size=draw.choice(("A4", "A4", "A5", "B5")),
            margin=draw.choice((15.0, 18.5, 20.0, 22.3, 25.0)),
            body=body,
            note=draw.choice((body, 8.0, 8.5, 9.0, 9.3, 10.0)),
            leading=draw.choice((1.5, 1.62, 1.7, 1.75, 1.85)),
        )
        # How long notes are in this document: mostly short, mixed, or with some that nearly fill a page.
        self.length = draw.choice(("short", "short", "mixed", "mixed", "mixed", "long"))
        self.density = draw.choice((1, 2, 3, 5, 8, 12))

    def text(self, count: int) -> str:
        draw = self.random
        words = []
        for _ in range(count):
            kind = draw.random()
            if kind < 0.03:
                words.append(f"<bdi>{draw.choice(_LATIN)}</bdi>")
            elif kind < 0.06:
                words.append(str(draw.randint(1, 2024)))
            else:
                words.append(draw.choice(_ARABIC) + ("،" if kind > 0.93 else ""))
        return " ".join(words)

    def note(self) -> str:
        draw = self.random
        lines = draw.choice((1, 1, 1, 2, 2, 3, 4)) if self.length == "short" else draw.uniform(1, 12)
        if self.length == "long" and draw.random() < 0.12:
            lines = self.look.page_lines() * draw.uniform(0.3, 1.0)
        lines = min(lines, self.look.page_lines() * 0.97)
        name = f"note-{len(self.notes) + 1}"
        self.notes.append(name)
        return f'<span class="note" id="{name}">{self.text(self.look.words(lines))}.</span>'

    def prose(self, words: int, notes: int) -> str:
        """So many words with so many notes at random places, sometimes several at one place."""
        places = Counter(self.random.randint(1, max(1, words)) for _ in range(notes))
        parts, start = [], 0
        for place in sorted(places):
            parts.append(self.text(place - start) if place > start else "")
            parts[-1] += "".join(self.note() for _ in range(places[place]))
            start = place
        if words > start:
            parts.append(self.text(words - start))
        return " ".join(parts) + "."

    def some(self) -> int:
        """How many notes the next paragraph has."""
        return self.random.choice((0, 1, 1, self.random.randint(1, self.density)))

    def paragraph(self) -> str:
        kind = self.random.choice(("", "", "", "", ' class="whole"'))
        return f"<p{kind}>{self.prose(self.random.randint(8, 110), self.some())}</p>"

    def heading(self) -> str:
        level = self.random.choice((2, 2, 3))
        return (
            f"<h{level}>{self.prose(self.random.randint(2, 9), int(self.random.random() < 0.15))}</h{level}>"
        )

    def items(self) -> str:
        tag = self.random.choice(("ul", "ol"))
        items = []
        for _ in range(self.random.randint(2, 6)):
            inner = self.prose(self.random.randint(4, 45), min(self.some(), 4))
            if self.random.random() < 0.15:
                inner = f"<p>{inner}</p><p>{self.prose(20, 1)}</p>"
            items.append(f"<li>{inner}</li>")
        return f"<{tag}>{''.join(items)}</{tag}>"

    def table(self) -> str:
        columns = self.random.randint(2, 4)
        head = "".join(f"<th>{self.text(2)}</th>" for _ in range(columns))
        rows = []
        for _ in range(self.random.randint(2, 9)):
            cells = [
                self.prose(self.random.randint(2, 30), int(self.random.random() < 0.35))
                for _ in range(columns)
            ]
            rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
        start = f"<thead><tr>{head}</tr></thead>" if self.random.random() < 0.7 else ""
        return f"<table>{start}<tbody>{''.join(rows)}</tbody></table>"

    def box(self) -> str:
        return (
            f'<div class="box">{self.paragraph()}{self.items() if self.random.random() < 0.4 else ""}</div>'
        )

    def blocks(self) -> Iterator[str]:
        for _ in range(self.random.randint(8, 22)):
            kind = self.random.random()
            if kind < 0.2:
                yield self.heading()
                yield self.paragraph()
            elif kind < 0.32:
                yield self.items()
            elif kind < 0.42:
                yield self.table()
            elif kind < 0.5:
                yield self.box()
            else:
                yield self.paragraph()

    def css(self) -> str:
        draw, look = self.random, self.look

        def length() -> str:
            return draw.choice(("0", "1px", ".5pt", "2mm", "1.3mm", ".7em", "4.1pt", "8px", ".35cm"))

        return f"""
        @page {{ size: {look.size}; margin: {look.margin}mm;
          @bottom-center {{ content: counter(page) "/" counter(pages) }}
          @footnote {{ border-top: {draw.choice(("none", ".5pt solid", "1px solid", ".3mm solid"))};
            padding-top: {length()}; margin-top: {length()}; padding-bottom: {draw.choice(("0", "0", ".4mm"))} }} }}
        html {{ font-family: Amiri; font-size: {look.body}pt; line-height: {look.leading};
          orphans: {draw.randint(1, 4)}; widows: {draw.randint(1, 4)};
          text-align: {draw.choice(("justify", "right"))} }}
        body, p, ul, ol, table {{ margin: 0 }}
        p, li, table {{ margin-bottom: {length()} }}
        h2, h3 {{ break-after: {draw.choice(("avoid", "avoid", "auto"))}; margin: {length()} 0 {length()} }}
        .whole {{ break-inside: avoid }}
        .box {{ border: .4pt solid; padding: {length()}; margin: {length()} 0;
          box-decoration-break: {draw.choice(("clone", "slice"))} }}
        table {{ width: 100%; border-collapse: {draw.choice(("collapse", "separate"))} }}
        td, th {{ border: .3pt solid; padding: {length()}; vertical-align: {draw.choice(("top", "baseline"))} }}
        tr {{ break-inside: {draw.choice(("auto", "auto", "avoid"))} }}
        .note {{ float: footnote; font-size: {look.note}pt; margin: 0 0 {length()}; text-align: right }}
        .note::footnote-call, .note::footnote-marker {{ content: counter(footnote, arabic-indic) }}
        """


def document(seed: int, blocks: int | None = None) -> NoteDocument:
    """The document of this seed: 8 to 22 blocks of prose, lists, tables and boxes, with 10 to 150 notes.

    With `blocks` it ends after so many of them.
    """
    writer = _Writer(seed)
    css = writer.css()
    body = "".join(islice(writer.blocks(), blocks))
    head = f'<html lang="ar" dir="rtl"><head><title>{seed}</title><style>{css}</style></head>'
    return NoteDocument(seed, f"<!DOCTYPE html>{head}<body>{body}</body></html>", tuple(writer.notes))


def faces() -> tuple[FontFile, ...]:
    """Amiri, as the repository holds it."""
    return tuple(FontFile.of(path.name, path.read_bytes()) for path in sorted(FONTS.glob("amiri/*.ttf")))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: its notes, pages, the rung of the ladder that was needed, faults by kind."""

    seed: int
    notes: int
    pages: int
    rung: int
    late: int
    faults: tuple[str, ...]

    def kinds(self) -> tuple[str, ...]:
        """The faults without their notes and pages."""
        return tuple(" ".join(fault.split(" (")[0].split()[1:]) or fault for fault in self.faults)

    def __str__(self) -> str:
        shown = "; ".join(self.faults[:4]) + ("; …" if len(self.faults) > 4 else "")
        return f"document {self.seed}: {self.notes} notes, rung {self.rung}: {shown or 'well'}"


def try_document(seed: int, *, mended: bool = True) -> Outcome:
    """Lay out one document and have its notes counted; `mended=False` shows the engine as it is."""
    made = document(seed)
    engine = start(faces())
    with engine.session(0, mended=mended):
        order = sheet.Order(engine, {}, made.notes, {"pdf_tags": True, "cache": {}}, f"document {seed}")
        try:
            rung, laid = ladder.climb(order, made.html, 0) if mended else (0, sheet.lay_out(order, made.html))
        except EngineFailed as error:
            return Outcome(seed, len(made.notes), 0, 0, 0, (type(error.__cause__).__name__,))
        except PressError as error:
            return Outcome(
                seed,
                len(made.notes),
                0,
                0,
                0,
                tuple(problem.text for problem in error.problems) or (error.message,),
            )
    pages = len(laid.document.pages)
    late = sum(laid.laid.note_pages.get(note, 0) > page for note, page in laid.laid.call_pages.items())
    return Outcome(seed, len(made.notes), pages, rung, late, tuple(str(fault) for fault in laid.faults))


def _engine_as_is(seed: int) -> Outcome:
    return try_document(seed, mended=False)


def main(arguments: list[str] | None = None) -> int:
    """Run the program; see the module's description."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--count", type=int, default=300, help="how many documents")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes")
    parser.add_argument("--engine", action="store_true", help="the engine as it is")
    options = parser.parse_args(arguments)
    seeds = range(options.first, options.first + options.count)
    run = _engine_as_is if options.engine else try_document
    outcomes = []
    pool = multiprocessing.get_context("spawn").Pool(options.jobs)
    for outcome in pool.imap(run, seeds):
        outcomes.append(outcome)
        if outcome.faults or outcome.rung:
            _tell(str(outcome))
    pool.close()  # so that workers end by themselves and take their temporary files with them
    pool.join()
    _tell(_summary(outcomes))
    return 1 if any(outcome.faults for outcome in outcomes) else 0


def _summary(outcomes: list[Outcome]) -> str:
    bad = [outcome for outcome in outcomes if outcome.faults]
    kinds = Counter(kind for outcome in bad for kind in outcome.kinds())
    documents = Counter(kind for outcome in bad for kind in set(outcome.kinds()))
    lines = [
        f"{len(outcomes)} documents, {sum(outcome.pages for outcome in outcomes)} pages",
        f"notes: {sum(outcome.notes for outcome in outcomes)}",
        f"on a later page than their mark: {sum(outcome.late for outcome in outcomes)}",
        f"rungs of the ladder: {dict(sorted(Counter(outcome.rung for outcome in outcomes).items()))}",
        f"documents with a fault: {len(bad)}",
        *(f"  {kind}: {kinds[kind]} times in {documents[kind]} documents" for kind in sorted(kinds)),
    ]
    return "\n".join(lines)


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
