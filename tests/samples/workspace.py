"""Small workspaces about the water network of an invented town, written as JSON, which is YAML too.

`tests/data/good` holds one as an editor would write it; the functions here are for tests that vary a few keys.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from briefgen.diagnostics.model import Diagnostic
from briefgen.records.library import Library
from briefgen.records.reading import Reading, read_library

Record = dict[str, Any]
Records = Mapping[str, Record]
DIGEST = "0" * 64


def evidence(source: str = "council", paragraph: int = 1, start: int = 0) -> Record:
    """A passage of a source; its anchors and digest are those of no real text."""
    anchors = {"from": "افتتح المجلس", "to": "الشبكة الجديدة", "at": [start, start + 40]}
    return {"source": source, "paragraph": paragraph, "passage": {**anchors, "sha256": DIGEST, "norm": "n1"}}


def fact(says: str = "افتتحت الشبكة.", **keys: Any) -> Record:
    """An event about water that rests on the first paragraph of the council's minutes; keys replace or add."""
    return {"says": says, "kind": "event", "topics": ["water"], "evidence": [evidence()], **keys}


def source(title: str = "محضر الجلسة العاشرة", **keys: Any) -> Record:
    """A report of which only the title is known."""
    return {"type": "report", "title": title, **keys}


def section(title: str = "ما جرى", **keys: Any) -> Record:
    """A section; what it shows stands in the keys."""
    return {"title": title, **keys}


def spec(name: str, *sections: Record, **keys: Any) -> Record:
    """A topic spec as of the end of 2024."""
    head = {"brief": name, "title": "شبكة المياه في الواحة", "as_of": "2024"}
    return {**head, **keys, "sections": list(sections)}


SOURCES: Records = {"council": source(), "survey": source("مسح الأسر في حوض الواحة")}


def reading(facts: Records, specs: Records | None = None, sources: Records = SOURCES) -> Reading:
    """What reading these records gives: one file of facts, one file for each source and spec."""
    return read_library(
        [(f"briefs/{name}.yaml", _text(each)) for name, each in (specs or {}).items()],
        [("briefs/facts/water.yaml", _text(facts))],
        [(f"briefs/sources/{name}.yaml", _text(each)) for name, each in sources.items()],
    )


def library(facts: Records, specs: Records | None = None, sources: Records = SOURCES) -> Library:
    """The library of records that are all readable."""
    found = reading(facts, specs, sources)
    assert not found.problems, [each.message for each in found.problems]
    return found.library


def write(folder: Path, facts: Records, specs: Records, sources: Records = SOURCES) -> Path:
    """A workspace on disk; gives back its folder."""
    files = {"briefs/facts/water.yaml": facts}
    files |= {f"briefs/{name}.yaml": each for name, each in specs.items()}
    files |= {f"briefs/sources/{name}.yaml": each for name, each in sources.items()}
    for path, record in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(_text(record))
    return folder


def codes(problems: tuple[Diagnostic, ...]) -> list[str]:
    """The codes of problems, in order."""
    return [each.code for each in problems]


# What concerns a library as a whole: in a small one something is always left over.
LEFT_OVER = frozenset(("unused-fact", "unused-source", "unused-topic"))


# Told about a library beside what is wrong with one file of it.
WIDE = frozenset(("values-disagree",))


def without_leftovers(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems apart from those of records that nothing uses."""
    return tuple(each for each in problems if each.code not in LEFT_OVER)


def _text(record: Mapping[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False, indent=1).encode()
