"""A workspace of any size, for measuring: made from numbers alone, so that the same numbers give the same bytes.

    python tools/scale.py FOLDER [--facts 100000] [--specs 2000] [--seed 1]

Facts stand in files of a hundred, each file with a topic of its own; specs choose two topics, list facts and cite
some. All statements are invented. A few facts have flaws, so that there is something to report.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random

PER_FILE = 100
_PLACES = (
    "الواحة",
    "الميناء",
    "الوادي",
    "السوق",
    "الجسر",
    "المرصد",
    "القلعة",
    "البستان",
    "المطحنة",
    "الساحة",
    "المخزن",
    "المدرسة",
)
_WORKS = ["افتُتح", "رُمّم", "وُسّع", "أُغلق", "نُقل", "جُدّد", "فُحص", "وُثّق", "سُلّم", "أُنجز", "أُجّل", "بُدئ"]
_PARTS = ["الشبكة الجديدة", "القسم الشمالي", "الخط الثاني", "الجناح القديم", "المدخل الرئيس", "الطابق الأول"]
_KINDS = ("event", "figure", "position", "definition")


def workspace(facts: int, specs: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """The files of a workspace, as (path, text): about `facts` facts in full files, `specs` topic specs, sources."""
    random = Random(seed)  # noqa: S311 - numbers for invented facts, not secrets
    files = max(1, facts // PER_FILE)
    sources = [f"register-{number:04d}" for number in range(max(3, files // 4))]
    for name in sources:
        yield f"briefs/sources/{name}.yaml", _source(name)
    topics = [f"harbour-{number:04d}" for number in range(files)]
    for topic in topics:
        yield (
            f"briefs/facts/{topic}.yaml",
            "\n".join(_fact(topic, number, sources, random) for number in range(PER_FILE)),
        )
    for number in range(specs):
        yield f"briefs/survey-{number:05d}.yaml", _spec(f"survey-{number:05d}", topics, random)


def write(folder: Path, facts: int, specs: int, seed: int = 1) -> None:
    """Writes the files of `workspace` into a folder."""
    for path, text in workspace(facts, specs, seed):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def _fact(topic: str, number: int, sources: list[str], random: Random) -> str:
    name = f"{topic}-{number:03d}"
    kind = _KINDS[number % 4]
    year, month = random.randint(1990, 2023), random.randint(1, 12)
    place, work, part = (random.choice(each) for each in (_PLACES, _WORKS, _PARTS))
    value = random.randint(2, 90_000)
    lines = [
        f"{name}:",
        f"  says: {work} في {place} {part} رقم {value} من سجل {topic[8:]} في عام {year}.",
        f"  kind: {kind}",
        f'  date: "{year}-{month:02d}"',
        f"  topics: [{topic}, year-{year}]",
    ]
    if kind == "position":
        lines.append(f"  speaker: مجلس {place}")
    if kind == "figure":
        lines.append(
            f'  measure: {{of: count-{topic}-{number}, value: {value}, unit: وحدة, as_of: "{year}"}}'
        )
    start = random.randint(0, 50_000)
    digest = sha256(name.encode()).hexdigest()
    lines += [
        "  evidence:",
        f"    - source: {random.choice(sources)}",
        f"      paragraph: {random.randint(1, 80)}",
        f"      passage: {{from: {work} في {place}, to: رقم {value}, at: [{start}, {start + 60}], "
        f"sha256: {digest}, norm: n1}}",
        "",
    ]
    return "\n".join(lines)


def _source(name: str) -> str:
    return f"type: report\ntitle: سجل الأعمال {name[9:]}\nauthor:\n  - literal: دائرة السجلات\nlanguage: ar\n"


def _spec(name: str, topics: list[str], random: Random) -> str:
    first, second, third = (random.choice(topics) for _ in range(3))
    cited = [f"{third}-{number:03d}" for number in random.sample(range(PER_FILE), 6)]
    spec = {
        "brief": name,
        "title": f"ملخص السجل {name[7:]}",
        "as_of": "2024",
        "summary": f"أُنجزت الأعمال في موعدها [@{cited[0]}]. ثم وُثّقت كلها [@{cited[1]}; @{cited[2]}].",
        "sections": [
            {
                "title": "ما جرى",
                "select": {"topics": [first], "kinds": ["event"], "from": "2015"},
                "order": "date",
            },
            {"title": "الأرقام", "select": {"topics": [second], "kinds": ["figure"]}, "show": "key-figures"},
            {"title": "وقائع مختارة", "facts": cited[3:]},
            {"title": "خلاصة", "text": f"هذا ما في السجل [@{cited[4]}]."},
        ],
    }
    return json.dumps(spec, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Writes a workspace into the folder named on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    for name, number in (("--facts", 100_000), ("--specs", 2_000), ("--seed", 1)):
        parser.add_argument(name, type=int, default=number)
    given = parser.parse_args()
    write(given.folder, given.facts, given.specs, given.seed)


if __name__ == "__main__":
    main()
