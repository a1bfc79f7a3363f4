"""What was done to the archive: an append-only log with the event types of the Library of Congress.

https://id.loc.gov/vocabulary/preservation/eventType; the fields are those of a PREMIS 3 event. The log lies beside the
objects, not in them: looking at a version must not make a new one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from briefgen.archive.chain import Chain, Line
from briefgen.archive.codes import Finding
from briefgen.archive.errors import ArchiveDamagedError
from briefgen.archive.ocfl import timestamp
from briefgen.diagnostics.texts import phrase
from briefgen.ondemand import dataclass

_FIELDS = ("object", "at", "agent", "tool", "outcome")


class Event(StrEnum):
    """The event types that briefgen records, as the vocabulary names them."""

    CREATION = "creation"
    INGESTION = "ingestion end"
    DIGEST = "message digest calculation"
    FIXITY = "fixity check"
    VALIDATION = "validation"
    SIGNATURE = "digital signature generation"
    SIGNATURE_VALIDATION = "digital signature validation"
    REPLICATION = "replication"
    RECOVERY = "recovery"
    DISSEMINATION = "dissemination"
    PACKAGE = "information package creation"
    METADATA = "metadata modification"


class Outcome(StrEnum):
    """How an event ended (PREMIS eventOutcome)."""

    SUCCESS = "success"
    WARNING = "warning"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Logged:
    """An event: its type, the object (`urn:…` or `urn:…@v2`), when, who, with what, how it ended, and details."""

    event: Event
    object: str
    at: str
    agent: str
    tool: str
    outcome: Outcome
    detail: Mapping[str, str]


class Log:
    """The log in a file, which need not exist yet."""

    def __init__(self, path: Path) -> None:
        self._chain = Chain(path)

    def append(
        self,
        event: Event,
        *,
        object: str,
        at: datetime,
        agent: str,
        tool: str,
        outcome: Outcome = Outcome.SUCCESS,
        detail: Mapping[str, str] = MappingProxyType({}),
    ) -> str:
        """Adds an event, which is on the disk when this returns; gives the digest of its line. Raises ArchiveError."""
        return self._chain.append(
            {
                "event": event.value,
                "object": object,
                "at": timestamp(at),
                "agent": agent,
                "tool": tool,
                "outcome": outcome.value,
                "detail": dict(detail),
            }
        )

    def check(self) -> Iterator[Finding]:
        """Where lines were changed, removed or put in. Raises ArchiveError when the log cannot be read."""
        return self._chain.check()

    def read(self) -> Iterator[Logged]:
        """The events in the order in which they were added. Raises ArchiveDamagedError for a broken log."""
        for line in self._chain.read():
            yield _logged(line, self._chain.path.name)

    def head(self) -> str:
        """The digest of the last line: whoever keeps it elsewhere sees later that lines were cut off."""
        return self._chain.head()

    def holds(self, digests: Collection[str]) -> frozenset[str]:
        """Those of some heads, kept elsewhere at some time, that still are lines of it. Raises ArchiveError."""
        return self._chain.holds(digests)


def _logged(line: Line, name: str) -> Logged:
    detail = line.fields.get("detail")
    texts = [line.fields.get(each) for each in _FIELDS]
    try:
        event, outcome = Event(str(line.fields.get("event"))), Outcome(str(line.fields.get("outcome")))
    except ValueError as error:
        said = phrase("no-event-since", file=name, line=str(line.number), reason=str(error))
        raise ArchiveDamagedError(said) from error
    if not isinstance(detail, dict) or not all(isinstance(each, str) for each in texts):
        raise ArchiveDamagedError(phrase("no-event", file=name, line=str(line.number)))
    object, at, agent, tool, _ = (str(each) for each in texts)
    return Logged(event, object, at, agent, tool, outcome, {key: str(each) for key, each in detail.items()})
