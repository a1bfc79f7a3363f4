"""Writes the logical structure into the PDF: elements, parent tree, ID tree (ISO 32000-1, 14.7).

It takes the place of the engine's tree. What the engine wrote is not left behind as dead objects: its numbers are used
again, and those left over hold the null object.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pydyf

from .markedcontent import Sequence, Surface, numbers, pages, referred, retag
from .structure import Annotation, Element, Structure

_ENGINE_TYPES = ("/StructElem", "/OBJR", "/StructTreeRoot")


class _Null(pydyf.Object):  # type: ignore[misc]  # pydyf is untyped
    data = b"null"


@dataclass(slots=True)
class _Slots:
    """Object numbers of the engine's tree, to be used again in ascending order."""

    pdf: Any
    free: list[int]

    def add(self, value: Any) -> Any:
        """Make an object indirect."""
        if self.free:
            value.number = self.free.pop(0)
            self.pdf.objects[value.number] = value
        else:
            self.pdf.add_object(value)
        return value

    def close(self) -> None:
        """Leave nothing in the numbers that were not used."""
        while self.free:
            self.add(_Null())


@dataclass(slots=True)
class _Keys:
    """The parent tree in the making: for each key the owner of an annotation, or the owners of sequences by number.

    `after` is the first key after all that were taken.
    """

    owners: dict[int, Any] = field(default_factory=dict)
    after: int = 0

    def __post_init__(self) -> None:
        self.after = max(self.owners, default=-1) + 1

    def add(self, owner: Any) -> int:
        """Give the first key after all that were taken to an owner."""
        key, self.after = self.after, self.after + 1
        self.owners[key] = owner
        return key


def write(pdf: Any, structure: Structure, surfaces: tuple[Surface, ...], dropped: tuple[Any, ...]) -> None:
    """Replace the engine's structure tree by this one.

    `dropped` are annotations that no page lists any more. The sequences of each surface are numbered from 0 in the
    order of drawing, and those of artifacts become artifacts.
    """
    slots = _Slots(pdf, sorted((*_engine_objects(pdf), *(each.number for each in dropped))))
    places = _renumber(pdf, structure, surfaces)
    root = slots.add(pydyf.Dictionary({"Type": "/StructTreeRoot"}))
    pdf.catalog["StructTreeRoot"] = root.reference
    writer = _Writer(pdf, slots, surfaces, places)
    root["K"] = pydyf.Array([writer.element(structure.root, root)])
    tree = pydyf.Array(part for key, owner in sorted(writer.keys.owners.items()) for part in (key, owner))
    root["ParentTree"] = slots.add(pydyf.Dictionary({"Nums": tree})).reference
    root["ParentTreeNextKey"] = writer.keys.after
    if writer.ids:
        names = pydyf.Array(
            part for id, owner in sorted(writer.ids.items()) for part in (pydyf.String(id), owner)
        )
        root["IDTree"] = slots.add(pydyf.Dictionary({"Names": names})).reference
    slots.close()


def _engine_objects(pdf: Any) -> Iterator[int]:
    yield referred(pdf, referred(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"]).number
    for number, each in enumerate(pdf.objects):
        if isinstance(each, dict) and each.get("Type") in _ENGINE_TYPES:
            yield number


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sequence stands: the index of its surface, its number there, the key of the surface."""

    surface: int
    mcid: int
    key: int


def _renumber(pdf: Any, structure: Structure, surfaces: tuple[Surface, ...]) -> dict[tuple[int, int], _Place]:
    """Number the sequences of each surface anew; turn those of artifacts into artifacts."""
    places: dict[tuple[int, int], _Place] = {}
    key = len(pages(pdf))
    for index, surface in enumerate(surfaces):
        own = surface.page
        if surface.is_group:
            own, key = key, key + 1
            surface.stream.extra["StructParents"] = own
        told = [number for number in numbers(surface) if (surface.page, number) not in structure.artifacts]
        places |= {(surface.page, old): _Place(index, new, own) for new, old in enumerate(told)}
        retag(surface, partial(_mark, structure, places, surface.page))
    return places


def _mark(
    structure: Structure, places: dict[tuple[int, int], _Place], page: int, mcid: int
) -> tuple[str, Any]:
    """The new tag and property list of a sequence (ISO 32000-1, 14.8.2.2.2 for artifacts)."""
    if (page, mcid) in places:
        return "Span", pydyf.Dictionary({"MCID": places[page, mcid].mcid})
    kind = structure.artifacts[page, mcid]
    subtype = {"Subtype": f"/{kind}"} if kind else {}
    return "Artifact", pydyf.Dictionary({"Type": "/Pagination", **subtype})


class _Writer:
    def __init__(
        self, pdf: Any, slots: _Slots, surfaces: tuple[Surface, ...], places: dict[tuple[int, int], _Place]
    ) -> None:
        self.ids: dict[str, Any] = {}
        owners = {place.key: pydyf.Array() for place in places.values()}
        for index in range(len(pages(pdf))):
            owners.setdefault(index, pydyf.Array())
        for place in places.values():
            owners[place.key].append("null")
        self.keys = _Keys(owners)
        self._pages = pdf.page_references
        self._slots = slots
        self._surfaces = surfaces
        self._places = places

    def element(self, element: Element, parent: Any) -> Any:
        """Write an element and all below it; gives its reference."""
        made = self._slots.add(
            pydyf.Dictionary({"Type": "/StructElem", "S": f"/{element.role}", "P": parent.reference})
        )
        self._describe(element, made)
        page = next((kid.page for kid in element.kids if isinstance(kid, Sequence)), None)
        if page is not None:
            made["Pg"] = self._pages[page]
        kids = pydyf.Array(self._kid(kid, made, page) for kid in element.kids)
        if kids:
            made["K"] = kids
        return made.reference

    def _describe(self, element: Element, made: Any) -> None:
        if element.id:
            made["ID"] = pydyf.String(element.id)
            self.ids[element.id] = made.reference
        if element.language:
            made["Lang"] = pydyf.String(element.language)
        if element.alt:
            made["Alt"] = pydyf.String(element.alt)
        if element.attributes:
            made["A"] = pydyf.Array(
                _attributes(owner, entries) for owner, entries in element.attributes.items()
            )

    def _kid(self, kid: Element | Sequence | Annotation, owner: Any, page: int | None) -> Any:
        match kid:
            case Element():
                return self.element(kid, owner)
            case Annotation():
                return self._annotation(kid, owner)
            case Sequence():
                return self._sequence(kid, owner, page)

    def _sequence(self, sequence: Sequence, owner: Any, page: int | None) -> Any:
        place = self._places[sequence.page, sequence.mcid]
        surface = self._surfaces[place.surface]
        self.keys.owners[place.key][place.mcid] = owner.reference
        if sequence.page == page and not surface.is_group:
            return place.mcid
        reference = pydyf.Dictionary({"Type": "/MCR", "Pg": self._pages[sequence.page]})
        if surface.is_group:
            reference["Stm"] = surface.stream.reference
        reference["MCID"] = place.mcid
        return reference

    def _annotation(self, annotation: Annotation, owner: Any) -> Any:
        annotation.dictionary["StructParent"] = self.keys.add(owner.reference)
        page = self._pages[annotation.page]
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": annotation.dictionary.reference, "Pg": page})


def _attributes(owner: str, entries: dict[str, Any]) -> Any:
    """An attribute object (ISO 32000-1, 14.7.5): words are names, tuples of words are arrays of strings."""
    values = {"O": f"/{owner}"}
    for key, value in entries.items():
        match value:
            case str():
                values[key] = f"/{value}"
            case tuple():
                values[key] = pydyf.Array(
                    pydyf.String(each) if isinstance(each, str) else each for each in value
                )
            case _:
                values[key] = value
    return pydyf.Dictionary(values)
