"""`briefgen source add`: a document captured into the snapshot store, and a starter for its record."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen import edtf
from briefgen.cli.languages import spoken
from briefgen.cli.options import HERE, WorkspaceOption
from briefgen.cli.stores import SnapshotsOption, needed_store
from briefgen.cli.telling import say, say_error
from briefgen.diagnostics.texts import Count, phrase
from briefgen.errors import Exit, UsageError
from briefgen.loading import Loaded, load
from briefgen.records.amending import resnapped
from briefgen.records.decoding import ID
from briefgen.records.editing import quoted
from briefgen.records.starters import source_starter
from briefgen.workspace import Workspace, keep, now, prepare, read, write

if TYPE_CHECKING:
    from briefgen.capture.extraction import Kind
    from briefgen.evidence.store import Capture


class DocumentKind(StrEnum):
    """What a document is."""

    text = "text"
    html = "html"
    pdf = "pdf"


def command(
    document: Annotated[
        str,
        typer.Argument(metavar="FILE|URL", help="A text, HTML, PDF or WARC file, or an address to fetch."),
    ],
    name: Annotated[str, typer.Option("--id", help="The source's id.")],
    kind: Annotated[
        DocumentKind | None, typer.Option("--as", help="What the document is, where that cannot be told.")
    ] = None,
    url: Annotated[
        str,
        typer.Option(
            "--url", help="Where a file was captured from, or which page of a web archive is meant."
        ),
    ] = "",
    captured: Annotated[
        str, typer.Option("--captured", help="When a file was captured, as YYYY-MM-DD; unknown if not given.")
    ] = "",
    replace: Annotated[
        bool, typer.Option("--replace", help="Make this the snapshot of a source that names another one.")
    ] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from private and local addresses too.")
    ] = False,
    workspace: WorkspaceOption = HERE,
    snapshots: SnapshotsOption = None,
) -> int:
    """Keep a document and its text in the snapshot store, and start the source's record if it has none."""
    if not ID.match(name):
        raise UsageError(phrase("not-an-id", name=name), phrase("shape-of-ids"))
    if captured and not _is_date(captured):
        raise UsageError(phrase("not-a-date", option="--captured", text=captured))
    opened = Workspace(workspace)
    folder = needed_store(opened, snapshots)
    loaded = load(opened)
    _check_replacing(loaded, name, replace)
    capture = _captured(document, kind.value if kind else None, url, captured, allow_private)
    from briefgen.evidence.store import files

    prepare(folder)
    new = keep(folder, files(capture))
    print(capture.sha256)
    say(
        phrase("kept-new", files=Count(len(new), "file"), path=str(folder))
        if new
        else phrase("kept-already", path=str(folder))
    )
    for doubt in capture.doubts:
        say_error(doubt, word="warning")
    return _record(loaded, name, capture, replace)


def _is_date(text: str) -> bool:
    try:
        edtf.parse(text)
    except edtf.EdtfError:
        return False
    return True


def _check_replacing(loaded: Loaded, name: str, replace: bool) -> None:
    """A record that cannot be read must not be guessed at, before anything is fetched."""
    if loaded.library.sources.get(name) is None and name in loaded.library.unread.sources:
        raise UsageError(phrase("record-unreadable", name=name), phrase("check-tells-why"))
    if replace and name not in loaded.library.sources:
        raise UsageError(phrase("nothing-to-replace", name=name))


def _captured(document: str, kind: Kind | None, url: str, captured: str, allow_private: bool) -> Capture:
    from dataclasses import replace

    from briefgen.capture.extraction import extract, kind_of
    from briefgen.capture.webarchive import document as archived
    from briefgen.capture.webarchive import is_webarchive

    if "://" in document:
        from briefgen.capture.fetching import fetch

        page = fetch(document, allow_private=allow_private)
        when = now().strftime("%Y-%m-%dT%H:%M:%SZ")
        found = extract(page.data, kind or kind_of(page.data, page.url, page.media_type), page.charset)
        return replace(found, url=page.url, captured=when)
    data = read(Path(document))
    if is_webarchive(data, document):
        entry = archived(data, url)
        found = extract(entry.data, kind or kind_of(entry.data, entry.url, entry.media_type), entry.charset)
        return replace(found, url=entry.url, captured=entry.captured, within=entry.record)
    return replace(extract(data, kind or kind_of(data, document)), url=url, captured=captured)


def _record(loaded: Loaded, name: str, capture: Capture, replace: bool) -> int:
    """Starts the source's record, or sets its snapshot where it has none or was asked to; else leaves it alone."""
    source = loaded.library.sources.get(name)
    path = f"briefs/sources/{name}.yaml"
    if source is None:
        day = capture.captured[:10]
        prepare(loaded.workspace.root / "briefs" / "sources")
        write(loaded.workspace.root / path, _starter(name, capture, day))
        say(phrase("record-started", path=path))
        return Exit.DONE
    path = source.places.span.file
    if source.snapshot is not None and source.snapshot.sha256 == capture.sha256:
        return Exit.DONE
    if source.snapshot is not None and not replace:
        say(phrase("other-snapshot", path=path))
        return Exit.PROBLEMS
    data = next(each.data for each in loaded.files if each.path == path)
    amended = resnapped(path, data, name, capture.sha256)
    if amended is None:
        say(phrase("digest-by-hand", path=path))
        return Exit.PROBLEMS
    loaded.workspace.update(path, data, amended)
    say(phrase("names-snapshot", path=path))
    return Exit.DONE


def _starter(name: str, capture: Capture, day: str) -> bytes:
    """A record with what is known of a captured document; its title is ours, so it stands in square brackets."""
    known = {"URL": capture.url, "accessed": day}
    values = {
        "type": ("webpage" if capture.url else "document",),
        "title": (quoted(f"[{name}]"),),
        **{key: (quoted(text),) for key, text in known.items() if text},
        "snapshot": ("", f"  sha256: {capture.sha256}", "  norm: n1"),
    }
    return source_starter(spoken(), values).encode()
