"""Cold process against cold process: from a brief's files to its PDF, by briefgen and by other typesetters."""

from __future__ import annotations

import json
from functools import partial
from itertools import count
from pathlib import Path

from tools.bench import workspaces
from tools.bench.drafts import draft
from tools.bench.figures import ratio
from tools.bench.pdf import pages
from tools.bench.peers.programs import peers
from tools.bench.registry import Contender, Setting, Subject
from tools.bench.results import Absent, Claim, Findings, Measured
from tools.bench.running import briefgen

_OURS, _AGAIN = "briefgen", "briefgen, an edit later"
_FEWER = {"q72": 3}


def measure(setting: Setting) -> Findings:
    """q4 and q72 by all that are here; who is not is said."""
    measured: list[Measured] = []
    claims: list[Claim] = []
    for text in ("q4",) if setting.quick else ("q4", "q72"):
        found, named = _text(setting, text)
        measured += named
        for name, each in found.items():
            if name not in (_OURS, _AGAIN):
                goal = 1.0 if name == "Typst" else None
                claims.append(ratio(f"{text}: briefgen / {name}", found[_OURS], each, goal, "at most"))
                claims.append(ratio(f"{text}: {_AGAIN} / {name}", found[_AGAIN], each))
    here = [each for each in peers() if not each.missing]
    return Findings(
        tuple(measured),
        tuple(claims),
        tuple(Absent(each.name, each.missing) for each in peers() if each.missing),
        remarks=(" ".join(_REMARK.split()),),
        versions={each.name: each.version for each in here if each.version},
    )


def _text(setting: Setting, text: str) -> tuple[dict[str, Measured], list[Measured]]:
    """The race over one text, by name; and the same with the pages that each made, for the table."""
    workspace, out = setting.folder / text, setting.folder / f"{text}-out"
    workspaces.text(workspace, text, 12 if setting.quick else 0)
    made = draft(workspace, text)
    jobs = {each.name: each.prepare(made, out) for each in peers() if not each.missing}
    ours = briefgen("build", text, "--workspace", workspace, "--out", out / "briefgen", "--jobs", "1")
    contenders: dict[str, Contender] = {
        _OURS: setting.contender(ours, partial(workspaces.forget, workspace, out / "briefgen")),
        _AGAIN: setting.contender(ours, partial(_edit, workspace / "briefs" / f"{text}.yaml")),
    }
    contenders |= {name: setting.contender(job.command) for name, job in jobs.items()}
    found = setting.race(contenders, rounds=_FEWER.get(text))
    made_pages = {name: pages(job.pdf) for name, job in jobs.items()}
    made_pages |= dict.fromkeys((_OURS, _AGAIN), pages(out / "briefgen" / f"{text}.pdf"))
    named = [
        Measured(f"{text}: {name} ({made_pages[name]} pages)", each.samples) for name, each in found.items()
    ]
    return found, named


_edits = count(1)


def _edit(spec: Path) -> None:
    """A new subtitle in the topic spec."""
    record = json.loads(spec.read_text("utf-8"))
    spec.write_text(
        json.dumps({**record, "subtitle": f"التحرير {next(_edits)}"}, ensure_ascii=False), "utf-8"
    )


_REMARK = """\
All are given the same paragraphs, tables, notes and fonts, written from one document model; a test reads the words
back from the PDFs. briefgen runs twice: the first time, with nothing kept from an earlier build, and after an edit of
the topic spec, with what it keeps of facts and sources. It starts from YAML: it reads and checks all facts and
sources, composes, prints, counts the notes, and writes text that copies out exactly, tags, PDF/A-3a and PDF/UA-1, and
a lock. It also prints running heads, contents, and the pages in the reference list, for which it lays the brief out
again. The others are given a finished text and make an ordinary PDF. Typst runs as its Python module, the form in
which pip installs it. XeLaTeX runs once, and Arabic text cannot be read back from its PDFs. Chromium sets no notes at
the foot of a page: they follow its text.
"""


SUBJECT = Subject(
    "peers",
    "Beside other typesetters",
    "One brief from its source to its PDF, each time in a new process: a real brief of four pages (q4), and a "
    "generated one with 800 notes (q72).",
    0,
    measure,
)
