"""The rules of the blocks of an inventory that lead from digests to paths: manifest and fixity (OCFL 3.5.2, 3.5.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from briefgen.archive.ocfl import CONTENT, Version
from briefgen.ondemand import pattern

Report = Callable[[str, str], None]
"""Takes a code and what is wrong."""

DIGITS: Mapping[str, int] = {
    "md5": 32,
    "sha1": 40,
    "sha256": 64,
    "sha512": 128,
    "blake2b-512": 128,
    "blake2b-160": 40,
    "blake2b-256": 64,
    "blake2b-384": 96,
    "sha512/256": 64,
}
"""Hexadecimal digits of the algorithms of the specification and of extension 0009; `size` is a decimal number."""

_MALFORMED = {"sha1": "E029", "sha256": "E030", "sha512": "E031", "blake2b-512": "E032"}
_HEX = pattern(r"[0-9a-fA-F]+")


def manifest(
    record: Mapping[str, object], spec: str, algorithm: str, report: Report
) -> dict[str, tuple[str, ...]]:
    """The manifest of an inventory: digests and their content paths."""
    block = record.get("manifest")
    if "manifest" not in record:
        report("E041", "the key 'manifest' is missing")
        return {}
    if not isinstance(block, dict):
        report("E106" if spec != "1.0" else "E041", "the manifest is no JSON object")
        return {}
    found = _block(block, algorithm, ("E092", "E096", "E039"), report)
    elements((path for paths in found.values() for path in paths), ("E100", "E099"), report)
    seen: set[str] = set()
    for path in (path for paths in found.values() for path in paths):
        if path in seen:
            report("E101", f"{path!r} occurs twice in the manifest")
        seen.add(path)
    for path in conflicts(seen):
        report("E101", f"{path!r} is a file and a folder")
    return found


def _block(
    block: Mapping[str, object], algorithm: str, codes: tuple[str, str, str], report: Report
) -> dict[str, tuple[str, ...]]:
    """Digests and their paths; codes: for values that are no paths, digests that occur twice, digests too long."""
    found: dict[str, tuple[str, ...]] = {}
    folded: set[str] = set()
    for key, paths in block.items():
        if not isinstance(paths, list) or not all(isinstance(each, str) for each in paths):
            report(codes[0], f"the digest {key[:16]}… has no list of paths")
            continue
        if key.lower() in folded:
            report(codes[1], f"the digest {key[:16]}… occurs twice")
        folded.add(key.lower())
        if algorithm in DIGITS and not _HEX.fullmatch(key):
            report(_MALFORMED.get(algorithm, "E025"), f"{key[:16]!r}… is not in hexadecimal digits")
        elif algorithm in DIGITS and len(key) != DIGITS[algorithm]:
            report(codes[2], f"{key[:16]!r}… is no {algorithm} digest")
        found[key] = tuple(paths)
    return found


def places(
    manifest: Mapping[str, tuple[str, ...]],
    content: str | None,
    versions: tuple[Version, ...],
    report: Report,
) -> None:
    """Content paths lie in the content folder of a version that the inventory has (3.3.1, 3.5.2)."""
    names = {each.name for each in versions}
    folder = content or CONTENT
    for path in (path for paths in manifest.values() for path in paths):
        first, _, rest = path.partition("/")
        if first not in names:
            report("E014", f"the path {path!r} begins with no version")
        elif not rest.startswith(f"{folder}/"):
            report("E042", f"the path {path!r} does not lie in {first}/{folder}")


def used(
    manifest: Mapping[str, tuple[str, ...]], versions: tuple[Version, ...], spec: str, report: Report
) -> None:
    """Every digest of a state is in the manifest, and since OCFL 1.1 every one of the manifest is in a state."""
    used = {key for each in versions for key in each.state.values()}
    for key in sorted(used - manifest.keys()):
        report("E050", f"the digest {key[:16]}… of a state is not in the manifest")
    if spec != "1.0":
        for key in sorted(manifest.keys() - used):
            report("E107", f"the digest {key[:16]}… of the manifest is used by no version")


def fixity(
    record: Mapping[str, object], spec: str, manifest: Mapping[str, tuple[str, ...]], report: Report
) -> dict[str, dict[str, tuple[str, ...]]]:
    """The fixity block of an inventory: for each algorithm, digests and their content paths."""
    blocks = record.get("fixity", {})
    if not isinstance(blocks, dict):
        report("E111" if spec != "1.0" else "E057", "fixity is no JSON object")
        return {}
    known = {path for paths in manifest.values() for path in paths}
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for algorithm, block in blocks.items():
        if algorithm not in DIGITS and algorithm != "size":
            report("E056", f"fixity has a block {algorithm!r}, which is no known algorithm")
        elif not isinstance(block, dict):
            report("E057", f"the block {algorithm!r} of fixity is no JSON object")
        else:
            found[algorithm] = _block(block, algorithm, ("E057", "E097", "E057"), report)
            paths = [path for each in found[algorithm].values() for path in each]
            elements(paths, ("E100", "E099"), report)
            for path in sorted({*paths} - known):
                report("E057", f"fixity names {path!r}, which is not in the manifest")
    return found


def elements(paths: Iterable[str], codes: tuple[str, str], report: Report) -> None:
    """Reports a slash at an end of a path by the first code, an element that leads astray by the second."""
    for path in paths:
        if path.startswith("/") or path.endswith("/"):
            report(codes[0], f"the path {path!r} begins or ends with a slash")
        elif any(each in ("", ".", "..") for each in path.split("/")):
            report(codes[1], f"the path {path!r} has an element that is empty, . or ..")


def conflicts(paths: Iterable[str]) -> Iterator[str]:
    """The paths that are also folders of others, sorted."""
    files = frozenset(paths)
    found = set()
    for path in files:
        at = path.find("/")
        while at >= 0:
            if path[:at] in files:
                found.add(path[:at])
            at = path.find("/", at + 1)
    yield from sorted(found)
