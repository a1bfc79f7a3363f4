"""A storage root keeps versions of named byte streams as OCFL 1.1 says, and gives back exactly what was put in."""

from __future__ import annotations

import json
import unicodedata
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.archive.faults import FIRST, ID, MORNING, SECOND, USER, publish, snapshot

from briefgen.archive.drafts import draft
from briefgen.archive.errors import ArchiveDamagedError, ArchiveError
from briefgen.archive.inventories import parse
from briefgen.archive.layout import Layout
from briefgen.archive.ocfl import Inventory, digest
from briefgen.archive.storage import Storage, User
from briefgen.archive.verification import verify_root
from briefgen.errors import Exit


@pytest.fixture(name="storage")
def _storage(tmp_path: Path) -> Storage:
    return Storage.create(tmp_path / "objects")


def test_a_new_storage_root_declares_itself_and_its_layout(storage: Storage) -> None:
    """A reader with nothing but the specification learns the version and how identifiers lead to folders."""
    files = snapshot(storage.root)
    assert files["0=ocfl_1.1"] == b"ocfl_1.1\n"
    name = json.loads(files["ocfl_layout.json"])["extension"]
    assert json.loads(files[f"extensions/{name}/config.json"])["extensionName"] == name
    assert not list(verify_root(storage.root, deep=True, workers=1))


def test_what_goes_in_comes_out(storage: Storage) -> None:
    """Files, message, person and time of every version can be read after any number of later ones."""
    publish(storage, FIRST)
    publish(storage, SECOND)
    found = Storage.open(storage.root).object(ID)
    assert found is not None
    assert (found.id, found.head) == (ID, "v2")
    for version, files in zip(found.versions, (FIRST, SECOND), strict=True):
        assert {path: version.read(path) for path in version.state} == files
        assert (version.created, version.message, version.user) == (
            "2024-02-05T08:00:00Z",
            "لأن الأرقام تغيرت",
            USER,
        )
    assert list(storage.ids()) == [ID]


def test_a_version_writes_only_what_is_new(storage: Storage) -> None:
    """Bytes that the object has are not written again, under whatever name and in whatever version they return."""
    publish(storage, FIRST)
    publish(storage, SECOND)
    publish(storage, {**FIRST, "copy.pdf": FIRST["brief.pdf"]})
    contents = sorted(
        path.split("/content/")[1] for path in snapshot(storage.place(ID)) if "/content/" in path
    )
    assert contents == ["brief.pdf", "brief.pdf", "facts/حقائق.yaml", "more/deep/x"]
    assert not (storage.place(ID) / "v3" / "content").exists()


def test_two_equal_files_are_stored_once(storage: Storage) -> None:
    """Equal bytes within one version share one file."""
    version = publish(storage, {"a": b"same", "b": b"same"})
    assert version is not None
    assert (version.read("a"), version.read("b")) == (b"same", b"same")
    assert len([path for path in snapshot(storage.place(ID)) if "/content/" in path]) == 1


def test_nothing_changed_is_no_version(storage: Storage) -> None:
    """The same files again leave every byte as it is, even at another time with another message."""
    publish(storage, FIRST)
    before = snapshot(storage.root)
    later = MORNING + timedelta(days=1)
    assert storage.commit(ID, FIRST, message="again", user=User("x"), created=later) is None
    assert snapshot(storage.root) == before


def test_a_state_that_returns_is_a_version(storage: Storage) -> None:
    """Going back to what an older version held is a change like any other."""
    for files in (FIRST, SECOND, FIRST):
        publish(storage, files)
    found = storage.object(ID)
    assert found is not None
    assert found.head == "v3"
    assert found.versions[0].state == found.versions[2].state


def test_names_are_stored_in_nfc(storage: Storage) -> None:
    """A name typed on a system that decomposes letters is the same name."""
    name = "مؤتمر/أسئلة.txt"
    version = publish(storage, {unicodedata.normalize("NFD", name): b"x"})
    assert version is not None
    assert list(version.state) == [name]
    assert publish(storage, {name: b"x"}) is None
    assert any(path.endswith(f"v1/content/{name}") for path in snapshot(storage.root))


def test_times_are_stored_in_utc(storage: Storage) -> None:
    """Eleven in Baghdad is eight in UTC."""
    there = datetime(2024, 2, 5, 11, 0, tzinfo=timezone(timedelta(hours=3)))
    version = storage.commit(ID, FIRST, message="m", user=USER, created=there)
    assert version is not None
    assert version.created == "2024-02-05T08:00:00Z"


@pytest.mark.parametrize(
    "names",
    [
        ("/a",),
        ("a/",),
        ("a//b",),
        ("../a",),
        ("a/./b",),
        ("",),
        ("a\\b",),
        ("a\nb",),
        ("\ud800",),
        ("ش" * 128,),
        ("a", "a/b"),
        ("A/x", "a/y"),
        ("\u0622", "\u0627\u0653"),
    ],
)
def test_names_that_a_disk_cannot_hold_are_refused(storage: Storage, names: tuple[str, ...]) -> None:
    """Nothing leads out of an object, and no two names fall together on any file system; nothing is written."""
    before = snapshot(storage.root)
    with pytest.raises(ArchiveError):
        publish(storage, dict.fromkeys(names, b"x"))
    assert snapshot(storage.root) == before


def test_inventories_stand_for_all_before_them(storage: Storage) -> None:
    """Each version has its inventory; the digest of it is the one that a catalogue can keep."""
    publish(storage, FIRST)
    second = publish(storage, SECOND)
    assert second is not None
    place = storage.place(ID)
    assert second.inventory_digest == digest((place / "v2/inventory.json").read_bytes())
    assert (place / "inventory.json").read_bytes() == (place / "v2/inventory.json").read_bytes()
    older = parse((place / "v1/inventory.json").read_bytes(), "v1")
    newer = parse((place / "v2/inventory.json").read_bytes(), "v2")
    assert newer.versions[:1] == older.versions


def test_stored_files_cannot_be_written_by_accident(storage: Storage) -> None:
    """No file of an object has a mode that lets anybody write."""
    publish(storage, FIRST)
    publish(storage, SECOND)
    for each in storage.place(ID).rglob("*"):
        if each.is_file():
            assert each.stat().st_mode & 0o222 == 0
            assert each.stat().st_nlink == 1


def test_damaged_content_is_never_given_out(storage: Storage) -> None:
    """One flipped bit is an error with exit code 5, and no new version is put on top of a broken inventory."""
    publish(storage, FIRST)
    file = storage.place(ID) / "v1/content/brief.pdf"
    _overwrite(file, b"%PDF onf")
    found = storage.object(ID)
    assert found is not None
    with pytest.raises(ArchiveDamagedError, match="E092") as failure:
        found.versions[0].read("brief.pdf")
    assert failure.value.exit_code == Exit.UNVERIFIED
    inventory = storage.place(ID) / "inventory.json"
    _overwrite(inventory, inventory.read_bytes().replace(b"layla", b"LAYLA"))
    with pytest.raises(ArchiveDamagedError, match="E060"):
        publish(storage, SECOND)


def test_a_missing_file_is_damage(storage: Storage) -> None:
    """Content that is gone is reported as such."""
    publish(storage, FIRST)
    (storage.place(ID) / "v1/content/brief.pdf").unlink()
    found = storage.object(ID)
    assert found is not None
    with pytest.raises(ArchiveDamagedError, match="missing"):
        found.versions[0].read("brief.pdf")


def test_an_object_in_the_wrong_place_is_not_taken_for_another(storage: Storage) -> None:
    """Two objects whose folders were swapped are not read as each other."""
    publish(storage, FIRST)
    publish(storage, SECOND, id="urn:example:other")
    one, other, aside = storage.place(ID), storage.place("urn:example:other"), storage.root.parent / "aside"
    one.rename(aside)
    other.rename(one)
    aside.rename(other)
    with pytest.raises(ArchiveDamagedError, match="E083"):
        storage.object(ID)


def test_what_is_not_there_is_none_or_an_error(storage: Storage, tmp_path: Path) -> None:
    """An unknown object is None; an unknown file, an empty folder and a folder with other things are errors."""
    assert storage.object("urn:example:none") is None
    version = publish(storage, FIRST)
    assert version is not None
    with pytest.raises(ArchiveError, match="no file"):
        version.read("nothing")
    with pytest.raises(ArchiveError, match="no OCFL"):
        Storage.open(tmp_path)
    with pytest.raises(ArchiveError, match="already"):
        Storage.create(storage.root)
    with pytest.raises(ArchiveError, match="not empty"):
        Storage.create(tmp_path)


def test_a_storage_root_that_was_half_made_is_made_whole(tmp_path: Path) -> None:
    """The declaration comes last, so that a folder without it can be begun again."""
    root = Storage.create(tmp_path / "objects").root
    whole = snapshot(root)
    (root / "0=ocfl_1.1").unlink()
    (root / "ocfl_layout.json").unlink()
    assert snapshot(Storage.create(root).root) == whole


def test_another_layout_is_not_written(storage: Storage) -> None:
    """A root with a layout that is not understood is refused rather than filled in two ways."""
    named = storage.root / "ocfl_layout.json"
    named.unlink()
    named.write_text('{"extension": "0002-flat-direct-storage-layout", "description": ""}')
    with pytest.raises(ArchiveError, match="another layout"):
        Storage.open(storage.root)


@pytest.mark.parametrize(
    ("id", "path"),
    [
        ("object-01", "3c0/ff4/240/object-01"),
        ("..hor/rib:le-$id", "487/326/d8c/%2e%2ehor%2frib%3ale-%24id"),
        ("..Hor/rib:lè-$id", "373/529/21a/%2e%2eHor%2frib%3al%c3%a8-%24id"),
        (
            "abcdefghij" * 26,
            f"55b/432/806/{'abcdefghij' * 10}-55b432806f4e270da0cf23815ed338742179002153cd8d896f23b3e2d8a14359",
        ),
    ],
)
def test_identifiers_lead_where_the_extension_says(id: str, path: str) -> None:
    """The mappings that the registered extension 0003 gives as examples."""
    assert Layout().path(id).as_posix() == path


_NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/\\"), min_size=1, max_size=8
)
_FILES = st.dictionaries(
    _NAMES.filter(lambda name: name not in (".", "..")), st.binary(max_size=4), max_size=4
)


@given(st.lists(_FILES, max_size=4))
def test_any_history_can_be_read_back_from_its_last_inventory(history: list[dict[str, bytes]]) -> None:
    """Whatever is published in whatever order: the last inventory alone leads to the bytes of every version."""
    head: Inventory | None = None
    stored: dict[str, bytes] = {}
    wanted = []
    for files in history:
        try:
            new = draft(ID, head, files, message="m", user=USER, created=MORNING)
        except ArchiveError:
            continue
        if new is not None:
            head = parse(new.data, "draft")
            stored.update(new.content)
            wanted.append({unicodedata.normalize("NFC", name): data for name, data in files.items()})
    read = [
        {path: stored[head.manifest[key][0]] for path, key in each.state.items()}
        for each in (head.versions if head else ())
        if head
    ]
    assert read == wanted


def _overwrite(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)
