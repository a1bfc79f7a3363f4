"""Help and known answers come at once, and are those that the commands themselves would give."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from tools.frontpage import FILE, HEAD, page

from briefgen.cli.coercion import FOR

ROOT = Path(__file__).resolve().parents[2]
# What is never imported for a known answer; the first ones cost most.
SLOW = "{'typer', 'rich', 'yaml', 'dataclasses', 'json', 'inspect', 're', 'typing', 'pathlib'}"


def briefgen(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own; the last line of stderr names the slow modules that it imported."""
    program = (
        "import sys\nbefore = set(sys.modules)\nfrom briefgen.cli import main\n"
        f"sys.argv[1:] = {list(arguments)!r}\n"
        "try:\n    main()\nfinally:\n"
        f"    print('imported', *sorted({SLOW} & (set(sys.modules) - before)), file=sys.stderr)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **variables}
    return subprocess.run(
        (sys.executable, "-c", program),
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """A workspace whose files are older than a tick of the clock."""
    shutil.copytree(ROOT / "tests" / "data" / "good" / "briefs", tmp_path / "briefs")
    time.sleep(0.1)
    return tmp_path


def test_the_front_page_is_that_of_typer() -> None:
    """When this fails, a command or its first words changed: `python tools/frontpage.py` writes the page anew."""
    assert FILE.read_text("utf-8") == f'{HEAD}\\\n{page()}"""\n'


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("--version",)], ids=" ".join)
def test_help_comes_without_the_commands(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """Neither Typer nor anything else slow is imported, and no workspace is needed."""
    ended = briefgen(*arguments, cwd=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "imported\n")
    assert ended.stdout.startswith(("Usage: briefgen [OPTIONS]", "briefgen "))


def test_a_subcommand_comes_without_the_others(tmp_path: Path) -> None:
    """Who searches facts waits neither for the checks nor for what stamps or anchors."""
    program = (
        "import sys\nfrom briefgen.cli import main\nsys.argv[1:] = ['fact', 'search', '--help']\n"
        "try:\n    main()\nfinally:\n"
        "    assert 'briefgen.cli.search' in sys.modules\n"
        "    others = 'briefgen.loading', 'briefgen.checks', 'briefgen.cli.review', 'briefgen.cli.anchor'\n"
        "    assert not {*others} & set(sys.modules)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run((sys.executable, "-c", program), cwd=tmp_path, env=environment, check=True)


LIGHT = (
    "import sys\nfrom briefgen.cli import application, coercion\n{before}"
    "code = application.run({arguments!r})\nprint(code, 'pydantic' in sys.modules)\n"
)
_HEAVY = "coercion.lighten.__globals__['FOR'] = ''\n"


def _read(*arguments: str, before: str = "") -> list[str]:
    program = LIGHT.format(before=before, arguments=list(arguments))
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "BRIEFGEN_CACHE": os.devnull}
    ended = subprocess.run(
        (sys.executable, "-c", program),
        cwd=ROOT / "tests" / "data" / "good",
        env=environment,
        capture_output=True,
        check=False,
    )
    return [ended.stderr.decode(), *ended.stdout.decode().splitlines()]


def test_plain_arguments_are_read_without_pydantic() -> None:
    """Every kind of plain argument that a check can have; the answer is the one that Typer by itself leads to."""
    asked = ("check", "briefs", "-w", ".", "--report", "short", "--strict", "--select", "empty-value")
    light, heavy = _read(*asked), _read(*asked, before=_HEAVY)
    assert light[:-1] == heavy[:-1]
    assert (light[-1], heavy[-1]) == ("0 False", "0 True")


def test_the_work_around_for_typer_is_still_needed() -> None:
    """When this fails, Typer itself reads `list` without pydantic : drop or renew cli/coercion.py."""
    assert version("typer") == FOR
    assert _read("list", before=_HEAVY)[-1] == "0 True"


@pytest.mark.parametrize(
    "asked",
    [
        ("check", "--report", "nope"),
        ("build", "--jobs", "x"),
        ("build", "--jobs", "-1"),
        ("list", "--terminal-arabic", "Auto"),
        ("trace", "nothing.pdf", "--note", "0"),
        ("list", "-w", os.fsdecode(b"\xff")),
    ],
    ids=repr,
)
def test_what_does_not_fit_is_told_in_the_words_of_typer(asked: tuple[str, ...]) -> None:
    """A wrong choice, number or path ends as it does with Typer alone."""
    light, heavy = _read(*asked), _read(*asked, before=_HEAVY)
    assert [each.rpartition(" ")[0] for each in light] == [each.rpartition(" ")[0] for each in heavy]
    assert light[-1].split()[0] != "0"


def test_a_narrow_terminal_gets_a_narrow_page(tmp_path: Path) -> None:
    """Then Typer sets it."""
    ended = briefgen("--help", cwd=tmp_path, COLUMNS="60")
    assert ended.returncode == 0
    assert max(map(len, ended.stdout.splitlines())) <= 60


@pytest.mark.parametrize("command", ["list", "check"])
def test_a_known_answer_is_given_again(command: str, folder: Path) -> None:
    """The same words on stdout and stderr, the same exit code, and nothing slow imported for it."""
    first, second = (briefgen(command, cwd=folder) for _ in range(2))
    assert first.stderr.splitlines()[-1] != "imported"
    assert second.stderr.splitlines()[-1] == "imported"
    assert (second.returncode, second.stdout) == (first.returncode, first.stdout)
    assert second.stderr.splitlines()[:-1] == first.stderr.splitlines()[:-1]


CHANGES: dict[str, Callable[[Path], object]] = {
    "a spec edited": lambda root: (root / "briefs" / "sample.yaml").write_text("brief: sample\n"),
    "a file of facts renamed": lambda root: next((root / "briefs" / "facts").iterdir()).rename(root / "x"),
    "a spec added": lambda root: (root / "briefs" / "new.yaml").write_text("brief: new\n"),
    "settings added": lambda root: (root / "briefgen.yaml").write_text("nothing: here\n"),
    "a style added": lambda root: (root / "templates").mkdir(),
    "an entry damaged": lambda root: [
        each.write_bytes(each.read_bytes()[:-1]) for each in (root / ".briefgen_cache" / "answers").iterdir()
    ],
    "no cache any more": lambda root: shutil.rmtree(root / ".briefgen_cache"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_an_answer_does_not_outlive_what_it_rests_on(change: str, folder: Path) -> None:
    """Whatever changes, the next answer is the one that a workspace without a cache gets."""
    assert briefgen("check", cwd=folder).returncode == 0
    assert briefgen("check", cwd=folder).stderr.splitlines()[-1] == "imported"
    CHANGES[change](folder)
    again = briefgen("check", cwd=folder)
    afresh = briefgen("check", cwd=folder, BRIEFGEN_CACHE="/dev/null")
    assert again.stderr.splitlines()[-1] != "imported"
    assert (again.returncode, again.stdout, again.stderr) == (afresh.returncode, afresh.stdout, afresh.stderr)


def test_another_question_gets_its_own_answer(folder: Path) -> None:
    """Other options, another locale, another folder: an answer is kept for what was asked, no more."""
    plain = briefgen("list", cwd=folder)
    as_json = briefgen("list", "--json", cwd=folder)
    assert as_json.stdout != plain.stdout
    assert briefgen("list", "--json", cwd=folder).stdout == as_json.stdout
    assert briefgen("list", cwd=folder, LANG="ar_IQ.UTF-8").stderr.splitlines()[-1] != "imported"
    above = briefgen("list", "--workspace", folder.name, cwd=folder.parent)
    assert above.stderr.splitlines()[-1] != "imported"
    assert (
        briefgen("list", "--workspace", folder.name, cwd=folder.parent).stderr.splitlines()[-1] == "imported"
    )


def test_what_changed_within_a_tick_is_not_trusted(folder: Path) -> None:
    """A file that was written just now could be written again and look the same: nothing is kept yet."""
    spec = folder / "briefs" / "sample.yaml"
    later = time.time_ns() + 10**12
    os.utime(spec, ns=(later, later))
    assert [briefgen("list", cwd=folder).stderr.splitlines()[-1] != "imported" for _ in range(2)] == [
        True,
        True,
    ]
