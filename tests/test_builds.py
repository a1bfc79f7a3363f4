"""Builds: the same bytes however they are made, one failure never spoils another brief, and failures name their cause.

A print takes about a second; the tests share what the fixtures print.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256, sha512
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.samples.workspace import evidence, fact, section, spec, write

from briefgen import cli
from briefgen.builds import Built, Failed, Outcome, build
from briefgen.errors import Exit
from briefgen.loading import load
from briefgen.lock import Entry, decode
from briefgen.materials import Asset, Format, Materials
from briefgen.runs import run
from briefgen.staleness import differences
from briefgen.workspace import Workspace

FACTS = {
    "opened": fact("افتتحت شبكة المياه عام 2018.", date="2018"),
    "homes": fact("تصل الشبكة إلى 250 منزلًا.", kind="figure", evidence=[evidence("survey", 2)]),
    "snow": fact("سقط الثلج ☃ على الواحة.", topics=["snow"]),
}
SPECS = {
    "one": spec("one", section(select={"topics": ["water"]}, show="list"), as_of="2024-02-05"),
    "snow": spec("snow", section(select={"topics": ["snow"]})),
    "two": spec("two", section(facts=["homes", "opened"], show="table"), digits="arabic-indic"),
}


def materials(
    folder: Path, formats: tuple[Format, ...] = ("pdf",), created: datetime | None = None
) -> Materials:
    """What a build of a workspace shares, with the default templates and fonts."""
    loaded = load(Workspace(folder))
    assert loaded.problems == ()
    return Materials(
        library=loaded.library,
        records=tuple(Entry(each.path, len(each.data), each.sha256) for each in loaded.files),
        templates=tuple(Asset(each.path, each.data, each.sha256) for each in loaded.workspace.templates()),
        fonts=tuple(Asset(each.path, each.data, each.sha256) for each in loaded.workspace.fonts()[1]),
        formats=formats,
        created=created,
    )


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of three briefs, one of them with a character that no font has."""
    return write(tmp_path_factory.mktemp("workspace"), FACTS, SPECS)


@pytest.fixture(name="outcomes", scope="module")
def _outcomes(folder: Path) -> Mapping[str, Outcome]:
    """All briefs printed on two processes, with HTML."""
    return {each.brief: each for each in run(tuple(SPECS), materials(folder, ("pdf", "html")), 2)}


def files(outcome: Outcome) -> dict[str, bytes]:
    """The outputs of a brief that came out."""
    assert isinstance(outcome, Built), outcome
    return {each.name: each.data for each in outcome.outputs}


def test_one_failure_leaves_the_other_briefs_alone(outcomes: Mapping[str, Outcome]) -> None:
    """Every brief has an outcome; those without fault have their files."""
    assert {name: type(each) for name, each in outcomes.items()} == {
        "one": Built,
        "two": Built,
        "snow": Failed,
    }
    assert list(files(outcomes["one"])) == ["one.pdf", "one.html", "one.lock"]
    built = outcomes["one"]
    assert isinstance(built, Built)
    assert (built.pages, built.notes) == (len(PdfReader(BytesIO(files(built)["one.pdf"])).pages), 2)


def test_a_character_that_no_font_has_is_told_with_its_fact(
    folder: Path, outcomes: Mapping[str, Outcome], capsys: pytest.CaptureFixture[str]
) -> None:
    """The character, the fact, the line and the column; and nothing is printed with an empty box."""
    failed = outcomes["snow"]
    assert isinstance(failed, Failed)
    (problem,) = failed.problems
    line = (folder / "briefs" / "facts" / "water.yaml").read_text("utf-8").splitlines()[problem.span.line - 1]
    assert (problem.code, problem.route) == ("missing-glyph", "snow.says")
    assert line[problem.span.column - 1] == "☃"
    assert cli.run(["build", "snow", "-w", str(folder), "-o", str(folder / "out")]) == Exit.PROBLEMS
    captured = capsys.readouterr()
    assert "no font has the character ☃ (U+2603)" in captured.err
    assert (
        f"--> briefs/facts/water.yaml:{problem.span.line}:{problem.span.column} (snow.says)" in captured.err
    )
    assert list((folder / "out").iterdir()) == []


def test_one_process_prints_what_two_print(folder: Path, outcomes: Mapping[str, Outcome]) -> None:
    """Byte for byte, whatever was printed before in the same process."""
    alone = {each.brief: each for each in run(("two", "one"), materials(folder, ("pdf", "html")), 1)}
    assert files(alone["one"]) == files(outcomes["one"])
    assert files(alone["two"]) == files(outcomes["two"])


def test_place_time_and_language_leave_no_trace(
    folder: Path, outcomes: Mapping[str, Outcome], tmp_path: Path
) -> None:
    """Fresh processes with other hash seeds, time zones, locales and folders print the same bytes."""
    variants = (
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Baghdad", "LC_ALL": "C", "HOME": str(tmp_path)},
        {"PYTHONHASHSEED": "99", "TZ": "America/New_York", "LC_ALL": "C.UTF-8", "LANG": "ar_IQ.UTF-8"},
    )
    for index, variables in enumerate(variants):
        place = tmp_path / f"مكان {index}"
        shutil.copytree(folder / "briefs", place / "briefs")
        words = ("build", "one", "-w", str(place) if index else ".", "-o", str(place / "out"))
        ended = briefgen(*words, cwd=tmp_path if index else place, **variables)
        assert (ended.returncode, ended.stderr.splitlines()[-1]) == (0, "printed one: 1 page, 2 notes")
        printed = {each.name: each.read_bytes() for each in (place / "out").iterdir()}
        assert printed["one.pdf"] == files(outcomes["one"])["one.pdf"]
        found = differences(decode(files(outcomes["one"])["one.lock"]), decode(printed["one.lock"]))
        assert [str(each) for each in found] == ["option formats was pdf html, is pdf"]


def briefgen(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[2]), **variables}
    environment.pop("SOURCE_DATE_EPOCH", None)
    command = (sys.executable, "-m", "briefgen", *arguments)
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_the_lock_names_what_went_in_and_what_came_out(folder: Path, outcomes: Mapping[str, Outcome]) -> None:
    """Spec, facts and sources, templates, fonts and outputs by digest; no path of this machine."""
    text = files(outcomes["one"])["one.lock"].decode()
    found = decode(text.encode())
    assert found.spec.path == "briefs/one.yaml"
    assert [each.id for each in found.facts] == ["homes", "opened"]
    assert [each.path for each in found.sources] == [
        "briefs/sources/council.yaml",
        "briefs/sources/survey.yaml",
    ]
    assert {Path(each.path).parts[0] for each in found.templates} == {"templates"}
    assert {Path(each.path).parts[0] for each in found.fonts} == {"fonts"}
    assert {each.path: (each.sha256, each.sha512) for each in found.outputs} == {
        name: (sha256(data).hexdigest(), sha512(data).hexdigest())
        for name, data in files(outcomes["one"]).items()
        if not name.endswith(".lock")
    }
    assert str(folder) not in text
    assert str(Path.home()) not in text
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def test_the_document_date_comes_from_the_spec_or_the_environment(
    folder: Path, outcomes: Mapping[str, Outcome]
) -> None:
    """The last day of the as-of date, unless SOURCE_DATE_EPOCH says otherwise; the lock remembers that it did."""
    from_spec = PdfReader(BytesIO(files(outcomes["one"])["one.pdf"])).metadata
    assert from_spec is not None
    assert from_spec.creation_date == datetime(2024, 2, 5, tzinfo=UTC)
    created = datetime(2025, 6, 1, 12, tzinfo=UTC)
    made = build("one", materials(folder, created=created))
    from_environment = PdfReader(BytesIO(files(made)["one.pdf"])).metadata
    assert from_environment is not None
    assert from_environment.creation_date == datetime(2025, 6, 1, tzinfo=UTC)
    assert decode(files(made)["one.lock"]).options.created == "2025-06-01T12:00:00+00:00"


def test_html_stands_alone(outcomes: Mapping[str, Outcome]) -> None:
    """One file with its styles in it, every statement and every note in it once."""
    page = files(outcomes["one"])["one.html"].decode()
    assert "<style>" in page
    assert 'rel="stylesheet"' not in page
    assert page.count('class="note"') == 2
    assert [page.count(f'id="note-{number}"') for number in (1, 2, 3)] == [1, 1, 0]


def templated(folder: Path, name: str, text: str | bytes) -> Materials:
    """The materials with one template replaced."""
    whole = materials(folder)
    data = text if isinstance(text, bytes) else text.encode()
    own = Asset(f"templates/{name}", data, sha256(data).hexdigest())
    return replace(whole, templates=(*(each for each in whole.templates if each.path != own.path), own))


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("<html>\n{% for x in %}\n", 2, "Expected an expression"),
        ("<html>\n\n{{ brief.titel }}\n", 3, "titel"),
        ("{% include 'absent.html' %}", 1, "absent.html"),
        (b"<html>\n\xff", 2, "not UTF-8"),
        ("<html><body></body></html>", 1, "leave out note 1"),
    ],
)
def test_a_template_mistake_has_its_file_and_line(
    folder: Path, text: str | bytes, line: int, words: str
) -> None:
    """Whatever is wrong with a template, it is the editor's to repair, and the place is told."""
    failed = build("one", templated(folder, "brief.html", text))
    assert isinstance(failed, Failed)
    (problem,) = failed.problems
    assert (failed.exit_code, problem.code) == (Exit.PROBLEMS, "template")
    assert (problem.span.file, problem.span.line) == ("templates/brief.html", line)
    assert words in problem.message


def test_a_template_mistake_is_told_once_with_file_and_line(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two briefs stumble over it, one report tells it, both names are given; yesterday's outputs stay."""
    shutil.copytree(folder / "briefs", tmp_path / "briefs")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "brief.html").write_text("<html>\n{{ brief.titel }}\n")
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "one.pdf").write_bytes(b"%PDF of yesterday")
    assert cli.run(["build", "one", "two", "-w", str(tmp_path), "-j", "1"]) == Exit.PROBLEMS
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("error[template]") == 1
    assert " --> templates/brief.html:2:1\n" in captured.err
    assert "2 | {{ brief.titel }}" in captured.err
    assert "error: one: a template cannot be used\nerror: two: a template cannot be used\n" in captured.err
    assert {each.name: each.read_bytes() for each in (tmp_path / "build").iterdir()} == {
        "one.pdf": b"%PDF of yesterday"
    }


def test_a_style_that_asks_for_an_absent_font_is_refused(folder: Path) -> None:
    """Exit code 4 and the family's name; no other font of the machine takes its place."""
    whole = materials(folder)
    (sheet,) = (each for each in whole.templates if each.path == "templates/style.css")
    style = sheet.data.decode() + '\nbody { font-family: "Absent Sans" }\n'
    failed = build("one", templated(folder, "style.css", style))
    assert isinstance(failed, Failed)
    assert failed.exit_code == Exit.ENVIRONMENT
    assert "Absent Sans" in failed.message


def test_a_font_that_is_none_is_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 4 with the file's name, before anything is printed."""
    shutil.copytree(folder / "briefs", tmp_path / "briefs")
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Broken.ttf").write_bytes(b"no font")
    assert cli.run(["build", "one", "-w", str(tmp_path)]) == Exit.ENVIRONMENT
    assert "error: fonts/Broken.ttf is not a font that can be read" in capsys.readouterr().err


def test_a_bug_of_ours_is_told_as_one_and_spoils_no_other_brief(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is raised inside becomes an outcome with exit code 70 and the trace kept for --debug."""

    def broken(*_: object) -> None:
        raise KeyError("lost")

    monkeypatch.setattr("briefgen.builds.compose", broken)
    first, second = run(("one", "two"), materials(folder), 1)
    assert isinstance(first, Failed)
    assert isinstance(second, Failed)
    assert (first.exit_code, first.message) == (Exit.BUG, "KeyError: 'lost'")
    assert "raise KeyError" in first.trace
