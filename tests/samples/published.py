"""A small workspace whose brief was published twice, with a fact corrected, one dropped and one added in between."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.samples.workspace import Record, evidence, fact, section, source, spec, write

from briefgen import cli

BY = "قسم المحفوظات <archive@example.org>"
MEASURE = {"of": "homes", "unit": "منزلًا", "bound": "more-than"}
FIRST = {
    "opened": fact("افتتحت شبكة المياه عام 2018.", date="2018"),
    "homes": fact("تصل الشبكة إلى أكثر من 80 منزلًا.", kind="figure", evidence=[evidence("survey", 2)],
                  measure={**MEASURE, "value": 80}),
    "pumps": fact("رُكّبت ثلاث مضخات.", date="2019"),
    "snow": fact("سقط الثلج على الواحة.", topics=["snow"]),
}  # fmt: skip
SECOND = {
    "opened": FIRST["opened"],
    "homes": fact("تصل الشبكة إلى أكثر من 86 منزلًا.", kind="figure", evidence=[evidence("survey", 3)],
                  measure={**MEASURE, "value": 86}),
    "tank": fact("بُني خزان جديد.", date="2020"),
    "snow": FIRST["snow"],
}  # fmt: skip
SUMMARY = "بدأت الشبكة عملها في ذلك العام [@opened]."
SOURCES = {"council": source(), "survey": source("مسح الأسر في حوض الواحة")}


def brief(summary: str = SUMMARY) -> Record:
    """The topic spec: prose, a selection, a trace annex, and what changed since the version before."""
    return spec(
        "water",
        section(select={"topics": ["water"]}, show="list"),
        summary=summary,
        annex="trace",
        changes="since-last",
        as_of="2024-02-05",
    )


@dataclass(frozen=True, slots=True)
class Sample:
    """The folders of the workspace and of the archive."""

    workspace: Path
    archive: Path

    def run(self, *arguments: str) -> int:
        """The exit code of a command that is told of both."""
        return cli.run([*arguments, "-w", str(self.workspace), "-a", str(self.archive)])


def published_twice(folder: Path) -> Sample:
    """The sample with its two versions, in a new folder."""
    sample = Sample(folder / "workspace", folder / "archive")
    for facts, words, why in (
        (FIRST, SUMMARY, "الإصدار الأول"),
        (SECOND, "بدأت الشبكة عملها عام 2018 [@opened].", "تصويب عدد المنازل"),
    ):
        write(sample.workspace, facts, {"water": brief(words)}, SOURCES)
        assert sample.run("publish", "water", "-m", why, "--by", BY) == 0
    return sample
