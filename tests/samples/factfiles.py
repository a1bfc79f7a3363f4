"""Files of facts and sources in memory, for tests of searching."""

from __future__ import annotations

from briefgen.factsearch.index import File

_FACT = """\
{name}:
  says: {says}
  kind: {kind}
  topics: [{topic}]
  {more}
  evidence:
    - source: {source}
      paragraph: 1
      passage: {{from: أول, to: آخر, at: [0, 9], sha256: "{digest}", norm: n1}}
"""


def fact(
    name: str, says: str, kind: str = "event", topic: str = "water", source: str = "survey", more: str = ""
) -> str:
    """One fact as YAML; `more` is another line of it."""
    return _FACT.format(
        name=name, says=says, kind=kind, topic=topic, source=source, more=more, digest="0" * 64
    )


def file(path: str, text: str, look: str = "") -> File:
    """A file of facts, or of a source by its folder; it looks like its text where nothing else is said."""
    source = path.rsplit("/", 1)[-1].removesuffix(".yaml") if "/sources/" in path else ""
    return File(path, look or str(hash(text)), text.encode, source)


WATER = file(
    "briefs/facts/water.yaml",
    fact("network-opened", "افتُتحت شبكة المياه الجديدة عام ٢٠١٨ في الواحة.", more='date: "2018"')
    + fact("coalition-size", "يضم التحالف 86 دولة.", kind="figure", topic="coalition", more='date: "2024-01"')
    + fact("coalition-base", "للتحالف قاعدة في الواحة.", topic="coalition", source="council"),
)
VIEWS = file(
    "briefs/facts/views.yaml",
    fact("mayor-view", "الشبكة تحتاج إلى مضخات.", "position", more="speaker: رئيس البلدية"),
)
SURVEY = file("briefs/sources/survey.yaml", "type: report\ntitle: مسح المنازل\nauthor: [{family: الجبوري}]\n")
COUNCIL = file("briefs/sources/council.yaml", "type: report\ntitle: محضر التحالف\n")
FILES = (WATER, VIEWS, SURVEY, COUNCIL)
