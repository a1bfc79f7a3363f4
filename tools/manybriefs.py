"""Many small briefs from one matrix: how memory goes, what a brief takes, what one and two workers do in turn.

    python tools/manybriefs.py [--number 10000] [--workers 2] [--recycled-after 500] [--every 500]
    python tools/manybriefs.py --compare [--number 200]     one worker against two, in turns, three times
    python tools/manybriefs.py --write FOLDER [--number 10000]   the workspace alone, for other measurements

The briefs are about an invented town. Nothing is written but with `--write`.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from pathlib import Path
from statistics import median

from briefgen.builds import Built
from briefgen.cli.materials import materials_of
from briefgen.crews import PRELOADED, RECYCLED_AFTER, Crew
from briefgen.diagnostics.model import has_errors
from briefgen.loading import load
from briefgen.materials import Materials
from briefgen.runs import run_on
from briefgen.workspace import Workspace

FACTS = 12
_MIB = 1024 * 1024


def write(folder: Path, number: int) -> Path:
    """A workspace with one spec of `number` combinations: regions, each for two audiences."""
    digest = "0" * 64
    lines = []
    for index in range(FACTS):
        year = 2010 + index
        lines.append(
            f"water-pipes-{index}:\n  says: في عام {year} مُدّت شبكة المياه إلى الحي رقم {index + 1} من أحياء الواحة، "
            f"وبُنيت فيه خزانات جديدة.\n"
            f'  kind: event\n  date: "{year}"\n  topics: [{"water" if index % 2 else "roads"}]\n  evidence:\n'
            f"    - source: council\n      paragraph: {index + 1}\n"
            f"      passage: {{from: مُدّت الشبكة, to: خزانات جديدة, at: [{index * 50}, {index * 50 + 40}], "
            f"sha256: {digest}, norm: n1}}\n"
        )
    values = "".join(
        f"    - {{id: r{index}, label: المنطقة {index}}}\n" for index in range((number + 1) // 2)
    )
    spec = (
        'brief: town\ntitle: "موجز $(region) إلى $(audience)"\nas_of: "2024-02-05"\nmatrix:\n  region:\n'
        + values
        + "  audience:\n    - {id: council, label: المجلس, topic: water}\n"
        "    - {id: public, label: الجمهور, topic: roads}\n"
        "summary: |\n  هذه ورقة عن $(region) موجهة إلى $(audience) [@water-pipes-0].\n"
        "sections:\n  - title: وقائع $(region)\n    select: {topics: [$(audience.topic)]}\n    show: list\n"
        "  - title: خلاصة زمنية\n    facts: [water-pipes-0, water-pipes-5, water-pipes-10]\n    show: timeline\n"
    )
    files = {
        "briefs/town.yaml": spec,
        "briefs/facts/town.yaml": "\n".join(lines),
        "briefs/sources/council.yaml": "type: report\ntitle: محضر الجلسة العاشرة\n",
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def materials(folder: Path) -> tuple[tuple[str, ...], Materials]:
    """The names of all briefs, and what they are printed from."""
    loaded = load(Workspace(folder))
    if has_errors(loaded.problems):
        raise SystemExit(next(each.message for each in loaded.problems if each.severity == "error"))
    return tuple(loaded.library.specs), materials_of(loaded, ("pdf",), (), {})


def resident(process: int | str = "self") -> float:
    """The memory of a process, MiB; 0 once it is gone."""
    try:
        fields = Path(f"/proc/{process}/statm").read_text().split()
    except OSError:
        return 0.0
    return int(fields[1]) * resource.getpagesize() / _MIB


def seconds(process: int) -> float:
    """The processor time of a process so far."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def curve(folder: Path, workers: int, recycled_after: int, every: int) -> None:
    """Prints all briefs, and tells memory, bytes and pace as they go."""
    began = time.monotonic()
    names, held = materials(folder)
    print(f"{len(names)} briefs read and checked in {time.monotonic() - began:.1f} s, {resident():.0f} MiB")
    print(
        "briefs  parent MiB  workers MiB        pages      bytes  briefs/s  processor seconds of the workers"
    )
    crew = Crew(workers, PRELOADED, recycled_after)
    pages = size = done = 0
    since = time.monotonic()
    try:
        for outcome in run_on(crew, workers, names, held):
            if not isinstance(outcome, Built):
                raise SystemExit(f"{outcome.brief}: {outcome.message}")
            done, pages = done + 1, pages + outcome.pages
            size += sum(len(each.data) for each in outcome.outputs)
            if done % every == 0 or done == len(names):
                own = " ".join(f"{resident(each):.0f}" for each in crew.processes)
                spent = " ".join(f"{seconds(each):.1f}" for each in crew.processes)
                pace = every / (time.monotonic() - since)
                print(
                    f"{done:6}  {resident():10.0f}  {own:16} {pages:7} {size:10}  {pace:8.1f}  {spent}",
                    flush=True,
                )
                since = time.monotonic()
    finally:
        crew.stop()
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(
        f"processor time of the parent: {(used.ru_utime + used.ru_stime) / len(names) * 1000:.1f} ms a brief"
    )


def compare(folder: Path) -> None:
    """One worker and two, in turns; the median of the ratios, and their spread."""
    names, held = materials(folder)
    ratios = []
    for _ in range(3):
        took = []
        for workers in (1, 2):
            crew = Crew(workers, PRELOADED)
            try:
                list(run_on(crew, workers, names[: 4 * workers], held))  # warm
                began = time.monotonic()
                list(run_on(crew, workers, names, held))
                took.append(time.monotonic() - began)
            finally:
                crew.stop()
        ratios.append(took[0] / took[1])
        print(f"one worker {took[0]:.1f} s, two {took[1]:.1f} s: {ratios[-1]:.2f} times", flush=True)
    print(
        f"two workers do {median(ratios):.2f} times the work of one ({min(ratios):.2f} to {max(ratios):.2f})"
    )


def main() -> None:
    """Reads the arguments."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--number", type=int, default=0, help="how many briefs")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--recycled-after", type=int, default=RECYCLED_AFTER)
    parser.add_argument("--every", type=int, default=500)
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    number = given.number or (200 if given.compare else 10_000)
    if given.write:
        write(given.write, number)
        return
    with tempfile.TemporaryDirectory(prefix="briefgen-many-") as place:
        folder = write(Path(place), number)
        if given.compare:
            compare(folder)
        else:
            curve(folder, given.workers, given.recycled_after, given.every)


if __name__ == "__main__":
    main()
