"""From a checked library to the finished outputs of one brief; prints nothing, writes nothing."""

from __future__ import annotations

import traceback
from dataclasses import replace
from functools import partial
from hashlib import sha256, sha512
from typing import TYPE_CHECKING

from briefgen import html
from briefgen.brief import Brief, CitedBrief
from briefgen.changelog import with_changes
from briefgen.checks import glyphs
from briefgen.citations import cite
from briefgen.composition import compose
from briefgen.diagnostics.model import Diagnostic, Span, ordered, problem
from briefgen.diagnostics.texts import Text, phrase
from briefgen.errors import Exit, english
from briefgen.lock import Product, encode
from briefgen.materials import Asset, Materials, locked
from briefgen.ondemand import dataclass
from briefgen.prints import Print, machine_copies, templates_of
from briefgen.records.spec import DEFAULT_STYLE
from briefgen.tracing import trace

if TYPE_CHECKING:
    from briefgen.press.losses import Loss


@dataclass(frozen=True, slots=True)
class Output:
    """A finished file: its name below the output folder, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Built:
    """A brief that came out whole.

    `losses` are what its print lacks where the engine is not the one that the press was written for.
    """

    brief: str
    outputs: tuple[Output, ...]
    pages: int
    notes: int
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """A brief that did not come out: problems in files, or a failure of the machine; `trace` for bugs of ours."""

    brief: str
    said: Text | str
    exit_code: Exit
    advice: Text | str = ""
    problems: tuple[Diagnostic, ...] = ()
    trace: str = ""
    details: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """What went wrong, in English, with the single complaints of the engine below it."""
        return "\n  ".join((english(self.said), *self.details))


Outcome = Built | Failed


def build(brief: str, materials: Materials) -> Outcome:
    """One brief from records to files, in this process. Never raises for what a brief or template can cause."""
    from briefgen.press.errors import PressError

    try:
        return _build(brief, materials)
    except html.TemplateError as error:
        found = _in_template(error, materials.templates)
        return Failed(brief, phrase("template-unusable"), Exit.PROBLEMS, problems=(found,))
    except PressError as error:
        details = tuple(map(str, error.problems))
        return Failed(brief, error.said, Exit(error.exit_code), error.advice, details=details)
    except Exception as error:  # noqa: BLE001 - a bug of ours is told as such, and the other briefs go on
        return Failed(brief, f"{type(error).__name__}: {error}", Exit.BUG, trace=traceback.format_exc())


def _in_template(error: html.TemplateError, templates: tuple[Asset, ...]) -> Diagnostic:
    path, line = f"templates/{error.template}", error.line or 1
    data = next((each.data for each in templates if each.path == path), b"")
    excerpt = "".join(data.decode(errors="replace").splitlines()[line - 1 : line]) if error.line else ""
    return problem("template", Span(path, line, 1, line, 1), reason=error.message, excerpt=excerpt)


def _build(brief: str, materials: Materials) -> Outcome:
    from briefgen.press import fonts
    from briefgen.press.losses import losses

    faces = tuple(fonts.FontFile(each.path, each.data, each.sha256) for each in materials.fonts)
    spec = materials.library.specs[brief]
    composed = compose(spec, materials.library)
    if materials.created is not None:
        composed = replace(composed, dated=materials.created.date().isoformat())
    if changed := materials.changes.get(brief):
        composed = with_changes(composed, changed)
    cited = trace(cite(composed, materials.library), materials.library, materials.states)
    if problems := _unshowable(cited, materials, partial(fonts.missing, points=fonts.coverage(faces))):
        return Failed(brief, phrase("characters-without-font"), Exit.PROBLEMS, problems=problems)
    texts, files = templates_of({each.path: each.data for each in materials.templates})
    run = Print(cited, spec.style, texts, files, faces, machine_copies(cited, materials.library))
    printed = run.print()
    outputs = []
    if "pdf" in materials.formats:
        outputs.append(Output(f"{brief}.pdf", printed.pdf))
    if "html" in materials.formats:
        page = html.standalone(html.render(cited, texts, printed.anchors, spec.style), texts)
        outputs.append(Output(f"{brief}.html", page.encode()))
    outputs += (Output(f"{brief}.{form}.pdf", run.for_paper(form, printed.pdf)) for form in materials.prints)
    made = tuple(_product(each) for each in outputs)
    lock = replace(
        locked(brief, materials),
        outputs=made,
        pages=printed.pages,
        notes=len(cited.notes),
        previous=materials.previous.get(brief),
    )
    outputs.append(Output(f"{brief}.lock", encode(lock)))
    return Built(brief, tuple(outputs), printed.pages, len(cited.notes), losses())


def print_sheet(sheet: Brief, materials: Materials) -> bytes:
    """The PDF of a sheet that was composed for an occasion, in the usual style. Raises PressError, TemplateError."""
    from briefgen.press import fonts

    faces = tuple(fonts.FontFile(each.path, each.data, each.sha256) for each in materials.fonts)
    cited = cite(sheet, materials.library)
    texts, files = templates_of({each.path: each.data for each in materials.templates})
    return Print(cited, DEFAULT_STYLE, texts, files, faces, ()).print().pdf


def _unshowable(cited: CitedBrief, materials: Materials, missing: glyphs.Missing) -> tuple[Diagnostic, ...]:
    spec = materials.library.specs[cited.brief.id]
    facts = dict.fromkeys(fact for note in cited.notes for each in note.cited for fact in each.facts)
    sources = dict.fromkeys(each.source for each in cited.references)
    return ordered(glyphs.of_brief(spec, facts, sources, materials.library, missing))


def _product(output: Output) -> Product:
    data = output.data
    return Product(output.name, len(data), sha256(data).hexdigest(), sha512(data).hexdigest())
