"""Which version said what: the search sees through spelling, clitics, digits and number words."""

from __future__ import annotations

import pytest

from briefgen.publishing.editions import Edition
from briefgen.publishing.search import search


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("86", [("homes", (2,))]),
        ("٨٠", [("homes", (1,))]),
        ("3 مضخات", [("pumps", (1,))]),
        ("ستة وثمانون منزلا", [("homes", (2,))]),
        ("ستة وثمانون مضخة", []),
        ("شبكه المياة", [("opened", (1, 2))]),
        (
            "الشبكة",
            [
                ("homes", (1,)),
                ("homes", (2,)),
                ("opened", (1, 2)),
                ("summary", (1,)),
                ("summary", (2,)),
            ],
        ),
        ("خزان جديد", [("tank", (2,))]),
        ("والخزان", [("tank", (2,))]),
        ("ثلج", []),
        ("خزان قديم", []),
        ("", []),
        ("؟!", []),
    ],
)
def test_statements_are_found_with_their_versions(
    query: str, found: list[tuple[str, tuple[int, ...]]], first: Edition, second: Edition
) -> None:
    """All words are wanted; a statement that both versions made is one hit, one that was changed is two."""
    hits = search((first, second), query)
    assert sorted((hit.statement.where, hit.versions) for hit in hits) == found
