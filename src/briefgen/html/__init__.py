"""A cited brief as one HTML document, by way of Jinja2 templates.

Templates decide what stands where; this module decides what must hold whatever a template says: every character of
the brief is escaped, every left-to-right run is one `<bdi>`, every call and every note stands once, in order. Notes are
written inline as `<span class="note" id="note-N">` so that the style sheet can float them to the foot of the page (CSS
GCPM 3, section 2); the element around one has the id `call-N` and tells the page of the call. A template may print the
notes in a block of its own instead; calls are then links to them.

A style is a template `<style>.html`; templates whose names begin with `_` are parts of others.
"""

from briefgen.html.document import (
    TemplateError,
    floating,
    most_pages,
    render,
    standalone,
    warm,
)
from briefgen.html.runs import numerals, page_phrase

__all__ = [
    "TemplateError",
    "floating",
    "most_pages",
    "numerals",
    "page_phrase",
    "render",
    "standalone",
    "warm",
]
