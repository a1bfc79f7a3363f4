"""From samples to what may be said of them: medians, ratios of neighbours, intervals, verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from statistics import median

from tools.bench.results import Claim, Measured, Sense

_RESAMPLES = 2000


def ratio(
    says: str,
    above: Measured,
    below: Measured,
    goal: float | None = None,
    sense: Sense = "at least",
) -> Claim:
    """How many times the time of one contender another takes, round by round."""
    pairs = tuple(zip(above.samples, below.samples, strict=True))
    worked = all(one.processor > 0 and other.processor > 0 for one, other in pairs)
    return Claim(
        says,
        tuple(one.seconds / other.seconds for one, other in pairs),
        "x",
        sense,
        goal,
        tuple(one.processor / other.processor for one, other in pairs) if worked else (),
    )


def difference(
    says: str, above: Measured, below: Measured, goal: float | None = None, sense: Sense = "at most"
) -> Claim:
    """How many seconds more one contender takes than another, round by round."""
    pairs = zip(above.samples, below.samples, strict=True)
    return Claim(says, tuple(one.seconds - other.seconds for one, other in pairs), "s", sense, goal)


def seconds(says: str, of: Measured, goal: float | None = None, sense: Sense = "at most") -> Claim:
    """The seconds of one contender: only where the goal itself is one in seconds."""
    return Claim(says, tuple(each.seconds for each in of.samples), "s", sense, goal)


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Where the median may lie: the middle 95 % of medians of values drawn anew (bootstrap, always the same draws).

    With fewer than five values this is the smallest and the largest.
    """
    if len(values) < 5:
        return min(values), max(values)
    draw = Random(7)  # noqa: S311 - the same numbers give the same page
    medians = sorted(median(draw.choices(values, k=len(values))) for _ in range(_RESAMPLES))
    return medians[int(_RESAMPLES * 0.025)], medians[int(_RESAMPLES * 0.975) - 1]


def verdict(claim: Claim) -> str:
    """`met`, `not met`, either with «within the noise» when the interval holds the goal; empty without a goal."""
    if claim.goal is None:
        return ""
    low, high = interval(claim.values)
    middle = median(claim.values)
    met = middle >= claim.goal if claim.sense == "at least" else middle <= claim.goal
    noise = " (within the noise)" if low < claim.goal < high else ""
    return ("met" if met else "not met") + noise


def line(points: Sequence[tuple[float, float]]) -> float:
    """How far the last point lies from a straight line through the origin and the first: 1 is linear, 2 twice as high.

    Points are (x, y) with ascending x.
    """
    (x0, y0), (x1, y1) = points[0], points[-1]
    return (y1 / x1) / (y0 / x0)
