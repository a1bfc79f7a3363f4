"""Who publishes is written as name and address."""

from __future__ import annotations

import pytest

from briefgen.publishing.deed import author


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قسم المحفوظات <archive@example.org>", ("قسم المحفوظات", "mailto:archive@example.org")),
        ("  قسم المحفوظات  ", ("قسم المحفوظات", "")),
        ("A. Nother <https://orcid.org/0000-0002>", ("A. Nother", "https://orcid.org/0000-0002")),
        ("A <mailto:a@b>", ("A", "mailto:a@b")),
        ("<a@b>", None),
        ("", None),
        ("A <somewhere>", None),
        ("A <a@b", None),
    ],
)
def test_an_author_is_a_name_and_an_address_that_is_a_uri(
    text: str, expected: tuple[str, str] | None
) -> None:
    """OCFL asks for a URI: a mail address becomes a `mailto:`; what is of another form is refused."""
    assert author(text) == expected
