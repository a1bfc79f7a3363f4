"""The rooms and their doors: docs/architecture.md is true, pure rooms are pure, heavy packages load late."""

from __future__ import annotations

import ast
import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "briefgen"
# A child process finds this checkout's code, whatever is installed.
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
MODULES = tuple(sorted(str(file.relative_to(PACKAGE)) for file in PACKAGE.rglob("*.py")))

# The rooms at the edges, which may touch the machine. Every other module is pure, a new one too.
EDGES = (
    "answers.py",
    "archive/",
    "builds.py",
    "cache.py",
    "capture/",
    "cli/",
    "cluster.py",
    "crews.py",
    "readahead.py",
    "factsearch/index.py",
    "factsearch/keeping.py",
    "langserver/conversation.py",
    "langserver/desk.py",
    "langserver/server.py",
    "freshness.py",
    "glances.py",
    "press/",
    "signing/",
    "watching.py",
    "workspace.py",
)
IMPURE_MODULES = frozenset(
    {
        "ctypes",
        "fcntl",
        "getpass",
        "glob",
        "importlib.resources",
        "io",
        "locale",
        "logging",
        "multiprocessing",
        "os",
    }
    | {"pathlib", "platform", "random", "secrets", "select", "shutil", "signal", "socket", "sqlite3", "ssl"}
    | {"subprocess", "sys", "tempfile", "threading", "time", "urllib.request", "uuid"}
)
IMPURE_NAMES = frozenset({"__import__", "breakpoint", "compile", "eval", "exec", "input", "open", "print"})
# A module may be pure and do one of these for a reason of its own.
EXCUSED = {"ondemand.py": ["exec()"]}  # functions are made of the names of fields
CLOCK = frozenset({"now", "today", "utcnow"})
# Paths as words, without a disk behind them.
PURE_PATHS = frozenset({"PurePath", "PurePosixPath", "PureWindowsPath"})


def impurities(source: str) -> Iterator[str]:
    """What a module does that a pure one may not: imports and calls that reach the machine, by name."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names if name.name in IMPURE_MODULES)
            case ast.ImportFrom(module="pathlib", names=names) if {name.name for name in names} <= PURE_PATHS:
                continue
            case ast.ImportFrom(module=str(module)) if module in IMPURE_MODULES:
                yield module
            case ast.Call(func=ast.Name(id=name)) if name in IMPURE_NAMES:
                yield f"{name}()"
            case ast.Call(func=ast.Attribute(value=ast.Name(id="date" | "datetime"), attr=name)) if (
                name in CLOCK
            ):
                yield f"{name}()"
            case _:
                continue


@pytest.mark.parametrize("module", [name for name in MODULES if not name.startswith(EDGES)])
def test_rooms_away_from_the_edges_are_pure(module: str) -> None:
    """No disk, clock, randomness, environment or printing: what such a module gives depends on its arguments alone."""
    assert list(impurities((PACKAGE / module).read_text("utf-8"))) == EXCUSED.get(module, [])


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import os", ["os"]),
        ("def f():\n    from pathlib import Path", ["pathlib"]),
        ("from time import monotonic", ["time"]),
        ("open('facts.yaml')", ["open()"]),
        ("from datetime import date\ndate.today()", ["today()"]),
        ("from pathlib import PurePosixPath\nfrom datetime import date\ndate(2024, 2, 5)", []),
    ],
)
def test_the_search_for_impurities_finds_them(source: str, found: list[str]) -> None:
    """The test above could not fail if this search saw nothing."""
    assert list(impurities(source)) == found


def test_the_architecture_page_names_every_module() -> None:
    """docs/architecture.md has one row per module, with what it is for and what it must not do; and none too many."""
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rows = re.findall(r"^\| `([\w/]+\.py)` \|(.*)\|(.*)\|$", page, re.M)

    assert len(rows) == len({name for name, _, _ in rows})
    assert {name for name, _, _ in rows} ^ set(MODULES) == set()
    assert [name for name, purpose, limit in rows if not purpose.strip() or not limit.strip()] == []


def test_imports_keep_to_the_layers() -> None:
    """The contracts of pyproject.toml hold: one direction, and each third-party package in one room."""
    command = (str(Path(sys.executable).with_name("lint-imports")), "--no-cache")
    run = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout + run.stderr


def third_party(source: str) -> set[str]:
    """The top-level packages that a module imports from outside Python and briefgen."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=aliases):
                names.update(alias.name.split(".")[0] for alias in aliases)
            case ast.ImportFrom(module=str(module), level=0):
                names.add(module.split(".")[0])
            case _:
                continue
    return names - set(sys.stdlib_module_names) - {"briefgen"}


def test_every_imported_package_is_declared() -> None:
    """A package that comes along with another today may not come tomorrow: each one stands in pyproject.toml.

    One of an extra may not be installed here; it then goes by the name it is imported by.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = (item for extra in project["optional-dependencies"].values() for item in extra)
    declared = {canonicalize_name(Requirement(item).name) for item in (*project["dependencies"], *extras)}
    owners = importlib.metadata.packages_distributions()
    imported = {name for module in MODULES for name in third_party((PACKAGE / module).read_text("utf-8"))}

    assert {
        name for name in imported if not declared & set(map(canonicalize_name, owners.get(name, [name])))
    } == set()


def test_modules_are_named_after_what_they_hold() -> None:
    """A room called "utils" or "common" collects what belongs elsewhere."""
    vague = {"base", "common", "core", "helper", "helpers", "manager", "misc", "tools", "util", "utils"}

    assert [name for name in MODULES if vague & set(name.removesuffix(".py").split("/"))] == []


COMMANDS = (("--help",), ("--version",), ("list",), ("check",), ("fact", "list"), ("build", "--help"))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_quick_commands_never_load_the_print_engine(command: tuple[str, ...], tmp_path: Path) -> None:
    """Help, lists and checks answer at once: they import neither WeasyPrint nor what it brings."""
    (tmp_path / "briefs").symlink_to(ROOT / "briefs")
    program = (
        "import sys\n"
        "from briefgen.cli import main\n"
        f"sys.argv = {['briefgen', *command]!r}\n"
        "try:\n"
        "    main()\n"
        "except SystemExit as end:\n"
        "    assert end.code in {None, 0, 1}, end.code\n"
        "finally:\n"
        "    heavy = {'cffi', 'fontTools', 'jinja2', 'PIL', 'pydyf', 'tinycss2', 'weasyprint'}\n"
        "    print('loaded:', *sorted(heavy & set(sys.modules)))\n"
    )
    run = subprocess.run(
        (sys.executable, "-c", program),
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[-1] == "loaded:"
