"""The value of a property that no rule sets is found without the engine's general way.

Most values that are asked for are inherited or initial. The engine finds them by a way that is made for variables,
mathematical functions, logical directions and relative lengths, and asks at each turn whether there is one. And a
value with a variable in it is validated once for each element that has it; here once for the variable's value.
Styles that come to the same share their values (`kin`).
"""

from __future__ import annotations

from typing import Any

from weasyprint import css
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.functions import check_math
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.css.tokens import Pending

from . import kin, lasting
from .mend import Mend, Replacement
from .properties import INHERITED_PLAIN, INITIAL, LOGICAL, PLAIN, SAFE

_engine = css.ComputedStyle.__missing__
_anonymous_init = css.AnonymousStyle.__init__
_anonymous = css.AnonymousStyle.__missing__
_solve = Pending.solve
_ANONYMOUS = {key: INITIAL_VALUES[key] for key in PLAIN - INHERITED - frozenset(INITIAL_NOT_COMPUTED)}
# Initial values that layout and drawing ask of each box.
_ASKED = {
    name: _ANONYMOUS[name]
    for name in (
        *("width", "min_width", "max_width", "height", "min_height", "max_height", "box_sizing"),
        *(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("top", "right", "bottom", "left")),
        *(f"border_{side}_radius" for side in ("top_left", "top_right", "bottom_right", "bottom_left")),
        *("border_image_source", "mask_border_source", "background_image", "background_color", "box_shadow"),
        *("transform", "overflow", "opacity", "appearance", "bookmark_level", "bookmark_state", "anchor"),
    )
    if name in _ANONYMOUS
}


def missing(self: Any, key: str) -> Any:
    """The engine's `ComputedStyle.__missing__`: the computed value of a property, kept in the style."""
    if kin.has(self) and key not in lasting.OWN:
        return kin.shared(self, key)
    if kin.from_origin(self, key):
        return self[key]
    before = lasting.heard()
    value = _worked_out(self, key)
    lasting.keep(self, key, value, before)
    return value


def _worked_out(self: Any, key: str) -> Any:
    if key in self.cascaded:
        return _engine(self, key)
    if key in PHYSICAL_FUNCTIONS:
        logical = LOGICAL[self["direction"]].get(key)
        if logical is None or logical in self.cascaded:
            return _engine(self, key)
    if key in INITIAL:
        value = self[key] = INITIAL[key]
        return value
    if key in INHERITED_PLAIN and self.parent_style is not None:
        value = self.parent_style[key]
        if type(value) in SAFE or not check_math(value):
            self[key] = value
            return value
    return _engine(self, key)


def anonymous_missing(self: Any, key: str) -> Any:
    """The engine's `AnonymousStyle.__missing__`: the value of a property for a box without an element."""
    if key in _ANONYMOUS:
        value = self[key] = _ANONYMOUS[key]
        return value
    if key in INHERITED_PLAIN:
        value = self[key] = self.parent_style[key]
        return value
    return _anonymous(self, key)


def anonymous_init(self: Any, parent_style: Any) -> None:
    """The engine's `AnonymousStyle.__init__`, with the values besides that are asked of every style."""
    _anonymous_init(self, parent_style)
    self.update(_ASKED)


def solve(self: Any, tokens: list[Any], wanted_key: str, base_url: str | None) -> Any:
    """The engine's `Pending.solve`: the value of a declaration whose variables stand for these tokens."""
    solved = self.__dict__.setdefault("briefgen_solved", {})
    key = wanted_key, base_url, tuple(map(id, tokens))
    if key not in solved:
        # The tokens are kept, so that no others come to have their ids. What cannot be solved is told by the engine.
        solved[key] = list(tokens), _solve(self, tokens, wanted_key, base_url)
    return solved[key][1]


MEND = Mend(
    "styles",
    {
        "weasyprint.css.ComputedStyle": "81058362562f6d10",
        "weasyprint.css.AnonymousStyle": "a03e4d782f9362dc",
        "weasyprint.css.StyleFor": "51c333bbcae876a8",
        "weasyprint.css.functions.check_math": "0d7439a0c3f15860",
        "weasyprint.css.computed_values.physical_size": "63a2b53435b39b8c",
        "weasyprint.css.computed_values.physical_inset": "5a006426a37e2e64",
        "weasyprint.css.tokens.Pending": "7c4fc63b6bc27344",
        "weasyprint.css.validation.expanders.PendingExpander": "6220018a2ec42540",
        "weasyprint.css.validation.properties.PendingProperty": "ed954ff36b6aa377",
        "weasyprint.css.computed_values.physical_radius": "86c4080a56841352",
        "weasyprint.css.units.to_pixels": "7afdca51a1823e65",
        "weasyprint.layout.inline.first_letter_to_box": "44a5449ff1c3152a",
        "cssselect2.Matcher": "8f1f2d05e86c9490",
    },
    (
        Replacement(css.ComputedStyle, "__init__", kin.init),
        Replacement(css.ComputedStyle, "copy", kin.copy),
        Replacement(css.ComputedStyle, "__missing__", missing),
        Replacement(css.AnonymousStyle, "__init__", anonymous_init),
        Replacement(css.AnonymousStyle, "__missing__", anonymous_missing),
        Replacement(Pending, "solve", solve),
        *lasting.REPLACEMENTS,
    ),
)
