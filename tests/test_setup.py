"""The set-up: locks, the bootstrap script, the Makefile's help, and what the wheel carries."""

from __future__ import annotations

import email
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ("requirements.lock", "requirements-dev.lock")
FURTHER_LOCKS = (
    "requirements-bench.lock",
    "requirements-textlayer.lock",
    "requirements-conformance.lock",
    "requirements-oracle.lock",
    "requirements-oracle-sdist.lock",
    "requirements-sdist.lock",
)


@pytest.fixture(name="project", scope="module")
def _project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(name="bootstrap", scope="module")
def _bootstrap(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", root / "tools" / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module


@pytest.fixture(name="wheel", scope="module")
def _wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def pins(lock: Path) -> dict[str, tuple[str, int]]:
    """Version and number of hashes by package name."""
    entries = re.findall(
        r"^([\w.-]+)==(\S+).*((?:\n    --hash=sha256:[0-9a-f]{64}.*)*)", lock.read_text("utf-8"), re.M
    )
    return {canonicalize_name(name): (version, hashes.count("--hash=")) for name, version, hashes in entries}


@pytest.mark.parametrize("name", [*LOCKS, *FURTHER_LOCKS])
def test_every_locked_package_is_pinned_and_hashed(root: Path, name: str) -> None:
    """A lock line without an exact version or a digest would let other bytes in."""
    lines = [line for line in (root / name).read_text("utf-8").splitlines() if line[:1].isalnum()]
    locked = pins(root / name)

    assert len(lines) == len(locked) > 0
    assert [package for package, (_, hashes) in locked.items() if hashes == 0] == []


def test_the_locks_agree(root: Path) -> None:
    """What is tested is what prints: each package of the first lock stands in the second with the same version."""
    run, dev = (pins(root / name) for name in LOCKS)

    assert {name: dev.get(name) for name in run} == run


def test_the_locks_follow_pyproject(root: Path, project: dict[str, Any]) -> None:
    """A dependency added to pyproject.toml, or a range moved past the pin, calls for `make lock`."""
    groups = project["dependency-groups"]
    run = [*project["project"]["dependencies"], *groups["build"]]
    extras = project["project"]["optional-dependencies"]["capture"]
    dev = [*run, *extras, *(item for item in groups["dev"] if isinstance(item, str))]

    for name, wanted in zip(LOCKS, (run, dev), strict=True):
        locked = pins(root / name)
        for requirement in map(Requirement, wanted):
            version, _ = locked[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version), f"{requirement} in {name}"


def test_the_decision_record_names_every_dependency(root: Path, project: dict[str, Any]) -> None:
    """docs/adr/0002-dependencies.md has one table row per direct dependency, and none for anything else."""
    extras = project["project"]["optional-dependencies"].values()
    groups = project["dependency-groups"].values()
    wanted = [*project["project"]["dependencies"], *chain(*extras), *chain(*groups)]
    rows = re.findall(r"^\| ([\w.-]+) \|", (root / "docs/adr/0002-dependencies.md").read_text("utf-8"), re.M)

    assert {canonicalize_name(Requirement(item).name) for item in wanted if isinstance(item, str)} == {
        canonicalize_name(row) for row in rows if row != "package"
    }


def text_files(root: Path) -> list[Path]:
    """The files that a commit would hold, without fonts and pictures."""
    if shutil.which("git") is None or not (root / ".git").exists():
        pytest.skip("no git, or no checkout of it: nothing lists the files that are the project's")
    command = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    binary = {".ttf", ".otf", ".png", ".pdf", ".icc"}
    files = [root / name for name in listed.stdout.split("\0") if name]
    return [file for file in files if file.is_file() and file.suffix not in binary]


def test_no_registry_and_no_machine_is_named(root: Path) -> None:
    """Which package mirror serves a machine is that machine's business, and no path of a home folder is ours."""
    # Written so that this file does not find itself.
    hosts = r"p[y]pi|pythonhosted|npmj[s]|deb\.debian|debian\.org/debian|registry"
    registry = re.compile(rf"https?://[\w.-]*(?:{hosts})[\w./-]*", re.IGNORECASE)
    homes = re.compile(r"(?<![\w./~])/(?:home|root|Users|work|tmp)/\w")
    found = [
        f"{file.relative_to(root)}: {match.group()}"
        for file in text_files(root)
        for pattern in (registry, homes)
        for match in pattern.finditer(file.read_text("utf-8", errors="replace"))
    ]

    assert found == []


def test_every_font_folder_has_its_licence_and_is_named(root: Path) -> None:
    """The fonts are other people's work: each folder carries the licence, and NOTICE names it."""
    folders = sorted({font.parent for font in (root / "fonts").rglob("*.[to]tf")})
    notice = (root / "NOTICE").read_text("utf-8")

    assert folders
    for folder in folders:
        assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "OFL.txt").read_text("utf-8")
        assert f"fonts/{folder.name}/OFL.txt" in notice


def test_what_is_present_is_not_installed(bootstrap: ModuleType) -> None:
    """Needs are judged by what loads, not by package lists: only the missing ones are named."""
    there = bootstrap.Need("there", "there-pkg", lambda: True)
    absent = bootstrap.Need("absent", "absent-pkg", lambda: False)

    assert bootstrap.missing((there, absent)) == (absent,)


def test_a_library_is_found_by_loading_it(bootstrap: ModuleType) -> None:
    """A name that the loader does not know is absent, one that it knows is there under any of its names."""
    assert not bootstrap.loads("libno-such-thing.so.9")
    assert bootstrap.loads("libno-such-thing.so.9", "libc.so.6", "libSystem.dylib")


@pytest.mark.parametrize("apt", [True, False])
def test_without_rights_the_command_is_named(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, apt: bool
) -> None:
    """An ordinary user is told what is missing and the exact command (or Debian's package names elsewhere)."""
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(
        bootstrap.shutil, "which", lambda name: "apt-get" if apt and name == "apt-get" else None
    )
    need = bootstrap.Need("libpango-1.0.so.0", "libpango-1.0-0", lambda: False)

    with pytest.raises(bootstrap.SetupError) as error:
        bootstrap.provide([need])

    command = "apt-get install -y --no-install-recommends libpango-1.0-0"
    assert "libpango-1.0.so.0" in str(error.value)
    assert (command if apt else "Debian's names for them: libpango-1.0-0") in str(error.value)


def test_sudo_is_used_only_without_a_password(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set-up never stops to ask: sudo that wants a password counts as no sudo."""
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: name)
    for returncode, expected in ((0, ("sudo", "-n")), (1, None)):
        answer = subprocess.CompletedProcess[bytes]((), returncode)
        monkeypatch.setattr(bootstrap.subprocess, "run", lambda *_, answer=answer, **__: answer)

        assert bootstrap.privilege() == expected


@pytest.fixture(name="checkout")
def _checkout(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that looks installed: its environment's note was written for the profile dev."""
    for name in (*LOCKS, "requirements-sdist.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap.Environment, "_pip", lambda *_: None)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").touch()
    bootstrap.Environment(tmp_path / ".venv").install("dev")
    return tmp_path


def test_what_is_installed_is_not_installed_again(bootstrap: ModuleType, checkout: Path) -> None:
    """An environment with the tests' packages serves printing too, and a second call finds nothing to do."""
    environment = bootstrap.Environment(checkout / ".venv")

    assert environment.serves("dev")
    assert environment.serves("run")
    assert not environment.stale()


@pytest.mark.parametrize("name", ["requirements-dev.lock", "pyproject.toml"])
def test_a_changed_lock_is_installed(bootstrap: ModuleType, checkout: Path, name: str) -> None:
    """Content decides, not the time of the file."""
    (checkout / name).write_text("changed")

    assert not bootstrap.Environment(checkout / ".venv").serves("dev")


def test_a_moved_checkout_gets_a_new_environment(
    bootstrap: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copied environment would run the code of the place that it was copied from."""
    moved = checkout.parent / f"{checkout.name}-moved"
    shutil.copytree(checkout, moved)
    monkeypatch.setattr(bootstrap, "ROOT", moved)

    assert bootstrap.Environment(moved / ".venv").stale()


def test_an_interrupted_installation_is_taken_up_again(
    bootstrap: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The note is gone before the first package changes and comes back after the last."""

    def fail(*_: object) -> None:
        raise bootstrap.SetupError("no network")

    monkeypatch.setattr(bootstrap.Environment, "_pip", fail)
    environment = bootstrap.Environment(checkout / ".venv")
    with pytest.raises(bootstrap.SetupError):
        environment.install("dev")

    assert not environment.serves("dev")


def test_make_prints_its_help(root: Path) -> None:
    """`make` alone changes nothing: it lists every target that is meant for people, each with a word of its own."""
    printed = subprocess.run(
        ("make", "PYTHON=none"), cwd=root, capture_output=True, text=True, check=True
    ).stdout
    listed = re.findall(r"^  ([a-z-]+) +\S", printed, re.M)
    phony = re.search(r"^\.PHONY: (.*?[^\\])\n", (root / "Makefile").read_text("utf-8"), re.M | re.S)

    assert phony is not None
    assert sorted(listed) == sorted(
        name for name in phony[1].replace("\\\n", " ").split() if not name.startswith("ready-")
    )


def test_the_wheel_carries_templates_fonts_and_types(root: Path, wheel: Path) -> None:
    """Every module, every template and every font with its licence is in the wheel, byte for byte; nothing else."""
    expected = {
        f"{target}/{file.relative_to(root / source)}": file.read_bytes()
        for source, target in {
            "src/briefgen": "briefgen",
            "templates": "briefgen/data/templates",
            "fonts": "briefgen/data/fonts",
        }.items()
        for file in (root / source).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    for page in ("diagnostics.md", "diagnostics.ar.md"):
        expected[f"briefgen/data/docs/{page}"] = (root / "docs" / page).read_bytes()
    with zipfile.ZipFile(wheel) as archive:
        carried = {name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name}

    assert sorted(carried) == sorted(expected)
    assert carried == expected
    assert "briefgen/py.typed" in carried
    assert any(name.startswith("briefgen/data/templates/") for name in carried)


def test_the_wheel_says_what_it_is(wheel: Path, project: dict[str, Any]) -> None:
    """Its metadata name the licences, the dependencies and the command as pyproject.toml has them."""
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        message = email.message_from_bytes(archive.read(metadata))
        commands = archive.read(metadata.replace("METADATA", "entry_points.txt")).decode()
        licences = [name for name in archive.namelist() if ".dist-info/licenses/" in name]

    assert message["License-Expression"] == "Apache-2.0 AND OFL-1.1"
    assert {
        str(Requirement(item)) for item in message.get_all("Requires-Dist", []) if "extra ==" not in item
    } == {str(Requirement(item)) for item in project["project"]["dependencies"]}
    assert "briefgen = briefgen.cli:main" in commands
    assert {Path(name).name for name in licences} == {"LICENSE", "NOTICE", "OFL.txt"}


@pytest.mark.slow
def test_the_installed_wheel_prints_a_folder_of_briefs(root: Path, wheel: Path, tmp_path: Path) -> None:
    """In an empty environment, away from the checkout, a folder that holds only briefs/ prints them all."""
    python = tmp_path / "venv" / "bin" / "python"
    pip = (str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "install")
    subprocess.run((sys.executable, "-m", "venv", str(tmp_path / "venv")), check=True)
    subprocess.run((*pip, "--require-hashes", "--requirement", str(root / "requirements.lock")), check=True)
    subprocess.run((*pip, "--no-deps", str(wheel)), check=True)
    workspace = tmp_path / "workspace"
    shutil.copytree(root / "briefs", workspace / "briefs")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    subprocess.run((str(python.with_name("briefgen")), "build"), cwd=workspace, env=environment, check=True)

    printed = {file.stem: file.read_bytes()[:5] for file in (workspace / "build").glob("*.pdf")}
    assert printed == {file.stem: b"%PDF-" for file in (root / "briefs").glob("*.yaml")}
