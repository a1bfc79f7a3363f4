"""The settings of a workspace: `briefgen.yaml` beside `briefs/`, which need not exist."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.diagnostics.model import Diagnostic
from briefgen.records.decoding import Decoder
from briefgen.yamltext import Node


@dataclass(frozen=True, slots=True)
class Settings:
    """`snapshots`: the folder of the snapshot store, relative to the workspace; empty when none is set."""

    snapshots: str = ""


def decode_settings(root: Node) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """The settings of a file, and all problems."""
    decoder = Decoder(None, root)
    fields = decoder.fields(root, "the settings", ("snapshots",))
    if fields is None:
        return Settings(), tuple(decoder.problems)
    return Settings(fields.text("snapshots") or ""), tuple(decoder.problems)
