"""The command line: one file per command, arguments in, exit code out. Failures are caught here and nowhere else."""

from __future__ import annotations

import io
import os
import sys
import traceback
from typing import Annotated

import typer

from briefgen import __version__
from briefgen.cli import archive, build, check, fact, impact, listing, publish, source, trace, why
from briefgen.diagnostics.render import visible
from briefgen.errors import BriefgenError, Exit

app = typer.Typer(
    help="Arabic PDF briefings from YAML, every statement led by a footnote to the passage it rests on.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"briefgen {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Print tracebacks of bugs in briefgen.")] = False,
) -> None:
    """Options of every command."""


app.command("build")(build.command)
app.command("list")(listing.command)
app.command("check")(check.command)
app.command("why")(why.command)
app.command("publish")(publish.command)
app.command("trace")(trace.command)
app.command("impact")(impact.command)
app.add_typer(fact.app, name="fact")
app.add_typer(source.app, name="source")
app.add_typer(archive.app, name="archive")


def main() -> None:
    """Runs the command line and ends the process with one of the exit codes of `errors.Exit`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a locale without Arabic letters is no failure
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of the command that the arguments ask for; failures are told on stderr."""
    try:
        code = app(args=arguments, prog_name="briefgen", standalone_mode=False)
        sys.stdout.flush()
    except typer.Abort:
        return _told("stopped", "", 130)
    except typer.TyperException as error:
        return _misused(error.format_message())
    except BriefgenError as error:
        return _told(error.message, error.help, error.exit_code)
    except KeyboardInterrupt:
        return _told("stopped", "", 130)
    except (BrokenPipeError, SystemExit):
        # Typer itself ends the process only when it finds a pipe broken (typer/core.py, `_main`). Whoever read our
        # output has enough; the interpreter must not find the pipe broken again when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except Exception as error:  # noqa: BLE001 - the edge: a bug is told as one, never as the editor's mistake
        if "--debug" in arguments:
            traceback.print_exc()
        what = f"{type(error).__name__}: {error}"
        return _told(
            f"a bug in briefgen: {what}", "run again as `briefgen --debug …` and report it", Exit.BUG
        )
    return code if isinstance(code, int) else Exit.DONE


def _misused(message: str) -> int:
    """The words of Typer about a command that it cannot read, in our form; a help page as it is."""
    if message.startswith("Usage:"):
        print(message, file=sys.stderr)
        return Exit.USAGE
    words = message[:1].lower() + message[1:].rstrip(".")
    return _told(
        words, "`briefgen --help` and `briefgen COMMAND --help` show what can be asked for", Exit.USAGE
    )


def _told(message: str, advice: str, code: int) -> int:
    lines = f"error: {message}\n  help: {advice}" if advice else f"error: {message}"
    print("\n".join(visible(line) for line in lines.split("\n")), file=sys.stderr)
    return code
