"""Sheets about published versions, printed with what a version itself was printed with."""

from __future__ import annotations

from briefgen.builds import print_sheet
from briefgen.changelog import sheet
from briefgen.changes import Changes
from briefgen.composition import compose
from briefgen.publishing.editions import Edition, materials


def changes_sheet(edition: Edition, found: Changes) -> bytes:
    """The changes up to a version as a PDF in Arabic. Raises EditionError, PressError, TemplateError."""
    held = materials(edition)
    return print_sheet(sheet(compose(held.library.specs[edition.brief], held.library), found), held)
