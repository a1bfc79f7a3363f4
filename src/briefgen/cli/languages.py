"""How a command speaks: in the language of `--lang`, else of the locale, else English; as `--terminal-arabic` says.

Every command has both: `with_voice` gives it the options. The words of the command line are looked at before
Typer reads them, so that its complaints about them come in the language that they ask for too.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import wraps
from itertools import pairwise
from typing import Annotated, Any

import typer

from briefgen.cli.options import TerminalArabic, TerminalOption
from briefgen.diagnostics.counting import Language
from briefgen.workspace import environment


class Lang(StrEnum):
    """The languages of messages and explanations."""

    en = "en"
    ar = "ar"


LanguageOption = Annotated[
    Lang | None, typer.Option("--lang", help="Arabic (ar) or English (en); if not given, that of the locale.")
]
_OPTION, _END = "--lang", "--"
TERMINAL = "--terminal-arabic"
_VOICE: dict[str, tuple[Any, object]] = {
    "lang": (LanguageOption, None),
    "terminal_arabic": (TerminalOption, TerminalArabic.auto),
}
# What the command line of this process asked for; one for all threads, since progress is told from several.
_heard: dict[str, str] = {}


def listen(arguments: Sequence[str]) -> None:
    """Remembers how the words of a command line want to be answered: in which language, on which terminal."""
    _heard.update({option: _value(option, arguments) for option in (_OPTION, TERMINAL)})


def spoken() -> Language:
    """The language to speak."""
    found = heard(_OPTION)
    return language_of(Lang(found) if found in list(Lang) else None)


def heard(option: str) -> str:
    """The value that the command line gives to an option that is listened for; empty where it names none."""
    return _heard.get(option, "")


def language_of(lang: Lang | None) -> Language:
    """The language chosen, else that of the first locale variable that is set (POSIX: LC_ALL, LC_MESSAGES, LANG)."""
    if lang is not None:
        return lang.value
    variables = environment()
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := variables.get(name))), "")
    return "ar" if locale.partition("_")[0].partition(".")[0] == "ar" else "en"


def with_voice(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command with the options that `listen` has looked for already, where it does not take them itself."""
    signature = inspect.signature(command, eval_str=True)
    missing = {name: kind for name, kind in _VOICE.items() if name not in signature.parameters}

    @wraps(command)
    def speaking(*words: object, **options: object) -> object:
        for name in missing:
            del options[name]
        return command(*words, **options)

    added = (
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for name, (kind, default) in missing.items()
    )
    wrapped: Any = speaking
    wrapped.__signature__ = signature.replace(parameters=[*signature.parameters.values(), *added])
    wrapped.__annotations__ = command.__annotations__ | {name: kind for name, (kind, _) in missing.items()}
    return speaking


def _value(option: str, arguments: Sequence[str]) -> str:
    """The last value that an option is given; what stands after `--` is no option."""
    options = list(arguments[: arguments.index(_END)] if _END in arguments else arguments)
    found = ""
    for word, following in pairwise([*options, ""]):
        if word == option:
            found = following
        elif word.startswith(f"{option}="):
            found = word.partition("=")[2]
    return found
