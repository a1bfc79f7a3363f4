"""Which language a command speaks: that of `--lang`, else that of the locale, else English."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from briefgen.diagnostics.counting import Language
from briefgen.workspace import environment


class Lang(StrEnum):
    """The languages of messages and explanations."""

    en = "en"
    ar = "ar"


LanguageOption = Annotated[
    Lang | None, typer.Option("--lang", help="Arabic (ar) or English (en); if not given, that of the locale.")
]


def language_of(lang: Lang | None) -> Language:
    """The language chosen, else that of the first locale variable that is set (POSIX: LC_ALL, LC_MESSAGES, LANG)."""
    if lang is not None:
        return lang.value
    variables = environment()
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := variables.get(name))), "")
    return "ar" if locale.partition("_")[0].partition(".")[0] == "ar" else "en"
