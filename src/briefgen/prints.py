"""One brief printed: its HTML from the templates, its PDF from the press, its other forms for paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, assert_never

from briefgen import html, machinecopy
from briefgen.brief import CitedBrief
from briefgen.materials import PrintForm, tools
from briefgen.ondemand import dataclass
from briefgen.records.library import Library

if TYPE_CHECKING:
    from briefgen.press import fonts, printing

_TEXTS = (".html", ".css", ".txt")


@dataclass(frozen=True, slots=True)
class Print:
    """What the prints of one brief share: the brief, its style, templates as texts and bytes, faces, attachments."""

    cited: CitedBrief
    style: str
    texts: Mapping[str, str]
    files: Mapping[str, bytes]
    faces: tuple[fonts.FontFile, ...]
    attached: tuple[printing.Attached, ...]

    def print(self, print_style: str = "", *finishers: printing.Finisher) -> printing.Printed:
        """The brief printed, with a print style if one is named. Raises PressError."""
        from briefgen.press import conformance, printing, tags
        from briefgen.press.fit import Fit

        render = partial(html.render, self.cited, self.texts, style=self.style, print_style=print_style)
        first, fit, brief = render({}), Fit(), self.cited.brief
        name = f"{brief.id} ({print_style})" if print_style else brief.id
        printed = printing.print_brief(
            render,
            notes=html.floating(first),
            fonts=self.faces,
            files=self.files,
            created=datetime.fromisoformat(brief.dated).replace(tzinfo=UTC),
            variant=conformance.VARIANT,
            finishers=(tags.finisher(brief.digits), conformance.finisher, *finishers, fit.finisher),
            attached=self.attached,
            name=name,
        )
        if most := html.most_pages(first):
            fit.check(most, name)
        return printed

    def for_paper(self, form: PrintForm, plain_pdf: bytes) -> bytes:
        """The brief's PDF for paper. Raises PressError."""
        from briefgen.press import imposition

        match form:
            case "booklet":
                return imposition.booklet(plain_pdf)
            case "duplex":
                return self.print("duplex", imposition.two_sided).pdf
            case "mono":
                return self.print("mono").pdf
            case _:
                assert_never(form)


def machine_copies(cited: CitedBrief, library: Library) -> tuple[printing.Attached, ...]:
    """What the PDF of a brief carries for machines: its text, and its notes with what they rest on."""
    from briefgen.press import printing

    record = machinecopy.trace(cited, library, tools()).decode()
    return (
        printing.Attached(
            machinecopy.TEXT_NAME, machinecopy.text(cited), "نص الورقة كما يُقرأ", "Alternative"
        ),
        printing.Attached(machinecopy.TRACE_NAME, record, "الوقائع والحواشي ومقاطعها", "Data"),
    )


def templates_of(held: Mapping[str, bytes]) -> tuple[Mapping[str, str], Mapping[str, bytes]]:
    """The templates as texts by name, and all files of the templates' folder as bytes by name, of files by path.

    Raises TemplateError for a text that is not UTF-8.
    """
    files = {path.removeprefix("templates/"): data for path, data in held.items()}
    texts: dict[str, str] = {}
    for name, data in files.items():
        if name.endswith(_TEXTS):
            try:
                texts[name] = data.decode()
            except UnicodeDecodeError as error:
                line = data.count(b"\n", 0, error.start) + 1
                raise html.TemplateError(name, line, "the file is not UTF-8 text") from error
    return texts, files
