"""The catalogue and the log of events: what was removed, changed or put in is seen."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.archive.faults import FIRST, ID, MORNING, SECOND, publish
from tests.conftest import ROOT

from briefgen.archive.catalogue import Catalogue
from briefgen.archive.chain import START, Chain
from briefgen.archive.errors import ArchiveDamagedError, ArchiveError
from briefgen.archive.events import Event, Log, Outcome
from briefgen.archive.ocfl import digest
from briefgen.archive.storage import Storage, StoredVersion
from briefgen.archive.verification import verify_root


def _codes(path: Path) -> list[str]:
    return [each.code for each in Chain(path).check()]


def test_each_line_holds_the_digest_of_the_one_before(tmp_path: Path) -> None:
    """Anybody can check the chain with a text editor and sha512sum."""
    chain = Chain(tmp_path / "log")
    digests = [chain.append({"كلمة": number}) for number in range(3)]
    lines = (tmp_path / "log").read_bytes().splitlines(keepends=True)
    assert [json.loads(each)["previous"] for each in lines] == [START, *digests[:-1]]
    assert digests == [digest(each) for each in lines]
    assert [each.fields for each in chain.read()] == [{"كلمة": number} for number in range(3)]
    assert chain.head() == digests[-1]


@given(st.integers(0, 5), st.sampled_from(["remove", "change", "double", "swap"]))
def test_a_line_that_was_touched_is_seen(at: int, how: str) -> None:
    """Removing, changing, doubling or swapping any line but the last breaks the chain."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        chain = Chain(folder / "log")
        for number in range(7):
            chain.append({"number": number})
        lines = (folder / "log").read_bytes().splitlines(keepends=True)
        if how == "remove":
            del lines[at]
        elif how == "change":
            lines[at] = lines[at].replace(b'"number":', b'"number":1')
        elif how == "double":
            lines.insert(at, lines[at])
        else:
            lines[at], lines[at + 1] = lines[at + 1], lines[at]
        (folder / "log").write_bytes(b"".join(lines))
        assert "chain-broken" in _codes(folder / "log")
        with pytest.raises(ArchiveDamagedError):
            list(chain.read())


def test_the_last_lines_cut_off_are_seen_by_the_head(tmp_path: Path) -> None:
    """A chain without its end is a chain; whoever kept the digest of the last line sees the difference."""
    chain = Chain(tmp_path / "log")
    first = chain.append({"number": 1})
    last = chain.append({"number": 2})
    lines = (tmp_path / "log").read_bytes().splitlines(keepends=True)
    (tmp_path / "log").write_bytes(lines[0])
    assert _codes(tmp_path / "log") == []
    assert chain.head() == first != last


def test_a_line_that_a_crash_cut_short_is_replaced(tmp_path: Path) -> None:
    """A torn last line is a warning, is never read, and the next line takes its place."""
    chain = Chain(tmp_path / "log")
    chain.append({"number": 1})
    whole = (tmp_path / "log").read_bytes()
    for cut in (1, 10, len(whole) - 1):
        (tmp_path / "log").write_bytes(whole + whole[:cut])
        assert [(each.code, each.severity) for each in chain.check()] == [("torn-line", "warning")]
        assert len(list(chain.read())) == 1
        chain.append({"number": 2})
        assert [each.fields for each in chain.read()] == [{"number": 1}, {"number": 2}]
        assert _codes(tmp_path / "log") == []


def test_lines_longer_than_a_block_are_chained(tmp_path: Path) -> None:
    """A line of any length is found again from the end of the file."""
    chain = Chain(tmp_path / "log")
    for size in (1, 200_000, 65_536, 3):
        chain.append({"text": "ش" * size})
    assert _codes(tmp_path / "log") == []


def test_processes_take_turns(tmp_path: Path) -> None:
    """Lines of several processes at once are all there, in one chain."""
    program = (
        "import sys; from pathlib import Path; from briefgen.archive.chain import Chain; "
        "[Chain(Path(sys.argv[1])).append({'by': sys.argv[2], 'number': each}) for each in range(25)]"
    )
    crowd = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path / "log"), name],
            env={"PYTHONPATH": str(ROOT / "src")},
        )
        for name in "abcd"
    ]
    assert [each.wait() for each in crowd] == [0] * 4
    found = [(each.fields["by"], each.fields["number"]) for each in Chain(tmp_path / "log").read()]
    assert sorted(map(str, found)) == sorted(str((name, number)) for name in "abcd" for number in range(25))


def test_a_record_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """A folder in its place, say."""
    (tmp_path / "log").mkdir()
    with pytest.raises(ArchiveError):
        Chain(tmp_path / "log").append({})
    with pytest.raises(ArchiveError):
        list(Chain(tmp_path / "log").check())


def _archive(tmp_path: Path) -> tuple[Storage, Catalogue]:
    storage, catalogue = Storage.create(tmp_path / "objects"), Catalogue(tmp_path / "catalogue.jsonl")
    for id in (ID, "urn:example:other"):
        for files in (FIRST, SECOND):
            _enter(catalogue, publish(storage, files, id=id))
    return storage, catalogue


def _enter(catalogue: Catalogue, version: StoredVersion | None) -> None:
    assert version is not None
    catalogue.append(version.inventory.id, version.number, version.inventory_digest, "", MORNING)


def _found(storage: Storage, catalogue: Catalogue) -> list[tuple[str, str]]:
    return [(each.code, each.path) for each in catalogue.check(storage)]


def test_a_catalogue_that_agrees_has_no_findings(tmp_path: Path) -> None:
    """Every version is in it, with the digest of its inventory, and it can be read back."""
    storage, catalogue = _archive(tmp_path)
    assert _found(storage, catalogue) == []
    entries = list(catalogue.read())
    assert [(each.id, each.version, each.at) for each in entries[:2]] == [
        (ID, 1, "2024-02-05T08:00:00Z"),
        (ID, 2, "2024-02-05T08:00:00Z"),
    ]


def test_a_removed_last_version_is_seen(tmp_path: Path) -> None:
    """The object without its last version is a valid OCFL object; only the catalogue knows better."""
    storage, catalogue = _archive(tmp_path)
    place = storage.place(ID)
    shutil.rmtree(place / "v2")
    for name in ("inventory.json", "inventory.json.sha512"):
        (place / name).unlink()
        shutil.copy(place / "v1" / name, place / name)
    assert not list(verify_root(storage.root, deep=True, workers=1))
    assert _found(storage, catalogue) == [("version-removed", ID)]


def test_a_removed_object_is_seen(tmp_path: Path) -> None:
    """The object that the catalogue knows is missed; the other one is not."""
    storage, catalogue = _archive(tmp_path)
    shutil.rmtree(storage.place(ID))
    assert _found(storage, catalogue) == [("version-removed", ID)]


def test_a_rewritten_history_is_seen(tmp_path: Path) -> None:
    """An object put together anew with other bytes and right digests everywhere is a valid OCFL object too."""
    storage, catalogue = _archive(tmp_path)
    shutil.rmtree(storage.place(ID))
    publish(storage, {**FIRST, "brief.pdf": b"%PDF forged"})
    publish(storage, SECOND)
    assert not list(verify_root(storage.root, deep=True, workers=1))
    assert _found(storage, catalogue) == [("history-rewritten", ID)]


def test_a_version_behind_the_catalogues_back_is_seen(tmp_path: Path) -> None:
    """A version that was stored but never entered, by a crash or by somebody else, can be found and entered."""
    storage, catalogue = _archive(tmp_path)
    publish(storage, FIRST)
    assert _found(storage, catalogue) == [("version-not-catalogued", ID)]
    for version in catalogue.missing(storage, ID):
        _enter(catalogue, version)
    assert _found(storage, catalogue) == []


def test_a_catalogue_without_its_end_is_seen(tmp_path: Path) -> None:
    """Whoever removes the last version must cut off the last line, and then the version before it would be unknown."""
    storage, catalogue = _archive(tmp_path)
    path = tmp_path / "catalogue.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))
    assert _found(storage, catalogue) == [("version-not-catalogued", "urn:example:other")]
    path.write_bytes(b"".join(lines[1:]))
    assert _found(storage, catalogue) == [("chain-broken", "catalogue.jsonl:1")]


def test_one_damaged_object_does_not_hide_the_others(tmp_path: Path) -> None:
    """The catalogue goes on past an object whose inventory cannot be read, and tells of it once."""
    storage, catalogue = _archive(tmp_path)
    (storage.place(ID) / "inventory.json").unlink()
    publish(storage, FIRST, id="urn:example:other")
    assert sorted(_found(storage, catalogue)) == [
        ("history-rewritten", ID),
        ("version-not-catalogued", "urn:example:other"),
    ]


def test_events_are_read_as_they_were_written(tmp_path: Path) -> None:
    """Type, object, time, agent, tool, outcome and details, in the order in which they were added."""
    log = Log(tmp_path / "events.jsonl")
    log.append(Event.INGESTION, object=f"{ID}@v1", at=MORNING, agent="ليلى", tool="briefgen 1")
    log.append(
        Event.FIXITY,
        object=ID,
        at=MORNING + timedelta(days=1),
        agent="ليلى",
        tool="briefgen 1",
        outcome=Outcome.FAIL,
        detail={"E092": "v1/content/brief.pdf"},
    )
    first, second = log.read()
    assert (first.event, first.object, first.agent, first.outcome) == (
        Event.INGESTION,
        f"{ID}@v1",
        "ليلى",
        Outcome.SUCCESS,
    )
    assert (second.event.value, second.at, second.outcome) == (
        "fixity check",
        "2024-02-06T08:00:00Z",
        Outcome.FAIL,
    )
    assert second.detail == {"E092": "v1/content/brief.pdf"}
    assert not list(log.check())


def test_a_removed_event_is_seen(tmp_path: Path) -> None:
    """An unwelcome fixity check cannot be taken out of the middle of the log."""
    path = tmp_path / "events.jsonl"
    for event in (Event.INGESTION, Event.FIXITY, Event.REPLICATION):
        Log(path).append(event, object=ID, at=MORNING, agent="a", tool="t")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[2])
    assert [(each.code, each.path) for each in Log(path).check()] == [("chain-broken", "events.jsonl:2")]
