"""`briefgen schema`: where schemas are written, in which language, and what is left alone."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from briefgen import cli

DATA = Path(__file__).resolve().parent.parent / "data"


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small sound workspace, the working directory in it."""
    shutil.copytree(DATA / "good", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_schemas_stand_where_the_files_name_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Four files and a note to git, in a folder whose place the sample files' first lines give."""
    assert cli.run(["schema"]) == 0
    assert capsys.readouterr().err == ".briefgen/schemas: 4 schemas written, 0 as before\n"
    written = folder / ".briefgen"
    assert sorted(each.name for each in (written / "schemas").iterdir()) == [
        "brief.json",
        "facts.json",
        "settings.json",
        "source.json",
    ]
    assert (written / ".gitignore").read_text().splitlines()[-1] == "*"


def test_schemas_that_did_not_change_are_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An editor that watches its schemas is woken only by a change."""
    cli.run(["schema"])
    for each in (folder / ".briefgen" / "schemas").iterdir():
        os.utime(each, (0, 0))
    capsys.readouterr()
    cli.run(["schema", "--lang", "ar"])
    assert "كُتب: 4 مخططات" in capsys.readouterr().err
    cli.run(["schema", "--lang", "ar"])
    assert "كُتب: لا مخططات" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("locale", "word"), [("ar_IQ.UTF-8", "مواصفة"), ("en_GB.UTF-8", "topic"), ("C", "topic")]
)
def test_the_locale_chooses_the_language(
    locale: str, word: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without `--lang` explanations are in the language of the locale; the ids come with their statements."""
    monkeypatch.setenv("LC_ALL", locale)
    assert cli.run(["schema", "--print", "brief"]) == 0
    written = json.loads(capsys.readouterr().out)
    assert word in written["description"]
    assert [each["description"] for each in written["$defs"]["fact"]["anyOf"] if "const" in each] != []
