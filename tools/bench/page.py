"""Results as docs/benchmarks.md: a pure function of what `results.encode` keeps."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from tools.bench.figures import interval, verdict
from tools.bench.results import Claim, Curve, Measured, Result

_HEAD = """\
# Benchmarks

How fast briefgen is, beside other typesetters and beside itself. `{command}` measures all of this and writes this page
and `benchmarks.json`, which holds every single run. How and why it measures so: [ADR 0016](adr/0016-measuring.md).

**How to read it.** A ratio compares two things that ran one right after the other, in the same round; the number is
the median of all rounds. The spread behind it says where that median may lie (95 % of resampled medians; with fewer
than five rounds the smallest and the largest ratio). «Met» and «not met» go by the median; «within the noise» is added
where the goal lies inside the spread, so that another run may decide otherwise. «At work» is the same ratio of the
time that the processes were at work on a processor: it says less about waiting and more about the program. Seconds
belong to this machine only: read them as sizes, not as promises. Memory is the largest resident set of one process.
Calls are functions called, in Python and in C; they hardly change from run to run, so they show small changes that
seconds hide.
"""

_CLAIMS = ("what", "goal", "measured", "spread", "at work", "verdict")
_NOISE = """\
## Noise

The machine may have had other work to do. Contenders take turns in every round, so that a slow minute falls on all of
them, and a run that does not count goes before. Where the seconds of a contender lie far apart, trust its ratios,
which lie closer together, those of its time at work, and its calls. A goal that is met or missed within the noise is
neither: measure it again on a quiet machine.
"""


def page(results: Sequence[Result]) -> str:
    """The whole page, subjects in their order."""
    parts = [_HEAD.format(command="make bench"), _goals(results)]
    parts += [_subject(each) for each in results]
    parts += [_NOISE, _machines(results)]
    return "\n".join(part for part in parts if part)


def _goals(results: Sequence[Result]) -> str:
    rows = [
        (f"[{each.title}](#{_anchor(each.title)})", *_claim(claim))
        for each in results
        for claim in each.findings.claims
        if claim.goal is not None
    ]
    if not rows:
        return ""
    return "## Goals\n\n" + _table(("subject", *_CLAIMS), rows)


def _subject(result: Result) -> str:
    found = result.findings
    parts = [f"## {result.title}\n", f"{result.about}\n"]
    if found.claims:
        parts.append(_table(_CLAIMS, map(_claim, found.claims)))
    if found.measured:
        parts.append(
            _table(
                ("run", "seconds", "at work", "peak MiB", "calls"),
                [_measured(each) for each in found.measured],
            )
        )
    parts += [_curve(each) for each in found.curves]
    if found.absent:
        parts.append("\n".join(f"- Not measured: {each.name}: {each.why}." for each in found.absent) + "\n")
    parts += [f"{each}\n" for each in found.remarks]
    rounds = "1 round" if result.rounds == 1 else f"{result.rounds} rounds"
    parts.append(f"`{result.command}`, {rounds} at most, {result.taken}.\n")
    return "\n".join(parts)


def _claim(claim: Claim) -> tuple[str, ...]:
    low, high = interval(claim.values)
    sign = "≥" if claim.sense == "at least" else "≤"
    goal = "" if claim.goal is None else f"{sign} {_number(claim.goal, claim.unit)}"
    spread = f"{_number(low, '')}–{_number(high, claim.unit)}" if len(claim.values) > 1 else "one run"
    worked = _number(median(claim.worked), claim.unit) if claim.worked else ""
    return claim.says, goal, _number(median(claim.values), claim.unit), spread, worked, verdict(claim)


def _measured(each: Measured) -> tuple[str, ...]:
    times = [one.seconds for one in each.samples]
    memory = max(one.mebibytes for one in each.samples)
    worked = median(one.processor for one in each.samples)
    return (
        each.name,
        f"{_plain(median(times))} ({_plain(min(times))}–{_plain(max(times))})",
        _plain(worked) if worked else "",
        f"{memory:.0f}" if memory else "",
        f"{each.calls:,}" if each.calls is not None else "",
    )


def _curve(curve: Curve) -> str:
    rows = [(f"{x:,.0f}", _plain(y)) for x, y in curve.points]
    return f"{curve.says}:\n\n" + _table((curve.x, curve.y), rows)


def _machines(results: Sequence[Result]) -> str:
    """Machine and versions, said once for each set of subjects that share them (subjects may be measured apart)."""
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for each in results:
        facts = {
            **{k: v for k, v in each.machine.items() if k != "load"},
            **each.versions,
            **each.findings.versions,
        }
        groups.setdefault(tuple(facts.items()), []).append(each.title)
    parts = ["## Machine and versions\n"]
    for facts_of, titles in groups.items():
        if len(groups) > 1:
            parts.append(f"For {', '.join(titles)}:\n")
        parts.append(_table(("what", "value"), facts_of))
    loads = ", ".join(f"{each.title} {each.machine.get('load', '?')}" for each in results)
    parts.append(f"Load of the machine when each subject began: {loads}.\n")
    return "\n".join(parts)


def _number(value: float, unit: str) -> str:
    return f"{_plain(value)}{'' if unit in ('', 'x') else ' '}{unit}"


def _plain(value: float) -> str:
    """Three digits, which are all that mean something."""
    size = abs(value)
    if size >= 1000:
        return f"{value:,.0f}"
    return (
        f"{value:.0f}"
        if size >= 100
        else f"{value:.1f}"
        if size >= 10
        else f"{value:.2f}"
        if size >= 0.1
        else f"{value:.3f}"
    )


def _anchor(title: str) -> str:
    kept = "".join(each for each in title.lower() if each.isalnum() or each in " -_")
    return kept.replace(" ", "-")


def _table(head: Sequence[str], rows: object) -> str:
    lines = [head, ["---"] * len(head), *rows]  # type: ignore[misc]
    return (
        "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
        + "\n"
    )
