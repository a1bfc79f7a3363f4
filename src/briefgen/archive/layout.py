"""Where an object lies: OCFL community extension 0003, hashed n-tuples with a folder named after the identifier.

https://ocfl.github.io/extensions/0003-hash-and-id-n-tuple-storage-layout.html
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import PurePosixPath

from briefgen.ondemand import dataclass

EXTENSION = "0003-hash-and-id-n-tuple-storage-layout"
LONGEST = 100
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
_HASHES = frozenset({"md5", "sha1", "sha256", "sha512"})
_DESCRIPTION = (
    "An object lies in a folder named after its identifier (percent-encoded), below three folders named after the "
    "first nine digits of the identifier's SHA-256."
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The parameters of extension 0003, with its defaults."""

    algorithm: str = "sha256"
    size: int = 3
    number: int = 3

    def path(self, id: str) -> PurePosixPath:
        """The folder of an object, relative to the storage root."""
        digest = hashlib.new(self.algorithm, id.encode(), usedforsecurity=False).hexdigest()
        tuples = (digest[at * self.size : (at + 1) * self.size] for at in range(self.number))
        name = "".join(each if each in _PLAIN else _escaped(each) for each in id)
        return PurePosixPath(*tuples, name if len(name) <= LONGEST else f"{name[:LONGEST]}-{digest}")


def files() -> dict[str, bytes]:
    """What tells a reader of a storage root about the layout: paths in the root and contents."""
    return {
        "ocfl_layout.json": _json({"extension": EXTENSION, "description": _DESCRIPTION}),
        f"extensions/{EXTENSION}/config.json": _json(
            {"extensionName": EXTENSION, "digestAlgorithm": "sha256", "tupleSize": 3, "numberOfTuples": 3}
        ),
    }


def read(named: Mapping[str, object], parameters: Mapping[str, object]) -> Layout | None:
    """The layout that `ocfl_layout.json` and the extension's `config.json` describe, or None if it is another one."""
    algorithm = parameters.get("digestAlgorithm", "sha256")
    size, number = parameters.get("tupleSize", 3), parameters.get("numberOfTuples", 3)
    if named.get("extension") != EXTENSION or algorithm not in _HASHES:
        return None
    if not isinstance(size, int) or not isinstance(number, int) or not isinstance(algorithm, str):
        return None
    digits = hashlib.new(algorithm, usedforsecurity=False).digest_size * 2
    if not (0 <= size <= 32 and 0 <= number <= 32 and size * number <= digits and bool(size) == bool(number)):
        return None
    return Layout(algorithm, size, number)


def _escaped(character: str) -> str:
    return "".join(f"%{byte:02x}" for byte in character.encode())


def _json(record: Mapping[str, object]) -> bytes:
    return (json.dumps(record, indent=2, sort_keys=True) + "\n").encode()
