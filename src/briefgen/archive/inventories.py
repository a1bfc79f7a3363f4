"""The rules of one inventory (OCFL 1.0 and 1.1, 3.5): from bytes to a record and what is wrong with them.

Rules that need the disk or another inventory are in `verification`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from typing import NoReturn

from briefgen.archive import manifests
from briefgen.archive.errors import ArchiveDamagedError
from briefgen.archive.manifests import Report
from briefgen.archive.ocfl import Inventory, User, Version
from briefgen.diagnostics.texts import phrase
from briefgen.ondemand import dataclass, pattern

_KEYS = frozenset(
    {"id", "type", "digestAlgorithm", "head", "contentDirectory", "manifest", "versions", "fixity"}
)
_VERSION_KEYS = frozenset({"created", "state", "message", "user"})
_USER_KEYS = frozenset({"name", "address"})
_TYPE = pattern(r"https://ocfl\.io/(1\.[01])/spec/#inventory")
_URI = pattern(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_MOMENT = pattern(
    r"\d{4}-\d\d-\d\d[Tt]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)"
)


@dataclass(frozen=True, slots=True)
class Examined:
    """An inventory and its faults as (code, text); no record where the JSON is too broken to make one."""

    inventory: Inventory | None
    faults: tuple[tuple[str, str], ...]


def parse(data: bytes, where: str) -> Inventory:
    """The inventory of these bytes. Raises ArchiveDamagedError when a rule is broken; `where` names the file."""
    found = examine(data)
    for code, text in found.faults:
        if code.startswith("E"):
            raise ArchiveDamagedError(phrase("no-inventory-since", path=where, code=code, reason=text))
    if found.inventory is None:
        raise ArchiveDamagedError(phrase("no-inventory", path=where))
    return found.inventory


def examine(data: bytes, declared: str | None = None) -> Examined:
    """What the bytes of an inventory say, and what is wrong; `declared` is the version that the object declares."""
    faults: dict[tuple[str, str], None] = {}

    def report(code: str, text: str) -> None:
        faults[code, text] = None

    try:
        record = _decoded(data)
    except (ValueError, RecursionError) as error:
        return Examined(None, (("E033", f"it is no JSON in UTF-8: {error}"),))
    if not isinstance(record, dict):
        return Examined(None, (("E033", "it is no JSON object"),))
    inventory = _inventory(record, declared, report)
    return Examined(inventory, tuple(faults))


def _decoded(data: bytes) -> object:
    """The JSON value of the bytes; keys must be unique and all text must be writable as UTF-8 again."""
    record = json.loads(data.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_refuse)
    if b"\\u" in data:
        json.dumps(record, ensure_ascii=False).encode("utf-8")  # half a surrogate pair fails here
    return record


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key occurs twice in one object")
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _inventory(record: dict[str, object], declared: str | None, report: Report) -> Inventory:
    for key in sorted(record.keys() - _KEYS):
        report("E102", f"the key {key!r} is unknown")
    spec = _spec(record, declared, report)
    algorithm = _algorithm(record, report)
    content = _content_directory(record, report)
    versions = _versions(record, spec, report)
    manifest = manifests.manifest(record, spec, algorithm, report)
    manifests.places(manifest, content, versions, report)
    manifests.used(manifest, versions, spec, report)
    fixity = manifests.fixity(record, spec, manifest, report)
    head = _head(record, versions, report)
    return Inventory(_id(record, report), spec, algorithm, head, content, manifest, versions, fixity)


def _id(record: Mapping[str, object], report: Report) -> str:
    found = record.get("id")
    if "id" not in record:
        report("E036", "the key 'id' is missing")
    elif not isinstance(found, str) or not found:
        report("E037", "the identifier is no text")
    elif not _URI.fullmatch(found):
        report("W005", f"the identifier {found!r} is no URI")
    return found if isinstance(found, str) else ""


def _spec(record: Mapping[str, object], declared: str | None, report: Report) -> str:
    found = record.get("type")
    match = _TYPE.fullmatch(found) if isinstance(found, str) else None
    if "type" not in record:
        report("E036", "the key 'type' is missing")
    elif match is None or (declared is not None and match[1] != declared):
        report("E038", f"the type {found!r} does not fit the declaration")
    return match[1] if match else declared or "1.1"


def _algorithm(record: Mapping[str, object], report: Report) -> str:
    found = record.get("digestAlgorithm")
    if "digestAlgorithm" not in record:
        report("E036", "the key 'digestAlgorithm' is missing")
    elif found == "sha256":
        report("W004", "digestAlgorithm is sha256")
    elif found != "sha512":
        report("E025", f"digestAlgorithm is {found!r}")
    return found if isinstance(found, str) and found in ("sha256", "sha512") else ""


def _content_directory(record: Mapping[str, object], report: Report) -> str | None:
    found = record.get("contentDirectory")
    if "contentDirectory" not in record:
        return None
    if not isinstance(found, str) or not found:
        report("E108", "contentDirectory names no folder")
    elif "/" in found:
        report("E017", f"contentDirectory is {found!r}")
    elif found in (".", ".."):
        report("E018", f"contentDirectory is {found!r}")
    else:
        return found
    return None


def _head(record: Mapping[str, object], versions: tuple[Version, ...], report: Report) -> str:
    found = record.get("head")
    highest = versions[-1].name if versions else ""
    if "head" not in record:
        report("E036", "the key 'head' is missing")
    elif found != highest:
        report("E040", f"head is {found!r}, the highest version {highest!r}")
    return found if isinstance(found, str) else highest


def _versions(record: Mapping[str, object], spec: str, report: Report) -> tuple[Version, ...]:
    found = record.get("versions")
    if "versions" not in record:
        report("E043", "the key 'versions' is missing")
        return ()
    if not isinstance(found, dict):
        report("E044", "versions is no JSON object")
        return ()
    if not found:
        report("E008", "there is no version")
    names = _numbered(tuple(found), spec, report)
    return tuple(_version(name, found[name], report) for name in names)


def _numbered(names: tuple[str, ...], spec: str, report: Report) -> tuple[str, ...]:
    """The names of versions in the order of their numbers; those that are none are left out."""
    good = []
    for name in names:
        if re.fullmatch(r"v0{0,20}[1-9][0-9]{0,8}", name, re.ASCII):
            good.append(name)
        elif spec == "1.0":
            report("E046", f"{name!r} is no name of a version")
        else:
            report("E105" if name.startswith("v") else "E104", f"{name!r} is no name of a version")
    good.sort(key=lambda name: (int(name[1:]), name))
    numbers = [int(name[1:]) for name in good]
    if numbers and numbers[0] != 1:
        report("E009", f"the first version is {good[0]}")
    for before, after in pairwise(good):
        if int(after[1:]) != int(before[1:]) + 1:
            report("E010", f"{after} follows {before}")
    _padding(good, report)
    return tuple(good)


def _padding(names: list[str], report: Report) -> None:
    if not any(name.startswith("v0") for name in names):
        return
    report("W001", "the versions are zero-padded")
    for name in names:
        if not name.startswith("v0"):
            report("E011", f"{name} is not padded with a zero as the others are")
            report("E013", f"{name} is not named as the others are")
        elif len(name) != len(names[0]):
            report("E012", f"{name} and {names[0]} have different lengths")


def _version(name: str, found: object, report: Report) -> Version:
    if not isinstance(found, dict):
        report("E047", f"{name} is no JSON object")
        return Version(name, "", "", None, {})
    for key in sorted(found.keys() - _VERSION_KEYS):
        report("E102", f"the key {key!r} in {name} is unknown")
    return Version(
        name,
        _created(name, found, report),
        _message(name, found, report),
        _user(name, found, report),
        _state(name, found, report),
    )


def _created(name: str, found: Mapping[str, object], report: Report) -> str:
    created = found.get("created")
    if "created" not in found:
        report("E048", f"{name} does not say when it was created")
    elif not isinstance(created, str) or not _moment(created):
        report("E049", f"{name} was created {created!r}, which is no time with a zone and seconds")
    return created if isinstance(created, str) else ""


def _moment(text: str) -> bool:
    if not _MOMENT.fullmatch(text):
        return False
    try:
        datetime.strptime(text[:10], "%Y-%m-%d")  # noqa: DTZ007  only the day: is there such a one?
    except ValueError:
        return False
    return True


def _message(name: str, found: Mapping[str, object], report: Report) -> str:
    message = found.get("message")
    if "message" not in found:
        report("W007", f"{name} has no message")
    elif not isinstance(message, str):
        report("E094", f"the message of {name} is no text")
    return message if isinstance(message, str) else ""


def _user(name: str, found: Mapping[str, object], report: Report) -> User | None:
    if "user" not in found:
        report("W007", f"{name} has no user")
        return None
    user = found["user"]
    if not isinstance(user, dict) or not isinstance(user.get("name"), str) or not user["name"]:
        report("E054", f"the user of {name} has no name")
        return None
    for key in sorted(user.keys() - _USER_KEYS):
        report("E102", f"the key {key!r} of the user of {name} is unknown")
    address = user.get("address")
    if "address" not in user:
        report("W008", f"the user of {name} has no address")
    elif not isinstance(address, str):
        report("E054", f"the address of the user of {name} is no text")
    elif not _URI.fullmatch(address):
        report("W009", f"the address of the user of {name}, {address!r}, is no URI")
    return User(user["name"], address if isinstance(address, str) else "")


def _state(name: str, found: Mapping[str, object], report: Report) -> dict[str, str]:
    block = found.get("state")
    if "state" not in found:
        report("E048", f"{name} has no state")
        return {}
    if not isinstance(block, dict):
        report("E050", f"the state of {name} is no JSON object")
        return {}
    state: dict[str, str] = {}
    for key, paths in block.items():
        if not isinstance(paths, list) or not all(isinstance(each, str) for each in paths):
            report("E051", f"a digest in the state of {name} has no list of paths")
            continue
        for path in paths:
            if path in state:
                report("E095", f"{path!r} occurs twice in {name}")
            state[path] = key
    manifests.elements(state, ("E053", "E052"), report)
    for path in manifests.conflicts(state):
        report("E095", f"{path!r} in {name} is a file and a folder")
    return state
