"""`briefgen fact search` on the command line."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from briefgen import cli

DATA = Path(__file__).resolve().parent.parent / "data"


class Ran:
    """What a search did: exit code, stdout, stderr."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> None:
        self.code = cli.run(["fact", "search", *arguments])
        self.out, self.err = capsys.readouterr()


@pytest.fixture(name="folder", autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The good workspace, the working directory in it."""
    shutil.copytree(DATA / "good", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_facts_are_listed_best_first(capsys: pytest.CaptureFixture[str]) -> None:
    """Id, date and statement, as `fact list` writes them; how many more there are on stderr."""
    ran = Ran(capsys, "الشبكة", "--limit", "1")
    assert (ran.code, len(ran.out.splitlines())) == (0, 1)
    assert "--limit 0 shows all" in ran.err
    assert ran.out.split()[0] in {"network-opened", "homes-served", "mayor-view"}


def test_programs_get_everything(capsys: pytest.CaptureFixture[str]) -> None:
    """The total, and each fact with its place and its score, the highest first."""
    record = json.loads(Ran(capsys, "الشبكة", "--json").out)
    assert record["total"] == len(record["facts"]) > 1
    scores = [each["score"] for each in record["facts"]]
    assert scores == sorted(scores, reverse=True)
    assert set(record["facts"][0]) == {
        "id", "path", "line", "kind", "date", "says", "speaker", "topics", "sources", "score",
    }  # fmt: skip


def test_minus_words_are_no_options(capsys: pytest.CaptureFixture[str]) -> None:
    """A word with a minus stands for itself, alone or inside the question."""
    every = Ran(capsys, "الشبكة", "--limit", "0").out
    fewer = Ran(capsys, "الشبكة", "-مضخات", "--limit", "0").out
    assert set(fewer.splitlines()) < set(every.splitlines())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "nothing is searched for"),
        (["-مضخات"], "nothing is searched for"),
        (["الشبكة", "--topic", "watr"], "no fact has the topic `watr`"),
        (["الشبكة", "--from", "soon"], "--from is not a date"),
        (["--kind", "evnt"], "is no kind of fact"),
    ],
)
def test_questions_that_make_no_sense_are_refused(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With exit code 2 and what is wrong."""
    ran = Ran(capsys, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_an_edit_is_found_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that changed a moment ago, to the same length, is read again."""
    path = folder / "briefs" / "facts" / "water.yaml"
    text = path.read_text("utf-8")
    assert "network-opened" in Ran(capsys, "افتتحت").out
    path.write_text(text.replace("افتتحت", "اكتملت"), "utf-8")
    assert Ran(capsys, "افتتحت").out == ""
    assert "network-opened" in Ran(capsys, "اكتملت").out
    assert "did you mean" in Ran(capsys, "اكتملتت").err


def test_answers_are_marked_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bold words for people, nothing for pipes, nor where NO_COLOR asks for none."""
    assert "\x1b" not in Ran(capsys, "شبكة").out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1mشبكة\x1b[0m" in Ran(capsys, "شبكة", "--terminal-arabic", "native").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in Ran(capsys, "شبكة", "--terminal-arabic", "native").out
