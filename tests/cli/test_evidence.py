"""Evidence on the command line: verify, fix, anchor, review, withdraw, impact, and what a build refuses."""

from __future__ import annotations

import io
import json
from hashlib import sha256
from pathlib import Path

import pytest
from tests.samples.archived import TEXT, YAML_FACTS, YAML_SOURCE, workspace

from briefgen import cli


class Ran:
    """What a command did: its exit code, stdout and stderr."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> None:
        self.code = cli.run(list(arguments))
        self.out, self.err = capsys.readouterr()


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample workspace, the working directory in it, and no store named; its store is in `../store`."""
    work, _ = workspace(tmp_path)
    (work / "briefs" / "facts" / "water.yaml").write_text(YAML_FACTS, "utf-8")
    (work / "briefs" / "sources" / "paper.yaml").write_text(YAML_SOURCE, "utf-8")
    monkeypatch.chdir(work)
    monkeypatch.delenv("BRIEFGEN_SNAPSHOTS", raising=False)
    return work


STORE = ("--snapshots", "../store")


def tamper(text: str) -> None:
    """Other text in the store."""
    Path("../store/paper-2018.txt").write_text(text, "utf-8")


def facts() -> str:
    """The file of facts as it is now."""
    return Path("briefs/facts/water.yaml").read_text("utf-8")


@pytest.mark.usefixtures("folder")
def test_verify_counts_outcomes_and_its_exit_code_tells_failure(capsys: pytest.CaptureFixture[str]) -> None:
    """0 while all stand, 5 for a drifted or lost passage; the totals on stdout, the problems on stderr."""
    ran = Ran(capsys, "source", "verify", *STORE)
    assert (ran.code, ran.out.splitlines()[0].split(), ran.err) == (0, ["verified", "2"], "")
    tamper(TEXT.replace("2018", "2017"))
    ran = Ran(capsys, "source", "verify", *STORE, "--report", "short")
    assert ran.code == 5
    assert "briefs/facts/water.yaml:10:16: error[passage-drifted]" in ran.err
    assert {line.split()[0]: int(line.split()[1]) for line in ran.out.splitlines()} == {
        "verified": 1,
        "no-snapshot": 0,
        "moved": 0,
        "drifted": 1,
        "lost": 0,
    }


@pytest.mark.usefixtures("folder")
def test_verify_tells_programs_everything(capsys: pytest.CaptureFixture[str]) -> None:
    """Totals, each fact with each passage, and the files that were read."""
    tamper("سطر\n" + TEXT)
    ran = Ran(capsys, "source", "verify", *STORE, "--json")
    record = json.loads(ran.out)
    assert ran.code == 0
    assert record["totals"] == {"verified": 0, "no-snapshot": 0, "moved": 2, "drifted": 0, "lost": 0}
    first = record["facts"][0]
    assert (first["fact"], first["state"], first["numbers_absent"]) == ("network-opened", "moved", [])
    start, end = first["evidence"][0]["at"]
    assert first["evidence"][0]["found"] == {"paragraph": 3, "at": [start + 4, end + 4]}
    assert record["snapshots"] == [{"source": "paper", "file": "paper-2018.txt", "intact": False}]


@pytest.mark.usefixtures("folder")
def test_without_a_store_facts_are_told_to_be_unverified(capsys: pytest.CaptureFixture[str]) -> None:
    """Never counted as verified, and said plainly."""
    ran = Ran(capsys, "source", "verify")
    assert (ran.code, ran.out.splitlines()[1].split()) == (0, ["no-snapshot", "2"])
    assert ran.err == "2 facts could not be verified: no snapshot store is named\n"


@pytest.mark.usefixtures("folder")
def test_the_store_is_found_by_option_variable_or_setting(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this order; a setting with a mistake is told, a folder that is not there too."""
    Path("briefgen.yaml").write_text("snapshots: ../store\n", "utf-8")
    assert Ran(capsys, "source", "verify").out.startswith("verified         2")
    monkeypatch.setenv("BRIEFGEN_SNAPSHOTS", "../absent")
    ran = Ran(capsys, "source", "verify")
    assert (ran.code, "no snapshot store" in ran.err) == (4, True)
    assert Ran(capsys, "source", "verify", *STORE).code == 0
    monkeypatch.delenv("BRIEFGEN_SNAPSHOTS")
    Path("briefgen.yaml").write_text("snapshot: ../store\n", "utf-8")
    ran = Ran(capsys, "source", "verify")
    assert (ran.code, "briefgen.yaml:1:1: error[unknown-key]" in ran.err) == (1, True)


@pytest.mark.usefixtures("folder")
def test_fix_writes_the_new_places_of_moved_passages_only(capsys: pytest.CaptureFixture[str]) -> None:
    """After the new text was recorded; comments and layout stay, and what was fixed verifies."""
    tamper("سطر\n" + TEXT)
    before = facts()
    assert "altered" in Ran(capsys, "source", "verify", *STORE, "--fix").err
    assert facts() == before
    ran = Ran(capsys, "source", "add", "../store/paper-2018.txt", "--id", "paper", *STORE, "--replace")
    assert (ran.code, ran.out.strip()) == (0, sha256(("سطر\n" + TEXT).encode()).hexdigest())
    ran = Ran(capsys, "source", "verify", *STORE, "--fix")
    assert (ran.code, ran.out.splitlines()[0].split()) == (0, ["verified", "2"])
    assert "# the opening" in facts()
    assert facts().count("paragraph: 3\n") == 1
    assert len(facts().splitlines()) == len(before.splitlines())


@pytest.mark.usefixtures("folder")
def test_check_reads_the_store_where_there_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    """A number that the passage lacks is a warning, a drifted passage an error; without a store neither is said."""
    Path("briefs/facts/water.yaml").write_text(YAML_FACTS.replace("12 ألف", "13 ألف"), "utf-8")
    assert "number-not-in-passage" not in Ran(capsys, "check").err
    ran = Ran(capsys, "check", *STORE)
    assert (ran.code, "no passage of this fact has the number 13000" in ran.err) == (0, True)
    tamper(TEXT.replace("2018", "2017"))
    assert Ran(capsys, "check", *STORE).code == 1


@pytest.mark.usefixtures("folder")
def test_anchor_prints_evidence_and_writes_it(capsys: pytest.CaptureFixture[str]) -> None:
    """From arguments or stdin; once written, the fact has it and verifies."""
    ran = Ran(capsys, "fact", "anchor", "paper", *STORE, "وتضخ المحطة 2,400 متر مكعب", "في الساعة")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(
        '- source: paper\n  paragraph: 3\n  passage: {from: "وتضخ المحطة 2,400", to: "مكعب في الساعة"'
    )
    written = Ran(
        capsys, "fact", "anchor", "paper", *STORE, "--write", "families-served", "وتضخ المحطة 2,400 متر"
    )
    assert written.code == 0
    assert written.out.split("\n")[0].removeprefix("- ") in facts()
    assert Ran(capsys, "source", "verify", *STORE).out.startswith("verified         2")
    again = Ran(
        capsys, "fact", "anchor", "paper", *STORE, "--write", "families-served", "وتضخ المحطة 2,400 متر"
    )
    assert "has this evidence already" in again.err


@pytest.mark.usefixtures("folder")
def test_anchor_reads_a_selection_from_stdin(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a pipe from an editor gives it, over several lines."""
    monkeypatch.setattr("sys.stdin", io.StringIO("وتراجعت الشكاوى\nبنسبة 80 في المائة\n"))
    assert "paragraph: 5" in Ran(capsys, "fact", "anchor", "paper", *STORE).out


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["paper", "شبكة المياه الجديدة متأخرًا"], 1, "excluded from evidence: تعليق قارئ"),
        (["paper", "لا شيء من هذا"], 1, "do not stand in one paragraph"),
        (["paper", "المجلس البلدي"], 1, "fewer than 3 words"),
        (["papper", "افتتح المجلس البلدي"], 2, "there is no source"),
        (["paper", "--write", "absent", "افتتح المجلس البلدي شبكة"], 2, "there is no fact"),
    ],
)
def test_anchor_refuses_with_a_reason(
    arguments: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is printed that could be pasted, and nothing written."""
    before = facts()
    ran = Ran(capsys, "fact", "anchor", *STORE, *arguments)
    assert (ran.code, ran.out, facts()) == (code, "", before)
    assert told in ran.err


@pytest.mark.usefixtures("folder")
def test_anchor_refuses_a_text_that_is_not_the_recorded_one(capsys: pytest.CaptureFixture[str]) -> None:
    """Offsets of a changed text would be wrong for the right one; without a store there is nothing to search."""
    tamper("سطر\n" + TEXT)
    ran = Ran(capsys, "fact", "anchor", "paper", *STORE, "وتضخ المحطة 2,400 متر")
    assert (ran.code, "not the one its record names" in ran.err) == (1, True)
    assert Ran(capsys, "fact", "anchor", "paper", "وتضخ المحطة 2,400 متر").code == 2


@pytest.mark.usefixtures("folder")
def test_a_reviewed_fact_becomes_suspect_when_it_changes(capsys: pytest.CaptureFixture[str]) -> None:
    """Stamped, unchanged: nothing to say. Changed: a warning, and it is listed."""
    ran = Ran(capsys, "fact", "review", "network-opened", "--by", "سعاد", "--on", "2024-03-01")
    assert (ran.code, ran.err) == (0, "briefs/facts/water.yaml: 1 fact reviewed\n")
    assert Ran(capsys, "fact", "list", "--suspect").out == ""
    assert Ran(capsys, "fact", "list", "--unreviewed").out.startswith("families-served ")
    Path("briefs/facts/water.yaml").write_text(facts().replace("افتُتحت الشبكة", "فُتحت الشبكة"), "utf-8")
    assert Ran(capsys, "fact", "list", "--suspect").out.startswith("network-opened ")
    assert "has changed since سعاد reviewed it on 2024-03-01" in Ran(capsys, "check").err


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "arguments",
    [
        ["absent", "--by", "س"],
        ["network-opened", "--by", " "],
        ["network-opened", "--by", "س", "--on", "2024"],
    ],
)
def test_review_needs_a_fact_a_name_and_a_day(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written otherwise."""
    before = facts()
    assert Ran(capsys, "fact", "review", *arguments).code == 2
    assert facts() == before


@pytest.mark.usefixtures("folder")
def test_a_withdrawn_source_fails_the_check_of_its_briefs(capsys: pytest.CaptureFixture[str]) -> None:
    """The record says when and why, the briefs are named, and a build refuses them; twice is refused."""
    ran = Ran(capsys, "source", "withdraw", "paper", "--why", "أنكره ناشره", "--on", "2024-05-01")
    assert (ran.code, ran.out) == (0, "sample\n")
    checked = Ran(capsys, "check", "--report", "short")
    assert (checked.code, "error[withdrawn-source]" in checked.err) == (1, True)
    assert Ran(capsys, "build").code == 1
    assert Ran(capsys, "source", "withdraw", "paper", "--why", "ثانية").code == 2
    found = json.loads(Ran(capsys, "impact", "paper", "--json").out)
    assert [each["brief"] for each in found["briefs"]] == ["sample"]


@pytest.mark.usefixtures("folder")
def test_impact_names_facts_briefs_sections_and_notes(capsys: pytest.CaptureFixture[str]) -> None:
    """For a source, for a fact, and for neither."""
    found = json.loads(Ran(capsys, "impact", "families-served", "--json").out)
    assert (found["kind"], found["facts"]) == ("fact", ["families-served"])
    (brief,) = found["briefs"]
    assert (brief["notes"], brief["sections"][0]["facts"]) == ([2], ["families-served"])
    assert "sample: notes 1, 2" in Ran(capsys, "impact", "paper").out
    assert Ran(capsys, "impact", "absent").code == 2


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("flag", ["--require-verified", "--require-reviewed"])
def test_a_build_refuses_what_was_required_and_is_not(flag: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 5, the facts named, nothing written."""
    ran = Ran(capsys, "build", flag, "--out", "out")
    assert (ran.code, ran.out, Path("out").exists()) == (5, "", False)
    assert "not built: sample: 2 facts: network-opened (" in ran.err
    assert "2 facts could not be verified here: no snapshot store is named (--snapshots)" in ran.err


@pytest.mark.filterwarnings(
    # WeasyPrint 70.0 leaves its colour profile open.
    "ignore:.*sRGB2014.icc:pytest.PytestUnraisableExceptionWarning"
)
@pytest.mark.usefixtures("folder")
def test_a_build_that_meets_what_was_required_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    """Verified and reviewed: printed, without a word about verification."""
    assert Ran(capsys, "fact", "review", "network-opened", "families-served", "--by", "سعاد").code == 0
    ran = Ran(capsys, "build", "--require-verified", "--require-reviewed", *STORE, "--out", "out", "-j", "1")
    assert ran.code == 0, ran.err
    assert "verified" not in ran.err
    assert Path("out/sample.pdf").exists()


@pytest.mark.usefixtures("folder")
def test_add_keeps_a_text_and_starts_a_record(capsys: pytest.CaptureFixture[str]) -> None:
    """The text is kept byte for byte by its digest; a record that is there is never overwritten."""
    data = "عنوان\nخبر فيه 3 كلمات.\n".encode()
    Path("news.txt").write_bytes(data)
    ran = Ran(capsys, "source", "add", "news.txt", "--id", "news", *STORE, "--captured", "2024-02-05")
    digest = sha256(data).hexdigest()
    assert (ran.code, ran.out.strip()) == (0, digest)
    assert Path(f"../store/sha256/{digest[:2]}/{digest[2:]}").read_bytes() == data
    record = Path("briefs/sources/news.yaml")
    assert f"sha256: {digest}" in record.read_text("utf-8")
    assert Ran(capsys, "check").code == 0
    record.write_text(record.read_text("utf-8") + "# mine\n", "utf-8")
    kept = record.read_bytes()
    assert Ran(capsys, "source", "add", "news.txt", "--id", "news", *STORE).code == 0
    Path("news.txt").write_bytes(data + b"x\n")
    assert Ran(capsys, "source", "add", "news.txt", "--id", "news", *STORE).code == 1
    assert record.read_bytes() == kept
    assert Ran(capsys, "fact", "anchor", "news", *STORE, "خبر فيه 3 كلمات").code == 0


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["absent.txt", "--id", "news"], 4),
        (["news.txt", "--id", "News"], 2),
        (["news.txt", "--id", "news", "--captured", "yesterday"], 2),
        (["news.txt", "--id", "news", "--replace"], 2),
        (["news.bin", "--id", "news"], 2),
        (["empty.txt", "--id", "news"], 1),
        (["latin.txt", "--id", "news"], 1),
        (["file:///etc/hostname", "--id", "news"], 2),
        (["ftp://example.org/", "--id", "news"], 2),
    ],
)
def test_add_refuses_what_it_cannot_keep(
    arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """No record and no object is left behind."""
    for name, data in (
        ("news.txt", b"a b c\n"),
        ("news.bin", b"\0"),
        ("empty.txt", b" \n"),
        ("latin.txt", b"\xe9"),
    ):
        Path(name).write_bytes(data)
    assert Ran(capsys, "source", "add", *arguments, *STORE).code == code
    assert not Path("briefs/sources/news.yaml").exists()
    assert not Path("../store/sha256").exists()


@pytest.mark.usefixtures("folder")
def test_a_damaged_object_of_the_store_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Its bytes are not those of its name: read all the same, and said to be altered."""
    assert Ran(capsys, "source", "add", "../store/paper-2018.txt", "--id", "paper", *STORE).code == 0
    Path("../store/paper-2018.txt").unlink()
    assert Ran(capsys, "source", "verify", *STORE).out.startswith("verified         2")
    (kept,) = Path("../store/sha256").glob("*/*")
    kept.write_text(TEXT.replace("2018", "2017"), "utf-8")
    ran = Ran(capsys, "source", "verify", *STORE, "--report", "short")
    assert ran.code == 5
    assert "snapshot-altered" in ran.err
