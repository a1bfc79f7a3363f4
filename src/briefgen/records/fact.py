"""A fact: one statement in our own words, with the passages it rests on."""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from typing import Literal, cast, get_args

from briefgen.diagnostics.model import Diagnostic
from briefgen.diagnostics.texts import Names, phrase
from briefgen.edtf import Edtf
from briefgen.ondemand import dataclass
from briefgen.records.decoding import ID, Decoder, Fields, Places
from briefgen.records.factkeys import EVIDENCE, FACT, MEASURE, PASSAGE, REVIEW
from briefgen.records.repairs import good_id, instead, meant
from briefgen.yamltext import Mapping, Node, Scalar, Sequence

Kind = Literal["event", "figure", "position", "assessment", "definition"]
Basis = Literal["stated", "inferred"]
Bound = Literal["exact", "about", "at-least", "more-than"]
KINDS: tuple[Kind, ...] = get_args(Kind)
BASES: tuple[Basis, ...] = get_args(Basis)
BOUNDS: tuple[Bound, ...] = get_args(Bound)
SPOKEN: tuple[Kind, ...] = ("position", "assessment")
NORMS = ("n1",)


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity a fact reports: `of` names what is measured, so that values of several facts can be compared."""

    of: str
    value: Decimal
    unit: str
    as_of: Edtf | None
    bound: Bound


@dataclass(frozen=True, slots=True)
class Passage:
    """The part of a snapshot: first and last words, `[start, end)` in code points, SHA-256 of its normal form."""

    first: str
    last: str
    at: tuple[int, int]
    sha256: str
    norm: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage in a paragraph (counted from 1 over non-blank lines) of a source's snapshot."""

    source: str
    paragraph: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Review:
    """Who found the fact true to its passages, on which day, and the stamp over what was seen."""

    by: str
    on: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement. `places` tells where it stands; it takes no part in comparison."""

    id: str
    says: str
    kind: Kind
    date: Edtf | None
    date_basis: Basis
    because: str
    topics: tuple[str, ...]
    speaker: str
    measure: Measure | None
    evidence: tuple[Evidence, ...]
    reviewed: Review | None
    places: Places = field(repr=False, compare=False)


def decode_facts(root: Node) -> tuple[tuple[Fact, ...], tuple[Diagnostic, ...]]:
    """The facts of a file (ids to facts) that could be read, in file order, and all problems."""
    problems: list[Diagnostic] = []
    facts: list[Fact] = []
    if not isinstance(root, Mapping):
        decoder = Decoder(None, root)
        listed = (phrase("fact-by-id"),) if isinstance(root, Sequence) else ()
        decoder.unfit(root, "", phrase("a-file-of-facts"), phrase("keys-with-values"), *listed)
        return (), tuple(decoder.problems)
    for name, node in root.entries:
        decoder = Decoder(name, node, name.text)
        fact = _fact(name, node, decoder)
        problems += decoder.problems
        if fact is not None:
            facts.append(fact)
    return tuple(facts), tuple(problems)


def _fact(name: Scalar, node: Node, decoder: Decoder) -> Fact | None:
    if not ID.match(name.text):
        good = good_id(name.text)
        helps, fix = ((meant(good),), instead(name, good)) if good else ((), None)
        decoder.record_problem("bad-id", name, "", {"found": name.text}, helps=helps, fix=fix)
    fields = decoder.fields(node, FACT.name, FACT.names)
    if fields is None:
        return None
    for key in FACT.needed:
        fields.need(key)
    says, kind = fields.text("says"), cast("Kind | None", fields.choice("kind", KINDS))
    basis = cast("Basis | None", fields.choice("date_basis", BASES)) or "stated"
    because, speaker = fields.text("because") or "", fields.text("speaker") or ""
    _explained(fields, kind, basis, because, speaker)
    fact = Fact(
        id=name.text,
        says=says or "",
        kind=kind or "event",
        date=fields.date("date"),
        date_basis=basis,
        because=because,
        topics=fields.texts("topics", "topic-ids", ids=True),
        speaker=speaker,
        measure=fields.mapped("measure", _measure),
        evidence=_evidence(fields),
        reviewed=fields.mapped("reviewed", _review),
        places=decoder.record(),
    )
    return fact if says and kind else None


def _explained(fields: Fields, kind: Kind | None, basis: Basis, because: str, speaker: str) -> None:
    """An inferred date needs its reason, a position or assessment its speaker, a reason something inferred."""
    report, mapping = fields.decoder.report, fields.mapping
    if basis == "inferred" and not because and not fields.has("because"):
        report("reason-missing", mapping.get("date_basis") or mapping, "date_basis")
    if because and basis != "inferred":
        report(
            "key-without-use",
            mapping.get("because") or mapping,
            "because",
            key="because",
            beside="date_basis: stated",
        )
    if kind in SPOKEN and not speaker and not fields.has("speaker"):
        report("speaker-missing", mapping.get("kind") or mapping, "kind", kind=str(kind))


def _measure(decoder: Decoder, node: Node, route: str) -> Measure | None:
    fields = decoder.fields(node, MEASURE.name, MEASURE.names, route)
    if fields is None:
        return None
    for key in MEASURE.needed:
        fields.need(key)
    of, value, as_of = fields.identifier("of"), fields.number("value"), fields.date("as_of")
    bound = cast("Bound | None", fields.choice("bound", BOUNDS)) or "exact"
    unit = fields.text("unit") or ""
    return Measure(of, value, unit, as_of, bound) if of and value is not None else None


def _evidence(fields: Fields) -> tuple[Evidence, ...]:
    """The evidence of a fact; none at all when a piece is wrong, so that the n-th one stands in the n-th place."""
    found: list[Evidence] = []
    before = len(fields.decoder.problems)
    for item, route in fields.items("evidence", "passages"):
        inner = fields.decoder.fields(item, EVIDENCE.name, EVIDENCE.names, route)
        if inner is None:
            continue
        for key in EVIDENCE.needed:
            inner.need(key)
        source, paragraph = inner.text("source"), inner.whole("paragraph")
        passage = inner.mapped("passage", _passage)
        if source and paragraph and passage:
            found.append(Evidence(source, paragraph, passage))
    return tuple(found) if len(fields.decoder.problems) == before else ()


def _passage(decoder: Decoder, node: Node, route: str) -> Passage | None:
    fields = decoder.fields(node, PASSAGE.name, PASSAGE.names, route)
    if fields is None:
        return None
    for key in PASSAGE.needed:
        fields.need(key)
    first, last, at = fields.text("from"), fields.text("to"), _offsets(fields)
    digest, norm = fields.digest("sha256"), fields.choice("norm", NORMS)
    return Passage(first, last, at, digest, norm) if first and last and at and digest and norm else None


def _offsets(fields: Fields) -> tuple[int, int] | None:
    texts = fields.texts("at", "two-offsets")
    if not fields.has("at"):
        return None
    numbers = [int(each) for each in texts if each.isascii() and each.isdigit() and len(each) < 13]
    if len(numbers) == 2 == len(texts) and numbers[0] < numbers[1]:
        return numbers[0], numbers[1]
    node = fields.mapping.get("at") or fields.mapping
    found = Names(texts) if texts else phrase("nothing")
    expected = phrase("two-offsets-in-order")
    fields.decoder.report("bad-number", node, f"{fields.route}.at", key="at", expected=expected, found=found)
    return None


def _review(decoder: Decoder, node: Node, route: str) -> Review | None:
    fields = decoder.fields(node, REVIEW.name, REVIEW.names, route)
    if fields is None:
        return None
    for key in REVIEW.needed:
        fields.need(key)
    by, on, stamp = fields.text("by"), fields.date("on"), fields.digest("stamp")
    return Review(by, on.text, stamp) if by and on and stamp else None
