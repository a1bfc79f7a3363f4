"""From a checked library to finished outputs, on as many processes as wanted; prints nothing, writes nothing.

Outcomes come as they are ready. A brief that fails never keeps the others from finishing.
"""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, assert_never

from briefgen import __version__, html, machinecopy
from briefgen.brief import CitedBrief
from briefgen.checks import glyphs
from briefgen.citations import cite
from briefgen.composition import compose
from briefgen.diagnostics.model import Diagnostic, Span, ordered, problem
from briefgen.errors import Exit
from briefgen.lock import Entry, lock
from briefgen.records.library import Library
from briefgen.tracing import States, trace
from briefgen.typesetting import plain

if TYPE_CHECKING:
    from briefgen.press import fonts, printing

Format = Literal["pdf", "html"]
PrintForm = Literal["duplex", "booklet", "mono"]
_TEXTS = (".html", ".css", ".txt")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the workspace that a build uses: path with its folder, bytes, SHA-256."""

    path: str
    data: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Materials:
    """What all briefs of a run share; given to each worker process once.

    `records` are the files that specs, facts and sources were read from. `created` overrides the document date.
    `states` are what became of the passages against the snapshots, for the trace annex; empty where none was at hand.
    `prints` are the forms for paper wanted beside the plain PDF.
    """

    library: Library
    records: tuple[Entry, ...]
    templates: tuple[Asset, ...]
    fonts: tuple[Asset, ...]
    formats: tuple[Format, ...]
    created: datetime | None
    states: States = field(default_factory=dict)
    prints: tuple[PrintForm, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """A finished file: its name below the output folder, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Built:
    """A brief that came out whole."""

    brief: str
    outputs: tuple[Output, ...]
    pages: int
    notes: int


@dataclass(frozen=True, slots=True)
class Failed:
    """A brief that did not come out: problems in files, or a failure of the machine; `trace` for bugs of ours."""

    brief: str
    message: str
    exit_code: Exit
    help: str = ""
    problems: tuple[Diagnostic, ...] = ()
    trace: str = ""


Outcome = Built | Failed


def run(briefs: tuple[str, ...], materials: Materials, processes: int) -> Iterator[Outcome]:
    """The outcomes of the named briefs as they are ready, on up to `processes` processes (1: in this one)."""
    workers = min(processes, len(briefs))
    if workers <= 1:
        yield from (build(each, materials) for each in briefs)
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["briefgen.builds", "weasyprint"])
    with ProcessPoolExecutor(workers, context, _prepare, (materials,)) as pool:
        waiting = {pool.submit(_build_here, each): each for each in briefs}
        try:
            while waiting:
                done, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    yield _outcome(future, waiting.pop(future))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _outcome(future: Future[Outcome], brief: str) -> Outcome:
    try:
        return future.result()
    except BrokenProcessPool:
        message = "the process that printed it was ended from outside"
        return Failed(brief, message, Exit.ENVIRONMENT, "there may be too little memory; try --jobs 1")


_shared: Materials | None = None


def _prepare(materials: Materials) -> None:
    """Keeps the materials in a worker process, and leaves Ctrl-C to the parent."""
    global _shared  # noqa: PLW0603 - a worker's only state, set once before its first brief
    _shared = materials
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _build_here(brief: str) -> Outcome:
    if _shared is None:
        raise RuntimeError("the worker was not prepared")
    return build(brief, _shared)


def build(brief: str, materials: Materials) -> Outcome:
    """One brief from records to files, in this process. Never raises for what a brief or template can cause."""
    from briefgen.press.errors import PressError

    try:
        return _build(brief, materials)
    except html.TemplateError as error:
        found = _in_template(error, materials.templates)
        return Failed(brief, "a template cannot be used", Exit.PROBLEMS, problems=(found,))
    except PressError as error:
        details = "".join(f"\n  {each}" for each in error.problems)
        return Failed(brief, f"{error.message}{details}", Exit(error.exit_code), error.help)
    except Exception as error:  # noqa: BLE001 - a bug of ours is told as such, and the other briefs go on
        return Failed(brief, f"{type(error).__name__}: {error}", Exit.BUG, trace=traceback.format_exc())


def _in_template(error: html.TemplateError, templates: tuple[Asset, ...]) -> Diagnostic:
    path, line = f"templates/{error.template}", error.line or 1
    data = next((each.data for each in templates if each.path == path), b"")
    excerpt = "".join(data.decode(errors="replace").splitlines()[line - 1 : line]) if error.line else ""
    return problem("template", Span(path, line, 1, line, 1), reason=error.message, excerpt=excerpt)


def _build(brief: str, materials: Materials) -> Outcome:
    from briefgen.press import fonts

    faces = tuple(fonts.FontFile(each.path, each.data, each.sha256) for each in materials.fonts)
    spec = materials.library.specs[brief]
    composed = compose(spec, materials.library)
    if materials.created is not None:
        composed = replace(composed, dated=materials.created.date().isoformat())
    cited = trace(cite(composed, materials.library), materials.library, materials.states)
    if problems := _unshowable(cited, materials, partial(fonts.missing, points=fonts.coverage(faces))):
        return Failed(brief, "characters that no font has", Exit.PROBLEMS, problems=problems)
    texts, files = _templates(materials.templates)
    run = _Run(cited, spec.style, texts, files, faces, _machine_copies(cited, materials.library))
    printed = run.print()
    outputs = []
    if "pdf" in materials.formats:
        outputs.append(Output(f"{brief}.pdf", printed.pdf))
    if "html" in materials.formats:
        page = html.standalone(html.render(cited, texts, printed.anchors, spec.style), texts)
        outputs.append(Output(f"{brief}.html", page.encode()))
    outputs += (Output(f"{brief}.{form}.pdf", run.for_paper(form, printed.pdf)) for form in materials.prints)
    outputs.append(Output(f"{brief}.lock", _lock(brief, cited, materials, tuple(outputs))))
    return Built(brief, tuple(outputs), printed.pages, len(cited.notes))


@dataclass(frozen=True, slots=True)
class _Run:
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
        printed = printing.print_brief(
            render,
            notes=html.floating(first),
            fonts=self.faces,
            files=self.files,
            created=datetime.fromisoformat(brief.dated).replace(tzinfo=UTC),
            variant=conformance.VARIANT,
            finishers=(tags.finisher(brief.digits), conformance.finisher, *finishers, fit.finisher),
            attached=self.attached,
            name=brief.id,
        )
        if most := html.most_pages(first):
            fit.check(most, brief.id)
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


def _machine_copies(cited: CitedBrief, library: Library) -> tuple[printing.Attached, ...]:
    from briefgen.press import printing
    from briefgen.press.versions import versions

    tools = {"briefgen": __version__, **versions()}
    record = machinecopy.trace(cited, library, tools).decode()
    return (
        printing.Attached(
            machinecopy.TEXT_NAME, machinecopy.text(cited), "نص الورقة كما يُقرأ", "Alternative"
        ),
        printing.Attached(machinecopy.TRACE_NAME, record, "الوقائع والحواشي ومقاطعها", "Data"),
    )


def _unshowable(cited: CitedBrief, materials: Materials, missing: glyphs.Missing) -> tuple[Diagnostic, ...]:
    spec = materials.library.specs[cited.brief.id]
    facts = dict.fromkeys(fact for note in cited.notes for each in note.cited for fact in each.facts)
    sources = dict.fromkeys(each.source for each in cited.references)
    return ordered(glyphs.of_brief(spec, facts, sources, materials.library, missing))


def _templates(assets: tuple[Asset, ...]) -> tuple[Mapping[str, str], Mapping[str, bytes]]:
    """The templates as texts by name, and all files of the templates' folder as bytes by name."""
    files = {each.path.removeprefix("templates/"): each.data for each in assets}
    texts: dict[str, str] = {}
    for name, data in files.items():
        if name.endswith(_TEXTS):
            try:
                texts[name] = data.decode()
            except UnicodeDecodeError as error:
                line = data.count(b"\n", 0, error.start) + 1
                raise html.TemplateError(name, line, "the file is not UTF-8 text") from error
    return texts, files


def _lock(brief: str, cited: CitedBrief, materials: Materials, outputs: tuple[Output, ...]) -> bytes:
    from briefgen.press.versions import versions

    spans = [materials.library.specs[brief].places.span]
    spans += [
        materials.library.facts[name].places.span
        for note in cited.notes
        for each in note.cited
        for name in each.facts
    ]
    spans += [materials.library.sources[each.source].places.span for each in cited.references]
    used = {span.file for span in spans}
    assets = (
        Entry(each.path, len(each.data), each.sha256) for each in (*materials.templates, *materials.fonts)
    )
    inputs = (*(each for each in materials.records if each.path in used), *assets)
    made = (Entry(each.name, len(each.data), sha256(each.data).hexdigest()) for each in outputs)
    options = {"created": materials.created.isoformat()} if materials.created else {}
    if cited.trace:
        options["evidence"] = _evidence(cited)
    return lock(brief, inputs, made, {"briefgen": __version__, **versions()}, options)


def _evidence(cited: CitedBrief) -> str:
    """The SHA-256 of what the trace annex says of each passage: it depends on the snapshots that were at hand."""
    rows = (f"{each.fact} {each.digest} {plain(each.state)}\n" for each in cited.trace)
    return sha256("".join(rows).encode()).hexdigest()
