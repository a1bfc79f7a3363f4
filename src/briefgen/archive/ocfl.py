"""The records of OCFL 1.1 (https://ocfl.io/1.1/spec/): inventory, version, user; digests and the bytes they become."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from briefgen.ondemand import dataclass, pattern

SPEC = "1.1"
ALGORITHM = "sha512"
CONTENT = "content"
INVENTORY = "inventory.json"
SPECS = ("1.0", "1.1")

_SIDECAR = pattern(rb"([0-9a-fA-F]+)[ \t]+inventory\.json\n?")


@dataclass(frozen=True, slots=True)
class User:
    """Who made a version: a name, and an address as a URI (`mailto:` or a personal identifier), or empty."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One version as an inventory records it; `state` leads from logical paths to digests."""

    name: str
    created: str
    message: str
    user: User | None
    state: Mapping[str, str]

    @property
    def number(self) -> int:
        """Counted from 1."""
        return int(self.name[1:])


@dataclass(frozen=True, slots=True)
class Inventory:
    """An inventory (3.5): `manifest` leads from digests to content paths, `versions` are in order.

    `content` is the content directory if the inventory names one. `fixity` leads from algorithms to such manifests.
    """

    id: str
    spec: str
    algorithm: str
    head: str
    content: str | None
    manifest: Mapping[str, tuple[str, ...]]
    versions: tuple[Version, ...]
    fixity: Mapping[str, Mapping[str, tuple[str, ...]]]


def declaration(spec: str = SPEC) -> tuple[str, bytes]:
    """The name and content of the file that declares a folder to be an object (3.2)."""
    return f"0=ocfl_object_{spec}", f"ocfl_object_{spec}\n".encode()


def root_declaration(spec: str = SPEC) -> tuple[str, bytes]:
    """The name and content of the file that declares a folder to be a storage root (4.2)."""
    return f"0=ocfl_{spec}", f"ocfl_{spec}\n".encode()


def digest(data: bytes, algorithm: str = ALGORITHM) -> str:
    """The digest of bytes in lower-case hexadecimal digits."""
    return hashlib.new(algorithm, data, usedforsecurity=False).hexdigest()


def timestamp(moment: datetime) -> str:
    """A moment as RFC 3339 has it, in UTC and to the second. It must know its time zone."""
    if moment.tzinfo is None:
        raise ValueError("a version's time needs a time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def sidecar_name(algorithm: str = ALGORITHM) -> str:
    """The file that holds an inventory's digest (3.6)."""
    return f"{INVENTORY}.{algorithm}"


def sidecar(inventory: bytes) -> bytes:
    """The content of the file that holds an inventory's digest (3.6)."""
    return f"{digest(inventory)} {INVENTORY}\n".encode()


def sidecar_digest(data: bytes) -> str | None:
    """The digest that a sidecar states, in lower case, or None if it has another form."""
    found = _SIDECAR.fullmatch(data)
    return found[1].decode().lower() if found else None


def serialise(inventory: Inventory) -> bytes:
    """The inventory as JSON: keys and paths in order, two spaces, Arabic as it is written, a line end."""
    record: dict[str, object] = {
        "id": inventory.id,
        "type": f"https://ocfl.io/{inventory.spec}/spec/#inventory",
        "digestAlgorithm": inventory.algorithm,
        "head": inventory.head,
        "manifest": {key: sorted(paths) for key, paths in sorted(inventory.manifest.items())},
        "versions": {each.name: _version(each) for each in inventory.versions},
    }
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


def _version(version: Version) -> dict[str, object]:
    record: dict[str, object] = {
        "created": version.created,
        "message": version.message,
        "state": by_digest(version.state.items()),
    }
    if version.user is not None:
        record["user"] = {"name": version.user.name} | (
            {"address": version.user.address} if version.user.address else {}
        )
    return record


def by_digest(state: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """A state as inventories write it: every digest with its paths in order."""
    found: dict[str, list[str]] = {}
    for path, key in sorted(state):
        found.setdefault(key, []).append(path)
    return found
