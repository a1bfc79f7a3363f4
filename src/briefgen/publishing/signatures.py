"""Signatures over published versions: made, kept in the version or apart from it, and judged.

A version that was signed when it was published holds them beside what they are over:

    <brief>.signed.pdf    <brief>.pdf with a signature: its first bytes are that file
    <brief>.lock.p7s      a signature over <brief>.lock, which names what went in and what came out

What is signed later goes into an object of its own (`urn:briefgen:signatures:<brief>:v2`), with a folder for each
certificate: a version never changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.archive.codes import Finding
from briefgen.archive.errors import ArchiveError
from briefgen.publishing.contents import brief_id, brief_of, lock_signature_path, signed_path
from briefgen.publishing.editions import Edition, EditionError, edition
from briefgen.signing.certificates import Anchors
from briefgen.signing.errors import available
from briefgen.signing.judgement import NOBODY, Judgement, judge_apart, judge_pdf
from briefgen.signing.signatures import sign_apart, sign_pdf

if TYPE_CHECKING:
    from briefgen.archive.storage import Storage, StoredVersion
    from briefgen.signing.keys import Key

_OBJECT = "urn:briefgen:signatures:"
_ID = re.compile(re.escape(_OBJECT) + r"(?P<brief>.+):v(?P<number>[0-9]{1,9})\Z")
_FOLDER_DIGITS = 32  # of the SHA-256 of a certificate
_README = """\
تواقيع على الإصدار {number} من الورقة {brief}، أُضيفت بعد نشره؛ ولكل شهادة مجلد.
{brief}.signed.pdf هو {brief}.pdf المنشور ملحقًا به التوقيع: بايتاته الأولى هي ذلك الملف بعينه.
{brief}.lock.p7s توقيع على {brief}.lock المنشور (CMS منفصل). يُتحقق منه بأمر مثل:
    openssl cms -verify -binary -inform DER -in {brief}.lock.p7s -content {brief}.lock -CAfile CA.pem -purpose any

Signatures over version {number} of the brief {brief}, added after it was published; a folder for each certificate.
{brief}.signed.pdf is the published {brief}.pdf with a signature behind it: its first bytes are that very file.
{brief}.lock.p7s is a signature over the published {brief}.lock (CMS, detached). The command above checks it.
"""


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature over a version: the object and the path where it lies, how it was judged, and all that is wrong."""

    edition: Edition
    object: str
    path: str
    judgement: Judgement
    faults: tuple[str, ...]


def sign(brief: str, outputs: Mapping[str, bytes], key: Key, why: str) -> dict[str, bytes]:
    """The signatures over the PDF and the lock of a brief, by path. Raises SigningError."""
    return {
        signed_path(brief): sign_pdf(outputs[f"{brief}.pdf"], key, why),
        lock_signature_path(brief): sign_apart(outputs[f"{brief}.lock"], key),
    }


def signatures_id(signed: Edition) -> str:
    """The identifier of the object for what is signed after a version was published."""
    return f"{_OBJECT}{signed.brief}:v{signed.number}"


def held(found: Edition, storage: Storage) -> tuple[tuple[str, StoredVersion, str], ...]:
    """Where the signatures over a version lie: object, its version, and the folder in it (`` or `<certificate>/`)."""
    places = (
        [(brief_id(found.brief), found.stored, "")] if _signed(found.brief, found.stored.state, "") else []
    )
    later = storage.object(signatures_id(found))
    if later is not None:
        newest = later.versions[-1]
        places += [(later.id, newest, each) for each in _folders(found.brief, newest.state)]
    return tuple(places)


def places(found: Edition, storage: Storage) -> tuple[str, ...]:
    """The signatures over a version as `<object> <path>`, not judged."""
    return tuple(
        f"{id} {path}"
        for id, version, folder in held(found, storage)
        for path in (folder + signed_path(found.brief), folder + lock_signature_path(found.brief))
        if path in version.state
    )


def add(found: Edition, storage: Storage, key: Key, why: str) -> dict[str, bytes] | None:
    """The files of the object of later signatures with those of a key; None where that key has signed it already.

    Raises SigningError, ArchiveError.
    """
    certificate = key.certificate.sha256
    for _, version, folder in held(found, storage):
        if any(
            each.certificate is not None and each.certificate.sha256 == certificate
            for _, each in _judged(found, version, folder, NOBODY)
        ):
            return None
    files = {name: found.stored.read(name) for name in (f"{found.brief}.pdf", f"{found.brief}.lock")}
    later = storage.object(signatures_id(found))
    kept = {path: later.versions[-1].read(path) for path in later.versions[-1].state} if later else {}
    made = sign(found.brief, files, key, why)
    readme = _README.format(number=found.number, brief=found.brief).encode()
    folder = certificate[:_FOLDER_DIGITS]
    return {**kept, **{f"{folder}/{path}": data for path, data in made.items()}, "README.txt": readme}


def of_edition(found: Edition, storage: Storage, trusted: Anchors) -> Iterator[Signature]:
    """The signatures over a version, judged. Raises ArchiveError, SigningError."""
    for id, version, folder in held(found, storage):
        yield from _signatures(found, id, version, folder, trusted)


def check(storage: Storage, trusted: Anchors) -> Iterator[Signature | Finding]:
    """Every signature in the archive, judged, and signatures over nothing. What cannot be read is the verifier's.

    Where the packages for it are not installed, one warning says so and nothing is judged.
    """
    if not available():
        if any(_any(storage)):
            words = "there are signatures, and the package pyhanko that judges them is not installed"
            yield Finding("signatures-not-judged", "warning", "", words)
        return
    for id in _ids(storage):
        try:
            yield from _of_object(id, storage, trusted)
        except (ArchiveError, EditionError):
            continue


def findings(signature: Signature) -> Iterator[Finding]:
    """What is wrong with a signature."""
    where = f"{signature.object} {signature.path}"
    for fault in signature.faults:
        yield Finding("signature-refused", "error", where, f"{signature.edition.name}: {fault}")


def _of_object(id: str, storage: Storage, trusted: Anchors) -> Iterator[Signature | Finding]:
    stored, brief = storage.object(id), brief_of(id)
    if stored is None:
        return
    if brief is not None:
        for version in stored.versions:
            if _signed(brief, version.state, ""):
                yield from _signatures(edition(brief, version), id, version, "", trusted)
    elif match := _ID.match(id):
        signed = storage.object(brief_id(match["brief"]))
        version_signed = signed.version(int(match["number"])) if signed else None
        if version_signed is None:
            yield Finding("signature-of-nothing", "error", id, "the version that was signed is not there")
            return
        found = edition(match["brief"], version_signed)
        for folder in _folders(found.brief, stored.versions[-1].state):
            yield from _signatures(found, id, stored.versions[-1], folder, trusted)


def _signatures(
    found: Edition, id: str, version: StoredVersion, folder: str, trusted: Anchors
) -> Iterator[Signature]:
    """Both signatures of one person, and whether they belong together."""
    judged = list(_judged(found, version, folder, trusted))
    signers = {each.certificate.sha256 for _, each in judged if each.certificate is not None}
    for path in (folder + signed_path(found.brief), folder + lock_signature_path(found.brief)):
        here = [each for place, each in judged if place == path]
        if not here:
            missing = Judgement(False, False, False, None, None, None, 0, "", ("the signature is missing",))
            yield Signature(found, id, path, missing, missing.faults)
        for each in here:
            more = ("PDF and lock were signed with different keys",) if len(signers) > 1 else ()
            yield Signature(found, id, path, each, (*each.faults, *_misplaced(found, path, each), *more))


def _judged(
    found: Edition, version: StoredVersion, folder: str, trusted: Anchors
) -> Iterator[tuple[str, Judgement]]:
    """The signatures in a folder of a version, with their paths."""
    pdf, lock = folder + signed_path(found.brief), folder + lock_signature_path(found.brief)
    if pdf in version.state:
        for each in judge_pdf(version.read(pdf), trusted):
            yield pdf, each
    if lock in version.state:
        signed = found.stored.read(f"{found.brief}.lock")
        yield lock, judge_apart(signed, version.read(lock), trusted)


def _misplaced(found: Edition, path: str, judged: Judgement) -> Iterator[str]:
    """A signed PDF begins with the one that the lock names."""
    if not path.endswith(".pdf") or not judged.intact:
        return
    expected = next((each for each in found.lock.outputs if each.path == f"{found.brief}.pdf"), None)
    if expected is None or (judged.base_length, judged.base_sha256) != (expected.size, expected.sha256):
        yield "what was signed is not the PDF that the lock names"


def _signed(brief: str, state: Mapping[str, str], folder: str) -> bool:
    return any(folder + path in state for path in (signed_path(brief), lock_signature_path(brief)))


def _folders(brief: str, state: Mapping[str, str]) -> tuple[str, ...]:
    tops = sorted({f"{path.split('/')[0]}/" for path in state if "/" in path})
    return tuple(each for each in tops if _signed(brief, state, each))


def _ids(storage: Storage) -> Iterator[str]:
    """The identifiers of the objects that can be read."""
    from briefgen.archive.hierarchy import objects
    from briefgen.archive.reading import inventory

    for place in objects(storage.root):
        try:
            found = inventory(place)
        except ArchiveError:
            continue
        if found is not None:
            yield found[0].id


def _any(storage: Storage) -> Iterator[bool]:
    for id in _ids(storage):
        brief = brief_of(id)
        stored = storage.object(id) if brief else None
        yield _ID.match(id) is not None
        yield from (_signed(brief or "", each.state, "") for each in (stored.versions if stored else ()))
