"""What the shaper is told of a style is worked out once for the style, not for each text.

For every text the engine makes a Pango context, a font description and a list of font features from some thirty
properties of its style. They are the same for the same properties, and Pango only reads them. Styles with font
features or with lines under, over and through their text are the engine's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description

from .mend import Mend, Replacement
from .textkeys import store, text_key

_engine = line_break.Layout.setup
_MOST = 4096


@dataclass(frozen=True, slots=True)
class _Shaper:
    """A Pango context, the language it was told, and the font to ask for."""

    context: Any
    language: Any
    description: Any


def setup(self: Any, style: Any) -> None:
    """The engine's `Layout.setup`: a Pango layout for texts in a style."""
    shapers, key = store(style, "shapers"), text_key(style)
    if key not in shapers:
        if len(shapers) >= _MOST:
            shapers.clear()
        shapers[key] = _shaper(style)
    shaper = shapers[key]
    if shaper is None:
        _engine(self, style)
        return
    self.style = style
    self.first_line_direction = 0
    self.language = shaper.language
    self.layout = ffi.gc(pango.pango_layout_new(shaper.context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(self.layout, False)
    pango.pango_layout_set_font_description(self.layout, shaper.description)
    self.ascent = self.underline_position = self.strikethrough_position = None


def _shaper(style: Any) -> _Shaper | None:
    """The context for a style, as the engine makes it; None where the engine hands over more than a context."""
    features = font_features(
        style["font_kerning"],
        style["font_variant_ligatures"],
        style["font_variant_position"],
        style["font_variant_caps"],
        style["font_variant_numeric"],
        style["font_variant_alternates"],
        style["font_variant_east_asian"],
        style["font_feature_settings"],
    )
    if features or style["text_decoration_line"] != "none":
        return None
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    language = pango.pango_language_get_default()
    override = style["font_language_override"]
    name = style["lang"] if override == "normal" else LST_TO_ISO.get(override.lower(), override)
    if name:
        pointer, _bytes = unicode_to_char_p(name)
        language = pango.pango_language_from_string(pointer)
        pango.pango_context_set_language(context, language)
    return _Shaper(context, language, get_font_description(style))


MEND = Mend(
    "shaping",
    {
        "weasyprint.text.line_break.Layout": "ba2e4044f7c752d3",
        "weasyprint.text.fonts.get_font_description": "be554c07a53fc092",
        "weasyprint.text.fonts.font_features": "ba56f96336c74893",
    },
    (Replacement(line_break.Layout, "setup", setup),),
)
