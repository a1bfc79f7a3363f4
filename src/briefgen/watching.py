"""Briefs printed again on every save, by workers that stay warm; the only module that imports `watchfiles`.

A session remembers what each brief was printed from, and prints again only those for which that has changed. While a
file cannot be read, or has an error, the last good output of its briefs stays. What becomes of a round is given back;
a terminal or a local preview tells it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from briefgen.builds import Built, Failed
from briefgen.crews import PRELOADED, Crew
from briefgen.diagnostics.model import Diagnostic, ordered
from briefgen.errors import BriefgenError
from briefgen.freshness import Ingredients, Survey, inputs_digest
from briefgen.loading import Loaded, buildable, load
from briefgen.lock import Lock
from briefgen.materials import Materials
from briefgen.runs import run_on
from briefgen.staleness import differences
from briefgen.workspace import Workspace

Gather = Callable[[Loaded, Survey], Materials]
Keep = Callable[[Built], None]
FOLDERS = ("briefs", "templates", "fonts")
# Milliseconds: a burst of saves ends when nothing more comes for `_QUIET`; it is not waited for longer than `_LONGEST`.
_QUIET, _LONGEST, _LOOK = 40, 1000, 500


@dataclass(frozen=True, slots=True)
class Round:
    """What became of one look at the workspace.

    `problems` are all there are now; `news` tells whether they differ from those of the round before. `refused` are
    briefs that errors keep from being printed, `gone` those whose spec was deleted; their last outputs stay.
    `failure` is what kept the workspace from being read at all.
    """

    built: tuple[Built, ...] = ()
    failed: tuple[Failed, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    news: bool = False
    refused: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    failure: BriefgenError | None = None


@dataclass(slots=True)
class Session:
    """The briefs of a workspace kept up to date. Close it, or use it in a `with` statement.

    `names` are briefs or specs with a matrix; none stands for all, those written later too. `gather` makes the
    materials of a build from what was loaded and surveyed, `keep` takes each brief that was printed (and writes its
    files). `printed` are the locks of what lies there from before.
    """

    root: Path
    names: tuple[str, ...]
    gather: Gather
    keep: Keep
    workers: int = 1
    printed: dict[str, Lock] = field(default_factory=dict)
    _digests: dict[str, str] = field(default_factory=dict)
    _known: tuple[str, ...] = ()
    _problems: tuple[Diagnostic, ...] = ()
    _fonts: tuple[str, ...] = ()
    _crew: Crew | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the workers at once."""
        if self._crew is not None:
            self._crew.stop()
            self._crew = None

    def round(self) -> Round:
        """Looks at the workspace, and prints what was printed from something else, or never."""
        try:
            loaded = load(Workspace(self.root))
            wanted = loaded.wanted(self.names)
            problems = ordered((*loaded.shared_problems(), *loaded.problems_of(*wanted)))
            news, self._problems = problems != self._problems, problems
            able = buildable(loaded, wanted)
            gone, self._known = tuple(each for each in self._known if each not in wanted), wanted
            survey = Survey(loaded.library, loaded.recall)
            built, failed = self._print(able, self.gather(loaded, survey), survey) if able else ((), ())
        except BriefgenError as error:
            return Round(failure=error)
        refused = tuple(each for each in wanted if each not in able)
        return Round(built, failed, problems, news, refused, gone)

    def _print(
        self, able: tuple[str, ...], materials: Materials, survey: Survey
    ) -> tuple[tuple[Built, ...], tuple[Failed, ...]]:
        now = Ingredients.of(materials, survey)
        stale = tuple(each for each in able if self._stale(each, now))
        survey.keep()
        crew = self._warm(materials)
        if (
            not stale and crew is not self._crew
        ):  # a first brief in vain, so that the next one finds a warm worker
            next(run_on(crew, 1, able[:1], materials), None)
        self._crew = crew
        built, failed = [], []
        for outcome in run_on(crew, self.workers, stale, materials):
            if isinstance(outcome, Built):
                self.keep(outcome)
                self.printed[outcome.brief] = now.lock(outcome.brief)
                self._digests[outcome.brief] = now.digest(outcome.brief)
                built.append(outcome)
            else:
                self.printed.pop(outcome.brief, None)
                failed.append(outcome)
        return tuple(built), tuple(failed)

    def _stale(self, brief: str, now: Ingredients) -> bool:
        """Whether a brief was printed from something else, or never; a lock is made only where a digest differs."""
        then = self.printed.get(brief)
        if then is None:
            return True
        digest = now.digest(brief)
        if (self._digests.get(brief) or inputs_digest(then)) != digest and differences(then, now.lock(brief)):
            return True
        self._digests[brief] = digest
        return False

    def _warm(self, materials: Materials) -> Crew:
        """The workers; new ones for other faces, since an engine keeps those that it was started with."""
        fonts = tuple(each.sha256 for each in materials.fonts)
        if self._crew is not None and fonts == self._fonts:
            return self._crew
        self.close()
        self._fonts = fonts
        return Crew(self.workers, PRELOADED)


def saves(root: Path) -> Generator[bool]:
    """One item for each burst of saves in a workspace, for ever; False where nothing is known to have been saved.

    That is so at the start, and shortly after a folder was made, or exchanged for another one, which is noticed within
    half a second: what was saved before the watching began shows then. KeyboardInterrupt ends it.
    """
    from watchfiles import watch

    while True:
        seen = _folders(root)
        yield False
        changes = watch(
            *(seen or (root,)),
            watch_filter=_matters,
            debounce=_LONGEST,
            step=_QUIET,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
            recursive=bool(seen),
        )
        first = True
        for change in changes:
            if _folders(root) != seen:
                break
            if change or first:
                yield bool(change)
            first = False


def _folders(root: Path) -> dict[Path, int]:
    """The folders there are, each with its number on the disk."""
    return {each: each.stat().st_ino for name in FOLDERS if (each := root / name).is_dir()}


def _matters(_: object, path: str) -> bool:
    """Whether a file may be an input: not one that editors keep beside it while it is written."""
    name = path.rpartition("/")[2]
    return not name.startswith((".", "#")) and not name.endswith(("~", ".swp", ".swx", ".tmp", ".part"))
