"""The records beside an archive: the catalogue of its versions, the log of what was done, and the publishers' lock.

They lie in a folder of their own, `<archive>.records`, so that whoever changes the archive has not changed them too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import __version__
from briefgen.cli.telling import say
from briefgen.diagnostics.texts import phrase
from briefgen.errors import BriefgenError
from briefgen.workspace import now, prepare

if TYPE_CHECKING:
    from briefgen.archive.catalogue import Catalogue
    from briefgen.archive.events import Event, Log, Outcome
    from briefgen.archive.storage import Storage, StoredVersion
    from briefgen.signing.certificates import Certificate

TOOL = f"briefgen {__version__}"
WHOLE = "urn:briefgen:archive"  # what events about the whole storage root name as their object


def folder_of(root: Path) -> Path:
    """The folder of an archive's records."""
    return root.parent / f"{root.name}.records"


def catalogue_path(root: Path) -> Path:
    """The file of the catalogue of an archive."""
    return folder_of(root) / "catalogue.jsonl"


def log_path(root: Path) -> Path:
    """The file of the log of events of an archive."""
    return folder_of(root) / "events.jsonl"


def catalogue(root: Path) -> Catalogue:
    """The catalogue of an archive, which need not exist yet."""
    from briefgen.archive.catalogue import Catalogue

    return Catalogue(catalogue_path(root))


def log(root: Path) -> Log:
    """The log of events of an archive, which need not exist yet."""
    from briefgen.archive.events import Log

    return Log(log_path(root))


@contextmanager
def sole_publisher(root: Path) -> Iterator[None]:
    """Makes others who publish into an archive wait: a version must name the one that came just before it.

    The archive's own lock guards a single commit. This one is held from the look at the newest version until the
    catalogue is written.
    """
    from briefgen.archive import lockfile

    prepare(folder_of(root))
    with lockfile.writing(folder_of(root)):
        yield


def enter(root: Path, id: str, version: StoredVersion, lock_digest: str) -> None:
    """Enters a new version into catalogue and log. `lock_digest` is empty for objects without a lock."""
    from briefgen.archive.events import Event

    catalogue(root).append(id, version.number, version.inventory_digest, lock_digest, now())
    agent = version.user.name if version.user else ""
    for event in (Event.CREATION, Event.DIGEST):
        detail = {"inventory_sha512": version.inventory_digest} if event == Event.DIGEST else {}
        record(root, event, f"{id}@v{version.number}", agent=agent, detail=detail)


def record_signing(root: Path, object: str, agent: str, certificate: Certificate) -> None:
    """Records that a version was signed, with which certificate."""
    from briefgen.archive.events import Event

    detail = {
        "certificate_sha256": certificate.sha256,
        "issuer": certificate.issuer,
        "subject": certificate.subject,
    }
    record(root, Event.SIGNATURE, object, agent=agent, detail=detail)


def settle(root: Path, storage: Storage, id: str) -> None:
    """Enters versions of an object that a crash kept from the catalogue, and records that it did so."""
    from briefgen.archive.events import Event
    from briefgen.publishing.contents import brief_of
    from briefgen.publishing.editions import edition

    for version in catalogue(root).missing(storage, id):
        brief = brief_of(id)
        lock_digest = edition(brief, version).lock_sha256 if brief else ""
        record(root, Event.RECOVERY, f"{id}@v{version.number}")
        enter(root, id, version, lock_digest)


def record(
    root: Path,
    event: Event,
    object: str,
    *,
    agent: str = TOOL,
    outcome: Outcome | None = None,
    detail: Mapping[str, str] | None = None,
) -> None:
    """Adds an event to the log of an archive."""
    from briefgen.archive.events import Outcome

    prepare(folder_of(root))
    log(root).append(
        event,
        object=object,
        at=now(),
        agent=agent,
        tool=TOOL,
        outcome=outcome or Outcome.SUCCESS,
        detail=detail or {},
    )


def record_if_possible(
    root: Path,
    event: Event,
    object: str,
    *,
    outcome: Outcome | None = None,
    detail: Mapping[str, str] | None = None,
) -> None:
    """Adds an event where the records can be written; a reader of read-only media is told that it was not."""
    try:
        record(root, event, object, outcome=outcome, detail=detail)
    except BriefgenError as error:
        say(phrase("not-recorded", what=error.said))
