"""An invented town paper as an archived text, and a workspace whose facts are anchored in it for real."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.samples.workspace import Record, library, section, spec, write

from briefgen.evidence.anchoring import Anchored, anchor
from briefgen.evidence.snapshots import StoredFile
from briefgen.records.library import Library
from briefgen.records.source import Excluded

TEXT = """\
صحيفة الواحة

افتتح المجلس البلدي شبكة المياه الجديدة في ربيع عام 2018 بحضور رئيسة المجلس وخمسة وعشرين مهندسًا.
وتضخ المحطة 2,400 متر مكعب في الساعة، وهي تخدم اثني عشر ألف أسرة في حيّين من أحياء المدينة.
وقالت رئيسة المجلس إنّ المرحلة الثانية تبدأ في الخريف المقبل بكلفة 1.5 مليون دينار.

وتراجعت الشكاوى بنسبة 80 في المائة بعد افتتاح المحطة، كما يقول مكتب المسح في تقريره الأخير.
تعليق قارئ: افتتح المجلس البلدي شبكة المياه الجديدة متأخرًا عامين.
"""
EXCLUDED = (Excluded(1, "اسم الصحيفة"), Excluded(6, "تعليق قارئ"))
DIGEST = sha256(TEXT.encode()).hexdigest()
PASSAGES = {
    "network-opened": "افتتح المجلس البلدي شبكة المياه الجديدة في ربيع عام 2018",
    "families-served": "وهي تخدم اثني عشر ألف أسرة في حيّين من أحياء المدينة",
    "second-stage": "المرحلة الثانية تبدأ في الخريف المقبل بكلفة 1.5 مليون دينار",
    "complaints-fell": "وتراجعت الشكاوى بنسبة 80 في المائة بعد افتتاح المحطة",
}
SAYS = {
    "network-opened": "افتُتحت الشبكة في عام 2018.",
    "families-served": "تخدم الشبكة 12 ألف أسرة في حيين.",
    "second-stage": "تكلف المرحلة الثانية 1.5 مليون دينار.",
    "complaints-fell": "انخفضت الشكاوى 80 في المائة.",
}


def evidence(selection: str, text: str = TEXT) -> Record:
    """The evidence for words of the text, as YAML values."""
    found = anchor(selection, "paper", text, EXCLUDED)
    assert isinstance(found, Anchored), found
    passage = found.evidence.passage
    return {
        "source": "paper",
        "paragraph": found.evidence.paragraph,
        "passage": {
            "from": passage.first,
            "to": passage.last,
            "at": list(passage.at),
            "sha256": passage.sha256,
            "norm": passage.norm,
        },
    }


def facts() -> dict[str, Record]:
    """Four facts, each with one passage of the paper."""
    return {
        name: {"says": SAYS[name], "kind": "event", "topics": ["water"], "evidence": [evidence(words)]}
        for name, words in PASSAGES.items()
    }


def source(**keys: Any) -> Record:
    """The paper's record."""
    excluded = [{"paragraph": each.paragraph, "why": each.why} for each in EXCLUDED]
    snapshot = {"sha256": DIGEST, "norm": "n1", "excluded": excluded}
    return {"type": "article-newspaper", "title": "صحيفة الواحة", "snapshot": snapshot, **keys}


def records() -> Library:
    """The library of these facts."""
    return library(facts(), sources={"paper": source()})


def stored(text: str = TEXT, name: str = "paper-2018.txt") -> StoredFile:
    """The text as a file of a snapshot store."""
    data = text.encode()
    return StoredFile(name, data, sha256(data).hexdigest())


def workspace(folder: Path, text: str = TEXT) -> tuple[Path, Path]:
    """A workspace on disk and a folder of plain files that holds the paper, as (workspace, store)."""
    brief = spec("sample", section(select={"topics": ["water"]}))
    write(folder / "work", facts(), {"sample": brief}, {"paper": source()})
    (folder / "store").mkdir()
    (folder / "store" / "paper-2018.txt").write_text(text, "utf-8")
    return folder / "work", folder / "store"


YAML_FACTS = f"""\
# What we know of the water network.
network-opened:   # the first fact
  says: افتُتحت الشبكة في عام 2018.
  kind: event
  topics: [water]
  evidence:
    # the opening
    - source: paper
      paragraph: 2
      passage: {json.dumps(evidence(PASSAGES["network-opened"])["passage"], ensure_ascii=False)}

# Served since.
families-served:
  says: "تخدم الشبكة 12 ألف أسرة في حيين."
  kind: event
  topics: [water]
  evidence:
  - source: paper
    paragraph: 3
    passage: {json.dumps(evidence(PASSAGES["families-served"])["passage"], ensure_ascii=False)}
"""

YAML_SOURCE = f"""\
type: article-newspaper
title: صحيفة الواحة
snapshot:
  sha256: {DIGEST}
  norm: n1
  excluded:
    - {{paragraph: 1, why: اسم الصحيفة}}
    - {{paragraph: 6, why: تعليق قارئ}}
"""
