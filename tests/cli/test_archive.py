"""Publishing and the archive from the command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.samples.published import BY, FIRST, SECOND, SOURCES, Sample, brief, published_twice
from tests.samples.workspace import section, source, spec, write

from briefgen import cli
from briefgen.archive.storage import Storage
from briefgen.errors import Exit
from briefgen.publishing.chain import check
from briefgen.publishing.editions import published


@pytest.fixture(name="made", scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """A brief published twice; tests read it, or copy it."""
    return published_twice(tmp_path_factory.mktemp("archive"))


@pytest.fixture(name="copy")
def _copy(made: Sample, tmp_path: Path) -> Sample:
    """A copy that a test may change."""
    shutil.copytree(made.workspace, tmp_path / "workspace")
    shutil.copytree(made.archive, tmp_path / "archive")
    return Sample(tmp_path / "workspace", tmp_path / "archive")


def said(sample: Sample, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command that ends well writes to stdout."""
    capsys.readouterr()
    assert sample.run(*arguments) == Exit.DONE
    return capsys.readouterr().out


def test_nothing_changed_makes_no_version(copy: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    """It says so, and the archive is as it was, byte for byte."""
    before = {each: each.read_bytes() for each in copy.archive.rglob("*") if each.is_file()}
    assert copy.run("publish", "water", "-m", "مرة أخرى", "--by", BY) == Exit.DONE
    assert "water@v2: nothing has changed since 2" in capsys.readouterr().err
    assert {each: each.read_bytes() for each in copy.archive.rglob("*") if each.is_file()} == before


def test_what_does_not_concern_the_brief_makes_no_version(
    copy: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fact that the brief passes over may change; so may the order and the comments of the file."""
    facts = {**SECOND, "snow": {**SECOND["snow"], "says": "سقط ثلج كثير."}}
    write(copy.workspace, facts, {"water": brief("بدأت الشبكة عملها عام 2018 [@opened].")}, SOURCES)
    assert copy.run("publish", "water", "-m", "ثلج", "--by", BY) == Exit.DONE
    assert "nothing has changed" in capsys.readouterr().err


def test_a_failing_check_keeps_everything_from_being_published(
    copy: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not even the sound brief of two."""
    sound = spec("sound", section(facts=["opened"]))
    broken = spec("water", section(facts=["no-such-fact"]))
    write(copy.workspace, SECOND, {"sound": sound, "water": broken}, SOURCES)
    assert copy.run("publish", "sound", "water", "-m", "x", "--by", BY) == Exit.PROBLEMS
    assert capsys.readouterr().err.endswith("nothing was published\n")
    assert [each["brief"] for each in json.loads(said(copy, capsys, "archive", "list", "--json"))] == [
        "water"
    ]


def test_facts_that_must_be_verified_are(copy: Sample) -> None:
    """Without snapshots nothing is verified, and nothing is published."""
    write(copy.workspace, FIRST, {"water": brief()}, SOURCES)
    assert copy.run("publish", "water", "-m", "x", "--by", BY, "--require-verified") == Exit.UNVERIFIED


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-m", "x"], "nobody is named as the publisher"),
        (["-m", "  ", "--by", BY], "--message says nothing"),
        (["-m", "x", "--by", "<a@b>"], "this names no publisher"),
    ],
)
def test_publishing_needs_a_reason_and_a_name(
    arguments: list[str], words: str, made: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    """Usage errors, told before anything is built."""
    assert made.run("publish", "water", *arguments) == Exit.USAGE
    assert words in capsys.readouterr().err


def test_archive_and_publisher_can_be_settings(copy: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    """`archive:` and `publisher:` in briefgen.yaml; the environment goes before them."""
    settings = copy.workspace / "briefgen.yaml"
    settings.write_text(f"archive: ../archive\npublisher: {BY}\n", "utf-8")
    assert cli.run(["publish", "water", "-m", "x", "-w", str(copy.workspace)]) == Exit.DONE
    assert cli.run(["archive", "list", "-w", str(copy.workspace)]) == Exit.DONE
    monkeypatch.setenv("BRIEFGEN_ARCHIVE", str(copy.archive / "none"))
    assert cli.run(["archive", "list", "-w", str(copy.workspace)]) == Exit.NOTHING


def test_briefs_and_versions_are_listed(made: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    """The newest version of each; in the log all, the newest first, with who and why."""
    (line,) = said(made, capsys, "archive", "list").splitlines()
    assert line.split()[:2] == ["water", "v2"]
    assert line.endswith("شبكة المياه في الواحة")
    log = said(made, capsys, "archive", "log", "water").splitlines()
    assert [each.split()[0] for each in log[::2]] == ["v2", "v1"]
    assert [each.strip() for each in log[1::2]] == [
        "قسم المحفوظات: تصويب عدد المنازل",
        "قسم المحفوظات: الإصدار الأول",
    ]
    found = json.loads(said(made, capsys, "archive", "log", "water", "--json"))
    assert [(each["version"], each["facts"], each["address"]) for each in found] == [
        (2, 3, "mailto:archive@example.org"),
        (1, 3, "mailto:archive@example.org"),
    ]


def test_a_version_is_shown_with_what_went_in_and_out(
    made: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    """The newest where none is named; every digest in JSON."""
    text = said(made, capsys, "archive", "show", "water")
    assert text.startswith("water@v2: ")
    assert "facts      3: homes, opened, tank" in text
    found = json.loads(said(made, capsys, "archive", "show", "water@1", "--json"))
    assert (found["version"], found["previous"], found["fact_ids"]) == (1, None, ["homes", "opened", "pumps"])
    assert len(found["files"]["water.pdf"]) == 128


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("other", "`other` was never published"),
        ("water@v3", "`water` has no version 3"),
        ("water@v0", "`water` has no version 0"),
        ("water@new", "names no version"),
        ("@", "names no version"),
    ],
)
def test_versions_that_are_not_there_are_told(
    reference: str, words: str, made: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what there is instead."""
    assert made.run("archive", "show", reference) == Exit.USAGE
    assert words in capsys.readouterr().err


def test_a_checkout_is_a_workspace_that_builds_the_same(
    made: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its files are the version's; it passes its checks; a frozen build in it gives the very same files."""
    out = tmp_path / "نسخة"
    assert said(made, capsys, "archive", "checkout", "water@v2", "-o", str(out))
    before = {each: each.read_bytes() for each in out.rglob("*") if each.is_file()}
    assert cli.run(["check", "-w", str(out)]) == Exit.DONE
    assert cli.run(["build", "--frozen", "-w", str(out), "-o", str(out)]) == Exit.DONE
    after = {
        each: each.read_bytes()
        for each in out.rglob("*")
        if each.is_file() and ".briefgen_cache" not in each.parts
    }
    assert {each.name for each in after if after[each] != before.get(each)} == {"water.buildinfo.json"}
    assert made.run("archive", "checkout", "water", "-o", str(out)) == Exit.USAGE


def test_a_damaged_version_is_not_written_in_part(made: Sample, tmp_path: Path) -> None:
    """A folder that holds some of its files would look like the whole."""
    archive = tmp_path / "archive"
    shutil.copytree(made.archive, archive)
    damaged = next(archive.rglob("v1/content/water.pdf"))
    damaged.chmod(0o644)
    damaged.write_bytes(damaged.read_bytes() + b"x")
    out = tmp_path / "out"
    checkout = ["archive", "checkout", "water@v1", "-a", str(archive), "-o", str(out)]
    assert cli.run(checkout) == Exit.UNVERIFIED
    assert not out.exists()


def test_statements_are_searched(made: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    """Which version said 86: a hit a statement, in words and in JSON."""
    assert said(made, capsys, "archive", "search", "٨٦").splitlines() == [
        "water v2  homes",
        "  تصل الشبكة إلى أكثر من 86 منزلًا.",
    ]
    (found,) = json.loads(said(made, capsys, "archive", "search", "مضخات", "ثلاث", "--json"))
    assert (found["where"], found["versions"]) == ("pumps", [1])


def test_versions_are_compared(made: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Statement, value, evidence, prose; what came and went; and the same as one page in Arabic."""
    pdf = tmp_path / "changes.pdf"
    text = said(made, capsys, "archive", "diff", "water", "v1", "v2", "--pdf", str(pdf))
    lines = text.splitlines()
    assert lines[0].startswith("water: v1 (")
    assert [each for each in lines if each[0] in "+-~"] == [
        "~ fact homes",
        "- fact pumps",
        "+ fact tank",
        "- sentence بدأت الشبكة عملها في ذلك العام.",
        "+ sentence بدأت الشبكة عملها عام 2018.",
    ]
    assert "    was تصل الشبكة إلى أكثر من 80 منزلًا." in lines
    assert "    is  تصل الشبكة إلى أكثر من 86 منزلًا." in lines
    assert "    measure: أكثر من 80 منزلًا, now أكثر من 86 منزلًا" in lines
    assert any(each.startswith("    evidence: ") and "الفقرة 2" in each for each in lines)
    page = "".join(PdfReader(pdf).pages[0].extract_text().split())
    assert "سجلالتغييرات" in page
    assert "86" in page
    found = json.loads(said(made, capsys, "archive", "diff", "water", "2", "1", "--json"))
    assert [(each["id"], each["way"]) for each in found["facts"]] == [
        ("homes", "changed"),
        ("pumps", "added"),
        ("tank", "removed"),
    ]


def test_a_version_is_rebuilt(made: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same bytes, written where asked; told in words and in JSON."""
    out = tmp_path / "again"
    text = said(made, capsys, "archive", "rebuild", "water@v1", "-o", str(out))
    assert text.splitlines()[:2] == ["water@v1: identical", "  water.pdf: the same bytes"]
    assert {each.name for each in out.iterdir()} == {"water.pdf", "water.html", "water.lock"}
    assert json.loads(said(made, capsys, "archive", "rebuild", "water", "--json"))["outcome"] == "identical"


def test_a_sound_archive_verifies(made: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 0 and a line that says what was read."""
    assert made.run("archive", "verify", "--deep") == Exit.DONE
    assert capsys.readouterr().err.startswith("1 object: 0 errors, 0 warnings, ")


def _flip(archive: Path) -> None:
    path = next(archive.rglob("v1/content/water.pdf"))
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.chmod(0o644)
    path.write_bytes(data)


def _remove(archive: Path) -> None:
    next(archive.rglob("v1/content/README.txt")).unlink()


def _undeclare(archive: Path) -> None:
    (archive / "0=ocfl_1.1").unlink()


def _truncate(archive: Path) -> None:
    path = next(each for each in archive.rglob("inventory.json") if each.parent.name.startswith("urn"))
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-20])


@pytest.mark.parametrize("harm", [_flip, _remove, _undeclare, _truncate])
def test_a_harmed_archive_does_not_verify(
    harm: object, copy: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 5, and the finding in words and in JSON."""
    harm(copy.archive)  # type: ignore[operator]
    capsys.readouterr()
    assert copy.run("archive", "verify", "--deep") == Exit.UNVERIFIED
    assert capsys.readouterr().out.startswith("error[")
    assert copy.run("archive", "verify", "--deep", "--json") == Exit.UNVERIFIED
    assert json.loads(capsys.readouterr().out)["errors"] >= 1


def test_a_head_kept_elsewhere_sees_what_was_cut_off(
    made: Sample, copy: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    """The last version removed from the archive, and its lines from the records too: only the kept head tells."""
    shutil.copytree(made.archive.parent / "archive.records", copy.archive.parent / "archive.records")
    heads = json.loads(said(copy, capsys, "archive", "head", "--json"))
    kept = [word for each in heads.values() for word in ("--head", each)]
    assert copy.run("archive", "verify", *kept) == Exit.DONE
    (place,) = (each.parent for each in copy.archive.rglob("v2") if each.is_dir())
    shutil.rmtree(place / "v2")
    for file in (place / "v1").glob("inventory.json*"):
        (place / file.name).unlink()
        shutil.copy(file, place / file.name)
    catalogue = copy.archive.parent / "archive.records/catalogue.jsonl"
    lines = catalogue.read_bytes().splitlines(keepends=True)
    assert copy.run("archive", "verify") == Exit.UNVERIFIED
    assert "error[version-removed]" in capsys.readouterr().out
    catalogue.write_bytes(b"".join(lines[:-1]))
    assert copy.run("archive", "verify") == Exit.DONE
    assert copy.run("archive", "verify", *kept) == Exit.UNVERIFIED
    assert "error[head-missing]" in capsys.readouterr().out


def test_impact_knows_what_only_published_versions_have(
    made: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fact that the workspace dropped since is found; a name that never was one is told, with advice in words."""
    lines = said(made, capsys, "impact", "pumps").splitlines()
    assert lines[0] == "pumps: 0 facts in 0 briefs"
    assert [each.split(" (")[0] for each in lines[1:]] == ["published: water@v1"]
    assert made.run("impact", "never") == Exit.USAGE
    assert "Text(" not in capsys.readouterr().err


def test_impact_covers_published_versions(made: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    """With the notes as they were printed."""
    lines = said(made, capsys, "impact", "survey").splitlines()
    published = [each for each in lines if each.startswith("published: ")]
    assert [each.split(" ")[1] for each in published] == ["water@v1", "water@v2"]
    found = json.loads(said(made, capsys, "impact", "opened", "--json"))
    assert [(each["version"], each["facts"]) for each in found["published"]] == [
        (1, ["opened"]),
        (2, ["opened"]),
    ]
    assert all(each["notes"] for each in found["published"])


def test_a_notice_goes_after_a_corrected_fact(
    made: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only the version that said otherwise; what it said and what holds now; a reason is needed."""
    out = tmp_path / "notice.pdf"
    assert made.run("archive", "notice", "homes", "-o", str(out)) == Exit.USAGE
    assert made.run("archive", "notice", "homes", "--why", "خطأ في العدد", "-o", str(out)) == Exit.DONE
    assert capsys.readouterr().err.endswith("1 version: water@v1\n")
    page = "".join(PdfReader(out).pages[0].extract_text().split())
    for words in ("إشعاربتصويب", "خطأفيالعدد", "80", "86"):
        assert words in page
    assert made.run("archive", "notice", "opened", "--why", "x", "-o", str(out)) == Exit.NOTHING


def test_a_notice_goes_after_a_withdrawn_source(
    copy: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All versions that rest on it, with the recorded reason."""
    out = tmp_path / "notice.pdf"
    assert copy.run("archive", "notice", "survey", "-o", str(out)) == Exit.USAGE
    withdrawn = source("مسح الأسر", withdrawn={"on": "2024-06-01", "why": "خطأ في العينة"})
    write(copy.workspace, SECOND, {"water": brief()}, {**SOURCES, "survey": withdrawn})
    assert copy.run("archive", "notice", "survey", "-o", str(out)) == Exit.DONE
    assert capsys.readouterr().err.endswith("2 versions: water@v1, water@v2\n")
    page = "".join(PdfReader(out).pages[0].extract_text().split())
    assert "إشعاربسحبمصدر" in page
    assert "خطأفيالعينة" in page


def test_snapshots_enter_only_where_their_record_lets_them(
    copy: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One source allows it, the other does not say: one object, by the digest of the text."""
    from hashlib import sha256

    texts = {"council": "محضر\n".encode(), "survey": "مسح\n".encode()}
    store = tmp_path / "store"
    store.mkdir()
    for name, text in texts.items():
        (store / f"{name}.txt").write_bytes(text)
    sources = {
        name: source(snapshot={"sha256": sha256(text).hexdigest(), "norm": "n1"})
        for name, text in texts.items()
    }
    sources["council"]["rights"] = {"archive": "yes", "why": "وثيقة عامة"}
    write(copy.workspace, SECOND, {"water": brief()}, sources)
    arguments = ("publish", "water", "-m", "لقطات", "--by", BY, "--snapshots", str(store))
    assert copy.run(*arguments) == Exit.DONE
    found = [each.name for each in copy.archive.rglob("urn%3abriefgen%3asnapshot*")]
    assert found == [f"urn%3abriefgen%3asnapshot%3a{sha256(texts['council']).hexdigest()}"]
    assert copy.run("archive", "verify", "--deep") == Exit.DONE
    assert capsys.readouterr().err.endswith("bytes read\n")


def test_publishers_at_the_same_time_make_one_chain(tmp_path: Path) -> None:
    """Four processes publish four states of one brief: four versions, none lost, each naming the one before it."""
    archive = tmp_path / "archive"
    processes = []
    for number in range(4):
        folder = tmp_path / f"workspace-{number}"
        facts = {"opened": {**FIRST["opened"], "says": f"افتتحت {number + 3} شبكات."}}
        write(folder, facts, {"water": spec("water", section(facts=["opened"]))}, {"council": source()})
        words = (
            sys.executable,
            "-m",
            "briefgen",
            "publish",
            "water",
            "-m",
            str(number),
            "--by",
            BY,
            "-j",
            "1",
        )
        environment = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[2])}
        command = (*words, "-a", str(archive), "-w", str(folder))
        processes.append(
            subprocess.Popen(
                command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
            )
        )
    said = [each.communicate()[1] for each in processes]
    assert [each.returncode for each in processes] == [0, 0, 0, 0], said
    storage = Storage.open(archive)
    assert [each.number for each in published(storage)] == [1, 2, 3, 4]
    assert {each.stored.message for each in published(storage)} == {"0", "1", "2", "3"}
    assert list(check(storage)) == []
    assert cli.run(["archive", "verify", "--deep", "-a", str(archive)]) == Exit.DONE
