"""What a subject finds, as values; and as JSON, so that the page can be written again without measuring again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from tools.bench.running import Sample

Sense = Literal["at least", "at most"]


@dataclass(frozen=True, slots=True)
class Measured:
    """One contender: its name on the page, a sample a round, and calls of functions where they were counted."""

    name: str
    samples: tuple[Sample, ...]
    calls: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that the page is about: one value a round, and the goal that it should meet, if there is one.

    `unit` is `x` for a ratio, `s` or `MiB`. A ratio is of samples of one round. `worked` are the same ratios of the
    time at work on a processor, which other work on the machine disturbs less; empty where that was not taken.
    """

    says: str
    values: tuple[float, ...]
    unit: str = "x"
    sense: Sense = "at least"
    goal: float | None = None
    worked: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Absent:
    """Something that was not measured, and why: it is never left out without a word."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Curve:
    """Values over something that grows: pages, briefs. Points are (x, y)."""

    says: str
    x: str
    y: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """All that one subject found; `remarks` are paragraphs for the page, `versions` those of programs beside ours."""

    measured: tuple[Measured, ...] = ()
    claims: tuple[Claim, ...] = ()
    absent: tuple[Absent, ...] = ()
    curves: tuple[Curve, ...] = ()
    remarks: tuple[str, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """The findings of a subject with what they were taken on: `taken` as an ISO minute in UTC, machine and versions."""

    subject: str
    title: str
    about: str
    place: int
    command: str
    taken: str
    rounds: int
    machine: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)


def encode(results: tuple[Result, ...]) -> str:
    """Results as JSON, in the order of the page."""
    return json.dumps([asdict(each) for each in results], ensure_ascii=False, indent=1) + "\n"


def decode(text: str) -> tuple[Result, ...]:
    """Results from what `encode` wrote."""
    return tuple(_result(each) for each in json.loads(text))


def _result(record: dict[str, Any]) -> Result:
    found = record.pop("findings")
    findings = Findings(
        tuple(
            Measured(each["name"], tuple(Sample(**one) for one in each["samples"]), each["calls"])
            for each in found["measured"]
        ),
        tuple(
            Claim(**{**each, "values": tuple(each["values"]), "worked": tuple(each["worked"])})
            for each in found["claims"]
        ),
        tuple(Absent(**each) for each in found["absent"]),
        tuple(
            Curve(**{**each, "points": tuple((x, y) for x, y in each["points"])}) for each in found["curves"]
        ),
        tuple(found["remarks"]),
        found["versions"],
    )
    return Result(**record, findings=findings)
