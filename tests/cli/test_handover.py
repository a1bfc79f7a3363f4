"""The records beside an archive, packages, copies."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.samples.published import BY, FIRST, SOURCES, SUMMARY, Sample, brief, published_twice
from tests.samples.workspace import write

from briefgen import cli
from briefgen.archive.events import Event
from briefgen.archive.storage import Storage
from briefgen.cli import ledger
from briefgen.errors import Exit
from briefgen.publishing.contents import brief_id

ID = brief_id("water")


@pytest.fixture(name="made", scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """A brief published twice; tests read it, or copy it."""
    return published_twice(tmp_path_factory.mktemp("handover"))


@pytest.fixture(name="copy")
def _copy(made: Sample, tmp_path: Path) -> Sample:
    """A copy that a test may change, with its records."""
    for each in made.archive.parent.iterdir():
        shutil.copytree(each, tmp_path / each.name)
    return Sample(tmp_path / "workspace", tmp_path / "archive")


def codes(sample: Sample, capsys: pytest.CaptureFixture[str]) -> set[str]:
    """The codes of what verification finds wrong."""
    capsys.readouterr()
    sample.run("archive", "verify", "--json")
    return {each["code"] for each in json.loads(capsys.readouterr().out)["findings"]}


def events(archive: Path) -> list[tuple[Event, str]]:
    """What the log of an archive says was done, to what."""
    return [(each.event, each.object) for each in ledger.log(archive).read()]


def test_every_version_is_in_the_catalogue_and_the_log(made: Sample) -> None:
    """With the digests of inventory and lock; creation and digests are events of the publisher."""
    storage = Storage.open(made.archive)
    stored = storage.object(ID)
    assert stored is not None
    entries = list(ledger.catalogue(made.archive).read())
    assert [(each.id, each.version, each.inventory) for each in entries] == [
        (ID, version.number, version.inventory_digest) for version in stored.versions
    ]
    assert all(len(each.lock) == 64 for each in entries)
    assert events(made.archive)[:4] == [
        (Event.CREATION, f"{ID}@v1"),
        (Event.DIGEST, f"{ID}@v1"),
        (Event.CREATION, f"{ID}@v2"),
        (Event.DIGEST, f"{ID}@v2"),
    ]
    assert {each.agent for each in ledger.log(made.archive).read() if each.event == Event.CREATION} == {
        "قسم المحفوظات"
    }


def _take_back(archive: Path) -> None:
    """The head of the object as it was with one version: right by all rules of OCFL."""
    place = next(archive.rglob("v2")).parent
    shutil.rmtree(place / "v2")
    for each in (place / "v1").glob("inventory.json*"):
        (place / each.name).unlink()
        shutil.copy(each, place / each.name)


def _remove(archive: Path) -> None:
    """The whole object, with the folders that led to it."""
    shutil.rmtree(next(each for each in archive.iterdir() if each.is_dir() and each.name != "extensions"))


def _cut_line(archive: Path) -> None:
    """The first line of the log of events."""
    path = ledger.log_path(archive)
    path.write_bytes(path.read_bytes().split(b"\n", 1)[1])


def _change_line(archive: Path) -> None:
    """A word in the catalogue."""
    path = ledger.catalogue_path(archive)
    path.write_bytes(path.read_bytes().replace(b'"version":1', b'"version":3', 1))


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (_take_back, "version-removed"),
        (_remove, "version-removed"),
        (_cut_line, "chain-broken"),
        (_change_line, "chain-broken"),
    ],
)
def test_what_digests_cannot_see_is_seen(
    harm: object, code: str, copy: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    """A version taken back, an object gone, a line of the records cut or changed."""
    harm(copy.archive)  # type: ignore[operator]
    assert code in codes(copy, capsys)


def test_a_rewritten_history_is_seen(
    copy: Sample, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Somebody publishes other versions into a new archive and puts it in the place of the old one."""
    shutil.rmtree(copy.archive)
    other = Sample(copy.workspace, tmp_path / "other")
    for words in (SUMMARY, "كلام آخر [@opened]."):
        write(copy.workspace, FIRST, {"water": brief(words)}, SOURCES)
        assert other.run("publish", "water", "-m", "x", "--by", BY) == Exit.DONE
    shutil.move(other.archive, copy.archive)
    assert codes(copy, capsys) == {"history-rewritten"}


def test_a_crash_before_the_catalogue_is_settled_by_the_next_publisher(
    copy: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    """The version was stored, its entry was not written: verification tells, the next one enters both."""
    path = ledger.catalogue_path(copy.archive)
    path.write_bytes(path.read_bytes().split(b"\n")[0] + b"\n")
    assert codes(copy, capsys) == {"version-not-catalogued"}
    write(copy.workspace, FIRST, {"water": brief("كلام آخر [@opened].")}, SOURCES)
    assert copy.run("publish", "water", "-m", "x", "--by", BY) == Exit.DONE
    assert [each.version for each in ledger.catalogue(copy.archive).read()] == [1, 2, 3]
    assert (Event.RECOVERY, f"{ID}@v2") in events(copy.archive)
    assert codes(copy, capsys) == set()


def test_verification_and_notices_are_events(copy: Sample, tmp_path: Path) -> None:
    """A look at structure, at every byte, a notice about a version."""
    assert copy.run("archive", "verify") == Exit.DONE
    assert copy.run("archive", "verify", "--deep") == Exit.DONE
    out = tmp_path / "notice.pdf"
    assert copy.run("archive", "notice", "homes", "--why", "خطأ", "-o", str(out)) == Exit.DONE
    assert events(copy.archive)[-3:] == [
        (Event.VALIDATION, ledger.WHOLE),
        (Event.FIXITY, ledger.WHOLE),
        (Event.DISSEMINATION, f"{ID}@v1"),
    ]


def test_a_copy_is_made_brought_up_to_date_and_repaired(
    copy: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It verifies by itself, catalogue and all; a damaged file in it is put right from the original."""
    there = Sample(copy.workspace, tmp_path / "replica")
    assert copy.run("archive", "replicate", str(there.archive)) == Exit.DONE
    assert there.run("archive", "verify", "--deep") == Exit.DONE
    write(copy.workspace, FIRST, {"water": brief("كلام آخر [@opened].")}, SOURCES)
    assert copy.run("publish", "water", "-m", "x", "--by", BY) == Exit.DONE
    page = next(there.archive.rglob("v1/content/water.html"))
    page.chmod(0o644)
    page.write_bytes(b"x")
    assert there.run("archive", "verify", "--deep") == Exit.UNVERIFIED
    capsys.readouterr()
    assert copy.run("archive", "replicate", str(there.archive), "--json") == Exit.DONE
    assert [each["outcome"] for each in json.loads(capsys.readouterr().out)] == ["repaired"]
    assert there.run("archive", "verify", "--deep") == Exit.DONE
    assert codes(there, capsys) == set()
    assert (Event.REPLICATION, ledger.WHOLE) in events(copy.archive)


def test_a_damaged_original_is_not_copied(copy: Sample, tmp_path: Path) -> None:
    """Exit 5, and the copy keeps what it has."""
    replica = tmp_path / "replica"
    assert copy.run("archive", "replicate", str(replica)) == Exit.DONE
    page = next(copy.archive.rglob("v1/content/water.html"))
    page.chmod(0o644)
    page.write_bytes(b"x")
    assert copy.run("archive", "replicate", str(replica)) == Exit.UNVERIFIED
    assert cli.run(["archive", "verify", "--deep", "-a", str(replica)]) == Exit.DONE


@pytest.mark.parametrize("form", ["--bag", "--zip"])
def test_versions_are_handed_over_and_taken_in(
    form: str, made: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In order: the second alone does not continue a chain. Once in, the archive proves itself as the first does."""
    pytest.importorskip("bagit")
    packages = [tmp_path / f"v{number}.zip" for number in (1, 2)]
    for number, package in enumerate(packages, 1):
        assert made.run("archive", "export", f"water@v{number}", form, "-o", str(package)) == Exit.DONE
    there = Sample(made.workspace, tmp_path / "there")
    assert there.run("archive", "import", str(packages[1])) == Exit.USAGE
    assert "follows version 1 of `water`, and the newest one here is none" in capsys.readouterr().err
    assert [there.run("archive", "import", str(each)) for each in packages] == [Exit.DONE, Exit.DONE]
    assert there.run("archive", "import", str(packages[0])) == Exit.DONE
    assert "the archive has it already" in capsys.readouterr().err
    states = [Storage.open(each.archive).object(ID) for each in (made, there)]
    assert states[0] is not None
    assert states[1] is not None
    known = [(each.state, each.message, each.user, each.created) for each in states[0].versions]
    assert [(each.state, each.message, each.user, each.created) for each in states[1].versions] == known
    assert codes(there, capsys) == set()
    assert (Event.INGESTION, f"{ID}@v2") in events(there.archive)


@pytest.mark.parametrize(
    ("change", "words"), [("page", "water.html is not what came out"), ("lock", "is that of")]
)
def test_a_package_that_is_not_what_its_lock_says_is_not_taken(
    made: Sample, tmp_path: Path, change: str, words: str
) -> None:
    """A bag with right digests of its own, and another page in it, or the lock of another brief."""
    from briefgen.archive.transfer import Package
    from briefgen.publishing.editions import EditionError
    from briefgen.publishing.ingestion import ingest

    storage = Storage.open(made.archive)
    stored = storage.object(ID)
    assert stored is not None
    version = stored.versions[0]
    files = {path: version.read(path) for path in version.state}
    if change == "page":
        files["water.html"] += b"<!-- more -->"
    else:
        files["water.lock"] = files["water.lock"].replace(b'"brief": "water"', b'"brief": "other"')
    package = Package(files, ID, "v1", version.created, version.message, version.user)
    with pytest.raises(EditionError, match=words):
        ingest(package, Storage.create(tmp_path / "other"))
