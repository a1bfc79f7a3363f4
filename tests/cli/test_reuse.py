"""`briefgen build` prints what changed and nothing else, and says so. A print takes a second; the fixture makes one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.samples.workspace import fact, section, spec, write

from briefgen import cli, crews
from briefgen.cli import build as cli_build
from briefgen.cli.reuse import first
from briefgen.diagnostics.texts import phrase
from briefgen.errors import Exit, NothingError
from briefgen.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
FACTS = {"opened": fact("افتتحت الشبكة عام 2018.", date="2018"), "snow": fact("سقط الثلج.", topics=["snow"])}
SPECS = {name: spec(name, section(select={"topics": [name]})) for name in ("snow", "water")}
FILES = ["build/snow.lock", "build/snow.pdf", "build/water.lock", "build/water.pdf"]
PROGRAM = (
    "import sys\nfrom briefgen.cli import main\n"
    "try:\n    main()\nfinally:\n    print('engine', 'weasyprint' in sys.modules, file=sys.stderr)\n"
)


def start(folder: Path, *arguments: str, **variables: str) -> subprocess.Popen[str]:
    """A build in a process of its own; the last line of stderr tells whether it imported the engine."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **variables}
    command = (sys.executable, "-c", PROGRAM, "build", "--jobs", "1", *arguments)
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=pipe, stderr=pipe, encoding="utf-8")


def build(folder: Path, *arguments: str, **variables: str) -> tuple[list[str], list[str]]:
    """The sorted lines on stdout and the lines on stderr of a build that ends well."""
    process = start(folder, *arguments, **variables)
    out, err = process.communicate()
    assert process.returncode == 0, err
    return sorted(out.splitlines()), err.splitlines()


@pytest.fixture(name="made", scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with its two briefs printed by two builds at once."""
    folder = write(tmp_path_factory.mktemp("made"), FACTS, SPECS)
    both = [start(folder), start(folder)]
    assert [each.wait() for each in both] == [0, 0], [each.communicate() for each in both]
    for each in both:
        each.communicate()
    return folder


@pytest.fixture(name="folder")
def _folder(made: Path, tmp_path: Path) -> Path:
    """A copy of it, older than a tick of the clock."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".briefgen_cache"))
    time.sleep(0.1)
    return tmp_path


@pytest.mark.parametrize("cache", [{}, {"BRIEFGEN_CACHE": "/dev/null"}], ids=["cache", "no cache"])
def test_a_build_that_finds_everything_fresh_never_loads_the_engine(
    folder: Path, cache: dict[str, str]
) -> None:
    """At the first time, at the second one, and after a comment; stdout names the files as if they were printed."""
    for text in ("", "", "\n# a comment\n"):
        with (folder / "briefs" / "facts" / "water.yaml").open("a") as file:
            file.write(text)
        out, err = build(folder, **cache)
        assert (out, err[-2:]) == (FILES, ["2 briefs are up to date", "engine False"])


def test_a_changed_fact_prints_just_its_brief(folder: Path) -> None:
    """The other brief's files are not touched, and the reason is said where it is asked for."""
    before = {each: (folder / each).stat().st_mtime_ns for each in FILES}
    write(folder, {**FACTS, "snow": {**FACTS["snow"], "says": "سقط ثلج كثير."}}, SPECS)
    out, err = build(folder, "--why")
    assert out == FILES
    assert "snow: the fact snow has changed" in err
    assert "1 brief is up to date" in err
    changed = {each for each in FILES if (folder / each).stat().st_mtime_ns != before[each]}
    assert changed == {"build/snow.lock", "build/snow.pdf"}
    assert build(folder)[1][-1] == "engine False"


def test_an_altered_pdf_is_printed_again(folder: Path) -> None:
    """Also one of the same size with the same time of change; afterwards it is what it was."""
    pdf = folder / "build" / "water.pdf"
    whole, seen = pdf.read_bytes(), pdf.stat()
    assert build(folder)[1][-1] == "engine False"
    pdf.write_bytes(whole[:-1] + b"?")
    os.utime(pdf, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    _, err = build(folder, "--why")
    assert "water: the output water.pdf was altered" in err
    assert pdf.read_bytes() == whole


def test_force_prints_what_is_up_to_date(folder: Path) -> None:
    """The bytes come out the same."""
    before = [(folder / each).read_bytes() for each in FILES]
    out, err = build(folder, "--force", "--why")
    assert out == FILES
    assert "snow: it was asked for with --force" in err
    assert [(folder / each).read_bytes() for each in FILES] == before
    assert err[-1] == "engine True"


def test_the_engines_versions_are_those_that_print() -> None:
    """They are told without importing the engine; here they are compared with what it says when it is imported."""
    program = (
        "from briefgen.press.versions import versions\nfound = versions()\nimport sys\n"
        "assert 'weasyprint' not in sys.modules\n"
        "import fontTools, pydyf, weasyprint\nfrom weasyprint.text.ffi import ffi, pango\n"
        "ffi.cdef('const char *hb_version_string(void);', override=True)\n"
        "harfbuzz = ffi.string(ffi.dlopen('libharfbuzz.so.0').hb_version_string()).decode()\n"
        "number = pango.pango_version()\n"
        "dotted = f'{number // 10000}.{number // 100 % 100}.{number % 100}'\n"
        "names = 'fonttools', 'pydyf', 'weasyprint', 'harfbuzz', 'pango'\n"
        "told = fontTools.version, pydyf.__version__, weasyprint.__version__, harfbuzz, dotted\n"
        "assert tuple(found[each] for each in names) == told, (found, told)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run((sys.executable, "-c", program), env=environment, check=True)


def test_workers_get_ready_where_several_briefs_were_never_printed(folder: Path) -> None:
    """Where one brief is asked for, or some were printed before, nobody knows yet whether there is work for several."""
    workspace, new = Workspace(folder), folder / "new"
    assert first(workspace, new, None)
    assert first(workspace, new, ["snow", "water"])
    assert not first(workspace, new, ["snow"])
    assert not first(workspace, folder / "build", None)
    (folder / "briefs" / "snow.yaml").unlink()
    assert not first(workspace, new, None)


@pytest.mark.parametrize(
    ("options", "early"),
    [
        (["--out", "new"], True),
        (["--out", "new", "snow", "water"], True),
        (["--out", "new", "snow"], False),
        (["--out", "new", "--jobs", "1"], False),
        (["--out", "new", "--locked"], False),
        (["--out", "new", "--cluster", "tcp://127.0.0.1:1"], False),
        ([], False),
    ],
)
def test_workers_get_ready_before_the_workspace_is_read(
    options: list[str], early: bool, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where this machine will print several briefs on several processes, and nowhere else."""
    told: list[str] = []

    def read(_workspace: Workspace) -> None:
        told.append("read")
        raise NothingError(phrase("no-specs"))

    monkeypatch.setattr(crews, "prepare", lambda: told.append("ready"))
    monkeypatch.setattr(cli_build, "load", read)
    jobs = [] if "--jobs" in options else ["--jobs", "2"]
    assert (
        cli.run(["build", "--workspace", str(folder), *jobs, *with_folder(options, folder)]) == Exit.NOTHING
    )
    assert told == (["ready", "read"] if early else ["read"])


def with_folder(options: list[str], folder: Path) -> list[str]:
    """The options with the folder for output inside of another."""
    return [str(folder / each) if each == "new" else each for each in options]
