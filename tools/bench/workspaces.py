"""Workspaces to measure with: real facts in a short brief, and generated ones; written as JSON, which is YAML."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from tools.bench.running import ROOT
from tools.bench.words import Writer

Record = dict[str, Any]
DIGEST = "0" * 64
AS_OF = "2024-12"


def text(folder: Path, name: str, notes: int = 0) -> None:
    """A workspace with one of the texts that are compared: `q4`, `q12` or `q72`, this one with fewer notes if asked."""
    match name:
        case "q4":
            real(folder)
        case "q12":
            dense(folder, name, 40, (45, 75))
        case "q72":
            dense(folder, name, notes or 800, (9, 16))
        case _:
            raise ValueError(f"there is no text {name}")


def real(folder: Path, sections: int = 4) -> str:
    """The project's own facts and sources with a brief of about four pages (q4); gives the brief's name.

    It is the first of the real briefs, cut to its first sections.
    """
    shutil.copytree(ROOT / "briefs" / "facts", folder / "briefs" / "facts")
    shutil.copytree(ROOT / "briefs" / "sources", folder / "briefs" / "sources")
    spec = yaml.safe_load((ROOT / "briefs" / "nmi-mandate.yaml").read_text("utf-8"))
    spec |= {"brief": "q4", "sections": spec["sections"][:sections]}
    _write(folder / "briefs" / "q4.yaml", spec)
    return "q4"


def dense(folder: Path, name: str, notes: int, words: tuple[int, int]) -> str:
    """A brief with so many statements of so many words, each with a note of its own; gives the brief's name.

    One note in eight cites a source for the first time, in full; no statement repeats.
    """
    writer = Writer(name)
    sources = {f"paper-{number}": source(writer, number) for number in range(1, notes // 8 + 2)}
    facts = {
        f"statement-{number}": fact(
            writer.sentence(*words), f"paper-{number % (notes // 8 + 1) + 1}", writer.draw.randint(1, 90)
        )
        for number in range(notes)
    }
    write(folder, {"dense": facts}, sources, [spec(name, writer, tuple(facts), 20)])
    return name


def many(folder: Path, briefs: int, facts: int, used: int = 12) -> None:
    """A library of so many facts in files of a hundred, and so many briefs that each print `used` of them.

    A fact is used by as few briefs as can be: brief number n prints the facts from n * used on.
    """
    writer = Writer(f"many-{briefs}-{facts}")
    sources = {f"paper-{number}": source(writer, number) for number in range(1, max(2, facts // 50) + 1)}
    names = [f"statement-{number}" for number in range(facts)]
    records = {
        name: fact(writer.sentence(12, 24), f"paper-{number % len(sources) + 1}", number % 90 + 1)
        for number, name in enumerate(names)
    }
    files = {
        f"part-{start // 100}": {name: records[name] for name in names[start : start + 100]}
        for start in range(0, facts, 100)
    }
    chosen = (
        tuple(names[(number * used + place) % facts] for place in range(used)) for number in range(briefs)
    )
    specs = (spec(f"bulletin-{number}", writer, each, 6) for number, each in enumerate(chosen))
    write(folder, files, sources, specs)


def forget(folder: Path, out: Path | None = None) -> None:
    """Removes what earlier builds left in a workspace (in `out`, if they wrote there): the next build is the first."""
    for each in (folder / ".briefgen_cache", out or folder / "build"):
        shutil.rmtree(each, ignore_errors=True)


def fact(says: str, source: str, paragraph: int, **keys: Any) -> Record:
    """A fact that rests on one paragraph of one source."""
    passage = {
        "from": "كلمات من النص",
        "to": "آخر هذه الكلمات",
        "at": [0, 40],
        "sha256": DIGEST,
        "norm": "n1",
    }
    evidence = {"source": source, "paragraph": paragraph, "passage": passage}
    return {
        "says": says,
        "kind": "event",
        "date": "2024",
        "topics": ["bench"],
        "evidence": [evidence],
        **keys,
    }


def source(writer: Writer, number: int) -> Record:
    """A newspaper's article with everything that a note in full may say."""
    return {
        "type": "article-newspaper",
        "title": writer.title(4, 9),
        "author": [{"family": writer.title(1, 1), "given": writer.title(1, 1)}],
        "container-title": f"صحيفة {writer.title(1, 2)}",
        "publisher": writer.title(2, 3),
        "issued": f"20{10 + number % 14}",
        "language": "ar",
    }


def spec(name: str, writer: Writer, facts: Sequence[str], per_section: int) -> Record:
    """A topic spec that shows facts as paragraphs, as written, so many to a section."""
    sections = [
        {
            "title": writer.title(),
            "facts": list(facts[start : start + per_section]),
            "order": "as-written",
            "show": "paragraphs",
        }
        for start in range(0, len(facts), per_section)
    ]
    head = {"brief": name, "title": writer.title(), "as_of": AS_OF, "digits": "arabic-indic"}
    return {**head, "sections": sections}


def write(
    folder: Path,
    facts: Mapping[str, Mapping[str, Record]],
    sources: Mapping[str, Record],
    specs: Iterable[Record],
) -> None:
    """A workspace on disk: a file for each group of facts, each source and each spec."""
    for name, group in facts.items():
        _write(folder / "briefs" / "facts" / f"{name}.yaml", group)
    for name, record in sources.items():
        _write(folder / "briefs" / "sources" / f"{name}.yaml", record)
    for record in specs:
        _write(folder / "briefs" / f"{record['brief']}.yaml", record)


def _write(file: Path, record: Mapping[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(record, ensure_ascii=False, indent=1), "utf-8")
