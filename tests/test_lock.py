"""A lock is canonical: the same files give the same bytes, in whatever order they were met."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from briefgen.lock import Entry, lock

ENTRIES = st.lists(
    st.builds(Entry, st.text("abc/.", min_size=1, max_size=8), st.integers(0, 9), st.just("0" * 64)),
    max_size=6,
    unique_by=lambda each: each.path,
)
TOOLS = {"weasyprint": "70.0", "briefgen": "0.1.0"}


def test_a_lock_says_what_went_in_and_what_came_out() -> None:
    """Two spaces, sorted keys, no escapes, a line end; paths sorted."""
    made = lock("sample", [Entry("b", 2, "y"), Entry("a", 1, "x")], [Entry("شبكة.pdf", 3, "z")], TOOLS, {})
    assert made.decode() == (
        '{\n  "brief": "sample",\n  "inputs": [\n'
        '    {\n      "path": "a",\n      "sha256": "x",\n      "size": 1\n    },\n'
        '    {\n      "path": "b",\n      "sha256": "y",\n      "size": 2\n    }\n  ],\n'
        '  "lock_version": 1,\n  "options": {},\n  "outputs": [\n'
        '    {\n      "path": "شبكة.pdf",\n      "sha256": "z",\n      "size": 3\n    }\n  ],\n'
        '  "tools": {\n    "briefgen": "0.1.0",\n    "weasyprint": "70.0"\n  }\n}\n'
    )


@given(ENTRIES, ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_reading_leaves_no_trace(
    inputs: list[Entry], outputs: list[Entry], random: object
) -> None:
    """Shuffled entries and options give the same bytes, and nothing is lost."""
    shuffled = list(inputs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one = lock("sample", inputs, outputs, TOOLS, {"a": "1", "b": "2"})
    other = lock("sample", shuffled, reversed(outputs), dict(reversed(TOOLS.items())), {"b": "2", "a": "1"})
    assert one == other
    assert {each["path"] for each in json.loads(one)["inputs"]} == {each.path for each in inputs}
