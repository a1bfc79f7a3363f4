"""What builds share, read from a workspace: records, templates, faces, options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.diagnostics.texts import phrase
from briefgen.errors import EnvironmentFailedError
from briefgen.loading import Loaded
from briefgen.workspace import source_date_epoch

if TYPE_CHECKING:
    from briefgen.materials import Materials
    from briefgen.tracing import States


def materials_of(
    loaded: Loaded, formats: tuple[str, ...], prints: tuple[str, ...], states: States
) -> Materials:
    """The materials of a run. Raises EnvironmentFailedError where a face that is needed is not there."""
    from briefgen.lock import Entry
    from briefgen.materials import Asset, Materials
    from briefgen.press.errors import FontMissing
    from briefgen.press.fonts import FontFile, preferred

    own, default = loaded.workspace.fonts()
    try:
        faces = preferred(
            *(
                tuple(FontFile(each.path, each.data, each.sha256) for each in group)
                for group in (own, default)
            )
        )
    except FontMissing as error:
        raise EnvironmentFailedError(error.said, error.advice) from error
    if not faces:
        raise EnvironmentFailedError(phrase("no-fonts"))
    return Materials(
        library=loaded.library,
        records=tuple(Entry(each.path, len(each.data), each.sha256) for each in loaded.files),
        templates=tuple(Asset(each.path, each.data, each.sha256) for each in loaded.workspace.templates()),
        fonts=tuple(Asset(each.path, each.data, each.sha256) for each in faces),
        formats=formats,  # type: ignore[arg-type]  # the option allows these words only
        created=source_date_epoch(),
        states=states,
        prints=prints,  # type: ignore[arg-type]
    )
