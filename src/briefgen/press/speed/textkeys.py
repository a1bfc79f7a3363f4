"""What of a style decides how a text is shaped and broken into lines, as a short key.

Two styles with equal keys shape and break every text alike. The key is worked out once for each style object and kept
on it; the engine copies a style before it changes how its text looks, and the copy has no key yet.
"""

from __future__ import annotations

from typing import Any

from weasyprint.css import AnonymousStyle

from .kin import first

_PROPERTIES = (
    "direction",
    "font_family",
    "font_feature_settings",
    "font_kerning",
    "font_language_override",
    "font_size",
    "font_stretch",
    "font_style",
    "font_variant_alternates",
    "font_variant_caps",
    "font_variant_east_asian",
    "font_variant_ligatures",
    "font_variant_numeric",
    "font_variant_position",
    "font_variation_settings",
    "font_weight",
    "hyphenate_character",
    "hyphenate_limit_chars",
    "hyphenate_limit_zone",
    "hyphens",
    "lang",
    "letter_spacing",
    "overflow_wrap",
    "tab_size",
    "text_decoration_line",
    "white_space",
    "word_break",
    "word_spacing",
)


def text_key(style: Any) -> str:
    """The key of a style."""
    key = style.__dict__.get("briefgen_text_key")
    if key is None:
        alike = first(style) or anonymous_of(style)
        key = style.briefgen_text_key = (
            text_key(alike) if alike else repr([style[name] for name in _PROPERTIES])
        )
    return str(key)


def anonymous_of(style: Any) -> Any:
    """The style from which a box without an element has all that matters to the shaper; None when it has its own."""
    if type(style) is not AnonymousStyle:
        return None
    parent = style.parent_style
    own = any(name in style and style[name] != parent[name] for name in _PROPERTIES)
    return None if own else parent


def store(style: Any, name: str) -> dict[Any, Any]:
    """What is kept under a name beside the fonts of a style, for all documents that are set in them."""
    return style.font_config.__dict__.setdefault(f"briefgen_{name}", {})  # type: ignore[no-any-return]
