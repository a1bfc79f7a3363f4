"""A version is built again from what it holds alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.samples.published import Sample

from briefgen import builds, materials
from briefgen.publishing import rebuilding
from briefgen.publishing.editions import Edition
from briefgen.publishing.rebuilding import rebuild


@pytest.mark.parametrize("version", ["first", "second"])
def test_a_rebuild_gives_the_same_bytes(version: str, request: pytest.FixtureRequest, sample: Sample) -> None:
    """PDF, HTML and lock, though the workspace has gone on; the second prints its log of changes again."""
    assert (sample.workspace / "briefs" / "facts" / "water.yaml").exists()
    found = rebuild(request.getfixturevalue(version))
    assert (found.outcome, found.tools) == ("identical", ())
    assert {each.path for each in found.files} == {"water.pdf", "water.html", "water.lock"}


def test_other_tools_are_named_and_the_pages_compared(
    first: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The PDF names the tools inside itself: other bytes, yet it says and shows the same."""
    recorded = {**first.lock.tools, "weasyprint": "69.0"}
    older = replace(first, lock=replace(first.lock, tools=recorded))
    monkeypatch.setattr(materials, "__version__", "0.0.9")
    found = rebuild(older)
    assert found.outcome == "alike"
    assert [str(each) for each in found.tools] == [
        f"tool briefgen was {first.lock.tools['briefgen']}, is 0.0.9",
        "tool weasyprint was 69.0, is 70.0",
    ]
    (pdf,) = (each for each in found.files if each.path == "water.pdf")
    assert not pdf.identical
    assert pdf.likeness is not None
    assert (pdf.likeness.text, pdf.likeness.structure, pdf.likeness.images) == ("same", "same", "same")


def test_other_bytes_by_the_same_tools_are_a_difference(
    first: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing excuses them, however alike the pages are."""
    data = first.stored.read("water.pdf")
    monkeypatch.setattr(
        rebuilding,
        "build",
        lambda brief, _: builds.Built(brief, (builds.Output("water.pdf", data + b"\n"),), 1, 1),
    )
    assert rebuild(first).outcome == "differs"


def test_records_that_are_not_those_of_the_lock_are_not_printed(first: Edition) -> None:
    """A lock that names another digest of a fact: nothing comes out, and the fact is named."""
    facts = (replace(first.lock.facts[0], sha256="0" * 64), *first.lock.facts[1:])
    found = rebuild(replace(first, lock=replace(first.lock, facts=facts)))
    assert found.outcome == "failed"
    assert "fact homes has changed" in found.message
