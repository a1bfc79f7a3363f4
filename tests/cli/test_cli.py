"""The command line: results on stdout, everything else on stderr, and an exit code that scripts can trust."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.samples.workspace import fact, section, spec, write

from briefgen import __version__, cli
from briefgen.errors import Exit

GOOD = Path(__file__).resolve().parent.parent / "data" / "good"


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The good workspace, and the working directory in it."""
    shutil.copytree(GOOD / "briefs", tmp_path / "briefs")
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Ran:
    """What a command did: its exit code, stdout and stderr."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> None:
        self.code = cli.run(list(arguments))
        self.out, self.err = capsys.readouterr()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--version",), 0),
        (("--help",), 0),
        (("list",), 0),
        (("check",), 0),
        (("fact", "list"), 0),
        (("fact", "show", "homes-served"), 0),
        (("why", "homes-served", "sample"), 0),
        (("check", "-w", "absent"), 2),
        (("list", "-w", "absent"), 2),
        (("build", "absent"), 2),
        (("why", "homes-served", "absent"), 2),
        (("why", "absent", "sample"), 2),
        (("fact", "show", "absent"), 2),
        (("fact", "list", "--topic", "absent"), 2),
        (("frobnicate",), 2),
        (("build", "--format", "docx"), 2),
        (("build", "--jobs", "-1"), 2),
        (("check", "--report", "xml"), 2),
        (("why", "homes-served"), 2),
        ((), 2),
        (("check", "-w", "briefs"), 3),
        (("list", "-w", "briefs"), 3),
        (("build", "-w", "briefs"), 3),
        (("build", "sample", "-o", "/dev/null/out"), 4),
        (("build", "sample", "-o", "briefs/sample.yaml"), 4),
        (("build", "sample", "-o", "/proc/out"), 4),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_exit_codes(
    arguments: tuple[str, ...], code: int, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """0 done, 2 asked for what there is not, 3 nothing to do, 4 the machine cannot; what failed is said on stderr."""
    ran = Ran(capsys, *arguments)
    assert ran.code == code, ran.err
    assert "Traceback" not in ran.err
    if code:
        assert ran.out == ""
        assert ran.err != ""
    assert {each.name for each in folder.iterdir()} - {".briefgen_cache"} == {"briefs"}


def test_no_topic_spec_is_nothing_to_build(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 3 with what a topic spec is."""
    (folder / "briefs" / "sample.yaml").unlink()
    ran = Ran(capsys, "build")
    assert (ran.code, ran.out) == (Exit.NOTHING, "")
    assert ran.err == "error: no topic specs in briefs/\n  help: a topic spec is a file briefs/<brief>.yaml\n"


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """Name and number on stdout."""
    assert Ran(capsys, "--version").out == f"briefgen {__version__}\n"


@pytest.mark.usefixtures("folder")
def test_an_unknown_brief_is_told_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is printed, also when another one named is known."""
    ran = Ran(capsys, "build", "sample", "simple")
    assert ran.err == "error: there is no brief `simple`\n  help: known briefs: sample\n"


@pytest.mark.usefixtures("folder")
def test_an_unknown_fact_is_told_with_the_one_that_looks_like_it(capsys: pytest.CaptureFixture[str]) -> None:
    """With its statement, so that nobody takes a wrong one for right."""
    ran = Ran(capsys, "fact", "show", "homes_served")
    assert ran.err == (
        "error: there is no fact `homes_served`\n"
        "  help: did you mean `homes-served`, which says: تصل الشبكة إلى أكثر من 4000 منزل.\n"
    )


def test_list_shows_briefs_and_marks_broken_ones(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a table and as JSON."""
    (folder / "briefs" / "broken.yaml").write_text("brief: broken\ntitle: [\n")
    assert Ran(capsys, "list").out == "broken             !\nsample  2024-02      شبكة المياه في الواحة\n"
    assert json.loads(Ran(capsys, "list", "--json").out) == [
        {"brief": "broken", "as_of": "", "title": "", "errors": True},
        {"brief": "sample", "as_of": "2024-02", "title": "شبكة المياه في الواحة", "errors": False},
    ]


@pytest.mark.usefixtures("folder")
def test_facts_are_listed_with_date_and_statement(capsys: pytest.CaptureFixture[str]) -> None:
    """All, or those of a topic; JSON has the keys of the YAML."""
    assert len(Ran(capsys, "fact", "list").out.splitlines()) == 4
    ran = Ran(capsys, "fact", "list", "--topic", "homes")
    assert ran.out.splitlines()[0] == "homes-served  2020-03      تصل الشبكة إلى أكثر من 4000 منزل."
    found, other = json.loads(Ran(capsys, "fact", "list", "--topic", "homes", "--json").out)
    assert other["id"] == "next-stage"
    assert (found["id"], found["kind"], found["date"]) == ("homes-served", "figure", "2020-03")
    assert found["measure"] == {"of": "homes", "value": "4000", "unit": "منزل", "bound": "more-than"}
    assert found["evidence"][0]["passage"]["at"] == [50, 90]


@pytest.mark.usefixtures("folder")
def test_a_fact_is_shown_with_what_it_rests_on(capsys: pytest.CaptureFixture[str]) -> None:
    """Statement first, then every key that is written, then source, paragraph and anchors."""
    lines = Ran(capsys, "fact", "show", "mayor-view").out.splitlines()
    assert lines[0] == "يرى رئيس البلدية أن الشبكة تحتاج إلى مضخات جديدة."
    rows = {line.split()[0]: line.split(maxsplit=1)[1] for line in lines[1:] if len(line.split()) > 1}
    assert rows["file"] == "briefs/facts/water.yaml:22"
    assert rows["speaker"] == "رئيس البلدية"
    assert rows["evidence"] == "survey, paragraph 3: مسح الأسر في حوض الواحة"
    assert "قال الرئيس … مضخات أخرى" in lines[-1]


@pytest.mark.parametrize(
    ("name", "first", "reason"),
    [
        ("homes-served", "homes-served is in sample", "yes  [summary]"),
        ("next-stage", "next-stage is not in sample", "no: it is dated after the brief's `as_of`  [ما جرى]"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_why_a_fact_is_or_is_not_in_a_brief(
    name: str, first: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The answer, then section by section with every reason."""
    lines = Ran(capsys, "why", name, "sample").out.splitlines()
    assert lines[0] == first
    assert reason in [line.strip() for line in lines]
    found = json.loads(Ran(capsys, "why", name, "sample", "--json").out)
    assert (found["fact"], found["brief"], found["in"]) == (name, "sample", name == "homes-served")
    assert [each["section"] for each in found["sections"]] == ["summary", "ما جرى"]


def test_why_cannot_say_for_a_spec_that_cannot_be_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1, not a wrong answer."""
    (folder / "briefs" / "sample.yaml").write_text("brief: sample\n")
    assert Ran(capsys, "why", "homes-served", "sample").code == Exit.PROBLEMS


def test_check_reports_in_every_form(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For people on stderr with a summary, for programs on stdout; the exit code is that of the problems."""
    path = folder / "briefs" / "sample.yaml"
    path.write_text(path.read_text("utf-8").replace("show: list", "shwo: list"), "utf-8")
    runs = {form: Ran(capsys, "check", "--report", form) for form in ("full", "short", "json", "github")}
    assert {each.code for each in runs.values()} == {1}
    assert [bool(runs[form].out) for form in runs] == [False, False, True, True]
    assert runs["full"].err.endswith("\n1 brief, 4 facts, 2 sources: 1 error in 1 file\n")
    assert runs["short"].err.splitlines()[0] == (
        "briefs/sample.yaml:9:5: error[unknown-key] unknown key `shwo` in a section"
    )
    (found,) = json.loads(runs["json"].out)["problems"]
    assert (found["code"], found["start"]) == ("unknown-key", {"line": 9, "column": 5})
    assert runs["github"].out.startswith("::error file=briefs/sample.yaml,line=9,col=5,")
    assert runs["json"].err == runs["github"].err == ""


def test_warnings_end_well(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 0, and told all the same."""
    path = folder / "briefs" / "sample.yaml"
    path.write_text(path.read_text("utf-8").replace("title: ما جرى", "title: مـا جرى"), "utf-8")
    ran = Ran(capsys, "check")
    assert (ran.code, ran.err.splitlines()[-2:]) == (
        0,
        ["1 brief, 4 facts, 2 sources: 1 warning in 1 file", "`briefgen check --fix` makes 1 fix"],
    )


def test_a_broken_brief_does_not_stop_the_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The good one is printed, the exit code and a line on stderr tell of the other."""
    (folder / "briefs" / "broken.yaml").write_text("brief: broken\n")
    ran = Ran(capsys, "build", "-o", "out", "-j", "1")
    assert (ran.code, ran.out) == (Exit.PROBLEMS, "out/sample.pdf\nout/sample.lock\n")
    assert ran.err.endswith("not built for their problems: broken\n")
    assert {each.name for each in (folder / "out").iterdir()} == {
        "sample.buildinfo.json",
        "sample.lock",
        "sample.pdf",
    }


@pytest.mark.usefixtures("folder")
def test_arabic_is_reshaped_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """In visual order with joined forms for terminals that can do neither; as it is for pipes."""
    native = Ran(capsys, "list").out
    reshaped = Ran(capsys, "list", "--terminal-arabic", "reshape").out
    assert "شبكة المياه" in native
    assert reshaped != native
    assert any("\ufe70" <= char <= "\ufefc" for char in reshaped)


def process(
    *arguments: str, cwd: Path, pipe: str = "", **variables: str
) -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own; `pipe` is what reads its output."""
    environment = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[2]), **variables}
    if pipe:
        words = f'"{sys.executable}" -m briefgen {" ".join(arguments)} | {pipe}; echo "${{PIPESTATUS[0]}}"'
        return subprocess.run(
            ("bash", "-c", words), cwd=cwd, env=environment, capture_output=True, check=False
        )
    words_ = (sys.executable, "-m", "briefgen", *arguments)
    return subprocess.run(words_, cwd=cwd, env=environment, capture_output=True, check=False)


def test_a_reader_who_has_enough_is_no_failure(tmp_path: Path) -> None:
    """`briefgen fact list | head -1`: exit code 0 and not a word on stderr."""
    facts = {f"fact-{number}": fact("كلام " * 30) for number in range(3000)}
    write(tmp_path, facts, {"sample": spec("sample", section(facts=["fact-1"]))})
    ended = process("fact", "list", cwd=tmp_path, pipe="head -1 >/dev/null")
    assert (ended.stdout, ended.stderr) == (b"0\n", b"")


def test_a_terminal_without_arabic_letters_is_no_failure(folder: Path) -> None:
    """Escapes instead of a traceback."""
    ended = process("list", cwd=folder, PYTHONIOENCODING="ascii")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"\\u0634\\u0628" in ended.stdout


def _spec(text: str) -> Callable[[Path], object]:
    """Writes a text in place of the topic spec."""
    return lambda folder: (folder / "briefs" / "sample.yaml").write_text(text)


def _named(name: str) -> Callable[[Path], object]:
    """Adds a topic spec of this name."""
    return lambda folder: (folder / "briefs" / name).write_text("brief: x\n")


def _in_place_of_facts(folder: Path) -> None:
    shutil.rmtree(folder / "briefs" / "facts")
    (folder / "briefs" / "facts").write_text("x")


def _around(folder: Path) -> None:
    (folder / "briefs" / "facts" / "again.yaml").symlink_to("..")
    (folder / "templates").symlink_to("templates")


HEAD = "brief: sample\nas_of: '2024'\ntitle: x\n"
BOMB = [
    "a: &a [x, x]",
    *(f"{chr(97 + n)}: &{chr(97 + n)} [*{chr(96 + n)}, *{chr(96 + n)}]" for n in range(1, 26)),
]
# How a good workspace becomes one that nobody means well with.
HOSTILE: dict[str, Callable[[Path], object]] = {
    "deep nesting": _spec("brief: " + "[" * 200_000),
    "deep blocks": _spec("\n".join(" " * depth + "a:" for depth in range(2000))),
    "alias bomb": _spec("\n".join(BOMB)),
    "huge scalar": _spec("brief: " + "ب" * 3_000_000),
    "huge key": _spec("? " + "k" * 1_000_000 + "\n: x\n"),
    "many double spaces": _spec("brief: sample\nas_of: '2024'\ntitle: " + "ب  " * 10_000 + "\n"),
    "many sentences": _spec(HEAD + "summary: |\n  " + "كلام. " * 5_000 + "\nsections: [{title: x}]\n"),
    "many brackets": _spec(HEAD + "summary: '" + "[@" * 10_000 + "'\n"),
    "NUL": _spec("brief: sam\x00ple\n"),
    "escaped NUL": _spec('brief: sample\ntitle: "a\\0b"\nas_of: "2024"\nsections: []\n'),
    "binary": lambda folder: (folder / "briefs" / "sample.yaml").write_bytes(bytes(range(256)) * 100),
    "name with line end": _named("a\nb: c.yaml"),
    "name without encoding": _named(os.fsdecode(b"\xff\xfe.yaml")),
    "name that steers": _named("\u202egpj.yaml"),
    "link loop": lambda folder: (folder / "briefs" / "loop.yaml").symlink_to("loop.yaml"),
    "pipe": lambda folder: os.mkfifo(folder / "briefs" / "facts" / "pipe.yaml"),
    "folder loop": _around,
    "file in place of a folder": _in_place_of_facts,
}


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("form", ["full", "json"])
def test_a_hostile_workspace_is_told_and_no_more(
    kind: str, form: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """No traceback, no exit code 70, no control character on the terminal, no page of echoed input."""
    HOSTILE[kind](folder)
    for command in (
        ("check", "--report", form),
        ("list",),
        ("fact", "list", "--json"),
        ("why", "homes-served", "sample"),
    ):
        code = cli.run([*command, "--terminal-arabic", "native"])
        out, err = capfd.readouterr()
        assert code in (0, 1, 2, 3, 4), err
        assert "Traceback" not in err
        shown = err if "json" in (*command, form) or "--json" in command else out + err
        assert not {char for char in shown if char in "\x00\x07\x1b\u202e"}
        assert not {char for char in out if char in "\x00\x07\x1b"}
        if form == "full":
            assert max((len(line) for line in err.splitlines()), default=0) < 700
    if kind != "folder loop":
        assert cli.run(["check"]) in (1, 4)


HEAVY = "sorted({'weasyprint', 'jinja2', 'fontTools', 'pydyf', 'cffi'} & set(sys.modules))"


@pytest.mark.parametrize(
    "arguments", [["--help"], ["list"], ["check"], ["why", "homes-served", "sample"]], ids=" ".join
)
def test_quick_commands_load_nothing_heavy(arguments: list[str], folder: Path) -> None:
    """What does not print must not pay for the press."""
    program = f"import sys; from briefgen.cli import run; run({arguments!r}); print({HEAVY}, file=sys.stderr)"
    environment = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[2])}
    ended = subprocess.run(
        (sys.executable, "-c", program),
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0
    assert ended.stderr.splitlines()[-1] == "[]"
