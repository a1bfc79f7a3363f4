"""The server: messages of the protocol in, answers out.

Examinations run beside the conversation, one at a time; what has been overtaken by a newer change is not told. Nothing
that an editor opens, breaks or deletes ends it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from briefgen import __version__
from briefgen.diagnostics.counting import Language
from briefgen.errors import BriefgenError
from briefgen.langserver.desk import Desk, Examine, View, place_of
from briefgen.langserver.positions import Encoding
from briefgen.langserver.wording import Wording

# How long the server waits after a change for the next one, in seconds.
PAUSE = 0.15
T = TypeVar("T")


class BriefgenServer(LanguageServer):
    """One conversation with one editor, over any number of workspaces."""

    def __init__(self, examine: Examine, language: Language, chosen: bool) -> None:
        super().__init__("briefgen", __version__)
        self.examine, self.language, self.chosen = examine, language, chosen
        self.desks: dict[Path, Desk] = {}
        self.versions: dict[str, int | None] = {}
        self.told: dict[Path, set[str]] = {}
        self.pending: dict[Path, asyncio.Task[None]] = {}
        self.worker = ThreadPoolExecutor(1, thread_name_prefix="examination")
        self.first: dict[Path, asyncio.Event] = {}
        self.dismissed = False

    def placed(self, uri: str) -> tuple[Desk, str] | None:
        """The workspace of a file and its path there; None for what no workspace holds."""
        if not uri.startswith("file:"):
            return None
        file = uris.to_fs_path(uri)
        found = place_of(Path(file)) if file else None
        if found is None:
            return None
        root, path = found
        return self.desk(root), path

    def desk(self, root: Path) -> Desk:
        """The desk of a workspace, laid out at the first need."""
        if root not in self.desks:
            self.desks[root] = Desk(root, self.examine)
            self.first[root] = asyncio.Event()
        return self.desks[root]

    def wording(self, desk: Desk) -> Wording:
        """How things are told of this workspace, in the language and encoding that were agreed upon."""
        agreed = self.workspace.position_encoding or types.PositionEncodingKind.Utf16
        encoding: Encoding = types.PositionEncodingKind(agreed).value
        return Wording(desk.lines, lambda path: self.address(desk, path), self.language, encoding)

    def address(self, desk: Desk, path: str) -> str:
        """The URI of a file: as the editor writes it where it is open, else as we would."""
        file = desk.root / path
        for uri in self.versions:
            if (name := uris.to_fs_path(uri)) and Path(name) == file:
                return uri
        return file.as_uri()

    def changed(self, desk: Desk) -> None:
        """Examines a workspace once nothing has changed for a moment."""
        if (waiting := self.pending.get(desk.root)) is not None:
            waiting.cancel()
        self.pending[desk.root] = asyncio.get_running_loop().create_task(self._soon(desk))

    async def _soon(self, desk: Desk) -> None:
        await asyncio.sleep(PAUSE)
        buffers, versions = dict(desk.buffers), dict(self.versions)
        try:
            view = await asyncio.get_running_loop().run_in_executor(self.worker, desk.examined, buffers)
        except BriefgenError as error:
            self._log(f"{error.message}; {error.help}" if error.help else error.message)
            self._tell(desk, None, versions)
            return
        except Exception as error:  # noqa: BLE001 - the edge: the conversation goes on, and the bug is told
            self._log(f"a bug in briefgen: {type(error).__name__}: {error}")
            return
        finally:
            self.first[desk.root].set()
        desk.view = view
        self._tell(desk, view, versions)

    def _tell(self, desk: Desk, view: View | None, versions: dict[str, int | None]) -> None:
        """Publishes the problems of each file that has any, or had some before, or is open."""
        words = self.wording(desk)
        found: dict[str, list[types.Diagnostic]] = {path: [] for path in desk.buffers}
        found |= {path: [] for path in self.told.get(desk.root, ())}
        for problem in view.problems if view else ():
            found.setdefault(problem.span.file, []).append(words.diagnostic(problem))
        for path, problems in found.items():
            uri = self.address(desk, path)
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri, problems, versions.get(uri))
            )
        self.told[desk.root] = {path for path, problems in found.items() if problems}

    def _log(self, message: str) -> None:
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, message))

    async def ready(self, desk: Desk) -> None:
        """Waits for the first examination; later ones only refresh what is there."""
        if desk.root not in self.pending:
            self.changed(desk)
        await self.first[desk.root].wait()

    async def beside(self, work: Callable[[], T]) -> T:
        """Work that may take a moment, beside the conversation."""
        return await asyncio.get_running_loop().run_in_executor(None, work)
