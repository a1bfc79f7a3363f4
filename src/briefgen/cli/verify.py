"""`briefgen verify FILE`: what a printed brief, or a lock, that somebody holds in hand is worth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefgen.cli.archives import ArchiveOption, kept, named_root, opened
from briefgen.cli.ledger import record_if_possible
from briefgen.cli.options import HERE, JsonOption, TerminalArabic, TerminalOption, WorkspaceOption, printer
from briefgen.cli.signers import TrustOption, anchors_of
from briefgen.cli.trace import NoTraceError, trace_record
from briefgen.diagnostics.texts import phrase
from briefgen.errors import Exit, UsageError
from briefgen.workspace import read, shown

if TYPE_CHECKING:
    from briefgen.archive.storage import Storage
    from briefgen.publishing.editions import Edition
    from briefgen.signing.certificates import Anchors
    from briefgen.signing.judgement import Judgement


@dataclass
class _Account:
    """What was found out about a file, and what is wrong with it."""

    file: str
    sha256: str
    trace: dict[str, Any] | None = None
    signatures: tuple[Judgement, ...] = ()
    versions: tuple[str, ...] = ()
    asked: bool = False
    faults: list[str] = field(default_factory=list)


def command(
    file: Annotated[
        Path, typer.Argument(help="A PDF, signed or not, or a lock with its signature beside it.")
    ],
    signature: Annotated[
        Path | None, typer.Option("--signature", help="The signature over a lock; if not given, FILE.p7s.")
    ] = None,
    trust: TrustOption = None,
    archive: ArchiveOption = None,
    workspace: WorkspaceOption = HERE,
    as_json: JsonOption = False,
    terminal_arabic: TerminalOption = TerminalArabic.auto,
) -> int:
    """Verify a printed brief from outside: its signatures, its record of notes, and by the archive which version it is.

    It is good when a signature or an archive answers for it, and nothing speaks against it.
    """
    if not file.is_file():
        raise UsageError(phrase("no-file", path=shown(file)))
    data, trusted = read(file), anchors_of(trust)
    storage = _archive(workspace, archive)
    found = _Account(shown(file), sha256(data).hexdigest(), asked=storage is not None)
    if data.startswith(b"%PDF") or file.suffix.lower() == ".pdf":
        _pdf(found, data, trusted)
    else:
        _lock(found, file, data, signature, trusted)
    if storage is not None:
        _placed(found, data, storage)
    if not found.signatures and not found.versions:
        found.faults.append(
            "no signature and no archive answers for it"
            if found.asked
            else "it is not signed, and no archive was asked"
        )
    if as_json:
        print(json.dumps(_record(found), ensure_ascii=False, indent=2))
    else:
        _tell(found, printer(terminal_arabic))
    return Exit.UNVERIFIED if found.faults else Exit.DONE


def _pdf(found: _Account, data: bytes, trusted: Anchors) -> None:
    from briefgen.signing.errors import require
    from briefgen.signing.judgement import judge_pdf

    try:
        found.trace = trace_record(data)
    except NoTraceError as error:
        found.faults.append(error.message)
    if b"/ByteRange" in data:
        require()
        found.signatures = judge_pdf(data, trusted)
    _judge(found)


def _lock(found: _Account, file: Path, data: bytes, signature: Path | None, trusted: Anchors) -> None:
    from briefgen.signing.judgement import judge_apart

    place = signature or file.with_name(f"{file.name}.p7s")
    if place.is_file():
        found.signatures = (judge_apart(data, read(place), trusted),)
    elif signature is not None:
        raise UsageError(phrase("no-file", path=shown(place)))
    _judge(found)


def _judge(found: _Account) -> None:
    for each in found.signatures:
        found.faults += each.faults


def _archive(workspace: Path, named: Path | None) -> Storage | None:
    """The archive to ask: the one that is named, which must be there, or the one that is set, if it is there."""
    if named is not None:
        return opened(workspace, named)
    root = named_root(workspace, None)
    return kept(root) if root else None


def _placed(found: _Account, data: bytes, storage: Storage) -> None:
    """Which versions the file is of. A file that the archive does not know is not one of its versions."""
    from briefgen.archive.events import Event, Outcome
    from briefgen.publishing.editions import published

    known = [each for each in published(storage) if _is_of(each, found, data)]
    found.versions = tuple(each.name for each in known)
    if not known:
        found.faults.append("the archive has no version with these bytes")
    for each in known if found.signatures else ():
        record_if_possible(
            storage.root,
            Event.SIGNATURE_VALIDATION,
            f"{each.stored.inventory.id}@v{each.number}",
            outcome=Outcome.FAIL if found.faults else Outcome.SUCCESS,
            detail={"file": Path(found.file).name, "sha256": found.sha256},
        )


def _is_of(edition: Edition, found: _Account, data: bytes) -> bool:
    """Whether it is a file that came out by the lock, a signed one whose beginning is, or the lock itself."""
    if found.sha256 == edition.lock_sha256:
        return True
    outputs = {(each.size, each.sha256) for each in edition.lock.outputs}
    lengths = {(len(data), found.sha256)} | {
        (each.base_length, each.base_sha256) for each in found.signatures
    }
    return not outputs.isdisjoint(lengths)


def _record(found: _Account) -> dict[str, Any]:
    brief = found.trace["brief"] if found.trace else None
    return {
        "file": found.file,
        "sha256": found.sha256,
        "good": not found.faults,
        "faults": found.faults,
        "brief": brief,
        "notes": len(found.trace["notes"]) if found.trace else None,
        "versions": list(found.versions) if found.asked else None,
        "signatures": [judgement_record(each) for each in found.signatures],
    }


def judgement_record(found: Judgement) -> dict[str, Any]:
    """A signature as JSON."""
    certificate = found.certificate
    return {
        "intact": found.intact,
        "valid": found.valid,
        "whole": found.whole,
        "trusted": found.trusted,
        "signed": found.signed.isoformat() if found.signed else None,
        "by": certificate.subject if certificate else None,
        "issuer": certificate.issuer if certificate else None,
        "certificate_sha256": certificate.sha256 if certificate else None,
        "certificate_serial": certificate.serial if certificate else None,
        "base_length": found.base_length or None,
        "base_sha256": found.base_sha256 or None,
        "faults": list(found.faults),
    }


def _tell(found: _Account, write: Any) -> None:
    for line in _lines(found):
        write(line)


def _lines(found: _Account) -> Iterator[str]:
    yield f"{found.file}: {'not good' if found.faults else 'good'}"
    for fault in found.faults:
        yield f"  error      {fault}"
    if found.trace:
        brief = found.trace["brief"]
        yield f"  brief      {brief['id']}: {brief['title']}, dated {brief['dated']}, {len(found.trace['notes'])} notes"
    for each in found.signatures:
        yield from _signature_lines(each)
    if found.asked:
        yield f"  versions   {', '.join(found.versions) or 'none'}"
    yield f"  sha256     {found.sha256}"


def _signature_lines(found: Judgement) -> Iterator[str]:
    certificate = found.certificate
    if certificate is None:
        return
    trust = {True: "trusted", False: "not trusted", None: "not asked for (--trust)"}[found.trusted]
    yield f"  signed by  {certificate.subject}, vouched for by {certificate.issuer}: {trust}"
    if found.signed:
        yield f"  signed on  {found.signed:%Y-%m-%dT%H:%M:%SZ}, by its own account"
    yield f"  signature  {'intact' if found.intact else 'broken'}, {'valid' if found.valid else 'not valid'}"
    yield f"  key        certificate {certificate.serial}, sha256 {certificate.sha256}"
    if found.base_length:
        yield f"  unsigned   {found.base_length} bytes, sha256 {found.base_sha256}"
