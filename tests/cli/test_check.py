"""`briefgen check`: what is reported, in which form and language, and what `--fix` writes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.samples.workspace import evidence

from briefgen import cli
from briefgen.cli import fixing
from briefgen.diagnostics.codes import CODES
from briefgen.diagnostics.mending import mended
from briefgen.errors import Exit
from briefgen.loading import load
from briefgen.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent.parent
PASSAGE = json.dumps(evidence("council"), ensure_ascii=False)
FACTS = f"""\
# وقائع الخزان: tabs\tand «comments» stay
new-fact:   # جديدة
  says: 'اكتمل  بنـــاء الخزان.'   # كما في المحضر
  kind: event
  topics: [water]
  evidence: [{PASSAGE}]
"""


@pytest.fixture(name="folder", autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The good workspace with a file of facts whose text has a tatweel and two spaces; English, whatever the locale."""
    shutil.copytree(ROOT / "tests/data/good/briefs", tmp_path / "briefs")
    (tmp_path / "briefs/facts/works.yaml").write_text(FACTS, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


class Ran:
    """What a command did: its exit code, stdout and stderr."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> None:
        self.code = cli.run(["check", *arguments])
        self.out, self.err = capsys.readouterr()

    def codes(self) -> list[str]:
        """The codes of a report in JSON."""
        return [each["code"] for each in json.loads(self.out)["problems"]]


def test_paths_limit_what_is_reported(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file or a folder; what is wrong elsewhere neither shows nor counts."""
    (folder / "briefs/sources/bad.yaml").write_text("type: report\n", "utf-8")
    assert Ran(capsys, "--format", "json").codes() == ["double-space", "tatweel", "missing-key"]
    ran = Ran(capsys, "briefs/facts", "--format", "json")
    assert (ran.code, ran.codes()) == (0, ["double-space", "tatweel"])
    assert Ran(capsys, "briefs/sample.yaml", "briefs/facts/water.yaml").code == 0
    assert Ran(capsys, str(folder / "briefs/sources/bad.yaml")).code == 1


def test_a_path_finds_its_workspace(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From a folder above, the file's own workspace is checked, and files are named from where the editor stands."""
    monkeypatch.chdir(folder.parent)
    ran = Ran(capsys, f"{folder.name}/briefs/facts", "--format", "short")
    assert ran.err.splitlines()[0].startswith(f"{folder.name}/briefs/facts/works.yaml:3:")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("absent",), "there is no file or folder absent"),
        (("/",), "is not in the workspace"),
        (("--select", "tatwel"), "did you mean `tatweel`?"),
        (("--ignore", "tatweel,zzz"), "there is no code `zzz`"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, with the likely code."""
    ran = Ran(capsys, *arguments)
    assert ran.code == Exit.USAGE
    assert said in ran.err


def test_codes_are_selected_and_ignored(capsys: pytest.CaptureFixture[str]) -> None:
    """Lists by comma or by repeating; what is ignored does not count either."""
    form = ("--format", "json")
    assert Ran(capsys, "--select", "tatweel", *form).codes() == ["tatweel"]
    assert Ran(capsys, "--ignore", "tatweel,double-space", *form).codes() == []
    assert Ran(capsys, "--ignore", "tatweel", "--ignore", "double-space", "--strict", *form).code == 0


def test_strict_counts_warnings(capsys: pytest.CaptureFixture[str]) -> None:
    """Warnings end in exit code 1 only when asked for; they stay warnings."""
    assert Ran(capsys).code == 0
    strict = Ran(capsys, "--strict")
    assert strict.code == 1
    assert "warning[tatweel]" in strict.err


def test_the_language_is_that_of_the_option_or_of_the_locale(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--lang` first, then LC_ALL, LC_MESSAGES, LANG; codes, routes and paths are the same in both."""
    assert "تنبيه[tatweel]: \u2067تطويل في النص\u2069" in Ran(capsys, "--lang", "ar").err
    monkeypatch.delenv("LC_ALL")
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", "ar_IQ.UTF-8")
    assert Ran(capsys).err.endswith(
        "\u2067ورقة واحدة، 5 وقائع، مصدران: تنبيهان في ملف واحد\u2069\n"
        "\u2067ما يصلحه \u2068`briefgen check --fix`\u2069 وحده: إصلاحان\u2069\n"
    )
    assert "warning[tatweel]: a tatweel" in Ran(capsys, "--lang", "en").err


def test_safe_repairs_keep_all_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Comments, quotation marks, line ends and a byte order mark stay; a second run finds nothing to do."""
    file = folder / "briefs/facts/works.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + FACTS.replace("\n", "\r\n").encode())
    ran = Ran(capsys, "--fix")
    assert (ran.code, ran.err) == (
        0,
        "2 fixes made in 1 file\n1 brief, 5 facts, 2 sources: no problems\n",
    )
    mended = FACTS.replace("  بنـــاء", " بناء").replace("\n", "\r\n").encode()
    assert file.read_bytes() == b"\xef\xbb\xbf" + mended
    assert Ran(capsys, "--fix").err == "1 brief, 5 facts, 2 sources: no problems\n"


def test_a_diff_shows_the_repairs_and_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A unified diff on stdout, which `patch` could read."""
    file = folder / "briefs/facts/works.yaml"
    ran = Ran(capsys, "--diff")
    assert ran.out.splitlines()[:2] == ["--- a/briefs/facts/works.yaml", "+++ b/briefs/facts/works.yaml"]
    assert "+  says: 'اكتمل بناء الخزان.'   # كما في المحضر" in ran.out.splitlines()
    assert file.read_text("utf-8") == FACTS
    assert "2 fixes would be made in 1 file" in ran.err


def test_likely_repairs_are_never_made_unasked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--fix` leaves a misspelt key to the editor."""
    file = folder / "briefs/sample.yaml"
    file.write_text(file.read_text("utf-8").replace("show:", "shwo:"), "utf-8")
    before = file.read_bytes()
    assert Ran(capsys, "--fix").code == 1
    assert file.read_bytes() == before


def test_a_reviewed_fact_keeps_its_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its reviewer vouched for these very words; the repair is counted and left to a person."""
    file = folder / "briefs/facts/works.yaml"
    review = f"  reviewed: {{by: سعاد, on: 2024-03-01, stamp: {'0' * 64}}}\n"
    file.write_text(FACTS + review, "utf-8")
    ran = Ran(capsys, "--fix")
    assert file.read_text("utf-8") == FACTS + review
    assert "2 fixes left out: the facts are reviewed as they stand" in ran.err


def test_a_repair_that_would_do_harm_is_not_made(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The result is read again before it is written: a file that would have a new error stays as it is."""
    monkeypatch.setattr(
        fixing, "mended", lambda text, fixes: (text.replace("kind: event", "kind: x"), (*fixes,))
    )
    file = folder / "briefs/facts/works.yaml"
    ran = Ran(capsys, "--fix")
    assert file.read_text("utf-8") == FACTS
    assert "`briefs/facts/works.yaml` is left as it is" in ran.err


def test_a_file_that_changed_meanwhile_is_not_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What an editor saved while the check ran is not lost."""
    file = folder / "briefs/facts/works.yaml"

    def slow(*arguments: Any) -> Any:
        file.write_text("# somebody else's work\n", "utf-8")
        return mended(*arguments)

    monkeypatch.setattr(fixing, "mended", slow)
    ran = Ran(capsys, "--fix")
    assert (ran.code, file.read_text("utf-8")) == (Exit.ENVIRONMENT, "# somebody else's work\n")
    assert "was changed meanwhile" in ran.err


def _sarif(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(Ran(capsys, "--format", "sarif", *arguments).out)
    return log


def test_sarif_has_what_code_scanning_requires(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """GitHub's list: schema and version, a named tool with rules and their help, results with rule, text and region."""
    file = folder / "briefs/sample.yaml"
    file.write_text(file.read_text("utf-8").replace("show:", "shwo:"), "utf-8")
    log = _sarif(capsys)
    assert (log["version"], log["$schema"]) == ("2.1.0", "https://json.schemastore.org/sarif-2.1.0.json")
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == list(CODES)
    assert all(
        each["shortDescription"]["text"] and each["help"]["text"] and each["help"]["markdown"]
        for each in rules
    )
    assert [each["ruleId"] for each in run["results"]] == ["double-space", "tatweel", "unknown-key"]
    result = next(each for each in run["results"] if each["ruleId"] == "unknown-key")
    assert rules[result["ruleIndex"]]["id"] == "unknown-key"
    assert result["level"] == "error"
    physical = result["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "briefs/sample.yaml", "uriBaseId": "%SRCROOT%"}
    assert physical["region"] == {"startLine": 9, "startColumn": 5, "endLine": 9, "endColumn": 9}
    assert result["message"]["text"] == "unknown key `shwo` in a section\ndid you mean `show`?"


def test_sarif_is_well_formed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Against the parts of the OASIS schema that we use, in both languages; a fingerprint outlives a moved line."""
    schema = json.loads((ROOT / "tests/data/sarif-2.1.0-part.json").read_text("utf-8"))
    before = {lang: _sarif(capsys, "--lang", lang) for lang in ("en", "ar")}
    for log in before.values():
        jsonschema.validate(log, schema)
    file = folder / "briefs/facts/works.yaml"
    file.write_text("# one more line\n" + FACTS, "utf-8")
    prints = [
        [each["partialFingerprints"]["briefgen/v1"] for each in log["runs"][0]["results"]]
        for log in (before["en"], before["ar"], _sarif(capsys))
    ]
    assert prints[0] == prints[1] == prints[2]
    assert len(set(prints[0])) == 2


def test_a_repair_may_bring_to_light_what_could_not_be_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A date with an unseen mark hides the whole brief; mended, it is read, and its errors are told."""
    path = folder / "briefs/sample.yaml"
    text = path.read_text("utf-8").replace("[@network-opened]", "[@nobody-wrote-it]", 1)
    path.write_text(text.replace('as_of: "2024-02"', 'as_of: "2024-0\u200f2"'), "utf-8")
    before = Ran(capsys, "--format", "json", "briefs/sample.yaml").codes()
    assert {"bad-date", "bidi-control"} <= {*before}
    ran = Ran(capsys, "--fix", "--format", "short", "briefs/sample.yaml")
    assert "\u200f" not in path.read_text("utf-8")
    assert (ran.code, "unknown-fact" in ran.err) == (1, True)


def test_a_repair_that_leaves_nothing_is_written(folder: Path) -> None:
    """A file that would be empty is another one than it was."""
    loaded = load(Workspace(folder))
    path = loaded.files[0].path
    assert fixing._with(loaded, {path: b""}).files[0].data == b""
