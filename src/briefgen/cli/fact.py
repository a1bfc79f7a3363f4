"""`briefgen fact`: the facts of a workspace, listed, one in full, searched, anchored, reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import typer

# The subcommands in the order in which help lists them: the module of each, its function, what Typer is told of it.
_SUBCOMMANDS: dict[str, tuple[str, str, dict[str, object]]] = {
    "anchor": ("anchor", "command", {}),
    "review": ("review", "command", {}),
    # A word with a minus before it must not be taken for options.
    "search": ("search", "command", {"ignore_unknown_options": True}),
    "list": ("facts", "list_facts", {}),
    "show": ("facts", "show", {}),
}


def group(arguments: Sequence[str] = ()) -> typer.Typer:
    """The group with the one subcommand that the arguments name right after it; with all where they name none."""
    app = typer.Typer(
        help="Show, anchor and review the facts of a workspace.", no_args_is_help=True, rich_markup_mode=None
    )
    words = [each for each in arguments if each != "--debug"]
    named = words[1] if len(words) > 1 else ""
    for name in (named,) if named in _SUBCOMMANDS else _SUBCOMMANDS:
        module, function, settings = _SUBCOMMANDS[name]
        held = import_module(f"briefgen.cli.{module}")
        app.command(name, context_settings=settings or None)(getattr(held, function))
    return app
