"""Styles that come to the same share what was worked out for them.

Each element with an id, each of its pseudo-elements and each page margin box has a style of its own in the engine, and
each style works out some hundred values. Styles are kin when the same declarations hold for them and their parents are
kin. All that differs between them is what they are called; their values are those of the first of them.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakValueDictionary

from weasyprint import css

from . import lasting
from .lasting import NAMES, OWN, ROOTS

_init = css.ComputedStyle.__init__
_KNOWN = "briefgen_kin"
_ORIGIN = "briefgen_origin"
# From how many values on it is quicker to take all.
_MANY = 4
NOT_COPIED = OWN | {"float", "position", "display", "page"}


def first(style: Any) -> Any:
    """The first of a style's kin; None when there is none before it."""
    return style.__dict__.get(_KNOWN)


def has(style: Any) -> bool:
    """Whether there are kin before a style."""
    return _KNOWN in style.__dict__


def shared(style: Any, key: str) -> Any:
    """A value that a style has in common with its kin; what else they have worked out comes along."""
    alike = style.__dict__[_KNOWN]
    value = alike[key]
    if len(alike) > len(style) + _MANY:
        _fill(style, alike, OWN)
    style[key] = value
    style.specified.update(alike.specified)
    return value


def init(
    self: Any,
    parent_style: Any,
    cascaded: Any,
    pseudo_type: Any,
    root_style: Any,
    base_url: Any,
    font_config: Any,
    initial_page_sizes: Any,
) -> None:
    """The engine's `ComputedStyle.__init__`, which looks for kin."""
    _init(self, parent_style, cascaded, pseudo_type, root_style, base_url, font_config, initial_page_sizes)
    if parent_style is None:
        lasting.join(self, None)
        return
    # Whatever has its id in a key is kept by the style that the key leads to.
    key = (
        id(first(parent_style) or parent_style),
        id(root_style),
        pseudo_type,
        base_url,
        *[
            (name, id(value), precedence, layer, *specificity)
            for name, (value, (precedence, layer, specificity)) in cascaded.items()
            if name not in NAMES
        ],
    )
    known = self.cache.get(_KNOWN)
    if known is None:
        known = self.cache[_KNOWN] = WeakValueDictionary()  # a strong one would close a ring
    found = known.setdefault(key, self)
    if found is not self:
        self.__dict__[_KNOWN] = found
    lasting.join(self, first(self))


def copy(self: Any) -> Any:
    """The engine's `ComputedStyle.copy`: made to be changed, so it has no kin, but it knows where it comes from."""
    copied = css.ComputedStyle.__new__(css.ComputedStyle)
    _init(
        copied,
        self.parent_style,
        self.cascaded,
        self.pseudo_type,
        self.root_style,
        self.base_url,
        self.font_config,
        self.initial_page_sizes,
    )
    copied.update(self)
    copied.specified = self.specified.copy()
    copied.__dict__[_ORIGIN] = self
    return copied


def from_origin(style: Any, key: str) -> bool:
    """Whether a style now has a value of the style that it is a copy of, with what else that has worked out.

    Only while nothing was changed in the copy from which other values follow.
    """
    origin = style.__dict__.get(_ORIGIN)
    if (
        origin is None
        or key in NOT_COPIED
        or any(name in style and (name not in origin or style[name] is not origin[name]) for name in ROOTS)
    ):
        return False
    style[key] = origin[key]
    _fill(style, origin, NOT_COPIED)
    return True


def _fill(style: Any, source: Any, withheld: frozenset[str]) -> None:
    """Give a style the values of another that it has not, but for some."""
    given = dict(source)
    for name in withheld:
        given.pop(name, None)
    given.update(style)
    style.update(given)
