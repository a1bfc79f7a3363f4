"""The commands put together by Typer, those that are asked for; every failure caught and told, every code given."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer

from briefgen import __version__
from briefgen.cli.coercion import lighten
from briefgen.cli.commands import COMMANDS, GROUPS
from briefgen.cli.languages import listen, spoken, with_voice
from briefgen.cli.telling import say_error
from briefgen.diagnostics.texts import Text, phrase
from briefgen.errors import BriefgenError, Exit


def application(arguments: Sequence[str] = ()) -> typer.Typer:
    """The command line with the one command that the arguments name first; with all where they name none."""
    lighten()
    app = typer.Typer(
        help="Arabic PDF briefings from YAML, every statement led by a footnote to the passage it rests on.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    named = next((each for each in arguments if each != "--debug"), "")
    wanted = (named,) if named in COMMANDS or named in GROUPS else (*COMMANDS, *GROUPS)
    for name in wanted:
        if name in COMMANDS:
            app.command(name)(with_voice(import_module(f"briefgen.cli.{COMMANDS[name]}").command))
        else:
            app.add_typer(_group(import_module(f"briefgen.cli.{GROUPS[name]}"), arguments), name=name)
    return app


def _group(module: Any, arguments: Sequence[str]) -> typer.Typer:
    """The commands of a group: those that a module holds, or those that it makes for what the arguments name."""
    found: typer.Typer = module.group(arguments) if hasattr(module, "group") else module.app
    for each in found.registered_commands:
        each.callback = with_voice(each.callback) if each.callback else None
    return found


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"briefgen {__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Print tracebacks of bugs in briefgen.")] = False,
) -> None:
    """Options of every command."""


# What a shell says of a command that Ctrl-C ended: 128 and the number of SIGINT.
_STOPPED = 130


def _collect() -> None:
    """Has unused memory collected from here on, where it was not; what was imported is never looked through."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def run(arguments: list[str]) -> int:
    """The exit code of the command that the arguments ask for; failures are told on stderr."""
    listen(arguments)
    try:
        app = application(arguments)
        _collect()
        code = app(args=arguments, prog_name="briefgen", standalone_mode=False)
        sys.stdout.flush()
    except typer.Abort:
        return _told(phrase("stopped"), "", _STOPPED)
    except typer.TyperException as error:
        return _misused(error)
    except BriefgenError as error:
        say_error(error.said, error.advice, details=error.details)
        return error.exit_code
    except KeyboardInterrupt:
        return _told(phrase("stopped"), "", _STOPPED)
    except (BrokenPipeError, SystemExit):
        # Typer itself ends the process only when it finds a pipe broken (typer/core.py, `_main`). Whoever read our
        # output has enough; the interpreter must not find the pipe broken again when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except Exception as error:  # noqa: BLE001 - the edge: a bug is told as one, never as the editor's mistake
        if "--debug" in arguments:
            traceback.print_exc()
        say_error(phrase("bug", what=f"{type(error).__name__}: {error}"), phrase("report-bug"))
        return Exit.BUG
    if code == _STOPPED:  # Typer answers Ctrl-C itself and says nothing (typer/core.py, `_main`).
        return _told(phrase("stopped"), "", _STOPPED)
    return code if isinstance(code, int) else Exit.DONE


def _misused(error: typer.TyperException) -> int:
    """The words of Typer about a command that it cannot read, in our form; a help page as it is."""
    message = error.format_message()
    if message.startswith("Usage:"):
        print(message, file=sys.stderr)
        return Exit.USAGE
    words = message[:1].lower() + message[1:].rstrip(".")
    return _told(words if spoken() == "en" else _misuse(error, words), phrase("help-pages"), Exit.USAGE)


def _misuse(error: typer.TyperException, words: str) -> Text:
    """What Typer says in English, by the kind of its complaint; another one is quoted."""
    parameter = getattr(error, "param", None)
    match type(error).__name__:
        case "NoSuchOption":
            return phrase("no-such-option", name=str(vars(error)["option_name"]))
        case "MissingParameter" if parameter is not None:
            return phrase("missing-word", name=parameter.get_error_hint())
        case "BadParameter" if parameter is not None:
            return phrase("bad-word", name=parameter.get_error_hint(), reason=error.message)
        case _:
            return phrase("misused", reason=words)


def _told(message: Text | str, advice: Text | str, code: int) -> int:
    say_error(message, advice)
    return code
