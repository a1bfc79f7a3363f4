"""A published version described for programs: RO-Crate 1.2 with the profile Process Run Crate 0.5.

https://w3id.org/ro/crate/1.2 and https://w3id.org/ro/wfrun/process/0.5. The profile maps to PROV: the action is the
activity, its objects were used, its results generated, its agent is who published.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from briefgen.lock import Lock
from briefgen.publishing.deed import Deed
from briefgen.records.spec import Spec

_CRATE = "https://w3id.org/ro/crate/1.2"
_PROCESS = "https://w3id.org/ro/wfrun/process/0.5"
_MEDIA = {
    ".css": "text/css",
    ".html": "text/html",
    ".json": "application/json",
    ".lock": "application/json",
    ".otf": "font/otf",
    ".p7s": "application/pkcs7-signature",
    ".pdf": "application/pdf",
    ".ttf": "font/ttf",
    ".txt": "text/plain",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}
_RIGHTS = (
    "No licence is stated for the brief. Fonts are under the licences that lie beside them. Texts of sources are not "
    "part of this crate."
)
Entity = dict[str, Any]


def crate(
    spec: Spec, lock: Lock, deed: Deed, files: Mapping[str, bytes], signatures: frozenset[str] = frozenset()
) -> bytes:
    """`ro-crate-metadata.json` for these files, as UTF-8 JSON; the same arguments give the same bytes.

    `signatures` are those of the files that came out as signatures.
    """
    outputs = {each.path for each in lock.outputs} | {f"{lock.brief}.lock"} | signatures
    inputs = [path for path in files if path not in outputs and path != "README.txt"]
    graph = [
        _descriptor(),
        _root(spec, deed, sorted(files)),
        *(_file(path, files[path]) for path in sorted(files)),
        _action(lock, deed, inputs, sorted(outputs & files.keys())),
        _agent(deed),
        *_tools(lock),
        {"@id": "#rights", "@type": "CreativeWork", "name": "Rights", "description": _RIGHTS},
        {"@id": _PROCESS, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"},
    ]
    record = {"@context": f"{_CRATE}/context", "@graph": graph}
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _descriptor() -> Entity:
    return {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": _CRATE},
        "about": {"@id": "./"},
    }


def _root(spec: Spec, deed: Deed, paths: list[str]) -> Entity:
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": spec.title,
        "description": spec.subtitle or f"Version {deed.number} of the brief {spec.id}: {deed.why}",
        "identifier": f"urn:briefgen:brief:{spec.id}",
        "version": f"v{deed.number}",
        "datePublished": _time(deed),
        "inLanguage": "ar",
        "license": {"@id": "#rights"},
        "conformsTo": {"@id": _PROCESS},
        "mainEntity": {"@id": f"{spec.id}.pdf"},
        "hasPart": [{"@id": quote(path)} for path in paths],
        "mentions": {"@id": "#build"},
    }


def _file(path: str, data: bytes) -> Entity:
    return {
        "@id": quote(path),
        "@type": "File",
        "name": PurePosixPath(path).name,
        "encodingFormat": _MEDIA.get(PurePosixPath(path).suffix.lower(), "application/octet-stream"),
        "contentSize": str(len(data)),
        "sha256": sha256(data).hexdigest(),
    }


def _action(lock: Lock, deed: Deed, inputs: list[str], outputs: list[str]) -> Entity:
    return {
        "@id": "#build",
        "@type": "CreateAction",
        "name": f"Build of version {deed.number} of {lock.brief}",
        "description": deed.why,
        "instrument": {"@id": "#briefgen"},
        "agent": {"@id": _agent(deed)["@id"]},
        "endTime": _time(deed),
        "actionStatus": {"@id": "http://schema.org/CompletedActionStatus"},
        "object": [{"@id": quote(path)} for path in sorted(inputs)],
        "result": [{"@id": quote(path)} for path in outputs],
    }


def _agent(deed: Deed) -> Entity:
    return {"@id": deed.address or "#publisher", "@type": "Person", "name": deed.name}


def _tools(lock: Lock) -> Iterator[Entity]:
    """The instrument, briefgen, and the libraries that shaped the pages as what it needs."""
    others = sorted(lock.tools.keys() - {"briefgen"})
    yield {
        "@id": "#briefgen",
        "@type": "SoftwareApplication",
        "name": "briefgen",
        "softwareVersion": lock.tools.get("briefgen", ""),
        "softwareRequirements": [{"@id": f"#{name}"} for name in others],
    }
    for name in others:
        version = lock.tools[name]
        yield {"@id": f"#{name}", "@type": "SoftwareApplication", "name": name, "softwareVersion": version}


def _time(deed: Deed) -> str:
    return deed.when.isoformat().replace("+00:00", "Z")
