"""What styles came to in one document is known in the next.

Documents of one house have the same style sheets, which are read once (`sheets`), so their styles come to the same
where the same declarations hold for them, for their parents, and for the root. A class of such styles has what was
worked out for any of them. A value is kept where nothing but the style, its parent and its root had a part in it, and
where these are as their own classes have them: not once the engine has complained in a document, not where a length
was asked of a font or of the page, and not where the engine has set a value anew from which others follow. The style
of a first line or letter is laid over that of its box with just those values that were asked for until then, so
documents that have one know nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Container
from itertools import count
from typing import Any

from weasyprint import css
from weasyprint.css import units
from weasyprint.css.functions import check_math

from .mend import Replacement
from .properties import INHERITED_PLAIN, INITIAL, LOGICAL, SAFE
from .sheets import entries

CLASS = "briefgen_class"
_SEEN = "briefgen_complaints"
_NOT_ASKED = object()
_start = css.StyleFor.__init__
# Names and targets, which differ, and values that the engine sets anew in the style of one page.
NAMES = ("anchor", "link")
OWN = frozenset({*NAMES, "overflow", "counter_set", "counter_reset", "counter_increment"})
# What computed values depend on in their own style (weasyprint.css.computed_values).
ROOTS = (
    *(
        "font_size",
        "font_family",
        "font_style",
        "font_weight",
        "font_stretch",
        "line_height",
        "direction",
        "lang",
    ),
    *(f"border_{side}_style" for side in ("top", "right", "bottom", "left")),
    *("column_rule_style", "outline_style", "text_decoration_line", "color_scheme", "marks"),
)
# A brief has about a hundred classes, of some 10 KiB each.
_MOST = 1_000
_DIRECTED = frozenset(each for names in LOGICAL.values() for each in names.values())
_UNDIRECTED = {key: value for key, value in INITIAL.items() if key not in LOGICAL["rtl"]}
_SPECIFIED = ("position", "float", "display")
_LAID_OVER = ("first-line", "first-letter")


class Class:
    """Styles that come to the same: what their values are, as far as they were worked out."""

    __slots__ = ("held", "number", "specified", "values")

    def __init__(self, number: int, held: tuple[Any, ...]) -> None:
        self.number = number
        self.held = held  # so that nothing else comes to have the ids in the key
        self.values: dict[str, Any] = {}
        self.specified: dict[str, Any] = {}


class _Heard:
    """How often something was asked or told that has no place in a class."""

    complaints = 0
    measures = 0
    plain = False


def _told(_record: logging.LogRecord) -> bool:
    """A filter of the engine's log that lets everything pass."""
    _Heard.complaints += 1
    return True


class _Measured(Container[str]):
    """Units that notice when one was met that stands for a measure of the font or the page."""

    def __init__(self, units: Container[str], relative: Container[str] = ()) -> None:
        self._units, self._relative = units, relative

    def __contains__(self, unit: object) -> bool:
        found = unit in self._units
        _Heard.measures += found and unit not in self._relative
        return found


_known: dict[tuple[Any, ...], Class] = {}
_numbers = count(1)


def start(
    self: Any, html: Any, sheets: Any, presentational_hints: Any, font_config: Any, target_collector: Any
) -> None:
    """The engine's `StyleFor.__init__`, which looks whether this document may know of others."""
    _Heard.plain = not any(_lays_over(sheet.matcher) for sheet, _origin, _specificity in sheets)
    _start(self, html, sheets, presentational_hints, font_config, target_collector)


def _lays_over(matcher: Any) -> bool:
    return any(
        pseudo in _LAID_OVER for _test, _specificity, _order, pseudo, _declarations in entries(matcher)
    )


def join(style: Any, alike: Any) -> None:
    """Puts a style into its class, which is that of the one it is like, and gives it the values of the class."""
    if style.parent_style is None:
        style.cache[_SEEN] = _Heard.complaints if _Heard.plain else None
    if style.cache.get(_SEEN) is None:
        return
    own = style.__dict__[CLASS] = alike.__dict__[CLASS] if alike is not None else _class(style)
    if own is not None and own.values:
        style.update(own.values)
        style.specified.update(own.specified)
        if "anchor" not in style.cascaded:
            style["anchor"] = INITIAL["anchor"]


def _class(style: Any) -> Class | None:
    parent, root = style.parent_style, style.root_style
    above = 0 if parent is None else _number(parent)
    top = 0 if parent is None else _number(root)
    if above is None or top is None:
        return None
    cascaded = style.cascaded
    key = (
        above,
        top,
        style.pseudo_type,
        style.base_url,
        *[
            (name, _named(value), precedence, layer, *specificity)
            for name, (value, (precedence, layer, specificity)) in cascaded.items()
            if name not in NAMES
        ],
    )
    found = _known.get(key)
    if found is None:
        if len(_known) >= _MOST:
            _known.clear()
        found = _known[key] = Class(next(_numbers), tuple(value for value, _ in cascaded.values()))
        found.values = _undeclared(cascaded, parent)
    return found


def _undeclared(cascaded: dict[str, Any], parent: Any) -> dict[str, Any]:
    """What properties come to in a style that no declaration sets, where that is the same at any time."""
    directed = any(name in _DIRECTED for name in cascaded)
    values = {
        name: value for name, value in (_UNDIRECTED if directed else INITIAL).items() if name not in cascaded
    }
    if parent is not None:
        values |= {
            name: value
            for name, value in parent.__dict__[CLASS].values.items()
            if name in INHERITED_PLAIN
            and name not in cascaded
            and (type(value) in SAFE or not check_math(value))
            and (name not in parent or parent[name] is value)
        }
    for name in NAMES:
        values.pop(name, None)
    return values


def _named(value: Any) -> Any:
    """A value in a key: words as they are, since attributes are read anew in each document; all else by its id."""
    words = type(value) is tuple and all(type(each) is str for each in value)
    return value if words or type(value) is str else id(value)


def _number(style: Any) -> int | None:
    own = style.__dict__.get(CLASS)
    return None if own is None else own.number


def heard() -> tuple[int, int]:
    """How much was heard until now; to be compared with what was heard when a value had been worked out."""
    return _Heard.complaints, _Heard.measures


def keep(style: Any, key: str, value: Any, before: tuple[int, int]) -> None:
    """Keeps a value that was worked out for a style, if nothing else had a part in it."""
    own = style.__dict__.get(CLASS)
    if own is None or key in OWN or key == "page" or key[:2] == "__":
        return
    if before != heard() or before[0] != style.cache[_SEEN] or _changed(style, own, ROOTS, key):
        return
    if style.parent_style is not None and (
        _changed(style.parent_style, style.parent_style.__dict__.get(CLASS), (key,))
        or _changed(style.root_style, style.root_style.__dict__.get(CLASS), ("font_size",))
    ):
        return
    own.values[key] = value
    if key in _SPECIFIED:
        own.specified[key] = style.specified[key]


def _changed(style: Any, own: Class | None, names: tuple[str, ...], but: str = "") -> bool:
    """Whether a style has another of these values than its class; an unknown class has none."""
    kept = own.values if own is not None else {}
    for name in names:
        value = style.get(name, _NOT_ASKED)
        if value is not _NOT_ASKED and value is not kept.get(name, _NOT_ASKED) and name != but:
            return True
    return False


REPLACEMENTS = (
    Replacement(css.StyleFor, "__init__", start),
    Replacement(units, "FONT_UNITS", _Measured(units.FONT_UNITS, ("em", "rem"))),
    Replacement(units, "VIEWPORT_UNITS", _Measured(units.VIEWPORT_UNITS)),
    Replacement(css.LOGGER, "filters", [_told]),
)
