"""Every brief and the documents of the text layer before veraPDF: python -m tests.press.verapdf [FILE.pdf …].

Files may be named instead. Ends with 0 when all of them are PDF/A-3a and PDF/UA-1, 1 when one is not or a brief could
not be printed, 4 when veraPDF could not run: then nothing is known.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from tests.press.archival import archival_html
from tests.press.textlayer.corpus import markup
from tests.press.verapdf.judge import ROOT, NotRun, Verdict, judge, obstacle

FAMILIES = ("Amiri", "IBM Plex Sans Arabic")


def briefs(folder: Path) -> tuple[Path, ...]:
    """Every brief of the checkout, as `briefgen build` prints it; raises CalledProcessError when one fails."""
    subprocess.run((sys.executable, "-m", "briefgen", "build", "-o", str(folder)), cwd=ROOT, check=True)
    return tuple(sorted(folder.glob("*.pdf")))


def sets(folder: Path) -> tuple[Path, ...]:
    """The conformance set of the text layer in both faces, with the text layer of briefs and with the engine's own."""
    paths = []
    for family in FAMILIES:
        for exact in (True, False):
            path = folder / f"textlayer-{family.split()[0].lower()}-{'exact' if exact else 'engine'}.pdf"
            path.write_bytes(archival_html(markup(family), exact=exact))
            paths.append(path)
    return tuple(paths)


def say(line: object, stream: TextIO = sys.stdout) -> None:
    """One line to a person."""
    stream.write(f"{line}\n")


def tell(verdicts: Sequence[Verdict]) -> int:
    """Print the verdicts and a summary; gives the exit code."""
    for each in verdicts:
        say(each)
    failed = [each for each in verdicts if each.outcome != "pass"]
    say(f"{len(verdicts) - len(failed)} of {len(verdicts)} verdicts: pass")
    return 1 if failed or not verdicts else 0


def main(arguments: Sequence[str]) -> int:
    """Judge the named files, or everything."""
    if problem := obstacle():
        say(f"NOT JUDGED: {problem}", sys.stderr)
        return 4
    try:
        if arguments:
            return tell(judge(Path(each) for each in arguments))
        with TemporaryDirectory() as folder:
            return tell(judge((*briefs(Path(folder)), *sets(Path(folder)))))
    except subprocess.CalledProcessError:
        say("NOT JUDGED: a brief could not be printed (its words stand above)", sys.stderr)
        return 1
    except NotRun as error:
        say(f"NOT JUDGED: {error}", sys.stderr)
        return 4


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
