"""The table of the text layer: what seven readers get out of the conformance set, before and after.

`python -m tests.press.textlayer.harness` prints the table and rewrites docs/textlayer.md. It ends with 1 when a reader
is missing, a letter is lost or a figure falls below `floors.json`; `--accept` writes the figures there instead.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.press.textlayer.corpus import (
    LINES,
    MIXED_QUERIES,
    PARAGRAPHS,
    PHRASE_QUERIES,
    WORD_QUERIES,
    expected,
    plain,
)
from tests.press.textlayer.extractors import EXTRACTORS, Extractor, find_text
from tests.press.textlayer.pictures import DPI, RENDERERS, difference
from tests.press.textlayer.printing import FONTS, MODES, ROOT, printed
from tests.press.textlayer.scores import Score, score

FLOORS = Path(__file__).with_name("floors.json")
PAGE = ROOT / "docs" / "textlayer.md"
HEAD = (
    "| reader | letters lost/added | marks | lines % | of these in `<bdi>`, bold, links % | words % "
    "| paragraphs, notes | their words % | finds: words, phrases, mixed |\n|---|---|---|---|---|---|---|---|---|"
)
PERFECT = ("letters_lost", "letters_added", "marks_wrong")
TITLES = {"engine": "WeasyPrint as it is", "exact": "with `exact_text`"}
Floors = dict[str, dict[str, dict[str, float]]]


def scored(extractor: Extractor, path: Path) -> Score:
    """The score of one reader on one print."""
    isolated = tuple(plain(line) for line in LINES["isolated"])
    return score(expected(), isolated, extractor.text(path))


def floored(figures: Score) -> dict[str, float]:
    """The figures of a score that may not fall."""
    return {name: value for name, value in asdict(figures).items() if name not in (*PERFECT, "lines_altered")}


def shortfalls(font: str, reader: str, figures: Score) -> list[str]:
    """What is worse than promised: letters or marks that differ, figures below their floor."""
    floors: Floors = json.loads(FLOORS.read_text())
    found = asdict(figures)
    wanted = dict.fromkeys(PERFECT, 0.0)
    worse = [name for name in PERFECT if found[name] != 0]
    wanted |= floors[font][reader]
    worse += [name for name, floor in floors[font][reader].items() if found[name] < floor]
    return [f"{font}, {reader}: {name} is {found[name]} instead of {wanted[name]}" for name in worse]


def row(reader: str, figures: Score | None) -> str:
    """A line of the table."""
    if figures is None:
        return f"| {reader} | not run |" + " |" * 7
    s = figures
    return (
        f"| {reader} | {s.letters_lost}/{s.letters_added} | {s.marks_wrong} | {s.lines} | {s.isolated} | {s.words} "
        f"| {s.paragraphs}, {s.notes} | {s.paragraph_words} | {s.word_finds}, {s.phrase_finds}, {s.mixed_finds} |"
    )


def found_by_pdfium(path: Path) -> str:
    """How many words, phrases and mixed strings pdfium's own search finds as often as they stand in the set."""
    text, groups = expected().text, (WORD_QUERIES, PHRASE_QUERIES, MIXED_QUERIES)
    counts = find_text(path, tuple(query for group in groups for query in group))
    return ", ".join(str(sum(counts[query] >= text.count(query) for query in group)) for group in groups)


def looks(prints: dict[str, Path]) -> list[str]:
    """How far the pictures of the exact print differ from those of the engine's."""
    lines = []
    for renderer in RENDERERS:
        engine, rounded = (
            difference(renderer, prints[mode], prints["exact"]) for mode in ("engine", "rounded")
        )
        lines.append(
            f"* Picture, {renderer}: {engine:.2f} % against the engine, {rounded:.2f} % without its roundings."
        )
    return [*lines, ""]


def table(font: str, mode: str, path: Path, scores: dict[str, Score]) -> str:
    """The section of one print: a row for every reader, pdfium's own search, the size."""
    rows = "\n".join(row(extractor.name, scores.get(extractor.name)) for extractor in EXTRACTORS)
    search = f"pdfium's own search (FPDFText_Find) finds {found_by_pdfium(path)}. Size: {path.stat().st_size:,} bytes."
    return f"### {FONTS[font]}, {TITLES[mode]}\n\n{HEAD}\n{rows}\n\n{search}\n"


def page(tables: str) -> str:
    """The page of the documentation round the tables."""
    text = Path(__file__).with_name("page.md").read_text(encoding="utf-8")
    return text.format(
        lines=sum(map(len, LINES.values())),
        paragraphs=len(PARAGRAPHS),
        notes=len(expected().notes),
        words=len(WORD_QUERIES),
        phrases=len(PHRASE_QUERIES),
        mixed=len(MIXED_QUERIES),
        dpi=DPI,
        versions=", ".join(
            f"{extractor.name} {extractor.version() or 'not run'}" for extractor in EXTRACTORS
        ),
        tables=tables,
    )


def main(accept: bool) -> int:
    """Measure, print, write the page; 0 when everything was run and nothing fell."""
    wrong = [f"not run: {extractor.name}" for extractor in EXTRACTORS if not extractor.version()]
    sections, floors = [], {}
    with TemporaryDirectory() as folder:
        for font in FONTS:
            prints = {mode: printed(font, mode, Path(folder) / f"{font}-{mode}.pdf") for mode in MODES}
            for mode in TITLES:
                scores = {ex.name: scored(ex, prints[mode]) for ex in EXTRACTORS if ex.version()}
                sections.append(table(font, mode, prints[mode], scores))
            sections += looks(prints)
            floors[font] = {name: floored(figures) for name, figures in scores.items()}
            if not accept:
                wrong += [
                    line for name, figures in scores.items() for line in shortfalls(font, name, figures)
                ]
    print("\n".join(sections))  # noqa: T201
    PAGE.write_text(page("\n".join(sections)), encoding="utf-8")
    if accept and not wrong:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n")
    for line in wrong:
        print(line, file=sys.stderr)  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main("--accept" in sys.argv))
