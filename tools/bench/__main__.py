"""The program: chooses subjects, measures them one after the other, prints the page, keeps it when asked."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tools.bench import results
from tools.bench.dialogue import Broken
from tools.bench.machine import machine, versions
from tools.bench.page import page
from tools.bench.registry import Setting, Subject, all_subjects, chosen, say
from tools.bench.results import Result
from tools.bench.running import ROOT, Launcher

DOCS = ROOT / "docs"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and gives the exit code: 1 when a subject broke down, 2 for a subject that there is not."""
    options = _options(arguments)
    if options.list:
        print("\n".join(f"{each.name:<12} {each.title}" for each in all_subjects()))
        return 0
    try:
        subjects = chosen(options.only)
    except ValueError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    command = _command(options)
    done, broken = [], []
    keeps = options.write or not (options.only or options.quick)
    # The peers are few and small beside it: the launcher starts before anything large is imported.
    with tempfile.TemporaryDirectory(prefix="briefgen-bench-") as folder, Launcher(Path(folder)) as launcher:
        for subject in subjects:
            setting = _setting(options, subject, Path(folder) / subject.name, launcher)
            say(f"{subject.name}: {subject.title}")
            start = time.monotonic()
            try:
                done.append(_measure(subject, setting, command))
                # After each subject: a run that is ended later has not been for nothing.
                if keeps:
                    _keep(done, options.out)
            except Broken as error:
                broken.append(subject.name)
                print(f"bench: {subject.name}: {error}", file=sys.stderr)
            say(f"  {time.monotonic() - start:.0f} s")
    print(page(done))
    if broken:
        print(f"bench: broke down: {', '.join(broken)}", file=sys.stderr)
    return 1 if broken else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description="Measure briefgen beside its peers.")
    parser.add_argument(
        "--only", type=lambda text: text.split(","), default=[], metavar="A,B", help="these subjects only"
    )
    parser.add_argument(
        "--rounds", type=int, default=0, help="rounds; each subject has its own number if not given"
    )
    parser.add_argument("--full", action="store_true", help="the long ones too: 10,000 briefs, 100,000 facts")
    parser.add_argument(
        "--quick", action="store_true", help="tiny inputs and one round: whether it works at all"
    )
    parser.add_argument("--write", action="store_true", help="keep the results of --only too")
    parser.add_argument(
        "--out", type=Path, default=DOCS, help="folder of benchmarks.md and .json (default: docs)"
    )
    parser.add_argument("--list", action="store_true", help="list the subjects")
    return parser.parse_args(arguments)


def _command(options: argparse.Namespace) -> str:
    """How somebody else measures the same: the words that change what is measured, without names of folders."""
    words = [f"--only {','.join(options.only)}"] if options.only else []
    words += [f"--rounds {options.rounds}"] if options.rounds else []
    words += [f"--{name}" for name in ("full", "quick") if getattr(options, name)]
    return f'make bench ARGS="{" ".join(words)}"' if words else "make bench"


def _setting(options: argparse.Namespace, subject: Subject, folder: Path, launcher: Launcher) -> Setting:
    folder.mkdir()
    rounds = 1 if options.quick else options.rounds or subject.rounds
    return Setting(rounds, 0 if options.quick else 1, options.full, options.quick, folder, launcher)


def _measure(subject: Subject, setting: Setting, command: str) -> Result:
    taken = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    before = machine()
    findings = subject.measure(setting)
    head = Result(subject.name, subject.title, subject.about, subject.place, command, taken, setting.rounds)
    return replace(head, machine=before, versions=versions(), findings=findings)


def _keep(done: Sequence[Result], folder: Path) -> None:
    """Writes both files; subjects that were not measured now stay as they were measured before."""
    file = folder / "benchmarks.json"
    before = results.decode(file.read_text("utf-8")) if file.exists() else ()
    known = {subject.name for subject in all_subjects()}
    together = {each.subject: each for each in (*before, *done) if each.subject in known}
    ordered = tuple(sorted(together.values(), key=lambda each: each.place))
    file.write_text(results.encode(ordered), "utf-8")
    file.with_suffix(".md").write_text(page(ordered), "utf-8")
    say(f"written: {file.with_suffix('.md').name} and {file.name}")


if __name__ == "__main__":
    sys.exit(main())
