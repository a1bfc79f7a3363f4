"""What is asked of every box is answered at once for boxes that nothing was said of.

Most boxes stand in normal flow and have no background, border image, shadow or round corner. The engine asks five
methods for the first, and walks through images, colours and corners for the second.
"""

from __future__ import annotations

from typing import Any

from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.formatting_structure import boxes
from weasyprint.layout import background

from .mend import Mend, Replacement, everywhere

_in_flow = boxes.Box.is_in_normal_flow
_backgrounds = background.layout_box_backgrounds
_STANDING = frozenset({"static", "relative"})
_TAKEN_OUT = frozenset({"left", "right", "inline-start", "inline-end", "footnote"})
_NONE = INITIAL_VALUES["background_image"]
_TRANSPARENT = INITIAL_VALUES["background_color"]
_SQUARE = INITIAL_VALUES["border_top_left_radius"]
_CORNERS = tuple(
    f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
)


def is_in_normal_flow(self: Any) -> bool:
    """The engine's `Box.is_in_normal_flow`: whether a box is in normal flow."""
    style = self.style
    position = style["position"]
    if type(position) is str and position in _STANDING:
        return style["float"] not in _TAKEN_OUT
    return bool(_in_flow(self))


def layout_box_backgrounds(
    page: Any, box: Any, get_image_from_uri: Any, layout_children: bool = True, style: Any = None
) -> None:
    """The engine's `layout_box_backgrounds`: fetch and place the background images of a box and of those in it."""
    if box is page or style is not None or not layout_children or not _is_plain(box.style):
        _backgrounds(page, box, get_image_from_uri, layout_children, style)
        return
    box.border_top_left_radius = box.border_top_right_radius = (0, 0)
    box.border_bottom_right_radius = box.border_bottom_left_radius = (0, 0)
    for child in box.all_children():
        layout_box_backgrounds(page, child, get_image_from_uri)
    box.background = None


def _is_plain(style: Any) -> bool:
    return (
        style["background_image"] == _NONE
        and style["background_color"] is _TRANSPARENT
        and style["border_image_source"][0] == "none"
        and style["mask_border_source"][0] == "none"
        and not style["box_shadow"]
        and all(style[corner] == _SQUARE for corner in _CORNERS)
    )


MEND = Mend(
    "plain-boxes",
    {
        "weasyprint.formatting_structure.boxes.Box": "110b2400932a20b6",
        "weasyprint.layout.background.layout_box_backgrounds": "3a31f4bc48483de6",
        "weasyprint.layout.background.layout_backgrounds": "4ec76be6ca7fdbf9",
        "weasyprint.layout.percent.resolve_radii_percentages": "09b868a4531d9c68",
        "weasyprint.draw.color.get_color": "430654324e867487",
    },
    (
        Replacement(boxes.Box, "is_in_normal_flow", is_in_normal_flow),
        *everywhere(_backgrounds, layout_box_backgrounds),
    ),
)
