"""The ladder: other layouts to try when a note or a line does not come out whole on the first.

Each rung changes a little more of where pages break, and nothing else: text, sizes and order stay.

0. The document as it was composed.
1. Notes are put on the next page one by one (`footnote-policy: auto`: the engine can break down on the others), and
   there is 1.5 mm less room above the foot of the page.
2. Lines may stand alone at the top and foot of a page (`orphans`, `widows`).
3. As 2, and 3 mm less room.
4. As 3, and headings and boxes may be parted from what they should be kept with.
"""

from __future__ import annotations

from briefgen.diagnostics.texts import phrase

from . import culprit
from .errors import EngineFailed, NoteLost, PressError, Problem, TextLost
from .sheet import Order, Sheet, lay_out

_POLICY = "* { footnote-policy: auto !important }"
_ROOM = "@page { @footnote { margin-bottom: 3mm !important } }"
_LINES = "* { orphans: 1 !important; widows: 1 !important }"
_PARTED = "* { break-after: auto !important; break-inside: auto !important }"
_SHOWN = 5
RUNGS = (
    "",
    _POLICY + "@page { @footnote { margin-bottom: 1.5mm !important } }",
    _POLICY + _LINES,
    _POLICY + _LINES + _ROOM,
    _POLICY + _LINES + _ROOM + _PARTED,
)


def climb(order: Order, html: str, rung: int) -> tuple[int, Sheet]:
    """The first whole layout from this rung upwards, and its rung.

    When no rung gives one, raises what was wrong with the first layout: NoteLost, TextLost or EngineFailed.
    """
    first: PressError | None = None
    for number in range(rung, len(RUNGS)):
        try:
            sheet = lay_out(order, html, RUNGS[number])
        except EngineFailed as error:
            first = first or error
            continue
        if sheet.is_whole:
            return number, sheet
        first = first or _error(order, sheet)
    if isinstance(first, EngineFailed):
        raise culprit.named(order, html, first)
    raise first or ValueError(f"there is no rung {rung}")


def _error(order: Order, sheet: Sheet) -> PressError:
    if not sheet.faults:
        shown = "; ".join(f"«{text}…»" for text in sheet.lost[:_SHOWN])
        return TextLost(
            phrase("text-lost", name=order.name, found=shown),
            help=phrase("no-fixed-heights"),
        )
    shown = "; ".join(str(fault) for fault in sheet.faults[:_SHOWN])
    more = "; …" if len(sheet.faults) > _SHOWN else ""
    return NoteLost(
        phrase("notes-lost", name=order.name, found=f"{shown}{more}"),
        notes=tuple(dict.fromkeys(fault.note for fault in sheet.faults)),
        help=phrase("shorter-note"),
        problems=tuple(Problem(str(fault)) for fault in sheet.faults),
    )
