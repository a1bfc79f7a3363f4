"""Controls of direction in a line: overrides and what is left open are told apart from what has no effect."""

import pytest

from briefgen.arabic.bidicontrols import controls, has_controls


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a \u202e b", ["bidi-override"]),
        ("a \u202e b \u202c", ["bidi-override"]),
        ("a \u2067 b", ["bidi-unclosed"]),
        ("a \u2067 b \u2069", ["bidi-control", "bidi-control"]),
        ("a \u202b b \u2069", ["bidi-unclosed", "bidi-control"]),
        ("\u2066 \u202b \u2069", ["bidi-control", "bidi-unclosed", "bidi-control"]),
        ("\u202b \u2066 \u202c", ["bidi-unclosed", "bidi-unclosed", "bidi-control"]),
        ("\u200f\u200e\u061c", ["bidi-control"] * 3),
        ("\u2069 \u202c", ["bidi-control"] * 2),
    ],
)
def test_each_control_is_named_for_what_it_does(line: str, expected: list[str]) -> None:
    """As UAX #9 pairs them: PDF closes the last embedding, PDI the last isolate and what is open inside it."""
    assert [each.kind for each in controls(line)] == expected
    assert has_controls(line)


def test_plain_lines_have_none() -> None:
    """The joiners of Persian and Arabic are no controls of direction."""
    assert controls("نص\u200cنص\u200d text") == ()
