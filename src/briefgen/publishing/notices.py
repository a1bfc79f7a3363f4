"""What a notice about published versions says: worked out from what they said and what holds now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from briefgen.diagnostics.texts import phrase
from briefgen.errata import Correction, Erratum, Recalled
from briefgen.errors import NothingError, UsageError
from briefgen.publishing.editions import Edition, library
from briefgen.publishing.recall import Touched, of_fact, of_source
from briefgen.records.library import Library
from briefgen.records.source import Source


def of_withdrawn(
    source: Source, why: str, editions: Iterable[Edition], day: date
) -> tuple[Erratum, tuple[Touched, ...]]:
    """The notice that a source was withdrawn, and the versions that rest on it; `why` replaces the recorded reason.

    Raises UsageError for a source that is not withdrawn, NothingError where no version rests on it.
    """
    if source.withdrawn is None:
        raise UsageError(
            phrase("not-withdrawn", name=source.id), phrase("withdraw-does-that", name=source.id)
        )
    touched = of_source(source.id, editions)
    if not touched:
        raise NothingError(phrase("none-rests-on", name=source.id))
    said = dict.fromkeys(each.said(fact) for each in touched for fact in each.facts)
    erratum = Erratum(
        id=f"notice-{source.id}",
        subject=source.title,
        why=why or source.withdrawn.why,
        day=day,
        withdrawn=True,
        versions=tuple(map(_recalled, touched)),
        corrections=tuple(Correction(each, "") for each in said),
    )
    return erratum, touched


def of_corrected(
    fact: str, why: str, editions: Iterable[Edition], now: Library, day: date
) -> tuple[Erratum, tuple[Touched, ...]]:
    """The notice that a fact was corrected or dropped, and the versions that said otherwise than holds now.

    Raises UsageError where no reason is given, NothingError where every version says what holds now.
    """
    if not why.strip():
        raise UsageError(phrase("no-reason-given"), phrase("give-reason"))
    holds = now.facts[fact].says if fact in now.facts else ""
    touched = tuple(each for each in of_fact(fact, editions) if each.said(fact) != holds)
    if not touched:
        raise NothingError(phrase("none-says-otherwise", name=fact))
    erratum = Erratum(
        id=f"notice-{fact}",
        subject=holds or touched[-1].said(fact),
        why=why.strip(),
        day=day,
        withdrawn=False,
        versions=tuple(map(_recalled, touched)),
        corrections=tuple(
            Correction(each, holds) for each in dict.fromkeys(found.said(fact) for found in touched)
        ),
    )
    return erratum, touched


def _recalled(touched: Touched) -> Recalled:
    edition = touched.edition
    title = library(edition).specs[edition.brief].title
    return Recalled(edition.brief, title, edition.number, edition.created[:10], touched.notes)
