"""Which section the engine breaks down on, so that an editor knows where to look.

Each section is laid out alone, in the document's own head; the first one that the engine breaks down on is it. When
each goes well by itself the fault lies in how they come together, and none is named.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any
from xml.etree import ElementTree as ET

from briefgen.diagnostics.texts import phrase

from .errors import EngineFailed, PressError
from .sheet import Order, lay_out

# A section takes a part of a second: beyond this many nobody would wait for the answer.
_MOST = 60
_HEADS = ("h1", "h2", "h3", "h4", "h5", "h6")


def named(order: Order, html: str, error: EngineFailed) -> EngineFailed:
    """The failure, with the section that it comes from if one can be told."""
    title = _culprit(order, html)
    if title is None:
        return error
    found = EngineFailed(phrase("in-section", what=error.said, title=title), help=error.advice)
    found.__cause__ = error.__cause__
    return found


def _culprit(order: Order, html: str) -> str | None:
    from weasyprint import HTML

    root = HTML(string=html).etree_element
    body = root.find("body")
    if body is None:
        return None
    sections = [each for each in body if isinstance(each.tag, str) and each.tag == "section"]
    if not 1 < len(sections) <= _MOST:
        return None
    for number, section in enumerate(sections):
        try:
            lay_out(order, _alone(root, number))
        except EngineFailed:
            return _title(section)
        except PressError:
            continue
    return None


def _alone(root: Any, number: int) -> str:
    """The document with nothing in its body but one of its sections."""
    copied = deepcopy(root)
    body = copied.find("body")
    kept = [each for each in body if each.tag == "section"][number]
    for each in list(body):
        if each is not kept:
            body.remove(each)
    return "<!DOCTYPE html>" + ET.tostring(copied, encoding="unicode", method="html")


def _title(section: Any) -> str:
    head = next((each for each in section.iter() if each.tag in _HEADS), None)
    words = "".join(head.itertext()) if head is not None else str(section.get("id", ""))
    return " ".join(words.split())
