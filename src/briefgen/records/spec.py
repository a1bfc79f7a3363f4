"""A topic spec: which facts a brief prints, in which order and shape, and the prose between them."""

from __future__ import annotations

from dataclasses import field
from typing import Literal, cast, get_args

from briefgen.diagnostics.model import Diagnostic
from briefgen.diagnostics.texts import phrase
from briefgen.edtf import Edtf
from briefgen.ondemand import dataclass
from briefgen.records.decoding import ID, Decoder, Fields, Places, Prose
from briefgen.records.fact import KINDS, Kind
from briefgen.records.matrix import Combination
from briefgen.records.speckeys import SECTION, SELECTION, SPEC
from briefgen.yamltext import Mapping, Node

Digits = Literal["latin", "arabic-indic"]
Order = Literal["date", "source", "as-written"]
Show = Literal["paragraphs", "list", "table", "timeline", "key-figures", "compare"]
Annex = Literal["trace"]
ChangeLog = Literal["since-last"]
DEFAULT_STYLE = "brief"
_DIGITS: tuple[Digits, ...] = get_args(Digits)
_ORDERS: tuple[Order, ...] = get_args(Order)
_SHOWS: tuple[Show, ...] = get_args(Show)
_ANNEXES: tuple[Annex, ...] = get_args(Annex)
_CHANGE_LOGS: tuple[ChangeLog, ...] = get_args(ChangeLog)
# What only some sections can have: the key, and what it stands without use beside.
_BESIDE = (("order", "text"), ("show", "text"), ("box", "text"), ("labels", "text"))


@dataclass(frozen=True, slots=True)
class Query:
    """What a section selects: facts that fit every condition given; an empty condition fits all."""

    topics: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    since: Edtf | None = None
    until: Edtf | None = None
    sources: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One section: exactly one of `select`, `facts` and `text` is set.

    With `show: compare`, `labels` names measures in Arabic (as (id, name)), and `box: true` sets the comparison in a
    box headed «تباين المصادر». A section of prose `explains` the sources and measures named: it tells the reader why a
    withdrawn source is used, or why the sources' values differ, so that the checks do not ask for it. `part` titles the
    part of the brief that begins with this section.
    """

    title: str
    select: Query | None
    facts: tuple[str, ...]
    text: Prose | None
    order: Order
    show: Show
    route: str
    box: bool = False
    labels: tuple[tuple[str, str], ...] = ()
    explains: tuple[str, ...] = ()
    part: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The keys below the section whose words are printed."""
        return ("title", "part", "text", *(f"labels.{name}" for name, _ in self.labels))


@dataclass(frozen=True, slots=True)
class Spec:
    """A topic spec. `as_of` bounds the facts: later ones are left out.

    `annex: trace` prints «ملحق التتبّع», a table of every fact with its source, paragraph, passage digest and state.
    `changes: since-last` lets a published version print what changed since the one before.
    `style` names the template that the brief is printed with; which there are, the workspace knows.
    `combination` are the values that were filled in, for a brief of a matrix; `root` is what it was decoded from.
    """

    id: str
    title: str
    subtitle: str
    version: str
    as_of: Edtf
    marking: str
    digits: Digits
    summary: Prose | None
    sections: tuple[SectionSpec, ...]
    places: Places = field(repr=False, compare=False)
    annex: Annex | None = None
    changes: ChangeLog | None = None
    style: str = DEFAULT_STYLE
    # The same is said whether a matrix filled it in or an editor wrote it out, as it stands in an archive.
    combination: Combination | None = field(default=None, compare=False)
    root: Node | None = field(default=None, repr=False, compare=False)

    @property
    def family(self) -> str:
        """The name of the file that the brief is printed from: its own, or that of its matrix."""
        return self.combination.family if self.combination else self.id


def decode_spec(
    spec_id: str, root: Node, combination: Combination | None = None
) -> tuple[Spec | None, tuple[Diagnostic, ...]]:
    """The topic spec of the file named `<spec_id>.yaml`, and all problems; variables are filled in before."""
    decoder = Decoder(None, root)
    fields = decoder.fields(root, SPEC.name, SPEC.names)
    if fields is None:
        return None, tuple(decoder.problems)
    for key in SPEC.needed:
        fields.need(key)
    _named(fields, spec_id)
    title, subtitle, version = fields.text("title"), fields.text("subtitle"), fields.text("version")
    as_of, marking = fields.date("as_of"), fields.text("marking")
    digits = cast("Digits | None", fields.choice("digits", _DIGITS))
    summary, sections = fields.prose("summary"), _sections(fields)
    if as_of is not None and as_of.latest is None:
        report, node = decoder.report, fields.mapping.get("as_of") or root
        report("bad-date", node, "as_of", key="as_of", found=as_of.text, reason=phrase("as-of-needs-end"))
        as_of = None
    if title is None or as_of is None:
        return None, tuple(decoder.problems)
    spec = Spec(
        id=combination.name if combination else spec_id,
        title=title,
        subtitle=subtitle or "",
        version=version or "",
        as_of=as_of,
        marking=marking or "",
        digits=digits or "latin",
        summary=summary,
        sections=sections,
        annex=cast("Annex | None", fields.choice("annex", _ANNEXES)),
        changes=cast("ChangeLog | None", fields.choice("changes", _CHANGE_LOGS)),
        style=fields.text("style") or DEFAULT_STYLE,
        places=decoder.record(),
        combination=combination,
        root=root if combination else None,
    )
    return spec, tuple(decoder.problems)


def _named(fields: Fields, spec_id: str) -> None:
    name = fields.identifier("brief")
    if name is not None and name != spec_id and ID.match(spec_id):
        node = fields.mapping.get("brief") or fields.mapping
        fields.decoder.report("name-mismatch", node, "brief", file=f"{spec_id}.yaml", found=name)


def _sections(fields: Fields) -> tuple[SectionSpec, ...]:
    found: list[SectionSpec] = []
    for item, route in fields.items("sections", "sections"):
        inner = fields.decoder.fields(item, SECTION.name, SECTION.names, route)
        if inner is not None:
            found.append(_section(inner))
    return tuple(found)


def _section(fields: Fields) -> SectionSpec:
    for key in SECTION.needed:
        fields.need(key)
    ways = [key for key in ("select", "facts", "text") if fields.has(key)]
    report = fields.decoder.report
    if len(ways) != 1 and not fields.meant & {"select", "facts", "text"}:
        report("nothing-to-show" if not ways else "one-way-to-choose", fields.mapping, fields.route)
    show = cast("Show | None", fields.choice("show", _SHOWS)) or "paragraphs"
    _fitting(fields, ways, show)
    return SectionSpec(
        title=fields.text("title") or "",
        part=fields.text("part") or "",
        select=fields.mapped("select", _query),
        facts=fields.texts("facts", "fact-ids"),
        text=fields.prose("text"),
        order=cast("Order | None", fields.choice("order", _ORDERS))
        or ("date" if "select" in ways else "as-written"),
        show=show,
        route=fields.route,
        box=fields.choice("box", ("true", "false")) == "true",
        labels=_labels(fields),
        explains=fields.texts("explains", "ids-to-explain", ids=True),
    )


def _fitting(fields: Fields, ways: list[str], show: Show) -> None:
    """Reports keys of a section that say nothing beside the others it has."""
    beside = [(key, way) for key, way in _BESIDE if way in ways]
    beside += [("explains", way) for way in ways if way != "text"]
    if "text" not in ways and show != "compare":
        beside += [(key, f"show: {show}") for key in ("box", "labels")]
    for key, other in beside:
        node = fields.mapping.get(key)
        if node is not None:
            fields.decoder.report("key-without-use", node, f"{fields.route}.{key}", key=key, beside=other)


def _labels(fields: Fields) -> tuple[tuple[str, str], ...]:
    return fields.mapped("labels", _named_measures) or ()


def _named_measures(decoder: Decoder, node: Node, route: str) -> tuple[tuple[str, str], ...] | None:
    """Measures with their Arabic names, as written; each key must be an id."""
    names = [name.text for name, _ in node.entries] if isinstance(node, Mapping) else []
    fields = decoder.fields(node, "labels", tuple(names), route)
    if fields is None:
        return None
    found = [(name, fields.text(name)) for name in names]
    return tuple((name, text) for name, text in found if text)


def _query(decoder: Decoder, node: Node, route: str) -> Query | None:
    """The query, or None when any of it is wrong: half a query would choose what nobody asked for."""
    before = len(decoder.problems)
    fields = decoder.fields(node, SELECTION.name, SELECTION.names, route)
    if fields is None:
        return None
    if not fields.mapping.entries:
        decoder.report("empty-value", node, route, key="select")
    query = Query(
        topics=fields.texts("topics", "topic-ids"),
        kinds=_kinds(fields),
        since=fields.date("from"),
        until=fields.date("to"),
        sources=fields.texts("sources", "source-ids"),
        excluded=fields.texts("not", "fact-ids"),
    )
    return query if len(decoder.problems) == before else None


def _kinds(fields: Fields) -> tuple[Kind, ...]:
    found: list[Kind] = []
    for item, route in fields.items("kinds", "kinds-of-facts"):
        text = cast("Kind | None", fields.one_of(item, "kinds", route, KINDS))
        if text is not None:
            found.append(text)
    return tuple(found)
