"""How fast a page is printed in a process that has printed before: briefgen's press and WeasyPrint as it is."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tools.bench import workspaces
from tools.bench.drafts import draft
from tools.bench.figures import line, ratio
from tools.bench.fontconfig import FONTS
from tools.bench.pdf import pages
from tools.bench.registry import Contender, Setting, Subject
from tools.bench.results import Claim, Curve, Findings, Measured
from tools.bench.warm import Warm

_PRESS, _PLAIN = "briefgen's press", "plain WeasyPrint"
_TAGGED, _OFF = "plain WeasyPrint, tagged PDF/A", "briefgen's press, mends for speed off"
_MEASURED_NOTES = (200, 400, 800)


def measure(setting: Setting) -> Findings:
    """q4, q12 and q72 in warm processes; the press alone on texts of one, two and four times the length."""
    if setting.quick:
        tiny = _race(setting, _page(setting, "q72", 4), (_PLAIN, _PRESS))
        return Findings(_named("tiny", tiny), (_faster("a few lines", tiny, None),))
    short = _race(setting, _page(setting, "q4"), (_PLAIN, _TAGGED, _OFF, _PRESS), count=True)
    middle = _race(setting, _page(setting, "q12"), (_PLAIN, _PRESS), rounds=3)
    long = _race(setting, _page(setting, "q72"), (_PLAIN, _PRESS), rounds=2, count=setting.full)
    new = _new(setting, "q4", "q12"), _new(setting, "q72", "q12", rounds=2)
    curve, growth = _growth(setting, long[_PRESS])
    return Findings(
        (
            *_named("q4", short),
            *_named("q12", middle),
            *_named("q72", long),
            *_named("q4, another before", new[0]),
            *_named("q72, another before", new[1]),
        ),
        (
            _faster("4 pages", short, 3.0),
            ratio(
                "4 pages: plain WeasyPrint making a tagged PDF/A too / briefgen's press",
                short[_TAGGED],
                short[_PRESS],
            ),
            ratio("4 pages: briefgen's press, mends for speed off / on", short[_OFF], short[_PRESS]),
            _faster("about 12 pages", middle, None),
            _faster("about 72 pages, 800 notes", long, 6.0),
            _faster("4 pages, only another text printed before", new[0], 3.0),
            _faster("about 72 pages, only another text printed before", new[1], 6.0),
            growth,
        ),
        curves=(curve,),
        remarks=(
            "All print the same HTML with the same fonts, in one layout. Plain WeasyPrint makes an ordinary PDF with "
            "its default options; the press counts notes and letters on the pages, writes text that copies out "
            "exactly, tags it and claims PDF/A-3a and PDF/UA-1, all within its time. A process that prints the same "
            "text again finds its lines remembered, as after an edit; so two claims are of a text that is new to it.",
        ),
    )


def _faster(what: str, found: dict[str, Measured], goal: float | None) -> Claim:
    return ratio(f"{what}: plain WeasyPrint / briefgen's press, warm", found[_PLAIN], found[_PRESS], goal)


def _new(setting: Setting, name: str, other: str, rounds: int | None = None) -> dict[str, Measured]:
    """The race over a text in processes that have only printed another one."""
    page, before = _page(setting, name), _page(setting, other)
    shared = {
        "page": str(page),
        "other": str(before),
        "out": str(page.with_suffix(".new.pdf")),
        "fonts": str(FONTS),
    }
    with ExitStack() as stack:
        warm = {
            each: stack.enter_context(Warm("tools.bench.printing:new_text", {**shared, "factory": factory}))
            for each, factory in ((_PLAIN, "weasyprint"), (_PRESS, "press"))
        }
        return setting.race({each: process.run for each, process in warm.items()}, {}, rounds)


def _named(text: str, found: dict[str, Measured]) -> tuple[Measured, ...]:
    return tuple(Measured(f"{text}: {name}", each.samples, each.calls) for name, each in found.items())


def _page(setting: Setting, name: str, notes: int = 0) -> Path:
    """A text as HTML, made once."""
    workspace = setting.folder / f"{name}-{notes}"
    made = workspace / "html" / f"{name}.brief.html"
    if made.exists():
        return made
    workspaces.text(workspace, name, notes)
    return draft(workspace, name).write(workspace / "html")


def _race(
    setting: Setting, page: Path, names: tuple[str, ...], rounds: int | None = None, count: bool = False
) -> dict[str, Measured]:
    with ExitStack() as stack:
        warm = {name: stack.enter_context(_warm(name, page)) for name in names}
        contenders: dict[str, Contender] = {name: each.run for name, each in warm.items()}
        calls = {name: each.calls for name, each in warm.items()} if count else {}
        return setting.race(contenders, calls, rounds)


def _warm(name: str, page: Path) -> Warm:
    shared: dict[str, Any] = {"page": str(page), "out": str(page.with_suffix(".pdf")), "fonts": str(FONTS)}
    if name == _PLAIN:
        return Warm("tools.bench.printing:weasyprint", shared)
    if name == _TAGGED:
        return Warm("tools.bench.printing:weasyprint", {**shared, "variant": "pdf/a-3a", "tags": True})
    return Warm("tools.bench.printing:press", {**shared, "mended": name == _PRESS})


def _growth(setting: Setting, long: Measured) -> tuple[Curve, Claim]:
    """The press's best time on texts of growing length, over their pages, and how far that is from a straight line."""
    points = []
    for notes in _MEASURED_NOTES:
        page = _page(setting, "q72", notes)
        found = _race(setting, page, (_PRESS,), rounds=2)[_PRESS] if notes != _MEASURED_NOTES[-1] else long
        if notes == _MEASURED_NOTES[-1]:
            page = setting.folder / "q72-0" / "html" / page.name
        points.append((float(pages(page.with_suffix(".pdf"))), min(each.seconds for each in found.samples)))
    says = "seconds a page at four times the length / at one time: 1 is linear"
    claim = Claim(says, (line(points),), "x", "at most", 1.25)
    return Curve("The press on one text at three lengths", "pages", "seconds", tuple(points)), claim


SUBJECT = Subject(
    "press",
    "Printing in a warm process",
    "One brief from HTML to PDF in a process that has printed before. q4 is a real brief of four pages; q12 and q72 "
    "are generated, note-dense and without repetition (q72: 800 notes).",
    10,
    measure,
)
