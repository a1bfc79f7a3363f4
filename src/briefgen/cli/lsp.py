"""`briefgen lsp`: the server that editors talk to, driven by the same checks as `briefgen check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.checks import passages
from briefgen.cli.languages import LanguageOption, language_of
from briefgen.cli.stores import SettingsError, SnapshotsOption, archive_of, store_of
from briefgen.diagnostics.model import Diagnostic, ordered
from briefgen.diagnostics.texts import phrase
from briefgen.errors import EnvironmentFailedError, Exit
from briefgen.evidence.verification import prove
from briefgen.loading import load
from briefgen.records.settings import decode_settings
from briefgen.workspace import Input, Workspace
from briefgen.yamltext import parse

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.langserver.desk import View


def command(lang: LanguageOption = None, snapshots: SnapshotsOption = None) -> int:
    """Serve an editor over standard input and output (Language Server Protocol)."""
    try:
        from briefgen.langserver.conversation import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol", "cattrs", "attrs"):
            raise
        said = phrase("needs-package", what="`briefgen lsp`", package=str(error.name))
        raise EnvironmentFailedError(said, phrase("install-extra", extra="lsp")) from error
    dismissed = serve(lambda workspace: examined(workspace, snapshots), language_of(lang), lang is not None)
    # LSP 3.17, `exit`: 0 if the server was asked to shut down before, else 1.
    return Exit.DONE if dismissed else Exit.PROBLEMS


def examined(workspace: Workspace, snapshots: Path | None) -> View:
    """Everything `briefgen check` finds, and the outcome of each passage where a snapshot store is at hand."""
    from briefgen.langserver.desk import View

    loaded, settings = load(workspace), workspace.settings()
    problems = [*loaded.problems, *_of_settings(settings)]
    try:
        store = store_of(workspace, snapshots)
    except SettingsError:
        store = None  # told at its place, like any other problem of a file
    if store is None or not store.is_dir():
        return View(loaded, ordered(problems), settings=settings)
    archive = archive_of(loaded.library, store)
    proofs = prove(loaded.library, archive)
    problems += passages.of_proofs(proofs, loaded.library, archive)
    states = {proof.fact.id: tuple(each.verdict.state for each in proof.findings) for proof in proofs}
    return View(loaded, ordered(problems), states, settings)


def _of_settings(settings: Input | None) -> tuple[Diagnostic, ...]:
    if settings is None:
        return ()
    root, problems = parse(settings.path, settings.data)
    return problems if root is None else (*problems, *decode_settings(root)[1])
