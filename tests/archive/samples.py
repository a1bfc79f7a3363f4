"""A good object, made without the code under test, and what can be made wrong in it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

A, B, C = b"a\n", b"b\n", b"c\n"
VERSIONS = ("v1", "v2", "v3")
NEWEST = VERSIONS[-1]

Record = dict[str, Any]
Edit = Callable[[Record], None]
Change = Callable[[Path], None]


def sha(data: bytes) -> str:
    """The SHA-512 of bytes."""
    return hashlib.sha512(data).hexdigest()


def sample(place: Path, spec: str) -> Path:
    """An object of three versions, with fixity, logs and an extension; gives its folder."""
    states = (
        {sha(A): ["a.txt"]},
        {sha(A): ["a.txt"], sha(B): ["د/b.txt", "b"]},
        {sha(B): ["b"], sha(C): ["c"]},
    )
    content = {"v1/content/a.txt": A, "v2/content/د/b.txt": B, "v3/content/c": C}
    for path, data in content.items():
        (place / path).parent.mkdir(parents=True)
        (place / path).write_bytes(data)
    (place / f"0=ocfl_object_{spec}").write_bytes(f"ocfl_object_{spec}\n".encode())
    for number, name in enumerate(VERSIONS, 1):
        present = {path: data for path, data in content.items() if path.split("/")[0] in VERSIONS[:number]}
        record = {
            "id": "urn:example:1",
            "type": f"https://ocfl.io/{spec}/spec/#inventory",
            "digestAlgorithm": "sha512",
            "head": name,
            "contentDirectory": "content",
            "manifest": {sha(data): [path] for path, data in present.items()},
            "fixity": {"md5": {hashlib.md5(A, usedforsecurity=False).hexdigest(): ["v1/content/a.txt"]}},
            "versions": {
                each: {
                    "created": f"2024-02-0{at}T10:00:00.5+03:00",
                    "message": "رسالة",
                    "user": {"name": "ليلى", "address": "mailto:layla@example.org"},
                    "state": states[at - 1],
                }
                for at, each in enumerate(VERSIONS[:number], 1)
            },
        }
        write(place / name, record)
    write(place, record)
    (place / "logs/empty").mkdir(parents=True)
    (place / "extensions/0001-digest-algorithms").mkdir(parents=True)
    return place


def write(folder: Path, record: Record) -> None:
    """Puts an inventory and its digest into a folder."""
    data = json.dumps(record, ensure_ascii=False).encode()
    (folder / "inventory.json").write_bytes(data)
    (folder / "inventory.json.sha512").write_text(f"{sha(data)}  inventory.json\n")


def edit(place: Path, change: Edit, *folders: str) -> None:
    """Changes the inventory in the root and in the newest version, or in the folders named; digests are right after."""
    for folder in folders or ("", NEWEST):
        record = json.loads((place / folder / "inventory.json").read_bytes())
        change(record)
        write(place / folder, record)


def _edits(change: Edit, *folders: str) -> Change:
    return lambda place: edit(place, change, *folders)


def _set(key: str, value: object) -> Change:
    return _edits(lambda record: record.update({key: value}))


def _drop(key: str) -> Change:
    return _edits(lambda record: record.pop(key))


def _version(key: str, value: object) -> Change:
    return _edits(lambda record: record["versions"][NEWEST].update({key: value}), "", NEWEST)


def _without(key: str) -> Change:
    return _edits(lambda record: record["versions"][NEWEST].pop(key))


def _state(*paths: str) -> Change:
    return _version("state", {sha(B): ["b"], sha(C): [*paths]})


def _path(*paths: str) -> Change:
    return _edits(lambda record: record["manifest"].update({sha(C): [*paths]}))


def _file(path: str, data: bytes = b"x") -> Change:
    def change(place: Path) -> None:
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(data)

    return change


def _remove(path: str) -> Change:
    def change(place: Path) -> None:
        shutil.rmtree(place / path) if (place / path).is_dir() else (place / path).unlink()

    return change


def _rename(before: str, after: str) -> Change:
    def change(place: Path) -> None:
        (place / before).rename(place / after)

    return change


def _all(*changes: Change) -> Change:
    def change(place: Path) -> None:
        for each in changes:
            each(place)

    return change


def _swap_versions(names: dict[str, str]) -> Change:
    """Renames version folders, on the disk and in all inventories."""

    def change(place: Path) -> None:
        for before, after in sorted(names.items(), reverse=True):
            (place / before).rename(place / after)
        for folder in (place, *(place / names.get(each, each) for each in VERSIONS)):
            text = (folder / "inventory.json").read_text()
            for before, after in sorted(names.items(), reverse=True):
                text = text.replace(f'"{before}"', f'"{after}"').replace(f'"{before}/', f'"{after}/')
            write(folder, json.loads(text))

    return change


def _upper(record: Record) -> None:
    record["manifest"][sha(C).upper()] = ["v3/content/c"]


def _fixity(block: object) -> Change:
    return _set("fixity", block)


def _sha256(place: Path) -> None:
    """The same object with SHA-256 throughout."""
    text = (place / "inventory.json").read_text()
    for data in (A, B, C):
        text = text.replace(sha(data), hashlib.sha256(data).hexdigest())
    for folder in (place, place / NEWEST):
        data = text.replace("sha512", "sha256").encode()
        (folder / "inventory.json").write_bytes(data)
        (folder / "inventory.json.sha512").unlink()
        (folder / "inventory.json.sha256").write_text(f"{hashlib.sha256(data).hexdigest()} inventory.json\n")


def _emptied(place: Path) -> None:
    """The newest version has no content of its own any more, but still a folder for it."""
    edit(place, lambda record: record["versions"][NEWEST].update(state={sha(A): ["a.txt"]}))
    edit(place, lambda record: record["manifest"].pop(sha(C)))
    (place / "v3/content/c").unlink()


def _pipe(place: Path) -> None:
    os.mkfifo(place / "v1/content/pipe")


_MD5 = "0" * 32
FAULTS: tuple[tuple[str, Change], ...] = (
    ("E001 file", _file("note.txt")),
    ("E001 folder", _file("more/note.txt")),
    ("E003 none", _remove("0=ocfl_object_1.1")),
    ("E003 two", _file("0=ocfl_object_1.0", b"ocfl_object_1.0\n")),
    ("E004", _file("0=ocfl_object_9.9")),
    ("E005", _file("1=ocfl_object_1.1")),
    ("E006", _file("0=object_1.1")),
    ("E007", _file("0=ocfl_object_1.1", b"ocfl_object_1.1")),
    ("E008", _edits(lambda record: record.update(versions={}, manifest={}, fixity={}))),
    ("E009", _edits(lambda record: record["versions"].pop("v1"))),
    ("E010 inventory", _edits(lambda record: record["versions"].pop("v2"))),
    ("E010 folder", _remove("v2")),
    ("E011", _swap_versions({"v1": "v01", "v2": "v02", "v3": "v3"})),
    ("E012", _swap_versions({"v1": "v01", "v2": "v02", "v3": "v003"})),
    ("E013", _swap_versions({"v1": "v01", "v2": "v02", "v3": "v3"})),
    ("E014", _path("v4/content/c")),
    ("E015", _file("v1/note.txt")),
    ("E016", _remove("v3/content")),
    ("E017", _set("contentDirectory", "con/tent")),
    ("E018", _set("contentDirectory", "..")),
    ("E019", _edits(lambda record: record.pop("contentDirectory"), "v1")),
    ("E020", _drop("contentDirectory")),
    ("E023", _file("v1/content/new.txt")),
    ("E024", lambda place: (place / "v1/content/empty").mkdir()),
    ("E025", _set("digestAlgorithm", "md5")),
    ("E029", _fixity({"sha1": {"xyz": ["v1/content/a.txt"]}})),
    ("E030", _fixity({"sha256": {"xyz": ["v1/content/a.txt"]}})),
    ("E031", _edits(lambda record: record["manifest"].update({"xyz": ["v3/content/c"]}))),
    ("E032", _fixity({"blake2b-512": {"xyz": ["v1/content/a.txt"]}})),
    ("E033", _file("inventory.json", b"{")),
    ("E036 id", _drop("id")),
    ("E036 type", _drop("type")),
    ("E036 digestAlgorithm", _drop("digestAlgorithm")),
    ("E036 head", _drop("head")),
    ("E037", _set("id", 5)),
    ("E038", _set("type", "https://ocfl.io/1.0/spec/#inventory")),
    ("E039", _edits(lambda record: record["manifest"].update({"ab" * 32: ["v3/content/c"]}))),
    ("E040 root", _set("head", "v2")),
    ("E040 version", _edits(lambda record: record.update(head="v2"), "v1")),
    ("E041", _drop("manifest")),
    ("E042", _path("v3/c")),
    ("E043", _drop("versions")),
    ("E044", _set("versions", [])),
    ("E046", _file("v4/content/x")),
    ("E047", _edits(lambda record: record["versions"].update(v3="x"))),
    ("E048 created", _without("created")),
    ("E048 state", _without("state")),
    ("E049 zone", _version("created", "2024-02-03T10:00:00")),
    ("E049 seconds", _version("created", "2024-02-03T10:00Z")),
    ("E049 day", _version("created", "2023-02-29T10:00:00Z")),
    ("E050", _version("state", {sha(b"unknown"): ["c"]})),
    ("E050 case", _version("state", {sha(C).upper(): ["c"]})),
    ("E051", _version("state", {sha(C): "c"})),
    ("E052", _state("x/../c")),
    ("E053", _state("/c")),
    ("E054", _version("user", {"address": "mailto:a@example.org"})),
    ("E056", _fixity({"crc32": {}})),
    ("E057", _fixity({"md5": {_MD5: "v1/content/a.txt"}})),
    ("E058", _remove("inventory.json.sha512")),
    ("E059", _file("inventory.json.md5")),
    ("E060", _file("inventory.json.sha512", f"{'0' * 128} inventory.json\n".encode())),
    ("E061", _file("inventory.json.sha512", f"{'0' * 128}".encode())),
    ("E063", _all(_remove("inventory.json"), _remove("inventory.json.sha512"))),
    ("E064", _edits(lambda record: record["versions"]["v3"].update(message="other"), "")),
    ("E066", _edits(lambda record: record["versions"]["v1"].update(state={sha(A): ["z"]}), "v2")),
    ("E067", _file("extensions/file")),
    ("E089", _pipe),
    ("E090 symbolic", lambda place: (place / "v1/content/link").symlink_to("a.txt")),
    ("E090 hard", lambda place: (place / "v1/content/link").hardlink_to(place / "v1/content/a.txt")),
    ("E092 content", _file("v1/content/a.txt", b"A\n")),
    ("E092 missing", _remove("v1/content/a.txt")),
    ("E092 manifest", _edits(lambda record: record["manifest"].update({sha(C): "x"}))),
    ("E092 older manifest", _edits(lambda record: record.update(manifest={sha(B): ["v1/content/a.txt"]}), "v1")),
    ("E093", _fixity({"md5": {_MD5: ["v1/content/a.txt"]}})),
    ("E094", _version("message", 5)),
    ("E095 twice", _state("c", "c")),
    ("E095 folder", _state("c", "c/d")),
    ("E096", _edits(_upper)),
    ("E097", _fixity({"md5": {"A" * 32: [], "a" * 32: []}})),
    ("E099", _path("v3/content/./c")),
    ("E100", _path("/v3/content/c")),
    ("E101", _path("v3/content/c", "v3/content/c")),
    ("E102 inventory", _set("more", 1)),
    ("E102 version", _version("more", 1)),
    ("E103", _edits(lambda record: record.update(type="https://ocfl.io/1.0/spec/#inventory"), "v2")),
    ("E104", _edits(lambda record: record["versions"].update({"4": {}}))),
    ("E105", _edits(lambda record: record["versions"].update({"v0": {}}))),
    ("E106", _set("manifest", [])),
    ("E107", _version("state", {sha(B): ["b"]})),
    ("E108", _set("contentDirectory", "")),
    ("E110", _edits(lambda record: record.update(id="urn:example:2"), "v1")),
    ("E111", _fixity([])),
    ("W001", _swap_versions({"v1": "v01", "v2": "v02", "v3": "v03"})),
    ("W002", _file("v1/more/x")),
    ("W003", _emptied),
    ("W004", _sha256),
    ("W005", _edits(lambda record: record.update(id="one"), "", *VERSIONS)),
    ("W007 message", _without("message")),
    ("W007 user", _without("user")),
    ("W008", _version("user", {"name": "ليلى"})),
    ("W009", _version("user", {"name": "ليلى", "address": "layla"})),
    ("W010", _all(_remove("v1/inventory.json"), _remove("v1/inventory.json.sha512"))),
    ("W011", _edits(lambda record: record["versions"]["v1"].update(message="other"), "v2")),
    ("W013", _file("extensions/unheard-of/x")),
)  # fmt: skip
"""Codes, each with the one thing that is changed in a good object to earn it."""
