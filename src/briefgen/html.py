"""A cited brief as one HTML document, by way of Jinja2 templates.

Templates decide what stands where; this module decides what must hold whatever a template says: every character of
the brief is escaped, every left-to-right run is one `<bdi>`, every note stands once, at its call, in order. Notes are
written inline as `<span class="note" id="note-N">` so that the style sheet can float them to the foot of the page (CSS
GCPM 3, section 2); the element around one has the id `call-N` and tells the page of the call.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby, pairwise
from typing import Any, assert_never

from jinja2 import BaseLoader, FunctionLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from briefgen.brief import (
    Call,
    Cite,
    CitedBrief,
    KeyFigures,
    Listing,
    Note,
    Paragraph,
    Reference,
    Runs,
    Table,
    Text,
    Timeline,
)

ENTRY = "brief.html"

_BLOCKS: Mapping[str, type] = {
    "paragraph": Paragraph,
    "listing": Listing,
    "table": Table,
    "timeline": Timeline,
    "key_figures": KeyFigures,
}
_COUNTERS = {"latin": "decimal", "arabic-indic": "arabic-indic"}
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_URL_BREAK = re.compile(r"(?<=[/?&=_.-])(?=[^/?&=_.-])")
_CALL = Markup('<span class="call" id="call-{0}"><span class="note" id="note-{0}">{1}</span></span>')
_NOTE_ID = re.compile(r'id="note-(\d+)"')
_SHEET = re.compile(r'<link rel="stylesheet"(?P<media> media="[^"]*")? href="(?P<name>[^"]+)">')
_LARGEST_PRODUCT = 100_000


class TemplateError(Exception):
    """A template that cannot be used: its file name, the line (None if unknown) and what is wrong with it."""

    def __init__(self, template: str, line: int | None, message: str) -> None:
        super().__init__(f"{template}:{line}: {message}" if line else f"{template}: {message}")
        self.template = template
        self.line = line
        self.message = message


def render(cited: CitedBrief, templates: Mapping[str, str], pages: Mapping[str, int]) -> str:
    """The HTML document of `cited`, from the template `brief.html` and what it includes.

    `templates` maps file names to their text. `pages` maps element ids to page numbers, counted from 1, as the last
    layout found them; an id that is missing prints as two zeros, which take the room of a number.
    Raises `TemplateError` for a template with a mistake, and for one that drops, doubles or reorders notes.
    """
    environment = _environment(templates, cited, pages)
    try:
        html = environment.get_template(ENTRY).render(_context(cited))
    except JinjaError as error:
        raise _refused(error, templates) from error
    # A template is somebody's program: whatever it raises (a sum of text and number, endless inclusion) is its fault.
    except Exception as error:
        raise _refused(error, templates) from error
    _check_notes(html, len(cited.notes))
    return html


def standalone(html: str, templates: Mapping[str, str]) -> str:
    """The document with each of its own style sheets written into it, so that it can be read without the others."""

    def written_out(link: re.Match[str]) -> str:
        style = templates.get(link["name"])
        if style is None:
            return link[0]
        return f"<style{link['media'] or ''}>\n" + style.replace("</", "<\\/") + "\n</style>"

    return _SHEET.sub(written_out, html)


def numerals(number: int, digits: str) -> str:
    """`number` in a numeral family: `latin` or `arabic-indic`."""
    return str(number).translate(_ARABIC_INDIC) if digits == "arabic-indic" else str(number)


def page_phrase(found: Iterable[int], digits: str) -> str:
    """Where a source is cited, in words: «الصفحة 3», «الصفحتين 3 و4», «الصفحات 1 ومن 3 إلى 5 و8».

    Three or more pages in a row are given as a span, in words, since a dash between numbers reads both ways in
    right-to-left text. `found` are page numbers in any order; no page gives no text.
    """
    numbers = sorted(set(found))
    if len(numbers) < 2:
        return f"الصفحة {numerals(numbers[0], digits)}" if numbers else ""
    noun = "الصفحتين" if len(numbers) == 2 else "الصفحات"
    return f"{noun} {' و'.join(_spans(numbers, digits))}"


def _spans(numbers: list[int], digits: str) -> list[str]:
    """Sorted page numbers as words, three or more in a row as one span."""
    spans = []
    for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        row = [number for _, number in group]
        if len(row) > 2:
            spans.append(f"من {numerals(row[0], digits)} إلى {numerals(row[-1], digits)}")
        else:
            spans.extend(numerals(number, digits) for number in row)
    return spans


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, with products and powers bounded so that a template cannot fill the memory."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """`left` times, or to the power of, `right`, for numbers of ordinary size only."""
        small = all(isinstance(side, int | float) and abs(side) <= _LARGEST_PRODUCT for side in (left, right))
        if not small or (operator == "**" and abs(right) > 10):
            raise SecurityError(f"only small numbers may be combined with {operator}")
        return super().call_binop(context, operator, left, right)


def _environment(templates: Mapping[str, str], cited: CitedBrief, pages: Mapping[str, int]) -> _Environment:
    """A sandbox that reads nothing but `templates`, with the filters and tests that templates of briefs need."""
    environment = _Environment(
        loader=_loader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
    )
    digits = cited.brief.digits
    notes = {note.number: note for note in cited.notes}
    environment.filters.update(
        runs=lambda runs: _runs(runs, notes),
        plain=lambda runs: _runs(tuple(run for run in runs if isinstance(run, Text)), {}),
        words=_words,
        page=lambda id: numerals(pages[id], digits) if id in pages else numerals(0, digits) * 2,
        cited_on=lambda reference: _cited_on(reference, pages, digits),
    )
    environment.tests.update({name: _is(kind) for name, kind in _BLOCKS.items()})
    return environment


def _loader(templates: Mapping[str, str]) -> BaseLoader:
    """Loads from the mapping; gives each template its name as file name, so that tracebacks can be read."""

    def load(name: str) -> tuple[str, str, None] | None:
        return (templates[name], name, None) if name in templates else None

    return FunctionLoader(load)


def _is(kind: type) -> Callable[[object], bool]:
    return lambda block: isinstance(block, kind)


def _context(cited: CitedBrief) -> dict[str, object]:
    """What a template sees: `brief`, `references`, and the CSS counter style of the numeral family."""
    return {
        "brief": cited.brief,
        "references": cited.references,
        "counter_style": _COUNTERS[cited.brief.digits],
    }


def _runs(runs: Runs, notes: Mapping[int, Note]) -> Markup:
    """Runs as HTML, each call with its note."""
    return Markup("").join(_run(run, notes) for run in runs)


def _run(run: Text | Cite | Call, notes: Mapping[int, Note]) -> Markup:
    match run:
        case Text(text, "auto"):
            return escape(text)
        case Text(text, direction):
            return _isolate(text, direction)
        case Call(number):
            return _CALL.format(number, _runs(notes[number].runs, {}))
        case Cite(facts):
            raise ValueError(f"the citation of {', '.join(facts)} has no number yet")
        case _:
            assert_never(run)


def _isolate(text: str, direction: str) -> Markup:
    """An isolated run: one `<bdi>` (the layout engine orders each inline box by itself).

    Latin letters get a language, for speech and for the smaller type they are set in. An address may break after its
    punctuation, and nowhere else.
    """
    if _URL.fullmatch(text):
        broken = Markup("<wbr>").join(_URL_BREAK.split(text))
        return Markup('<bdi dir="{}" class="url">{}</bdi>').format(direction, broken)
    if direction == "ltr" and _LATIN.search(text):
        return Markup('<bdi dir="ltr" lang="en">{}</bdi>').format(text)
    return Markup('<bdi dir="{}">{}</bdi>').format(direction, text)


def _words(runs: Runs) -> str:
    """The characters of runs, without calls: for running heads and bookmarks, which hold no elements."""
    return "".join(run.text for run in runs if isinstance(run, Text))


def _cited_on(reference: Reference, pages: Mapping[str, int], digits: str) -> str:
    """The phrase for the pages on which the calls of a reference stand; two zeros before the first layout."""
    ids = [f"call-{number}" for number in reference.notes]
    found = [pages[id] for id in ids if id in pages]
    return page_phrase(found, digits) or f"الصفحة {numerals(0, digits) * 2}"


def _refused(error: Exception, templates: Mapping[str, str]) -> TemplateError:
    """The mistake behind an exception of the template engine, with its place."""
    match error:
        case TemplateNotFound():
            place = _place(error, templates)
            return TemplateError(*place, f"there is no template {error.name!r}")
        case TemplateSyntaxError():
            return TemplateError(error.name or ENTRY, error.lineno, str(error.message))
        case RecursionError():
            return TemplateError(*_place(error, templates), "templates include one another without end")
        case _:
            return TemplateError(*_place(error, templates), str(error) or type(error).__name__)


def _place(error: Exception, templates: Mapping[str, str]) -> tuple[str, int | None]:
    """The template and line that an exception came through last."""
    place: tuple[str, int | None] = (ENTRY, None)
    frame = error.__traceback__
    while frame:
        name = frame.tb_frame.f_code.co_filename
        if name in templates:
            place = (name, frame.tb_lineno)
        frame = frame.tb_next
    return place


def _check_notes(html: str, count: int) -> None:
    """Raises `TemplateError` unless the notes 1 to `count` stand once each, in order.

    The numbers on paper are counted by the layout engine; they are those of the brief only if nothing is out of order.
    """
    found = [int(number) for number in _NOTE_ID.findall(html)]
    if found == list(range(1, count + 1)):
        return
    if missing := sorted(set(range(1, count + 1)) - set(found)):
        problem = f"the templates leave out note {missing[0]}"
    elif doubled := [number for number in found if found.count(number) > 1]:
        problem = f"the templates print note {doubled[0]} more than once"
    else:
        late = next(before for before, after in pairwise(found) if after < before)
        problem = f"the templates print note {late} too early"
    raise TemplateError(ENTRY, None, problem)
