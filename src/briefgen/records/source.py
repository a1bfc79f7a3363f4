"""A source: the bibliographic record of a cited document, with the variable names of CSL-JSON 1.0.2."""

from __future__ import annotations

from dataclasses import field
from typing import cast

from briefgen.diagnostics.model import Diagnostic
from briefgen.edtf import Edtf
from briefgen.ondemand import dataclass
from briefgen.records.decoding import Decoder, Fields, Places
from briefgen.records.fact import BASES, NORMS, Basis
from briefgen.records.sourcekeys import DATE, EXCLUDED, NAME, RIGHTS, SNAPSHOT, SOURCE, TYPE, WITHDRAWAL
from briefgen.yamltext import Mapping, Node, Scalar

TYPES = tuple(each.word for each in TYPE.words)


@dataclass(frozen=True, slots=True)
class Name:
    """A person (`family`, `given`) or a body (`literal`), as CSL names are."""

    literal: str
    family: str
    given: str


@dataclass(frozen=True, slots=True)
class Issued:
    """A date of the record; `because` is the clue when the date was worked out rather than stated."""

    date: Edtf
    basis: Basis
    because: str


@dataclass(frozen=True, slots=True)
class Excluded:
    """A paragraph of the snapshot that is never evidence, and why (furniture, a caption, a reader's comment)."""

    paragraph: int
    why: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Which archived text the passages refer to: SHA-256 of its bytes, and the normal form of its passages."""

    sha256: str
    norm: str
    excluded: tuple[Excluded, ...]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That a source may no longer be relied on: since when, and why. Its record and its facts stay."""

    on: Edtf
    why: str


@dataclass(frozen=True, slots=True)
class Rights:
    """Whether the text of a source may be put into the archive beside the briefs, and why (a licence, a permission)."""

    archive: bool
    why: str


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a source; what is not known is empty, never guessed.

    `rights` (`{archive: yes|no, why: text}`) says whether its snapshot may be published with the briefs; without it,
    not. `withdrawn` (`{on: date, why: text}`, written by `briefgen source withdraw`) makes every brief that uses the
    source fail its check until the fact is replaced or a section of prose of the brief `explains` the use.
    """

    id: str
    type: str
    title: str
    title_short: str
    author: tuple[Name, ...]
    container_title: str
    publisher: str
    publisher_place: str
    issued: Issued | None
    accessed: Edtf | None
    url: str
    language: str
    snapshot: Snapshot | None
    withdrawn: Withdrawal | None
    places: Places = field(repr=False, compare=False)
    rights: Rights | None = None


def decode_source(source_id: str, root: Node) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """The record of one file, named by its id, and all problems."""
    decoder = Decoder(None, root)
    fields = decoder.fields(root, SOURCE.name, SOURCE.names)
    if fields is None:
        return None, tuple(decoder.problems)
    for key in SOURCE.needed:
        fields.need(key)
    source = Source(
        id=source_id,
        type=fields.choice("type", TYPES) or "document",
        title=fields.text("title") or "",
        title_short=fields.text("title-short") or "",
        author=_names(fields),
        container_title=fields.text("container-title") or "",
        publisher=fields.text("publisher") or "",
        publisher_place=fields.text("publisher-place") or "",
        issued=fields.mapped("issued", _issued),
        accessed=fields.date("accessed"),
        url=fields.text("URL") or "",
        language=fields.text("language") or "",
        snapshot=fields.mapped("snapshot", _snapshot),
        withdrawn=fields.mapped("withdrawn", _withdrawal),
        rights=fields.mapped("rights", _rights),
        places=decoder.record(),
    )
    return (source if source.title else None), tuple(decoder.problems)


def _names(fields: Fields) -> tuple[Name, ...]:
    found: list[Name] = []
    for item, route in fields.items("author", "names"):
        inner = fields.decoder.fields(item, NAME.name, NAME.names, route)
        if inner is None:
            continue
        name = Name(inner.text("literal") or "", inner.text("family") or "", inner.text("given") or "")
        if not name.literal and not name.family:
            inner.need("literal")
        else:
            found.append(name)
    return tuple(found)


def _issued(decoder: Decoder, node: Node, route: str) -> Issued | None:
    if isinstance(node, Scalar):
        date = Fields(decoder, _alone(node, route), "a-source", "").date(route)
        return Issued(date, "stated", "") if date else None
    fields = decoder.fields(node, DATE.name, DATE.names, route)
    if fields is None:
        return None
    fields.need("date")
    date = fields.date("date")
    basis = cast("Basis | None", fields.choice("basis", BASES)) or "stated"
    because = fields.text("because") or ""
    if basis == "inferred" and not because and not fields.has("because"):
        decoder.report("reason-missing", fields.mapping, route)
    return Issued(date, basis, because) if date else None


def _alone(node: Scalar, key: str) -> Mapping:
    """A scalar as the only value of a mapping, so that one reading of dates serves both ways of writing them."""
    return Mapping(((Scalar(key, node.span, node.file), node),), node.span, node.file)


def _snapshot(decoder: Decoder, node: Node, route: str) -> Snapshot | None:
    fields = decoder.fields(node, SNAPSHOT.name, SNAPSHOT.names, route)
    if fields is None:
        return None
    for key in SNAPSHOT.needed:
        fields.need(key)
    digest, norm = fields.digest("sha256"), fields.choice("norm", NORMS)
    excluded: list[Excluded] = []
    for item, place in fields.items("excluded", "paragraphs-with-reasons"):
        inner = decoder.fields(item, EXCLUDED.name, EXCLUDED.names, place)
        if inner is None:
            continue
        for key in EXCLUDED.needed:
            inner.need(key)
        paragraph, why = inner.whole("paragraph"), inner.text("why")
        if paragraph and why:
            excluded.append(Excluded(paragraph, why))
    return Snapshot(digest, norm, tuple(excluded)) if digest and norm else None


def _withdrawal(decoder: Decoder, node: Node, route: str) -> Withdrawal | None:
    fields = decoder.fields(node, WITHDRAWAL.name, WITHDRAWAL.names, route)
    if fields is None:
        return None
    for key in WITHDRAWAL.needed:
        fields.need(key)
    on, why = fields.date("on"), fields.text("why")
    return Withdrawal(on, why) if on and why else None


def _rights(decoder: Decoder, node: Node, route: str) -> Rights | None:
    fields = decoder.fields(node, RIGHTS.name, RIGHTS.names, route)
    if fields is None:
        return None
    for key in RIGHTS.needed:
        fields.need(key)
    archive, why = fields.choice("archive", ("yes", "no")), fields.text("why")
    return Rights(archive == "yes", why) if archive and why else None
