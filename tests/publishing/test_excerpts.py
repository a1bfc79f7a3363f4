"""Facts are cut out as their editors wrote them, and read the same."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples.workspace import evidence, fact

from briefgen.publishing.excerpts import excerpts
from briefgen.records.fact import Fact, decode_facts
from briefgen.yamltext import parse

PATH = "briefs/facts/water.yaml"
DIGEST = "0" * 64
TEXT = f"""\
# وقائع الشبكة
opened:  # افتتاح
  says: افتتحت الشبكة.
  kind: event
  topics: [water]
  evidence:
    - source: council
      paragraph: 1
      passage: {{from: "افتتح المجلس", to: "الشبكة الجديدة", at: [0, 40], sha256: {DIGEST}, norm: n1}}

# ما يلي عن المنازل

homes:
  says: >-
    تصل الشبكة
    إلى 80 منزلًا.
  kind: figure
  topics: [water]
  measure: {{of: homes, value: 80, unit: منزلًا}}
  evidence:
    - source: survey
      paragraph: 2
      passage: {{from: "تصل", to: "المنازل", at: [0, 40], sha256: {DIGEST}, norm: n1}}
"""


def facts(data: bytes) -> dict[str, Fact]:
    """The facts of a file, by id."""
    root, problems = parse(PATH, data)
    assert root is not None
    found, more = decode_facts(root)
    assert not (*problems, *more)
    return {each.id: each for each in found}


def test_the_lines_of_a_fact_are_kept_with_their_comments() -> None:
    """From its name to the last line that says something."""
    data = TEXT.encode()
    cut = excerpts({PATH: data}, [facts(data)["opened"]])[PATH].decode()
    assert cut == TEXT.partition("\n")[2].partition("\n\n# ما يلي")[0] + "\n"


@pytest.mark.parametrize("wanted", [["homes"], ["opened", "homes"]])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_an_excerpt_reads_as_the_same_facts(wanted: list[str], ends: str) -> None:
    """And holds no others, whatever the line ends."""
    data = TEXT.replace("\n", ends).encode()
    there = facts(data)
    cut = excerpts({PATH: data}, [there[name] for name in wanted])[PATH]
    assert facts(cut) == {name: there[name] for name in wanted}


@given(st.lists(st.sampled_from(["opened", "homes", "tank"]), min_size=1, unique=True), st.booleans())
def test_facts_in_braces_are_written_anew(wanted: list[str], indented: bool) -> None:
    """Where a file has no lines of its own for each fact, as JSON has not, the excerpt still reads the same."""
    record = {
        "opened": fact("افتتحت الشبكة.", date="2018~", date_basis="inferred", because="لا يذكر النص تاريخًا."),
        "homes": fact("تصل إلى 80 منزلًا.", kind="figure", measure={"of": "homes", "value": 80.5, "bound": "about"}),
        "tank": fact("يرى المجلس أن الخزان كافٍ.", kind="position", speaker="المجلس", evidence=[evidence("survey", 9)],
                     reviewed={"by": "مراجِع", "on": "2024", "stamp": "a" * 64}),
    }  # fmt: skip
    data = json.dumps(record, ensure_ascii=False, indent=1 if indented else None).encode()
    there = facts(data)
    chosen = [each for name, each in there.items() if name in wanted]
    assert facts(excerpts({PATH: data}, chosen)[PATH]) == {each.id: each for each in chosen}
