"""`briefgen new`: from an empty folder to a brief without problems, and nothing overwritten on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen import cli

TEXT = "تقرير المجلس\n\nاكتمل بناء الخزان الجديد في شمال المدينة عام 2018 بعد عامين من العمل.\n"
PASSAGE = "اكتمل بناء الخزان الجديد في شمال المدينة عام 2018"


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new workspace, the working directory in it, and no store named but its own."""
    monkeypatch.delenv("BRIEFGEN_SNAPSHOTS", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1707091200")
    assert cli.run(["new", "workspace", str(tmp_path / "work"), "--lang", "ar"]) == 0
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def test_the_whole_way_ends_in_a_clean_check(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Source, fact, passage and brief, each by one command, as the tutorial tells it: no problem is left."""
    (folder / "council.txt").write_text(TEXT, "utf-8")
    says = "اكتمل بناء خزان جديد شمال المدينة عام 2018."
    steps = [
        ["source", "add", "council.txt", "--id", "council-report"],
        [
            "new",
            "fact",
            "tank-built",
            "--topic",
            "water",
            "--says",
            says,
            "--kind",
            "event",
            "--date",
            "2018",
        ],
        ["fact", "anchor", "council-report", PASSAGE, "--write", "tank-built"],
        ["new", "brief", "water-supply", "--title", "إمداد المياه"],
    ]
    for step in steps:
        assert cli.run(step) == 0, capsys.readouterr().err
    capsys.readouterr()
    assert cli.run(["check"]) == 0
    assert "no problems" in capsys.readouterr().err
    assert (folder / ".briefgen" / "schemas" / "facts.json").is_file()
    assert "tank-built" in (folder / ".briefgen" / "schemas" / "brief.json").read_text("utf-8")


@pytest.mark.usefixtures("folder")
def test_nothing_is_overwritten(capsys: pytest.CaptureFixture[str]) -> None:
    """A second call with the same name ends with exit code 2, says where the first one is, and changes nothing."""
    calls = [["brief", "supply"], ["source", "council"], ["fact", "tank-built", "--topic", "water"]]
    for call in calls:
        assert cli.run(["new", *call]) == 0
    before = {path: path.read_bytes() for path in Path("briefs").rglob("*.yaml")}
    capsys.readouterr()
    for call in calls:
        assert cli.run(["new", *call]) == 2
        assert "already" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in Path("briefs").rglob("*.yaml")} == before
    assert cli.run(["new", "workspace", "."]) == 2


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["Supply", "../out", "a b", "شبكة", "", "a--b", "2018"])
def test_names_must_be_ids(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Anything else is refused before a file is made."""
    before = sorted(Path().rglob("*"))
    for call in (
        ["brief", name],
        ["source", name],
        ["fact", name, "--topic", "water"],
        ["fact", "a", "--topic", name],
    ):
        assert cli.run(["new", *call]) == 2
        assert "is not an id" in capsys.readouterr().err
    assert sorted(Path().rglob("*")) == before


def test_a_broken_file_of_facts_is_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The fact is not written, and the message says which file."""
    path = folder / "briefs" / "facts" / "water.yaml"
    path.write_text("a: {says: x\n", "utf-8")
    assert cli.run(["new", "fact", "tank-built", "--topic", "water"]) == 1
    assert "briefs/facts/water.yaml: written in a way that is not changed here" in capsys.readouterr().err
    assert path.read_text("utf-8") == "a: {says: x\n"


@pytest.mark.usefixtures("folder")
def test_a_topic_or_kind_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is written, with what could have been meant."""
    assert cli.run(["new", "brief", "supply", "--topic", "watr"]) == 2
    assert cli.run(["new", "fact", "tank-built", "--topic", "water", "--kind", "evnt"]) == 2
    assert "one of: event" in capsys.readouterr().err
    assert list(Path("briefs").rglob("*.yaml")) == []
