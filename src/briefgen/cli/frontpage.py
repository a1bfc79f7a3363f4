"""What `briefgen --help` prints at 80 columns or more; written by `tools/frontpage.py`."""

HELP = """\
Usage: briefgen [OPTIONS] COMMAND [ARGS]...

  Arabic PDF briefings from YAML, every statement led by a footnote to the
  passage it rests on.

Options:
  --version   Print the version and end.
  --debug     Print tracebacks of bugs in briefgen.
  -h, --help  Show this message and exit.

Commands:
  build    Print briefs as PDF (or HTML), each with its lock.
  list     List the briefs with their as-of dates and titles; `!` marks...
  check    Report every problem in the specs, facts and sources of a...
  why      Tell why a fact is or is not in a brief.
  publish  Build briefs and keep each as a new version in the archive, if...
  trace    Tell for each note of a printed brief its facts, sources,...
  verify   Verify a printed brief from outside: its signatures, its...
  impact   List the facts, briefs, sections and notes that rest on a...
  schema   Write JSON Schemas by which an editor completes, explains and...
  new      Start a brief, a fact, a source or a workspace.
  fact     Show, anchor and review the facts of a workspace.
  source   Keep, verify and withdraw the sources of a workspace.
  archive  Find, check, compare and rebuild published versions.
"""
