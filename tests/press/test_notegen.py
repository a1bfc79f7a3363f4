"""Random note-dense documents: no note lost, doubled, cut, out of order or out of sight."""

from __future__ import annotations

import re

import pytest
from tests.press import notegen

QUICK = 24
PROOF = 300


@pytest.mark.parametrize("seed", range(QUICK))
def test_notes_of_random_documents(seed: int) -> None:
    """Every note of the document comes out whole, in order, on the page of its mark or a later one."""
    assert notegen.try_document(seed).faults == ()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(QUICK, PROOF))
def test_notes_of_many_random_documents(seed: int) -> None:
    """The same for 300 documents; `make fuzz-notes` prints the counts."""
    assert notegen.try_document(seed).faults == ()


def test_documents_are_as_hard_as_they_should_be() -> None:
    """The quick documents hold what breaks engines: notes in tables, lists and headings, notes of all lengths."""
    documents = [notegen.document(seed) for seed in range(QUICK)]
    html = "".join(document.html for document in documents)
    lengths = [len(text.split()) for text in re.findall(r'<span class="note"[^>]*>(.*?)\.</span>', html)]
    assert sum(len(document.notes) for document in documents) == len(lengths) > 500
    assert (min(lengths), max(lengths) > 400) == (min(lengths), True)
    for place in ("td", "li", "h2", "p"):
        assert re.search(rf'<{place}[^>]*>(?:(?!</{place}>).)*class="note"', html), place
    assert re.search(r"@footnote \{ border-top: [^}]*(mm|em|pt|cm)", html)


def test_documents_repeat() -> None:
    """A seed stands for one document."""
    assert notegen.document(7) == notegen.document(7) != notegen.document(8)
