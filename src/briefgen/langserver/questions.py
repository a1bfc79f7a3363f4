"""Questions about places in files: what is this, where is it written, what can stand here, what repairs it."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import cast

from lsprotocol import types

from briefgen.arabic.stemming import holds
from briefgen.diagnostics.model import Edit
from briefgen.langserver import completion, hovers
from briefgen.langserver.desk import Desk, View
from briefgen.langserver.mentions import Mention, Place, at, guessed
from briefgen.langserver.outline import outline
from briefgen.langserver.positions import to_column
from briefgen.langserver.server import BriefgenServer
from briefgen.records.decoding import ID

# How many facts a search from the editor lists.
_MOST = 100
_NAMEABLE = {"fact", "topic", "measure"}


async def _place(
    server: BriefgenServer, uri: str, position: types.Position
) -> tuple[Desk, str, int, int] | None:
    """The file of a question, and the line and column that it is about, both from 1."""
    found = server.placed(uri)
    if found is None:
        return None
    desk, path = found
    await server.ready(desk)
    words = server.wording(desk)
    lines = words.lines(path)
    text = lines[position.line] if position.line < len(lines) else ""
    return desk, path, position.line + 1, to_column(text, position.character, words.encoding) + 1


def _here(desk: Desk, path: str, line: int, column: int) -> Place | None:
    """What a place names or is; in a file that cannot be read, what its word would name."""
    found = at(desk.places(path), line, column)
    lines = desk.lines(path)
    if found is not None or desk.view is None or line > len(lines) or desk.root_node(path) is not None:
        return found
    return guessed(lines[line - 1], line, column, path, desk.view.known.ids)


async def hover(server: BriefgenServer, params: types.HoverParams) -> types.Hover | None:
    """What is here: an id, a key or a word."""
    asked = await _place(server, params.text_document.uri, params.position)
    if asked is None:
        return None
    desk, path, line, column = asked
    here = await server.beside(lambda: _here(desk, path, line, column))
    if here is None or (isinstance(here, Mention) and desk.view is None):
        return None
    if isinstance(here, Mention):
        view = cast("View", desk.view)
        text = hovers.of_mention(here, view.loaded.library, view.states, server.language)
    else:
        text = hovers.of_described(here.what, server.language)
    content = types.MarkupContent(types.MarkupKind.Markdown, text)
    return types.Hover(content, server.wording(desk).range(here.span)) if text else None


async def _same(
    server: BriefgenServer, uri: str, position: types.Position
) -> tuple[Desk, Mention, tuple[Mention, ...]] | None:
    """The id that a question is about, and every place that names the same thing."""
    asked = await _place(server, uri, position)
    if asked is None:
        return None
    desk, path, line, column = asked
    here = await server.beside(lambda: _here(desk, path, line, column))
    if not isinstance(here, Mention):
        return None
    targets = set(here.targets)
    listed = await server.beside(
        lambda: tuple(
            each
            for file in desk.paths()
            for each in desk.places(file)
            if isinstance(each, Mention) and each.name == here.name and targets & set(each.targets)
        )
    )
    return desk, here, listed


async def definition(server: BriefgenServer, params: types.DefinitionParams) -> list[types.Location] | None:
    """Where the thing named here is written; a topic or measure is where facts have it."""
    found = await _same(server, params.text_document.uri, params.position)
    if found is None:
        return None
    desk, _, listed = found
    words = server.wording(desk)
    defining = [each for each in listed if each.defining]
    return [words.location(each.span) for each in defining or listed]


async def references(server: BriefgenServer, params: types.ReferenceParams) -> list[types.Location] | None:
    """Every place that names the thing named here."""
    found = await _same(server, params.text_document.uri, params.position)
    if found is None:
        return None
    desk, _, listed = found
    words = server.wording(desk)
    wanted = [each for each in listed if params.context.include_declaration or not each.defining]
    return [words.location(each.span) for each in wanted]


async def prepared(server: BriefgenServer, params: types.PrepareRenameParams) -> types.Range | None:
    """What would be renamed; None for what is named by its file."""
    found = await _same(server, params.text_document.uri, params.position)
    if found is None or not set(found[1].targets) <= _NAMEABLE:
        return None
    return server.wording(found[0]).range(found[1].span)


async def renamed(server: BriefgenServer, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """The changes that give a fact, topic or measure another id everywhere; ValueError for what is none."""
    found = await _same(server, params.text_document.uri, params.position)
    if found is None or not set(found[1].targets) <= _NAMEABLE:
        return None
    desk, _, listed = found
    if not ID.match(params.new_name):
        raise ValueError(
            f"`{params.new_name}` is not an id: lower-case words of a-z and 0-9 joined by hyphens"
        )
    if desk.view is not None and params.new_name in desk.view.loaded.library.facts:
        raise ValueError(f"there is a fact `{params.new_name}` already")
    return server.wording(desk).edit([Edit(each.span, params.new_name) for each in listed])


async def completed(server: BriefgenServer, params: types.CompletionParams) -> types.CompletionList | None:
    """What can be written here."""
    asked = await _place(server, params.text_document.uri, params.position)
    if asked is None or asked[0].view is None:
        return None
    desk, path, line, column = asked
    words = server.wording(desk)
    lines, known = words.lines(path), cast("View", desk.view).known
    found = await server.beside(
        lambda: completion.offers(path, lines, line - 1, column - 1, known, server.language)
    )
    text = lines[line - 1] if line <= len(lines) else ""
    return words.completion(found, line - 1, column - 1, text)


async def acted(server: BriefgenServer, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    """The repairs of the problems in a range."""
    found = server.placed(params.text_document.uri)
    if found is None or found[0].view is None:
        return None
    desk, path = found
    words = server.wording(desk)
    repairable = [each for each in cast("View", desk.view).problems if each.span.file == path and each.fix]
    near = [each for each in repairable if _meets(words.range(each.span), params.range)]
    return [action for each in near if (action := words.action(each)) is not None]


def _meets(one: types.Range, other: types.Range) -> bool:
    return not (one.end < other.start or other.end < one.start)


async def outlined(
    server: BriefgenServer, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | None:
    """The outline of a file."""
    found = server.placed(params.text_document.uri)
    if found is None:
        return None
    desk, path = found
    words = server.wording(desk)
    entries = await server.beside(lambda: outline(path, desk.root_node(path)))
    kind = types.SymbolKind.Constant
    return [
        types.DocumentSymbol(each.name, kind, words.range(each.span), words.range(each.span), each.said)
        for each in entries
    ]


async def searched(
    server: BriefgenServer, params: types.WorkspaceSymbolParams
) -> list[types.WorkspaceSymbol] | None:
    """The facts whose id or statement holds every word that is asked for, in any form of it."""

    def found(desk: Desk, view: View) -> list[types.WorkspaceSymbol]:
        asked, words = params.query, server.wording(desk)
        hits = (each for each in view.loaded.library.facts.values() if holds(f"{each.id} {each.says}", asked))
        kind = types.SymbolKind.Constant
        return [
            types.WorkspaceSymbol(words.location(each.places.span), f"{each.id}: {each.says}", kind)
            for each in islice(hits, _MOST)
        ]

    views = [(desk, desk.view) for desk in server.desks.values() if desk.view is not None]
    return [each for desk, view in views for each in await server.beside(partial(found, desk, view))]
