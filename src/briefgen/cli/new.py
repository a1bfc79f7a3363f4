"""`briefgen new`: commented starters of briefs, facts and sources, and of a whole workspace."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from briefgen.cli import schema
from briefgen.cli.languages import LanguageOption, language_of
from briefgen.cli.options import HERE, WorkspaceOption
from briefgen.cli.telling import say
from briefgen.diagnostics.texts import Names, Text, phrase
from briefgen.errors import BriefgenError, Exit, UsageError
from briefgen.loading import Loaded, load
from briefgen.records.decoding import ID
from briefgen.records.editing import quoted
from briefgen.records.fact import KINDS
from briefgen.records.starters import (
    fact_starter,
    facts_file,
    settings_starter,
    source_starter,
    spec_starter,
    with_fact,
)
from briefgen.workspace import Workspace, keep, now, prepare

app = typer.Typer(
    help="Start a brief, a fact, a source or a workspace.", no_args_is_help=True, rich_markup_mode=None
)
# Archived texts have rights of their own: they stand beside the briefs here, and out of the repository.
_STORE = "snapshots"
_FOLDERS = ("briefs", "briefs/facts", "briefs/sources", _STORE)
_IGNORED = b".briefgen/\n.briefgen_cache/\nbuild/\nsnapshots/\n"
NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="Its id: words of a-z and 0-9 joined by hyphens.")
]
TitleOption = Annotated[str, typer.Option("--title", help="Its title.")]


class NotChangedError(BriefgenError):
    """A file that is written in a way that is not changed here."""

    exit_code = Exit.PROBLEMS


@app.command("brief")
def brief(
    name: NameArgument,
    title: TitleOption = "",
    topics: Annotated[
        list[str] | None,
        typer.Option("--topic", help="A topic that it selects; the one of most facts if not given."),
    ] = None,
    lang: LanguageOption = None,
    workspace: WorkspaceOption = HERE,
) -> int:
    """Start a topic spec, briefs/NAME.yaml."""
    loaded = _loaded(workspace, name)
    if taken := dict(loaded.spec_files).get(name):
        raise UsageError(phrase("taken-brief", name=name, place=taken))
    counted = Counter(topic for fact in loaded.library.facts.values() for topic in fact.topics)
    known = [topic for topic, _ in counted.most_common(1)]
    for topic in topics or ():
        if topic not in counted:
            names = Names(tuple(sorted(counted)))
            raise UsageError(phrase("no-fact-of-topic", name=topic), phrase("known-topics", names=names))
    language = language_of(lang)
    values = {"as_of": (quoted(now().date().isoformat()),), "section": (quoted(title) if title else "",)}
    text = spec_starter(name, language, {**values, **_given(title=title)}, topics or known)
    _create(loaded, f"briefs/{name}.yaml", text)
    return _told(loaded, lang, phrase("next-brief", name=name))


@app.command("source")
def source(
    name: NameArgument,
    title: TitleOption = "",
    url: Annotated[str, typer.Option("--url", help="Its address.")] = "",
    lang: LanguageOption = None,
    workspace: WorkspaceOption = HERE,
) -> int:
    """Start the record of a source, briefs/sources/NAME.yaml."""
    loaded = _loaded(workspace, name)
    known = {
        Path(each.path).stem: each.path for each in loaded.files if each.path.startswith("briefs/sources/")
    }
    if name in known:
        raise UsageError(phrase("taken-source", name=name, place=known[name]))
    values = {"type": ("webpage" if url else "document",), **_given(title=title, URL=url)}
    _create(loaded, f"briefs/sources/{name}.yaml", source_starter(language_of(lang), values))
    return _told(loaded, lang, phrase("next-source", name=name))


@app.command("fact")
def fact(
    name: NameArgument,
    topic: Annotated[
        str, typer.Option("--topic", help="Its topic, and the file it goes into: briefs/facts/TOPIC.yaml.")
    ],
    says: Annotated[str, typer.Option("--says", help="What it says.")] = "",
    kind: Annotated[str, typer.Option("--kind", help=f"One of {', '.join(KINDS)}.")] = "",
    date: Annotated[
        str, typer.Option("--date", help="When: 2018, 2018-10, 2018-10-17, 2015~, 2014/2017.")
    ] = "",
    lang: LanguageOption = None,
    workspace: WorkspaceOption = HERE,
) -> int:
    """Start a fact at the end of briefs/facts/TOPIC.yaml, which is made where it is missing."""
    loaded = _loaded(workspace, name, topic)
    if kind and kind not in KINDS:
        raise UsageError(phrase("no-kind", name=kind), phrase("one-of", names=Names(KINDS)))
    found = loaded.library.facts.get(name)
    if found is not None or name in loaded.library.unread.facts:
        if found is None:
            raise UsageError(phrase("taken-fact", name=name))
        span = found.places.span
        raise UsageError(phrase("taken-fact-at", name=name, path=span.file, line=str(span.line)))
    values = {"kind": (kind,)} if kind else {}
    lines = fact_starter(
        name, language_of(lang), {**values, "topics": (f"[{topic}]",), **_given(says=says, date=date)}
    )
    path = next(
        (each.path for each in loaded.files if each.path in _paths(topic)), f"briefs/facts/{topic}.yaml"
    )
    before = next((each.data for each in loaded.files if each.path == path), None)
    if before is None:
        _create(loaded, path, facts_file(lines))
    else:
        after = with_fact(path, before, name, lines)
        if after is None:
            raise NotChangedError(phrase("not-changed-here", path=path), phrase("check-tells-more"))
        loaded.workspace.update(path, before, after)
        print(path)
    return _told(loaded, lang, phrase("next-fact", name=name))


@app.command("workspace")
def workspace(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Its folder; made where it is missing.")],
    lang: LanguageOption = None,
) -> int:
    """Start a workspace: the folders of briefs, facts and sources, and settings."""
    if (folder / "briefs").exists():
        raise UsageError(phrase("taken-workspace", path=str(folder)))
    for each in _FOLDERS:
        prepare(folder / each)
    files = (
        ("briefgen.yaml", settings_starter(language_of(lang), {"snapshots": (_STORE,)}).encode()),
        (".gitignore", _IGNORED),
    )
    for path in keep(folder, files):
        print(folder / path)
    schema.refresh(Workspace(folder), language_of(lang))
    say(phrase("next", step=phrase("next-workspace", path=str(folder))))
    return Exit.DONE


def _loaded(folder: Path, *names: str) -> Loaded:
    """The workspace, once the names are known to be ids."""
    for name in names:
        if not ID.match(name):
            raise UsageError(phrase("not-an-id", name=name), phrase("shape-of-ids"))
    return load(Workspace(folder))


def _given(**texts: str) -> dict[str, tuple[str, ...]]:
    return {key: (quoted(" ".join(text.split())),) for key, text in texts.items() if text.strip()}


def _paths(topic: str) -> tuple[str, str]:
    return f"briefs/facts/{topic}.yaml", f"briefs/facts/{topic}.yml"


def _create(loaded: Loaded, path: str, text: str) -> None:
    if not keep(loaded.workspace.root, [(path, text.encode())]):
        raise UsageError(phrase("there-already", path=path))
    print(path)


def _told(loaded: Loaded, lang: LanguageOption, step: Text) -> int:
    """Writes the schemas with the new id, and says what comes next."""
    schema.refresh(loaded.workspace, language_of(lang))
    say(phrase("next", step=step))
    return Exit.DONE
