"""Lengths without percentages are turned into used values once for each style.

Margins, padding, borders and sizes are set anew on every box each time it is laid out. Where a style gives them in
pixels or not at all they are the same each time; styles with percentages, mathematical functions or another box
sizing than `content-box`, and boxes with collapsed borders, are the engine's.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import percent

from .mend import Mend, everywhere

_engine = percent.resolve_percentages
_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (
    *(f"margin_{side}" for side in _SIDES),
    *(f"padding_{side}" for side in _SIDES),
    "width",
    "min_width",
    "max_width",
    "height",
    "min_height",
    "max_height",
)
# What flexible boxes and grids change in a style after boxes were laid out with it.
_CHANGED = ("width", "min_width", "max_width", "height", "min_height", "max_height")
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """The engine's `resolve_percentages`: used values as attributes of the box."""
    style = box.style
    kept = style.__dict__.get("briefgen_lengths")
    if kept is None or any(style[name] is not value for name, value in kept[0]):
        kept = style.briefgen_lengths = tuple((name, style[name]) for name in _CHANGED), _used(style)
    if kept[1] is None or isinstance(box, boxes.PageBox):
        _engine(box, containing_block)
    else:
        box.__dict__.update(kept[1])


def _used(style: Any) -> dict[str, Any] | None:
    """The used values, None where they depend on the containing block or on the box."""
    if style["box_sizing"] != "content-box" or style["border_collapse"] == "collapse":
        return None
    used: dict[str, Any] = {}
    for name in _LENGTHS:
        value = style[name]
        if value is None or value == "auto":
            used[name] = value
        elif getattr(value, "unit", None) == "px":
            used[name] = value.value
        else:
            return None
        if used[name] == "auto" and name in ("min_width", "min_height"):
            used[name] = 0
    for name in _BORDERS:
        used[name] = style[name]
    return used


MEND = Mend(
    "lengths",
    {
        "weasyprint.layout.percent.percentage": "c75fddf0ecb77552",
        "weasyprint.layout.percent.resolve_one_percentage": "8abbba7df518308d",
        "weasyprint.layout.percent.resolve_percentages": "92016b948f740deb",
        "weasyprint.layout.percent.adjust_box_sizing": "a0415df952b1b7b4",
    },
    everywhere(_engine, resolve_percentages),
)
