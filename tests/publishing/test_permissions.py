"""What editors write for the archive: rights of a source, the log of changes of a brief, the settings."""

from __future__ import annotations

from typing import Any

import pytest
from tests.samples.workspace import Record, codes, fact, reading, section, source, spec

from briefgen.records.settings import Settings, decode_settings
from briefgen.records.source import Rights
from briefgen.yamltext import parse

FACTS = {"opened": fact()}


@pytest.mark.parametrize(
    ("rights", "expected"),
    [
        ({"archive": "yes", "why": "وثيقة عامة"}, Rights(True, "وثيقة عامة")),
        ({"archive": "no", "why": "حقوق الناشر"}, Rights(False, "حقوق الناشر")),
        (None, None),
    ],
)
def test_rights_are_a_yes_or_no_with_a_reason(rights: Record | None, expected: Rights | None) -> None:
    """Nothing said is no permission, and not the same as a no."""
    written: dict[str, Any] = {"rights": rights} if rights else {}
    record = source(**written)
    found = reading(FACTS, sources={"council": record})
    assert found.problems == ()
    assert found.library.sources["council"].rights == expected


@pytest.mark.parametrize(
    ("rights", "found"),
    [
        ({"archive": "yes"}, ["missing-key"]),
        ({"archive": "perhaps", "why": "x"}, ["bad-choice"]),
        ({"archive": "yes", "why": "x", "until": "2030"}, ["unknown-key"]),
        ("yes", ["wrong-type"]),
    ],
)
def test_half_a_permission_is_none(rights: object, found: list[str]) -> None:
    """It is told, and the source has no rights."""
    made = reading(FACTS, sources={"council": source(rights=rights)})
    assert codes(made.problems) == found
    if found != ["unknown-key"]:
        assert made.library.sources["council"].rights is None


def test_a_brief_prints_its_changes_only_if_asked() -> None:
    """`changes: since-last`, and no other word."""
    specs = {"one": spec("one", section(facts=["opened"]), changes="since-last")}
    assert reading(FACTS, specs).library.specs["one"].changes == "since-last"
    specs = {"one": spec("one", section(facts=["opened"]), changes="all")}
    assert codes(reading(FACTS, specs).problems) == ["bad-choice"]


def test_settings_name_archive_and_publisher() -> None:
    """What is not written is empty."""
    root, _ = parse("briefgen.yaml", "archive: ../archive\npublisher: قسم <a@b.org>\n".encode())
    assert root is not None
    assert decode_settings(root) == (Settings("", "../archive", "قسم <a@b.org>"), ())
