"""`briefgen fact search`: facts found by the words of their statements, topics, speakers and sources, ranked."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path, PurePosixPath
from time import time_ns
from typing import Annotated, Literal

import typer

from briefgen import edtf
from briefgen.cache import cache_of
from briefgen.cli.options import HERE, JsonOption, TerminalArabic, TerminalOption, WorkspaceOption, arabic_for
from briefgen.cli.telling import say, say_error, told
from briefgen.diagnostics.render import visible
from briefgen.diagnostics.texts import Count, Names, Text, phrase
from briefgen.errors import Exit, UsageError
from briefgen.factsearch.entries import ALWAYS
from briefgen.factsearch.index import File, Filters, Hit, Index
from briefgen.factsearch.keeping import answered
from briefgen.factsearch.nearest import nearest
from briefgen.factsearch.query import Term, expression, marked, parse
from briefgen.glances import look, settled_before
from briefgen.ondemand import dataclass
from briefgen.records.fact import KINDS
from briefgen.workspace import Workspace, beginning, environment

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_TELL_FROM = 50
Many = list[str] | None


def command(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORDS…", help='Words, «phrases» or "phrases", -words that must not be there, begin*.'
        ),
    ] = None,
    topics: Annotated[Many, typer.Option("--topic", help="Only facts of this topic.")] = None,
    kinds: Annotated[
        Many, typer.Option("--kind", help=f"Only facts of this kind: {', '.join(KINDS)}.")
    ] = None,
    sources: Annotated[Many, typer.Option("--source", help="Only facts that rest on this source.")] = None,
    since: Annotated[str, typer.Option("--from", help="Only facts dated in or after this time.")] = "",
    until: Annotated[str, typer.Option("--to", help="Only facts dated in or before this time.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many at most; 0 for all.")] = 20,
    workspace: WorkspaceOption = HERE,
    as_json: JsonOption = False,
    terminal_arabic: TerminalOption = TerminalArabic.auto,
) -> int:
    """Find facts by words of their statements, ids, topics, speakers and sources, the best first."""
    terms = parse(" ".join(words or ()))
    filters = Filters(tuple(topics or ()), tuple(kinds or ()), tuple(sources or ()), _days(since, until))
    asked = expression(terms)
    if not asked and (terms or filters == Filters()):
        raise UsageError(phrase("nothing-asked"), phrase("ask-for-something"))
    opened = Workspace(workspace)
    found = answered(
        cache_of(opened.root),
        _files(opened),
        _progress,
        partial(_found, terms=terms, filters=filters, limit=limit),
    )
    if found.unread:
        say_error(phrase("not-searched", names=Names(found.unread)), word="warning")
    if not found.total:
        say(phrase("none-found"))
        if found.advice:
            say(phrase("advice", what=found.advice), 2)
    if as_json:
        record = {"total": found.total, "facts": [asdict(each) for each in found.hits]}
        print(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        _print(found.hits, terms, terminal_arabic)
    if len(found.hits) < found.total and limit:
        say(phrase("some-of", shown=str(len(found.hits)), facts=Count(found.total, "fact")))
    return Exit.DONE


@dataclass(frozen=True, slots=True)
class _Found:
    """How many facts answer, the best of them, the files that were not read, and what helps where nothing is found."""

    total: int
    hits: tuple[Hit, ...]
    unread: tuple[str, ...]
    advice: Text | None


def _found(index: Index, terms: tuple[Term, ...], filters: Filters, limit: int) -> _Found:
    _refuse_unknown(index, filters)
    total, hits = index.search(expression(terms), filters, limit or -1)
    return _Found(total, hits, tuple(index.broken()), None if total else _advice(index, terms, filters))


def _days(since: str, until: str) -> tuple[int, int] | None:
    if not since and not until:
        return None
    first, last = (
        _date(text, option) if text else None for text, option in ((since, "--from"), (until, "--to"))
    )
    begin = first.earliest if first else None
    end = last.latest if last else None
    return (begin.toordinal() if begin else ALWAYS[0], end.toordinal() if end else ALWAYS[1])


def _date(text: str, option: str) -> edtf.Edtf:
    try:
        return edtf.parse(text)
    except edtf.EdtfError as error:
        raise UsageError(phrase("not-a-date", option=option, text=text), error.reason) from error


def _files(workspace: Workspace) -> tuple[File, ...]:
    """The files of facts and sources, unread. What changed a moment ago may change again and look the same."""
    clock = time_ns()
    found = []
    folders: tuple[Literal["facts", "sources"], ...] = ("facts", "sources")
    for folder in folders:
        for path, place in workspace.listed(folder):
            seen = look(str(place))
            known = seen if settled_before({path: seen}, clock) else ""
            source = PurePosixPath(path).stem if folder == "sources" else ""
            found.append(File(path, known, partial(_beginning, place), source))
    return tuple(found)


def _beginning(place: Path) -> bytes:
    """Enough of a file: one that is larger than anybody writes is not searched, and need not be read whole."""
    return beginning(place)[0]


def _progress(done: int, of: int) -> None:
    if of >= _TELL_FROM and sys.stderr.isatty():
        text = phrase("taking-in", files=Count(of, "file"), percent=str(100 * done // of))
        print(
            "\r" + " ".join(told(text, sys.stderr)),
            end="\n" if done == of - 1 else "",
            file=sys.stderr,
        )


def _refuse_unknown(index: Index, filters: Filters) -> None:
    tables: tuple[tuple[Literal["topic", "source"], tuple[str, ...], Literal["topic", "cites"]], ...] = (
        ("topic", filters.topics, "topic"),
        ("source", filters.sources, "cites"),
    )
    for what, names, table in tables:
        known = index.names(table) if names else ()
        for name in names:
            if name not in known:
                raise UsageError(
                    phrase(f"no-fact-of-{what}", name=name),
                    phrase(f"known-{what}s", names=Names(tuple(known))),
                )
    for kind in filters.kinds:
        if kind not in KINDS:
            raise UsageError(phrase("no-kind", name=kind), phrase("one-of", names=Names(KINDS)))


def _print(hits: tuple[Hit, ...], terms: tuple[Term, ...], mode: TerminalArabic) -> None:
    arabic = arabic_for(mode, sys.stdout)
    # Marks would be torn apart where the order of letters is changed.
    bold = sys.stdout.isatty() and arabic is str and "NO_COLOR" not in environment()
    width = max((len(each.id) for each in hits), default=0)
    for hit in hits:
        says = visible(hit.says)
        says = marked(says, terms, _BOLD, _PLAIN) if bold else says
        print(arabic(f"{hit.id:<{width}}  {visible(hit.date):<12} {says}"))


def _advice(index: Index, terms: tuple[Term, ...], filters: Filters) -> Text | None:
    """What helps where nothing is found: another word, fewer filters, fewer words."""

    def count(asked: str) -> int:
        return index.search(asked, Filters(), 0)[0]

    wanted = [each for each in terms if not each.absent]
    meant = nearest(terms, count, index.words)
    if meant:
        return phrase("mean-words", words=meant)
    if filters != Filters() and wanted and count(expression(terms)):
        return phrase("without-filters")
    if len(wanted) > 1:
        each_alone = (f"{' '.join(each.words)} ({count(expression((each,)))})" for each in wanted)
        return phrase("each-alone", names=Names(tuple(each_alone)))
    return None
