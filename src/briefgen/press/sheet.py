"""One layout of one HTML text: the engine's pages, what the gate says of the notes, and where the anchors are.

Imports the engine only inside functions that run once `engine.start` has run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from briefgen.diagnostics.texts import Names, phrase

from . import bodytext
from . import notes as gate
from .complaints import collected
from .engine import Engine
from .errors import EngineFailed, FetchRefused, FontMissing, PressError, StyleRejected
from .speed import settledpages

_GENERIC = frozenset(
    {"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "math", "emoji", "fangsong"}
)
_LINKS = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document as laid out: WeasyPrint's `HTML` and `Document`, the survey of its notes, their faults, page per id.

    `lost` holds the beginnings of texts that lost letters.
    """

    html: Any
    document: Any
    laid: gate.Laid
    faults: tuple[gate.NoteFault, ...]
    lost: tuple[str, ...]
    anchors: Mapping[str, int]

    @property
    def is_whole(self) -> bool:
        """Whether everything that was composed stands on the pages as it should."""
        return not self.faults and not self.lost


@dataclass(frozen=True, slots=True)
class Order:
    """What does not change from one layout of a brief to the next. `cache` keeps images that were read."""

    engine: Engine
    files: Mapping[str, bytes]
    notes: tuple[str, ...]
    options: Mapping[str, Any]
    name: str


def lay_out(order: Order, html: str, extra_css: str = "") -> Sheet:
    """Lay out one HTML text, with CSS of the press added in the user's origin.

    Raises FetchRefused, StyleRejected, FontMissing and EngineFailed; faults of notes are in the result.
    """
    from weasyprint import CSS, HTML

    from .fetcher import BASE_URL, AssetFetcher

    fetcher = AssetFetcher(order.files)
    with guarded(order.name), collected() as complaints, settledpages.watched():
        parsed = HTML(string=html, base_url=BASE_URL, url_fetcher=fetcher)
        _refuse_attachments(parsed.etree_element)
        sheets = [CSS(string=extra_css, base_url=BASE_URL, url_fetcher=fetcher)] if extra_css else None
        document = parsed.render(font_config=order.engine.fonts, stylesheets=sheets, **order.options)
    if error := complaints.error():
        raise error
    return _judged(order, parsed, document)


def lay_out_again(order: Order, sheet: Sheet, html: str) -> Sheet | None:
    """The layout of an HTML text that differs from a sheet's in a few texts; the sheet is of no use any more.

    None where the text must be laid out as a whole. Raises as `lay_out` does.
    """
    from weasyprint import HTML, Document
    from weasyprint.document import Page

    from .fetcher import BASE_URL, AssetFetcher

    laid = getattr(sheet.html, "briefgen_laid", None)
    if laid is None or not settledpages.is_wanted():
        return None
    with guarded(order.name), collected() as complaints, settledpages.watched():
        parsed = HTML(string=html, base_url=BASE_URL, url_fetcher=AssetFetcher(order.files))
        texts = settledpages.changed(sheet.html.etree_element, parsed.etree_element)
        pages = settledpages.with_texts(laid, sheet.html, texts) if texts else None
        if pages is None:
            return None
        old = sheet.document
        document = Document(
            [Page(box) for box in pages],
            old.metadata,
            old.url_fetcher,
            old.font_config,
            old.color_profiles,
            old.output_intent,
        )
        document._html = sheet.html
    if error := complaints.error():
        raise error
    return _judged(order, sheet.html, document)


def _judged(order: Order, parsed: Any, document: Any) -> Sheet:
    """A layout, once the gates have seen it."""
    from .fetcher import BASE_URL

    _check_families(document, order.engine.families)
    _check_links(document, BASE_URL)
    boxes = [page._page_box for page in document.pages]
    laid = gate.survey(boxes, frozenset(order.notes))
    faults = gate.faults(laid, order.notes, _texts(parsed.etree_element, frozenset(order.notes)))
    lost = bodytext.lost(getattr(parsed, "composed_texts", {}), boxes)  # nothing to compare without the mends
    return Sheet(parsed, document, laid, faults, lost, _anchors(document))


@contextmanager
def guarded(name: str) -> Iterator[None]:
    """A block of the engine's work: whatever it dies of becomes a PressError that names the document."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except PressError:
        raise
    except FatalURLFetchingError as error:
        if isinstance(error.__cause__, PressError):
            raise error.__cause__ from None
        raise EngineFailed(phrase("asset-unreadable", name=name, reason=str(error.__cause__))) from error
    except Exception as error:
        reason = f"{type(error).__name__}: {error}".rstrip(": ")
        raise EngineFailed(
            phrase("engine-broke", name=name, reason=reason), help=phrase("split-longest")
        ) from error


def _refuse_attachments(root: Any) -> None:
    for element in root.iter():
        rel = element.get("rel", "") if isinstance(element.tag, str) else ""
        if "attachment" in rel.lower().split():
            href = element.get("href", "")
            raise FetchRefused(
                phrase("attaches-file", name=href),
                url=href,
                help=phrase("no-attaching"),
            )


def _check_families(document: Any, families: frozenset[str]) -> None:
    """Every text's first named family must be one of the workspace's. Raises FontMissing."""
    for style in _text_styles(document):
        asked = [family for family in style["font_family"] if family.casefold() not in _GENERIC]
        if asked and asked[0].casefold() not in families:
            raise FontMissing(
                phrase("family-missing", name=asked[0]),
                help=phrase("families-there", names=Names(tuple(sorted(families)))),
            )


def _text_styles(document: Any) -> Iterator[Any]:
    seen: set[tuple[str, ...]] = set()
    for page in document.pages:
        for box in page._page_box.descendants(placeholders=True):
            if hasattr(box, "text") and box.text and tuple(box.style["font_family"]) not in seen:
                seen.add(tuple(box.style["font_family"]))
                yield box.style


def _check_links(document: Any, base: str) -> None:
    for page in document.pages:
        for kind, target, _rectangle, _box in page.links:
            if kind == "external" and (target.startswith(base) or not target.lower().startswith(_LINKS)):
                shown = target.removeprefix(base)
                raise StyleRejected(
                    phrase("link-without-meaning", link=shown),
                    help=phrase("link-to"),
                )


def _texts(root: Any, notes: frozenset[str]) -> dict[str, str]:
    """The composed text of each note."""
    return {
        element.get("id"): "".join(element.itertext())
        for element in root.iter()
        if isinstance(element.tag, str) and element.get("id") in notes
    }


def _anchors(document: Any) -> dict[str, int]:
    pages: dict[str, int] = {}
    for number, page in enumerate(document.pages, start=1):
        for anchor in page.anchors:
            pages.setdefault(anchor, number)
    return pages
