"""Documents from templates: the sandbox, what templates can use, and how their mistakes are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    FunctionLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.exceptions import SecurityError
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefgen.arabic.digits import Digits
from briefgen.brief import (
    CitedBrief,
    Comparison,
    KeyFigures,
    Listing,
    Note,
    Paragraph,
    Table,
    Text,
    Timeline,
)
from briefgen.html.runs import Notes, as_html, cited_on, numerals, without_calls, words
from briefgen.ondemand import pattern

_BLOCKS: Mapping[str, type] = {
    "paragraph": Paragraph,
    "listing": Listing,
    "table": Table,
    "timeline": Timeline,
    "key_figures": KeyFigures,
    "comparison": Comparison,
}
_COUNTERS = {"latin": "decimal", "arabic-indic": "arabic-indic"}
_NUMBERED = {what: re.compile(rf'id="{what}-(\d+)"') for what in ("note", "call")}
_WHAT = {"note": "note", "call": "the mark of note"}
_FLOATING = pattern(r'<[a-z]+ class="notes?" id="([^"]+)"')
_MOST_PAGES = pattern(r'<meta name="briefgen-pages" content="(\d+)">')
_SHEET = pattern(r'<link rel="stylesheet"(?P<media> media="[^"]*")? href="(?P<name>[^"]+)">')
_LARGEST_PRODUCT = 100_000


class TemplateError(Exception):
    """A template that cannot be used: its file name, the line (None if unknown) and what is wrong with it."""

    def __init__(self, template: str, line: int | None, message: str) -> None:
        super().__init__(f"{template}:{line}: {message}" if line else f"{template}: {message}")
        self.template = template
        self.line = line
        self.message = message


def render(
    cited: CitedBrief,
    templates: Mapping[str, str],
    pages: Mapping[str, int],
    style: str = "brief",
    print_style: str = "",
) -> str:
    """The HTML document of `cited`, from the template of `style` and what it includes.

    `templates` maps file names to their text. `pages` maps element ids to page numbers, counted from 1, as the last
    layout found them; an id that is missing prints as two zeros, which take the room of a number. `print_style` names
    a style sheet that comes after all others: `duplex` or `mono`, or none.
    Raises `TemplateError` for a template with a mistake, and for one that drops, doubles or reorders notes or calls.
    """
    notes = {note.number: note for note in cited.notes}
    environment = _environment(templates, cited.brief.digits, notes, pages)
    entry = f"{style}.html"
    try:
        html = environment.get_template(entry).render(_context(cited, print_style))
    except JinjaError as error:
        raise _refused(error, templates, entry) from error
    # A template is somebody's program: whatever it raises (a sum of text and number, endless inclusion) is its fault.
    except Exception as error:
        raise _refused(error, templates, entry) from error
    for what in ("note", "call"):
        _check_numbers(html, what, len(cited.notes), entry)
    return html


def floating(html: str) -> tuple[str, ...]:
    """The ids of the elements that the style sheet floats to the foot of a page, in order.

    They are those of class `note`, or of class `notes` where a template gathers all notes in one element.
    """
    return tuple(_FLOATING.findall(html))


def most_pages(html: str) -> int | None:
    """How many pages the document may have (`<meta name="briefgen-pages" content="1">`), or None."""
    found = _MOST_PAGES.search(html)
    return int(found[1]) if found else None


def standalone(html: str, templates: Mapping[str, str]) -> str:
    """The document with each of its own style sheets written into it, so that it can be read without the others."""

    def written_out(link: re.Match[str]) -> str:
        style = templates.get(link["name"])
        if style is None:
            return link[0]
        return f"<style{link['media'] or ''}>\n" + style.replace("</", "<\\/") + "\n</style>"

    return _SHEET.sub(written_out, html)


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, with products and powers bounded so that a template cannot fill the memory."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """`left` times, or to the power of, `right`, for numbers of ordinary size only."""
        small = all(isinstance(side, int | float) and abs(side) <= _LARGEST_PRODUCT for side in (left, right))
        if not small or (operator == "**" and abs(right) > 10):
            raise SecurityError(f"only small numbers may be combined with {operator}")
        return super().call_binop(context, operator, left, right)


def warm(templates: Mapping[str, str], style: str) -> None:
    """Compile the template of a style, and the parts, for the renderings that follow. Raises TemplateError."""
    environment = _environment(templates, "latin", {}, {})
    for name in templates:
        if name == f"{style}.html" or (name.startswith("_") and name.endswith(".html")):
            try:
                environment.get_template(name)
            except JinjaError as error:
                raise _refused(error, templates, name) from error


def _environment(
    templates: Mapping[str, str], digits: Digits, notes: Mapping[int, Note], pages: Mapping[str, int]
) -> _Environment:
    """A sandbox that reads nothing but `templates`, with the filters and tests that templates of briefs need."""
    environment = _Environment(
        loader=_loader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
        bytecode_cache=_COMPILED,
    )
    filters: dict[str, Callable[..., object]] = {
        "runs": lambda runs, place="foot": as_html(runs, Notes(notes, place, digits)),
        "plain": lambda runs: without_calls(tuple(run for run in runs if isinstance(run, Text))),
        "numeral": lambda number: numerals(number, digits),
        "page": lambda id: numerals(pages[id], digits) if id in pages else numerals(0, digits) * 2,
        "cited_on": lambda reference: cited_on(reference, pages, digits),
    }
    environment.filters.update({name: _of_this_brief(each) for name, each in filters.items()}, words=words)
    environment.tests.update({name: _is(kind) for name, kind in _BLOCKS.items()})
    return environment


def _of_this_brief(filtered: Callable[..., object]) -> Callable[..., object]:
    """A filter whose answer must not be folded into the compiled template, which other briefs use too."""

    @pass_context
    def answer(_context: object, *arguments: object, **named: object) -> object:
        return filtered(*arguments, **named)

    return answer


class _Compiled(BytecodeCache):
    """Templates as compiled, for the renderings that follow; one whose text changed is compiled anew."""

    def __init__(self) -> None:
        self._code: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give back what was compiled from the very text."""
        checksum, code = self._code.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self._code[bucket.key] = bucket.checksum, bucket.code


_COMPILED = _Compiled()


def _loader(templates: Mapping[str, str]) -> BaseLoader:
    """Loads from the mapping; gives each template its name as file name, so that tracebacks can be read."""

    def load(name: str) -> tuple[str, str, None] | None:
        return (templates[name], name, None) if name in templates else None

    return FunctionLoader(load)


def _is(kind: type) -> Callable[[object], bool]:
    return lambda block: isinstance(block, kind)


def _context(cited: CitedBrief, print_style: str) -> dict[str, object]:
    """What a template sees: the parts of a `CitedBrief`, the counter style of its numerals, the print style."""
    return {
        "brief": cited.brief,
        "notes": cited.notes,
        "references": cited.references,
        "trace": cited.trace,
        "counter_style": _COUNTERS[cited.brief.digits],
        "print_style": print_style,
    }


def _refused(error: Exception, templates: Mapping[str, str], entry: str) -> TemplateError:
    """The mistake behind an exception of the template engine, with its place."""
    match error:
        case TemplateNotFound():
            place = _place(error, templates, entry)
            return TemplateError(*place, f"there is no template {error.name!r}")
        case TemplateSyntaxError():
            return TemplateError(error.name or entry, error.lineno, str(error.message))
        case RecursionError():
            return TemplateError(
                *_place(error, templates, entry), "templates include one another without end"
            )
        case _:
            return TemplateError(*_place(error, templates, entry), str(error) or type(error).__name__)


def _place(error: Exception, templates: Mapping[str, str], entry: str) -> tuple[str, int | None]:
    """The template and line that an exception came through last."""
    place: tuple[str, int | None] = (entry, None)
    frame = error.__traceback__
    while frame:
        name = frame.tb_frame.f_code.co_filename
        if name in templates:
            place = (name, frame.tb_lineno)
        frame = frame.tb_next
    return place


def _check_numbers(html: str, what: str, count: int, entry: str) -> None:
    """Raises `TemplateError` unless the notes (or calls) 1 to `count` stand once each, in order.

    The numbers on paper are counted by the layout engine; they are those of the brief only if nothing is out of order.
    """
    found = [int(number) for number in _NUMBERED[what].findall(html)]
    if found == list(range(1, count + 1)):
        return
    if missing := sorted(set(range(1, count + 1)) - set(found)):
        problem = f"the templates leave out {_WHAT[what]} {missing[0]}"
    elif doubled := [number for number in found if found.count(number) > 1]:
        problem = f"the templates print {_WHAT[what]} {doubled[0]} more than once"
    else:
        late = next(before for before, after in pairwise(found) if after < before)
        problem = f"the templates print {_WHAT[what]} {late} too early"
    raise TemplateError(entry, None, problem)
