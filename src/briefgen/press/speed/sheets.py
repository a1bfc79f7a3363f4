"""A style sheet that was read for one document is not read again for the next.

The engine parses the style sheets of each document anew, though those of briefs are the same for all. What it makes of
them is only read afterwards, but for one thing: a value with a variable in it remembers that it was complained of, so
that it is complained of once a document. A sheet that was complained of while it was read, that imports others, or that
does more than to add rules, page rules and counter styles, is read anew each time.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any, NamedTuple

from weasyprint import css
from weasyprint.css.tokens import Pending

from .mend import Mend, Replacement, everywhere

_parse = css.tinycss2.parse_stylesheet
_parse_bytes = css.tinycss2.parse_stylesheet_bytes
_preprocess = css.preprocess_stylesheet
_LISTS = ("lang_attr_selectors", "other_selectors")
_BY_NAME = ("id_selectors", "class_selectors", "lower_local_name_selectors", "namespace_selectors")
# About 2 MiB for the sheets of a brief.
_MOST = 16
_MOST_SOLVED = 16
_SOLVED = "briefgen_solved"


class _Unread:
    """The rules of a sheet, parsed when somebody goes through them; its source tells them apart."""

    def __init__(self, source: tuple[Any, ...]) -> None:
        self.source = source

    def __iter__(self) -> Iterator[Any]:
        text, *encodings = self.source
        return iter(_parse(text) if isinstance(text, str) else _parse_bytes(text, *encodings)[0])


class _Read(NamedTuple):
    """What a sheet added: selectors with declarations, rules of pages, counter styles; its values with variables."""

    matcher: Any
    page_rules: tuple[Any, ...]
    counter_styles: dict[str, Any]
    pending: tuple[Pending, ...]


_known: dict[tuple[Any, ...], _Read] = {}


def parse_stylesheet(text: str, *arguments: Any, **named: Any) -> Any:
    """`tinycss2.parse_stylesheet`, put off; with options at once."""
    return _parse(text, *arguments, **named) if arguments or named else _Unread((text,))


def parse_stylesheet_bytes(
    data: bytes, protocol_encoding: Any = None, environment_encoding: Any = None, **named: Any
) -> Any:
    """`tinycss2.parse_stylesheet_bytes`, put off. The engine does not ask for the encoding."""
    if named:
        return _parse_bytes(data, protocol_encoding, environment_encoding, **named)
    return _Unread((data, protocol_encoding, environment_encoding)), None


def preprocess_stylesheet(
    device_media_type: str,
    base_url: str | None,
    stylesheet_rules: Any,
    url_fetcher: Any,
    matcher: Any,
    page_rules: list[Any],
    layers: list[Any],
    font_config: Any,
    counter_style: Any,
    color_profiles: Any,
    ignore_imports: bool = False,
    layer: Any = None,
) -> None:
    """The engine's `preprocess_stylesheet`: adds what a sheet says to what is given."""
    rest = font_config, counter_style, color_profiles, ignore_imports, layer
    fresh = (
        isinstance(stylesheet_rules, _Unread) and not matcher.order and layer is None and not ignore_imports
    )
    if not fresh:
        _preprocess(
            device_media_type, base_url, stylesheet_rules, url_fetcher, matcher, page_rules, layers, *rest
        )
        return
    # Whether a counter style may be defined depends on two names that may be there already.
    defined = tuple(name in counter_style for name in ("decimal", "disc"))
    key = *stylesheet_rules.source, device_media_type, base_url, defined
    read = _known.get(key)
    if read is not None:
        _add(read, matcher, page_rules, counter_style)
        return
    rules = list(stylesheet_rules)
    pages, counters, profiles, levels = len(page_rules), dict(counter_style), len(color_profiles), len(layers)
    with _complaints() as complaints:
        _preprocess(device_media_type, base_url, rules, url_fetcher, matcher, page_rules, layers, *rest)
    plain = len(color_profiles) == profiles and len(layers) == levels and not any(map(_reaches_out, rules))
    if plain and not complaints:
        added = {name: each for name, each in counter_style.items() if counters.get(name) is not each}
        if len(_known) >= _MOST:
            _known.clear()
        _known[key] = _Read(
            _copied(matcher), own := tuple(page_rules[pages:]), added, tuple(_pending(matcher, own))
        )


def _add(read: _Read, matcher: Any, page_rules: list[Any], counter_style: Any) -> None:
    for each in read.pending:
        each._reported_error = False
        if len(each.__dict__.get(_SOLVED, ())) > _MOST_SOLVED:
            del each.__dict__[_SOLVED]
    matcher.__dict__.update(_copied(read.matcher).__dict__)
    page_rules += read.page_rules
    for name, each in read.counter_styles.items():
        counter_style[name] = each


def _copied(matcher: Any) -> Any:
    """A matcher with the same selectors, to which others can be added."""
    copy = type(matcher)()
    copy.order = matcher.order
    for name in _BY_NAME:
        setattr(copy, name, {key: list(entries) for key, entries in getattr(matcher, name).items()})
    for name in _LISTS:
        setattr(copy, name, list(getattr(matcher, name)))
    return copy


def entries(matcher: Any) -> Iterator[Any]:
    """The selectors of a matcher, each with its specificity, place, pseudo-element and declarations."""
    by_name = (listed for name in _BY_NAME for listed in getattr(matcher, name).values())
    others = (getattr(matcher, name) for name in _LISTS)
    return chain.from_iterable((*by_name, *others))


def _pending(matcher: Any, page_rules: tuple[Any, ...]) -> Iterator[Pending]:
    of_selectors = (entry[-1][0] for entry in entries(matcher))
    of_pages = (declarations for _rule, _selectors, declarations in page_rules)
    found = (
        value
        for declarations in (*of_selectors, *of_pages)
        for _name, value, _important in declarations
        if isinstance(value, Pending)
    )
    yield from {id(each): each for each in found}.values()


def _reaches_out(rule: Any) -> bool:
    return rule.type == "at-rule" and rule.lower_at_keyword in ("import", "font-face")


class _Counting(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def _complaints() -> Iterator[list[logging.LogRecord]]:
    """What the engine has to say about a sheet, besides where it is told."""
    counting = _Counting()
    css.LOGGER.addHandler(counting)
    try:
        yield counting.records
    finally:
        css.LOGGER.removeHandler(counting)


MEND = Mend(
    "style-sheets",
    {
        "weasyprint.CSS": "926b81ac688150fa",
        "weasyprint.css.preprocess_stylesheet": "4928fc6d29536518",
        "weasyprint.css.validation.preprocess_declarations": "a79926912d9d8177",
        "weasyprint.css.StyleFor": "51c333bbcae876a8",
        "weasyprint.css.ComputedStyle": "81058362562f6d10",
        "weasyprint.css._resolve_calc_sum": "1bd03cbe3c870427",
        "weasyprint.css._resolve_calc_product": "ae481857a3bdc340",
        "weasyprint.css.resolve_math": "60131b5679579d33",
        "weasyprint.css.tokens.Pending": "7c4fc63b6bc27344",
        "weasyprint.css.tokens.tokenize": "eb2516f3436560fe",
        "weasyprint.css.tokens.get_length": "5f8aa4cd0c77ad30",
        "weasyprint.css.tokens.get_percentage": "4ef85d70f5c66eb4",
        "weasyprint.css.counters.parse_counter_style_name": "f011b68c33b589c2",
        "cssselect2.Matcher": "8f1f2d05e86c9490",
    },
    (
        *everywhere(_preprocess, preprocess_stylesheet),
        Replacement(css.tinycss2, "parse_stylesheet", parse_stylesheet),
        Replacement(css.tinycss2, "parse_stylesheet_bytes", parse_stylesheet_bytes),
    ),
)
