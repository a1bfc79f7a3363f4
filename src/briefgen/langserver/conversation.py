"""The conversation with an editor: what it opens, changes, saves and closes, and which question gets which answer."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from lsprotocol import types
from pygls import uris

from briefgen.diagnostics.counting import Language
from briefgen.langserver import questions
from briefgen.langserver.desk import Examine
from briefgen.langserver.server import BriefgenServer

_WATCHED = ("**/briefs/*.{yaml,yml}", "**/briefs/*/*.{yaml,yml}", "**/briefgen.yaml")


def serve(examine: Examine, language: Language, chosen: bool) -> bool:
    """Talks over standard input and output until the editor ends it; whether it was dismissed before (`shutdown`).

    `examine` reads and checks a workspace; `chosen` tells that the language was asked for, else the editor's counts.
    What anything else prints meanwhile goes to standard error: it would be taken for a message.
    """
    server = made(examine, language, chosen)
    out = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with os.fdopen(os.dup(sys.stdin.fileno()), "rb") as stdin, os.fdopen(out, "wb") as stdout:
        server.start_io(stdin, stdout)
    return server.dismissed


def made(examine: Examine, language: Language, chosen: bool) -> BriefgenServer:
    """The server with all it answers to."""
    server = BriefgenServer(examine, language, chosen)
    for name, answer, options in _FEATURES:
        server.feature(name, options)(answer)
    return server


def _introduced(server: BriefgenServer, params: types.InitializeParams) -> None:
    """The editor's own language counts where none was chosen (LSP 3.16, `locale`, an IETF tag)."""
    if not server.chosen and params.locale:
        server.language = "ar" if params.locale.lower().partition("-")[0].partition("_")[0] == "ar" else "en"


def _initialized(server: BriefgenServer, _: types.InitializedParams) -> None:
    for folder in server.workspace.folders.values():
        name = uris.to_fs_path(folder.uri)
        if name and (Path(name) / "briefs").is_dir():
            server.changed(server.desk(Path(name)))
    watching = getattr(server.client_capabilities.workspace, "did_change_watched_files", None)
    if getattr(watching, "dynamic_registration", False):
        options = types.DidChangeWatchedFilesRegistrationOptions(
            [types.FileSystemWatcher(each) for each in _WATCHED]
        )
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        server.client_register_capability(
            types.RegistrationParams([types.Registration("briefgen-files", method, options)])
        )


def _dismissed(server: BriefgenServer, _: None) -> None:
    server.dismissed = True


def _opened(server: BriefgenServer, params: types.DidOpenTextDocumentParams) -> None:
    _changed_text(server, params.text_document.uri, params.text_document.version)


def _changed(server: BriefgenServer, params: types.DidChangeTextDocumentParams) -> None:
    _changed_text(server, params.text_document.uri, params.text_document.version)


def _changed_text(server: BriefgenServer, uri: str, version: int | None) -> None:
    if (found := server.placed(uri)) is not None:
        desk, path = found
        desk.buffers[path] = server.workspace.get_text_document(uri).source
        server.versions[uri] = version
        server.changed(desk)


def _closed(server: BriefgenServer, params: types.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    if (found := server.placed(uri)) is not None:
        desk, path = found
        desk.buffers.pop(path, None)
        server.versions.pop(uri, None)
        server.changed(desk)


def _saved(server: BriefgenServer, params: types.DidSaveTextDocumentParams) -> None:
    if (found := server.placed(params.text_document.uri)) is not None:
        server.changed(found[0])


def _watched(server: BriefgenServer, params: types.DidChangeWatchedFilesParams) -> None:
    for root in {found[0].root for each in params.changes if (found := server.placed(each.uri)) is not None}:
        server.changed(server.desks[root])


_COMPLETION = types.CompletionOptions(trigger_characters=["@", "[", " ", ","])
_FEATURES: tuple[tuple[str, Callable[..., object], object], ...] = (
    (types.INITIALIZE, _introduced, None),
    (types.INITIALIZED, _initialized, None),
    (types.SHUTDOWN, _dismissed, None),
    (types.TEXT_DOCUMENT_DID_OPEN, _opened, None),
    (types.TEXT_DOCUMENT_DID_CHANGE, _changed, None),
    (types.TEXT_DOCUMENT_DID_CLOSE, _closed, None),
    (types.TEXT_DOCUMENT_DID_SAVE, _saved, None),
    (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, _watched, None),
    (types.TEXT_DOCUMENT_HOVER, questions.hover, None),
    (types.TEXT_DOCUMENT_DEFINITION, questions.definition, None),
    (types.TEXT_DOCUMENT_REFERENCES, questions.references, None),
    (types.TEXT_DOCUMENT_PREPARE_RENAME, questions.prepared, None),
    (types.TEXT_DOCUMENT_RENAME, questions.renamed, types.RenameOptions(prepare_provider=True)),
    (
        types.TEXT_DOCUMENT_COMPLETION,
        questions.completed,
        _COMPLETION,
    ),
    (
        types.TEXT_DOCUMENT_CODE_ACTION,
        questions.acted,
        types.CodeActionOptions([types.CodeActionKind.QuickFix]),
    ),
    (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, questions.outlined, None),
    (types.WORKSPACE_SYMBOL, questions.searched, None),
)
