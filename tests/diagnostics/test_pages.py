"""Each code has a section in both pages, whose samples do what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.diagnostics.pages import PAGES, problems, report, write

from briefgen.diagnostics.codes import CODES
from briefgen.diagnostics.counting import Language
from briefgen.diagnostics.model import Diagnostic
from briefgen.diagnostics.pages import Section, files, plain, sections

PAGE = {language: sections(path.read_text("utf-8")) for language, path in PAGES.items()}
# A sample cannot show these; each has a test of its own.
WITHOUT_SAMPLE = {
    "file-too-large": "tests/test_yamltext.py::test_a_file_that_is_too_large_is_not_parsed",
    "over-limit": "tests/test_yamltext.py::test_what_nobody_writes_by_hand_is_refused_where_it_is",
    "more-problems": "tests/checks/test_capping.py::test_a_record_has_so_many_problems_and_no_more",
}
SAMPLED = sorted(CODES.keys() - WITHOUT_SAMPLE.keys())


def _found(sample: str, code: str, folder: Path) -> tuple[Diagnostic, ...]:
    write(sample, folder)
    return problems(folder, code)


@pytest.mark.parametrize("language", PAGES)
def test_the_pages_have_a_section_for_each_code(language: Language) -> None:
    """In alphabetical order, with something said, and none for a code that is gone."""
    assert list(PAGE[language]) == sorted(CODES)
    for section in PAGE[language].values():
        words = re.sub(r"(?s)```.*?```", "", section.text)
        assert re.search("[ء-ي]{3}" if language == "ar" else "[a-z]{3}", words), section.code


def test_only_what_no_sample_can_show_has_none(root: Path) -> None:
    """Three blocks a section; the exceptions name a real test."""
    for code, section in PAGE["en"].items():
        assert len(section.blocks) == (0 if code in WITHOUT_SAMPLE else 3), code
    for where in WITHOUT_SAMPLE.values():
        path, _, name = where.partition("::")
        assert f"def {name}(" in (root / path).read_text("utf-8")


@pytest.mark.parametrize("code", SAMPLED)
def test_the_bad_sample_gives_its_code_and_no_other(code: str, tmp_path: Path) -> None:
    """One problem, of this code."""
    found = _found(PAGE["en"][code].blocks[0], code, tmp_path)
    assert [each.code for each in found] == [code]


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize("code", SAMPLED)
def test_the_page_shows_what_is_said(code: str, language: Language) -> None:
    """The report in the page is today's, with its place. `python -m tests.diagnostics.pages` writes it anew."""
    bad, said, _ = PAGE[language][code].blocks
    assert report(bad, code, language) == said


@pytest.mark.parametrize("code", SAMPLED)
def test_the_good_sample_has_no_problem(code: str, tmp_path: Path) -> None:
    """What the page advises helps."""
    assert _found(PAGE["en"][code].blocks[2], code, tmp_path) == ()


@pytest.mark.parametrize("code", SAMPLED)
def test_both_pages_show_the_same_samples(code: str) -> None:
    """The Arabic page is the same page."""
    english, arabic = PAGE["en"][code].blocks, PAGE["ar"][code].blocks
    assert (english[0], english[2]) == (arabic[0], arabic[2])


def test_a_sample_can_hold_bytes_and_characters_that_a_page_cannot() -> None:
    """Escapes become bytes; several files are parted by the comments that name them."""
    sample = "# briefs/sample.yaml\na: ⟨E9⟩⟨U+200F⟩\n# snapshots/council.txt\nنص\n"
    assert files(sample) == (
        ("briefs/sample.yaml", b"# briefs/sample.yaml\na: \xe9\xe2\x80\x8f\n"),
        ("snapshots/council.txt", "نص\n".encode()),
    )


def test_a_section_reads_as_plain_text() -> None:
    """A terminal sees no fences and no HTML."""
    section = Section(
        "x", '<div dir="rtl">\n\nWhat **is**.\n\n</div>\n\n```yaml\na: b\n\nc: d\n```\n\nThen.\n'
    )
    assert plain(section) == ("What is.", "", "    a: b", "", "    c: d", "", "Then.")
