"""The benchmark: what it says of numbers, and that it runs; never how long anything takes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from tools.bench import __main__ as bench
from tools.bench import memory, results
from tools.bench.dialogue import Broken
from tools.bench.figures import interval, line, ratio, verdict
from tools.bench.page import page
from tools.bench.registry import Setting, all_subjects, chosen
from tools.bench.results import Absent, Claim, Findings, Measured, Result
from tools.bench.running import Command, Launcher, Sample
from tools.bench.workspaces import text


def measured(name: str, *seconds: float) -> Measured:
    """A contender that took so long in each round."""
    return Measured(name, tuple(Sample(each, each / 2, 64.0) for each in seconds))


def result(*claims: Claim, **keys: object) -> Result:
    """A result of a subject that was never measured."""
    findings = Findings((measured("briefgen", 1.0, 2.0),), claims, **keys)  # type: ignore[arg-type]
    return Result(
        "press",
        "Printing",
        "What it is about.",
        1,
        "make bench",
        "2026-01-01 10:00 UTC",
        2,
        findings=findings,
    )


def test_a_ratio_compares_runs_of_the_same_round() -> None:
    """A machine that slows down for both halves of a round leaves the ratio as it was."""
    claim = ratio("a / b", measured("a", 3.0, 30.0, 3.0), measured("b", 1.0, 10.0, 1.0), goal=3.0)

    assert claim.values == claim.worked == (3.0, 3.0, 3.0)
    assert verdict(claim) == "met"


@pytest.mark.parametrize(
    ("values", "sense", "said"),
    [
        ((3.1, 3.2, 3.3), "at least", "met"),
        ((2.0, 2.1, 2.2), "at least", "not met"),
        ((2.0, 3.1, 4.0), "at least", "met (within the noise)"),
        ((2.0, 2.9, 4.0), "at least", "not met (within the noise)"),
        ((2.0, 2.1, 2.2), "at most", "met"),
        ((3.1, 3.2, 3.3), "at most", "not met"),
    ],
)
def test_a_verdict_tells_when_noise_could_turn_it(values: tuple[float, ...], sense: str, said: str) -> None:
    """The median decides; a goal inside the spread is said to be there."""
    assert verdict(Claim("a / b", values, "x", sense, 3.0)) == said  # type: ignore[arg-type]


def test_an_interval_leaves_a_stray_run_out() -> None:
    """One round in nine that took ten times as long does not reach the interval of the median."""
    low, high = interval([1.0, 1.1, 0.9, 1.0, 1.05, 0.95, 1.0, 1.02, 10.0])

    assert 0.9 <= low <= 1.0 <= high <= 1.1


def test_growth_is_seen_through_the_origin() -> None:
    """Four times the pages in four times the seconds is 1; in sixteen times, 4."""
    assert line([(10, 1.0), (40, 4.0)]) == 1.0
    assert line([(10, 1.0), (40, 16.0)]) == 4.0


def test_results_come_back_from_their_json() -> None:
    """The page can be written again from what was kept: nothing that it needs is lost."""
    curve = results.Curve("growth", "pages", "seconds", ((1.0, 2.0), (3.0, 4.0)))
    kept = (
        result(Claim("a / b", (1.0, 2.0)), absent=(Absent("XeLaTeX", "not installed"),), curves=(curve,)),
    )

    assert results.decode(results.encode(kept)) == kept


def test_the_page_says_goal_spread_verdict_and_what_is_missing() -> None:
    """A missed goal stands there as missed, and a peer that was not there by its name."""
    written = page(
        [
            result(
                Claim("plain / press", (2.0, 2.5), "x", "at least", 3.0),
                absent=(Absent("XeLaTeX", "not installed"),),
            )
        ]
    )

    assert "| plain / press | ≥ 3.00x | 2.25x | 2.00–2.50x |  | not met |" in written
    assert "Not measured: XeLaTeX: not installed." in written


def test_a_race_goes_round_all_contenders(tmp_path: Path) -> None:
    """Warm-ups first and not counted, then every contender once in each round."""
    ran: list[str] = []

    def contender(name: str) -> Sample:
        ran.append(name)
        return Sample(float(len(ran)))

    with Launcher(tmp_path) as launcher:
        setting = Setting(2, 1, False, False, tmp_path, launcher)
        found = setting.race({"a": lambda: contender("a"), "b": lambda: contender("b")}, {"a": lambda: 7})

    assert ran == ["a", "b"] * 3
    assert [each.seconds for each in found["b"].samples] == [4.0, 6.0]
    assert (found["a"].calls, found["b"].calls) == (7, None)


def test_a_command_is_measured_to_its_end(tmp_path: Path) -> None:
    """Its output, the time that it was at work and its own peak of memory come back, whatever this process holds."""
    held = bytearray(300 * 2**20)
    program = "import sys; b = bytearray(60 * 2**20); sum(range(10**6)); print('out'); print('err', file=sys.stderr)"
    with Launcher(tmp_path) as launcher:
        ended = launcher.run(Command((sys.executable, "-c", program)))

    assert len(held) > 0
    assert (ended.stdout, ended.stderr) == ("out\n", "err\n")
    assert 60 < ended.sample.mebibytes < 200
    assert 0 < ended.sample.processor <= ended.sample.seconds * 2


def test_a_command_that_fails_is_not_a_measurement(tmp_path: Path) -> None:
    """What did not come out has no time: the message holds the command, its code and its words."""
    with Launcher(tmp_path) as launcher, pytest.raises(Broken, match=r"(?s)ended with 3.*no such brief"):
        launcher.run(Command((sys.executable, "-c", "import sys; print('no such brief'); sys.exit(3)")))


def test_memory_is_told_over_what_is_done() -> None:
    """A curve has the most of each stretch of the work; a stretch without a look at it is left out."""
    watch = memory.Watch(lambda: 0, points=[(0, 50.0), (20, 80.0), (24, 70.0), (30, 60.0), (100, 65.0)])

    assert watch.curve(4) == ((25, 80.0), (50, 60.0), (100, 65.0))


@pytest.mark.skipif(not memory.available(), reason="this system does not tell what processes share")
def test_memory_of_a_tree_of_processes_is_added(tmp_path: Path) -> None:
    """What a child holds counts beside what its parent holds, while both run."""
    hold = "import time; b = bytearray(b'x' * (80 * 2**20)); time.sleep(1)"
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}])"
    watch = memory.Watch(lambda: 1, 0.05)
    with Launcher(tmp_path) as launcher:
        launcher.run(Command((sys.executable, "-c", f"b = bytearray(b'x' * (40 * 2**20)); {program}")), watch)

    assert max(used for _, used in watch.points) > 120


def test_calls_are_the_same_every_time(tmp_path: Path) -> None:
    """The count of a command's calls belongs to its work, and more work makes more of them."""
    with Launcher(tmp_path) as launcher:
        counts = [
            launcher.calls(Command((sys.executable, "-c", f"[len('') for _ in range({times})]")))
            for times in (10, 10, 110)
        ]

    assert counts[0] == counts[1] == counts[2] - 100


def test_every_subject_has_a_name_and_a_place_of_its_own() -> None:
    """--only finds each by its name, and the page has an order."""
    subjects = all_subjects()

    assert (
        len({each.name for each in subjects}) == len({each.place for each in subjects}) == len(subjects) > 1
    )
    with pytest.raises(ValueError, match="there is no subject `pres`; there are: "):
        chosen(["pres"])


def test_generated_texts_are_the_same_every_time(tmp_path: Path) -> None:
    """Two runs measure the same content: the files of a workspace are equal byte for byte."""
    for folder in ("one", "other"):
        text(tmp_path / folder, "q12")
    one, other = (
        {file.name: file.read_bytes() for file in (tmp_path / folder).rglob("*.yaml")}
        for folder in ("one", "other")
    )

    assert one == other
    assert len(json.loads(one["dense.yaml"])) == 40


@pytest.mark.parametrize("subject", [each.name for each in all_subjects()])
def test_each_subject_runs_on_tiny_inputs(
    subject: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--quick` measures once and writes both files; what they say has the right shape."""
    code = bench.main(["--quick", "--only", subject, "--write", "--out", str(tmp_path)])

    (kept,) = results.decode((tmp_path / "benchmarks.json").read_text("utf-8"))
    assert code == 0
    assert kept.subject == subject
    assert kept.findings.claims or kept.findings.absent
    assert all(value > 0 for claim in kept.findings.claims for value in claim.values if claim.unit == "x")
    assert (tmp_path / "benchmarks.md").read_text("utf-8") in capsys.readouterr().out
    assert str(tmp_path) not in (tmp_path / "benchmarks.json").read_text("utf-8")
