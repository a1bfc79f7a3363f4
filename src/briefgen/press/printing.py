"""HTML to PDF: compose, lay out, check the notes, repeat until the page numbers settle, then write.

Deterministic: the bytes depend on the HTML, the assets, the faces and the versions of the engine and its libraries,
never on clock, environment or working directory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Literal

from briefgen.diagnostics.texts import phrase

from .complaints import collected
from .engine import start
from .errors import PagesUnsettled, PressError
from .fonts import FontFile
from .ladder import climb
from .sheet import Order, Sheet, guarded, lay_out_again

Compose = Callable[[Mapping[str, int]], str]
Finisher = Callable[[Any, Any], None]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that the PDF carries: its name, its UTF-8 text, what it is, and how it relates to the document.

    `relationship` is an AFRelationship of ISO 19005-3, 6.8: `Alternative` says the same, `Data` is what was printed.
    """

    name: str
    text: str
    description: str
    relationship: Literal["Alternative", "Data"]


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed brief: its bytes, and where things stand in it. Pages count from 1.

    `note_pages`: note id → page on which the note begins. `call_pages`: note id → page of its mark in the text.
    `anchors`: every element id → page on which the element begins. `rung`: on which rung of the
    ladder of layouts the notes came out whole, 0 for the document as it was composed.
    """

    pdf: bytes
    pages: int
    note_pages: Mapping[str, int]
    call_pages: Mapping[str, int]
    anchors: Mapping[str, int]
    rung: int = 0


def print_brief(
    compose: Compose,
    *,
    notes: tuple[str, ...],
    fonts: tuple[FontFile, ...],
    files: Mapping[str, bytes],
    created: datetime | None = None,
    variant: str | None = None,
    finishers: tuple[Finisher, ...] = (),
    attached: tuple[Attached, ...] = (),
    exact: bool = True,
    name: str = "the brief",
) -> Printed:
    """Print one document.

    `compose` gives the complete HTML for the pages known so far (element id → page; empty at first) and is called
    again until the pages it is given are the pages it makes. `notes` are the ids of the `float: footnote` elements,
    in order. `files` are the template's assets by name, relative to the template's folder. `created` is the date
    that the HTML states in `<meta name=dcterms.created>`; the press itself writes no date. `variant` is one of
    WeasyPrint's `pdf_variant`s. `finishers` see the engine's document and PDF tree before it is written, in order.
    `attached` are files that the PDF carries, dated `created`. `exact` draws text so that it is extracted letter by
    letter (see `textlayer`); without it, as the engine does. `name` is what messages call the document.

    Raises PressError: NoteLost, TextLost, GlyphMissing, FontMissing, FetchRefused, StyleRejected, PagesUnsettled,
    EngineFailed, EngineMissing. Errors of `compose` pass through.
    """
    engine = start(fonts)
    options: dict[str, Any] = {"pdf_tags": True, "pdf_identifier": True, "pdf_variant": variant, "cache": {}}
    order = Order(engine, files, notes, options, name)
    with engine.session(_epoch(created)):
        rung, sheet = _settle(order, compose)
        sheet.document.metadata.attachments.extend(_attachments(attached, created or _EPOCH))
        pdf = _write(order, sheet, finishers, exact)
    return Printed(
        pdf=pdf,
        pages=len(sheet.document.pages),
        note_pages=sheet.laid.note_pages,
        call_pages=sheet.laid.call_pages,
        anchors=sheet.anchors,
        rung=rung,
    )


def _settle(order: Order, compose: Compose) -> tuple[int, Sheet]:
    """Lay out until the page numbers that went in come out again. The ladder is only ever climbed."""
    rung, html = 0, ""
    sheet: Sheet | None = None
    pages: dict[str, int] = {}
    for _round in range(_ROUNDS):
        composed = compose(MappingProxyType(pages))
        if sheet is not None and composed == html:
            return rung, sheet
        html = composed
        sheet = _again(order, sheet, html)
        if sheet is None:
            rung, sheet = climb(order, html, rung)
        if sheet.anchors == pages:
            return rung, sheet
        before, pages = pages, dict(sheet.anchors)
    moving = sorted(anchor for anchor in pages if pages[anchor] != before.get(anchor))
    raise PagesUnsettled(
        phrase("pages-unsettled", name=order.name, rounds=str(_ROUNDS), moving=", ".join(moving[:5])),
        help=phrase("room-for-numbers"),
    )


def _again(order: Order, sheet: Sheet | None, html: str) -> Sheet | None:
    """The sheet with other texts, if that can be told from it and came out whole."""
    with suppress(PressError):
        again = lay_out_again(order, sheet, html) if sheet else None
        return again if again and again.is_whole else None
    return None


def _attachments(attached: tuple[Attached, ...], date: datetime) -> list[Any]:
    from weasyprint import Attachment

    return [
        Attachment(
            string=each.text,
            name=each.name,
            description=each.description,
            relationship=each.relationship,
            created=date,
            modified=date,
        )
        for each in attached
    ]


def _write(order: Order, sheet: Sheet, finishers: tuple[Finisher, ...], exact: bool) -> bytes:
    from . import textlayer

    def finish(document: Any, pdf: Any) -> None:
        for finisher in (prefer_right_to_left, *finishers):
            finisher(document, pdf)

    layer = textlayer.exact_text() if exact and textlayer.available() else nullcontext()
    with guarded(order.name), collected() as complaints, layer:
        pdf = sheet.document.write_pdf(finisher=finish, **order.options)
    if error := complaints.error():
        raise error
    return bytes(pdf)


def prefer_right_to_left(_document: Any, pdf: Any) -> None:
    """Ask viewers to bind on the right and to show the title (ISO 32000-1, table 150, Direction, DisplayDocTitle)."""
    import pydyf

    preferences = pdf.catalog.setdefault("ViewerPreferences", pydyf.Dictionary())
    preferences["Direction"] = "/R2L"
    preferences["DisplayDocTitle"] = "true"


def _epoch(created: datetime | None) -> int:
    """Seconds since 1970 UTC; a time without zone counts as UTC."""
    if created is None:
        return 0
    return max(0, int((created if created.tzinfo else created.replace(tzinfo=UTC)).timestamp()))
