"""Pages for paper: preferences for printing on both sides, and booklets to be folded and stapled.

An Arabic book is bound on its right. Page 1 is a left-hand page with the binding at its right edge; in an open book the
even page lies at the right and the odd one after it at the left. CSS counts so too: the first page of a right-to-left
document is a left page (CSS Paged Media 3, section 4.1).
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

Side = tuple[int | None, int | None]


def two_sided(_document: Any, pdf: Any) -> None:
    """A finisher: ask viewers to print on both sides, turned over the long edge (ISO 32000-1, table 150, Duplex)."""
    import pydyf

    pdf.catalog.setdefault("ViewerPreferences", pydyf.Dictionary())["Duplex"] = "/DuplexFlipLongEdge"


def signature(pages: int) -> tuple[Side, ...]:
    """The sides of the sheets of one signature, bound on the right: which page lies at the left, which at the right.

    Sheet by sheet from the outermost, its outer side first. Pages count from 1; None is a blank, of which there are as
    many at the end as a multiple of four needs. Raises ValueError without pages.
    """
    if pages < 1:
        raise ValueError("a booklet needs a page")
    total = -(-pages // 4) * 4
    numbers = [number if number <= pages else None for number in range(1, total + 1)]
    sides = []
    for side in range(total // 2):
        low, high = numbers[side], numbers[total - 1 - side]
        sides.append((high, low) if side % 2 else (low, high))
    return tuple(sides)


def booklet(data: bytes) -> bytes:
    """A PDF's pages two by two on sheets of their own size, turned: printed on both sides, folded, stapled at the fold.

    A4 pages come out as A5 on A4 sheets. The first page decides the size of the sheets; of each page the trimmed part
    is shown. The result is for paper: it keeps title and language, not tags, links and attachments. The same bytes in
    give the same bytes out.
    """
    import pikepdf

    with pikepdf.open(BytesIO(data)) as source, pikepdf.new() as target:
        box = source.pages[0].trimbox
        sheet = (float(box[3] - box[1]), float(box[2] - box[0]))
        forms = [target.copy_foreign(page.as_form_xobject()) for page in source.pages]
        for side in signature(len(forms)):
            target.add_blank_page(page_size=sheet)
            drawn = _placed(
                target.pages[-1], sheet, tuple(forms[each - 1] if each else None for each in side)
            )
            target.pages[-1].obj["/Contents"] = target.make_stream(drawn)
        _describe(source, target)
        written = BytesIO()
        target.save(written, deterministic_id=True)
    return written.getvalue()


def _placed(
    page: pikepdf.Page, sheet: tuple[float, float], halves: tuple[pikepdf.Object | None, ...]
) -> bytes:
    """What draws a form in the left half of the page and one in the right, as large as they fit, in the middle."""
    import pikepdf

    width, height = sheet[0] / 2, sheet[1]
    drawn = []
    for place, form in enumerate(halves):
        if form is None:
            continue
        left, bottom, right, top = (float(edge) for edge in form.BBox)
        scale = min(width / (right - left), height / (top - bottom))
        x = place * width + (width - scale * (right - left)) / 2 - scale * left
        y = (height - scale * (top - bottom)) / 2 - scale * bottom
        name = page.add_resource(form, pikepdf.Name("/XObject"), pikepdf.Name(f"/Page{place}"))
        drawn.append(f"q {scale:.6f} 0 0 {scale:.6f} {x:.6f} {y:.6f} cm {name} Do Q")
    return "\n".join(drawn).encode()


def _describe(source: pikepdf.Pdf, target: pikepdf.Pdf) -> None:
    """Title, language and print preferences: both sides, turned over the short edge, bound on the right."""
    import pikepdf

    if "/Title" in source.docinfo:
        target.docinfo["/Title"] = source.docinfo["/Title"]
    if "/Lang" in source.Root:
        target.Root["/Lang"] = source.Root["/Lang"]
    target.Root["/ViewerPreferences"] = pikepdf.Dictionary(
        Direction=pikepdf.Name("/R2L"), DisplayDocTitle=True, Duplex=pikepdf.Name("/DuplexFlipShortEdge")
    )
