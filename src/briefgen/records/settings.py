"""The settings of a workspace: `briefgen.yaml` beside `briefs/`, which need not exist."""

from __future__ import annotations

from briefgen.diagnostics.model import Diagnostic
from briefgen.ondemand import dataclass
from briefgen.records.decoding import Decoder
from briefgen.records.sourcekeys import SETTINGS
from briefgen.yamltext import Node


@dataclass(frozen=True, slots=True)
class Settings:
    """What is set; what is not is empty. Folders are relative to the workspace.

    `snapshots`: the folder of the snapshot store. `archive`: the folder of the archive that is published into.
    `publisher`: who publishes, as `name <address>`.
    """

    snapshots: str = ""
    archive: str = ""
    publisher: str = ""


def decode_settings(root: Node) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """The settings of a file, and all problems."""
    decoder = Decoder(None, root)
    fields = decoder.fields(root, SETTINGS.name, SETTINGS.names)
    if fields is None:
        return Settings(), tuple(decoder.problems)
    return Settings(*(fields.text(key) or "" for key in SETTINGS.names)), tuple(decoder.problems)
