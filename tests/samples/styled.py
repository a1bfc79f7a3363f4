"""Briefs in the default templates and faces, printed in any style; and the parts of the sample that fit on one page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
from tests.samples.brief_sample import sample

from briefgen.brief import (
    Call,
    CitedBrief,
    ComparedMeasure,
    ComparedValue,
    Comparison,
    Paragraph,
    Section,
    Text,
    Traced,
)
from briefgen.html import floating, render
from briefgen.press.fonts import FontFile
from briefgen.press.printing import Printed, print_brief

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = {file.name: file.read_text(encoding="utf-8") for file in sorted((ROOT / "templates").iterdir())}
FONTS = tuple(
    FontFile.of(f"fonts/{file.name}", file.read_bytes()) for file in sorted((ROOT / "fonts").rglob("*.ttf"))
)
Finisher = Callable[[Any, Any], None]


@cache
def printed(
    cited: CitedBrief,
    style: str = "brief",
    print_style: str = "",
    finishers: tuple[Finisher, ...] = (),
    house: str = "",
) -> Printed:
    """A brief printed in a style, once however often it is asked for; `house` is put at the end of the house style."""
    templates = TEMPLATES | {"style.css": TEMPLATES["style.css"] + house}
    html = partial(render, cited, templates, style=style, print_style=print_style)
    return print_brief(
        html,
        notes=floating(html({})),
        fonts=FONTS,
        files={name: text.encode() for name, text in templates.items()},
        finishers=finishers,
    )


def short() -> CitedBrief:
    """The sample's summary, key figures and second section: 17 notes, little enough for one page."""
    cited = sample()
    return replace(
        cited, brief=replace(cited.brief, sections=cited.brief.sections[:2]), notes=cited.notes[:17]
    )


def compared() -> CitedBrief:
    """The short sample with a comparison in a section of its own, and a trace annex of one fact with two passages."""
    cited = short()
    value = ComparedValue(
        value=(Text("أكثر من ٨٠ دولة"),),
        as_of=(Text("٢٠٢١"),),
        source=(Text("التقرير السنوي"),),
        what=Paragraph((Text("يزيد الأعضاء على ٨٠ دولة."), Call(18))),
        remark=(Text("حد أدنى"),),
    )
    dated = replace(value, value=(), what=Paragraph((Text("تأسس في ذلك العام."),)), remark=())
    measure = ComparedMeasure((Text("أعضاء البرنامج"),), "compatible", (Text("لا تعارض."),), (value, dated))
    block = Comparison((Text("تباين المصادر"),), (measure,))
    says, source, locator = (Text("يزيد الأعضاء على ٨٠ دولة."),), (Text("التقرير"),), (Text("الفقرة ٢"),)
    state, review = (Text("مطابق"),), (Text("رُوجع"),)
    row = Traced(1, "members-over-80", says, source, locator, "baed5e5f322e", state, review, (16, 17))
    sections = (*cited.brief.sections, Section("s3", (Text("الأعضاء"),), (block,)))
    return replace(
        cited,
        brief=replace(cited.brief, sections=sections),
        notes=sample().notes[:18],
        trace=(row, replace(row, digest="c0ffee000000")),
    )


def texts(pdf: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]
