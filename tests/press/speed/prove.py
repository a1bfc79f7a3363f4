"""Proves that the mends for speed change nothing: the same document with them and without, compared byte by byte.

    python -m tests.press.speed.prove                          sample briefs in all print forms, conformance texts,
                                                               300 random note-dense documents (takes hours;
                                                               with --blocks 7 some forty minutes)
    python -m tests.press.speed.prove --count 20 --first 40    20 random documents from this one on, and the rest
    python -m tests.press.speed.prove --only random --each     each mend alone as well

It exits with 1 when a document differs, and names the first page that does. A document that cannot be printed must
fail in the same way both times.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random

import pikepdf
from tests.press.notegen import document, faces

from briefgen.press import conformance, tags
from briefgen.press.errors import PressError
from briefgen.press.fonts import FontFile
from briefgen.press.printing import Compose, print_brief
from briefgen.press.speed import switches

ROOT = Path(__file__).resolve().parents[3]
_UNKNOWN = "٠٠"
_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
# After how many documents the run says how far it is.
_TOLD = 25
# A PDF, or what was said instead of one.
Print = bytes | str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one document: its name, its pages (0: not printed), and each switch under which it differed."""

    name: str
    pages: int
    differences: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name}: {'; '.join(self.differences) or f'the same, {self.pages} pages'}"


def print_html(html: str | Compose, notes: tuple[str, ...], fonts: tuple[FontFile, ...] = ()) -> Print:
    """An archival, tagged PDF with an exact text layer, or the failure as text."""
    try:
        return print_brief(
            (lambda _pages: html) if isinstance(html, str) else html,
            notes=notes,
            fonts=fonts or faces(),
            files={},
            variant=conformance.VARIANT,
            finishers=(tags.finisher("arabic-indic"), conformance.finisher),
        ).pdf
    except PressError as error:
        return f"{error.code}: {error.message}"


def compare(name: str, printed: Callable[[], Print], switched: tuple[str, ...] = ("all",)) -> Verdict:
    """Print a document without mends and with each of the given ones, and compare."""
    with switches.using("none"):
        plain = printed()
    differences = []
    for words in switched:
        with switches.using(words):
            found = printed()
        if found != plain:
            differences.append(f"{words}: {_difference(plain, found)}")
    return Verdict(name, _pages(plain), tuple(differences))


def compare_random(seed: int, switched: tuple[str, ...] = ("all",), blocks: int | None = None) -> Verdict:
    """The comparison of one random document that says on which pages its notes stand, or of its first blocks."""
    made = document(seed, blocks)
    compose = referring(made.html, made.notes, seed)
    return compare(f"document {seed}", partial(print_html, compose, made.notes), switched)


def referring(html: str, notes: tuple[str, ...], seed: int) -> Compose:
    """A document with the pages of its notes in a list before its text, and here and there in the text."""
    random = Random(seed)  # noqa: S311 - the same document for the same seed
    place = '<span data-page="{}">{}</span>'.format
    contents = "".join(f"<li>حاشية {place(note, _UNKNOWN)}</li>" for note in notes[::5])
    spots = [found.end() for found in re.finditer("[^>] (?=[^<>]*</(?:p|td|li)>)", html)]
    told = html
    for spot in sorted(random.sample(spots, min(len(spots), random.randint(0, 4))), reverse=True):
        told = f"{told[:spot]}{place(random.choice(notes), _UNKNOWN)} {told[spot:]}"
    told = told.replace("<body>", f"<body><ol>{contents}</ol>", 1) if random.random() < 0.7 else told
    if told != html and random.random() < 0.5:
        told = told.replace("</body>", f"<p>{place(' '.join(notes[:40:3]), _UNKNOWN)}</p></body>", 1)

    def compose(pages: Mapping[str, int]) -> str:
        def said(found: re.Match[str]) -> str:
            numbers = [str(pages[note]).translate(_DIGITS) for note in found[1].split() if note in pages]
            return place(found[1], " و".join(numbers) or _UNKNOWN)

        return re.sub(r'<span data-page="([^"]*)">[^<]*</span>', said, told)

    return compose


def compare_conformance(family: str, switched: tuple[str, ...] = ("all",)) -> Verdict:
    """The comparison of the conformance set of the text layer, set in one family."""
    from tests.press.textlayer.corpus import markup

    html = markup(family)
    fonts = tuple(
        FontFile.of(path.name, path.read_bytes()) for path in sorted((ROOT / "fonts").glob("*/*.ttf"))
    )
    return compare(f"conformance set in {family}", partial(print_html, html, (), fonts), switched)


def compare_brief(brief: str, switched: tuple[str, ...] = ("all",)) -> Verdict:
    """The comparison of a sample brief: its PDF and all of its forms for paper."""
    from briefgen.builds import Built, build
    from briefgen.cli.materials import materials_of
    from briefgen.loading import load
    from briefgen.workspace import Workspace

    materials = materials_of(load(Workspace(ROOT)), ("pdf",), ("duplex", "booklet", "mono"), {})

    def printed() -> Print:
        built = build(brief, materials)
        return (
            b"".join(each.data for each in built.outputs if each.name.endswith(".pdf"))
            if isinstance(built, Built)
            else built.message
        )

    return compare(f"brief {brief}", printed, switched)


def _pages(printed: Print) -> int:
    if isinstance(printed, str):
        return 0
    return sum(map(_page_count, _files(printed)))


def _files(printed: bytes) -> Iterator[bytes]:
    """The PDFs that follow each other in some bytes."""
    yield from (b"%PDF-" + part for part in printed.split(b"%PDF-")[1:])


def _page_count(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as read:
        return len(read.pages)


def _difference(plain: Print, found: Print) -> str:
    """Where two prints differ, as far as their pages tell."""
    if isinstance(plain, str) or isinstance(found, str):
        return f"{_told(plain)} became {_told(found)}"
    for one, other in zip(_files(plain), _files(found), strict=False):
        with pikepdf.open(BytesIO(one)) as first, pikepdf.open(BytesIO(other)) as second:
            if len(first.pages) != len(second.pages):
                return f"{len(first.pages)} pages became {len(second.pages)}"
            for number, pages in enumerate(zip(first.pages, second.pages, strict=True), start=1):
                left, right = (page.Contents.read_bytes() for page in pages)
                if left != right:
                    return f"page {number} differs"
    return "no page differs, but the file does"


def _told(printed: Print) -> str:
    return printed if isinstance(printed, str) else "a print"


def _run(task: Callable[[], Verdict]) -> Verdict:
    return task()


def tasks(options: argparse.Namespace) -> list[Callable[[], Verdict]]:
    """Everything to compare, the longest first."""
    switched = ("all", *(switches.NAMES if options.each else ()))
    found: list[Callable[[], Verdict]] = []
    if options.only in ("", "briefs"):
        briefs = sorted(file.stem for file in (ROOT / "briefs").glob("*.yaml"))
        found += [partial(compare_brief, brief, switched) for brief in briefs]
    if options.only in ("", "conformance"):
        families = ("Amiri", "IBM Plex Sans Arabic")
        found += [partial(compare_conformance, family, switched) for family in families]
    if options.only in ("", "random"):
        seeds = range(options.first, options.first + options.count)
        found += [partial(compare_random, seed, switched, options.blocks) for seed in seeds]
    return found


def main(arguments: list[str] | None = None) -> int:
    """Run the program; see the module's description."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=("", "briefs", "conformance", "random"), default="")
    parser.add_argument("--first", type=int, default=0, help="the first random document")
    parser.add_argument("--count", type=int, default=300, help="how many random documents")
    parser.add_argument("--blocks", type=int, help="only so many blocks of each (default: all, 8 to 22)")
    parser.add_argument("--each", action="store_true", help="each mend alone as well")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes")
    options = parser.parse_args(arguments)
    verdicts = []
    pool = multiprocessing.get_context("spawn").Pool(options.jobs)
    for verdict in pool.imap_unordered(_run, tasks(options)):
        verdicts.append(verdict)
        if verdict.differences or not verdict.pages:
            _tell(str(verdict))
        if not len(verdicts) % _TOLD:
            _tell(f"{len(verdicts)} compared")
    pool.close()  # so that workers end by themselves and take their temporary files with them
    pool.join()
    different = [verdict for verdict in verdicts if verdict.differences]
    unprinted = sum(not verdict.pages for verdict in verdicts)
    pages = sum(verdict.pages for verdict in verdicts)
    _tell(f"{len(verdicts)} documents, {pages} pages, {unprinted} not printed, {len(different)} that differ")
    return 1 if different else 0


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
