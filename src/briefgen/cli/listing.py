"""`briefgen list`: the briefs of a workspace."""

from __future__ import annotations

import json

from briefgen.cli.options import HERE, JsonOption, TerminalArabic, TerminalOption, WorkspaceOption, printer
from briefgen.errors import Exit
from briefgen.glances import settle
from briefgen.loading import load
from briefgen.workspace import Workspace


def command(
    workspace: WorkspaceOption = HERE,
    as_json: JsonOption = False,
    terminal_arabic: TerminalOption = TerminalArabic.auto,
) -> int:
    """List the briefs with their as-of dates and titles; `!` marks one whose file has an error."""
    loaded = load(Workspace(workspace))
    names = loaded.wanted(())
    settle()
    broken = {each.span.file for each in loaded.problems if each.severity == "error"}
    paths, rows = dict(loaded.spec_files), []
    for name in names:
        spec = loaded.library.specs.get(name)
        as_of, title = (spec.as_of.text, spec.title) if spec else ("", "")
        rows.append({"brief": name, "as_of": as_of, "title": title, "errors": paths[name] in broken})
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return Exit.DONE
    write, width = printer(terminal_arabic), max(len(name) for name in names)
    for row in rows:
        write(
            f"{row['brief']!s:<{width}}  {row['as_of']!s:<10} {'!' if row['errors'] else ' '} {row['title']}".rstrip()
        )
    return Exit.DONE
