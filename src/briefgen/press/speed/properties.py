"""What properties come to that no declaration sets, by the engine's own tables."""

from __future__ import annotations

from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.functions import check_math
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

_SPECIAL = frozenset({"float", "position", "display", "page"})
PLAIN = frozenset(
    key for key in INITIAL_VALUES if key not in _SPECIAL and not key.startswith("text_decoration_")
)
# Initial values that the engine takes as they are.
INITIAL = {
    key: INITIAL_VALUES[key]
    for key in PLAIN - INHERITED - frozenset(INITIAL_NOT_COMPUTED)
    if not check_math(INITIAL_VALUES[key])
}
INHERITED_PLAIN = PLAIN & INHERITED
LOGICAL = {
    direction: {
        key: function(block="ttb", inline=direction)
        for key, function in PHYSICAL_FUNCTIONS.items()
        if key in PLAIN
    }
    for direction in ("ltr", "rtl")
}
# Values of these types hold no mathematical function.
SAFE = (str, int, float, type(None))
