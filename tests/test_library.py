"""The repository's own briefs: no problems, and every passage stands in the archived text of its source."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from briefgen.diagnostics.render import render
from briefgen.evidence.passages import verify
from briefgen.loading import Loaded, load
from briefgen.workspace import Workspace


@pytest.fixture(name="loaded", scope="module")
def _loaded() -> Loaded:
    """The records of this repository."""
    return load(Workspace(Path(__file__).resolve().parent.parent))


def test_the_briefs_have_no_problems(loaded: Loaded) -> None:
    """Neither errors nor warnings: they are what editors learn from."""
    assert loaded.problems == (), render(loaded.problems, "full")
    assert {"nmi-mandate", "campaign-phases", "bilateral-talks"} <= loaded.library.specs.keys()


def test_every_passage_stands_in_its_snapshot(loaded: Loaded, snapshots: Path) -> None:
    """Offsets, anchors, paragraph and digest of every piece of evidence agree with the archived text."""
    texts = {
        sha256(file.read_bytes()).hexdigest(): file.read_text("utf-8") for file in snapshots.glob("*.txt")
    }
    library, found = loaded.library, []
    for fact in library.facts.values():
        for evidence in fact.evidence:
            snapshot = library.sources[evidence.source].snapshot
            state = verify(evidence, texts.get(snapshot.sha256) if snapshot else None).state
            found.append((state, f"{fact.id} in {evidence.source}, paragraph {evidence.paragraph}"))
    assert [each for each in found if each[0] != "verified"] == []
    assert Counter(state for state, _ in found)["verified"] >= len(library.facts)


def test_every_source_is_cited_and_every_fact_has_evidence(loaded: Loaded) -> None:
    """A record that nothing rests on, or a fact that rests on nothing, has no place in the library."""
    library = loaded.library
    cited = {evidence.source for fact in library.facts.values() for evidence in fact.evidence}
    assert cited == library.sources.keys()
    assert [fact.id for fact in library.facts.values() if not fact.evidence] == []
