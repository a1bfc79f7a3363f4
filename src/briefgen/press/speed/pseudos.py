"""Styles of pseudo-elements are made when somebody asks for them.

The engine's own style sheet has rules for the marker, the call and the way back of a note of every element, so it makes
six styles for each element of a document. One in ten is asked for.
"""

from __future__ import annotations

from typing import Any

from weasyprint import css
from weasyprint.layout.page import PageType

from .mend import Mend, Replacement

_set = css.StyleFor.set_computed_styles
_call = css.StyleFor.__call__
_WAITING = "briefgen_waiting"


def set_computed_styles(
    self: Any,
    element: Any,
    parent: Any,
    root: Any = None,
    pseudo_type: Any = None,
    base_url: Any = None,
    target_collector: Any = None,
) -> None:
    """The engine's `StyleFor.set_computed_styles`; the style of a pseudo-element that is no target waits."""
    if pseudo_type is None or isinstance(element, PageType):
        _set(self, element, parent, root, pseudo_type, base_url, target_collector)
        return
    cascaded = self.get_cascaded_styles().get((element, pseudo_type), {})
    if "anchor" in cascaded:
        _set(self, element, parent, root, pseudo_type, base_url, target_collector)
        return
    waiting = self.__dict__.setdefault(_WAITING, {})
    waiting[element, pseudo_type] = parent, root, base_url, cascaded


def call(self: Any, element: Any, pseudo_type: Any = None) -> Any:
    """The engine's `StyleFor.__call__`: the style of an element or of its pseudo-element, None when there is none."""
    if pseudo_type is not None:
        waited = self.__dict__.get(_WAITING, {}).pop((element, pseudo_type), None)
        if waited is not None:
            parent, root, base_url, cascaded = waited
            styles = self.get_computed_styles()
            styles[element, pseudo_type] = css.ComputedStyle(
                styles[parent, None],
                cascaded,
                pseudo_type,
                styles[root, None],
                base_url,
                self.font_config,
                self.initial_page_sizes,
            )
    return _call(self, element, pseudo_type)


MEND = Mend(
    "pseudo-styles",
    {"weasyprint.css.StyleFor": "51c333bbcae876a8", "weasyprint.css.ComputedStyle": "81058362562f6d10"},
    (
        Replacement(css.StyleFor, "set_computed_styles", set_computed_styles),
        Replacement(css.StyleFor, "__call__", call),
    ),
)
