"""Makes a checkout ready: system libraries, a virtual environment, the locked packages and briefgen itself.

    python3 tools/bootstrap.py run      to print briefs
    python3 tools/bootstrap.py dev      to run the tests and checks as well
    python3 tools/bootstrap.py textlayer --venv .textlayer      the further readers of PDF text, kept apart

Called by the Makefile before every target that needs it; when nothing is missing it only looks, and takes about
a tenth of a second. It uses the standard library alone, and pip as the machine is set up for it: a configured
mirror is honoured. Exit code 4 (as briefgen's own) when the machine lacks something that cannot be installed.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT_FAILURE = 4


@dataclass(frozen=True, slots=True)
class Need:
    """Something the operating system must provide; `present` looks for the thing, not for its package."""

    name: str
    debian: str
    present: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of use: its lock, and what it needs of the system.

    `covers` are the uses that it serves too; `itself` tells whether briefgen belongs in the environment. `sources` is a
    lock of packages that are published without a wheel; what builds them stands in the first lock.
    """

    lock: str
    needs: tuple[Need, ...]
    covers: tuple[str, ...] = ()
    itself: bool = True
    sources: str = ""


class SetupError(Exception):
    """The machine lacks something, and the message says what to do about it."""


def loads(*names: str) -> bool:
    """Whether the dynamic loader finds a library under one of its names."""
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def library(stem: str, major: int, debian: str) -> Need:
    """A shared library by its Linux soname or its macOS name."""
    soname = f"{stem}.so.{major}"
    return Need(soname, debian, partial(loads, soname, f"{stem}.{major}.dylib", f"{stem}.dylib"))


def program(name: str, debian: str) -> Need:
    """A program on the search path."""
    return Need(name, debian, lambda: shutil.which(name) is not None)


# What weasyprint 70 opens when it is imported (weasyprint/text/ffi.py). It would do without harfbuzz-subset, but
# then fontTools subsets each font, some hundred times slower, and the PDF's bytes differ.
LIBRARIES = (
    library("libgobject-2.0", 0, "libglib2.0-0"),
    library("libpango-1.0", 0, "libpango-1.0-0"),
    library("libpangoft2-1.0", 0, "libpangoft2-1.0-0"),
    library("libharfbuzz", 0, "libharfbuzz0b"),
    library("libharfbuzz-subset", 0, "libharfbuzz-subset0"),
    library("libfontconfig", 1, "libfontconfig1"),
)
# The tests read finished PDFs with poppler, the commonest reader on Linux desktops.
READERS = (program("pdftotext", "poppler-utils"), program("pdftoppm", "poppler-utils"))
# A PKCS#11 token in software, and another program that judges signatures: the tests of signing use both.
SIGNERS = (program("softhsm2-util", "softhsm2"), program("openssl", "openssl"))
# Further readers for the measurement of the text layer: Apache PDFBox (as Tika reads) and pdf.js (as Firefox does).
PDFBOX = Need("PDFBox 2", "libpdfbox2-java", Path("/usr/share/java/pdfbox2.jar").exists)
FURTHER_READERS = (program("javac", "default-jdk-headless"), PDFBOX, program("npm", "npm"))
# What veraPDF, the judge of PDF/A and PDF/UA, needs: a JDK (its driver is compiled when it runs) and JAXB.
JAXB = Need("the JAXB runtime", "libjaxb-java", Path("/usr/share/java/jaxb-runtime.jar").exists)
CONFORMANCE = (program("javac", "default-jdk-headless"), JAXB)
# The typesetters that `make bench` sets beside briefgen where they are installed.
PEERS = (
    program("chromium", "chromium"),
    program("xelatex", "texlive-xetex"),
    Need(
        "LaTeX's bidi",
        "texlive-lang-arabic",
        Path("/usr/share/texlive/texmf-dist/tex/xelatex/bidi/bidi.sty").exists,
    ),
)
# Debian ships ensurepip apart from Python: without it `python3 -m venv` makes an environment without pip.
VENV = Need(
    "the Python module ensurepip",
    f"python{sys.version_info.major}.{sys.version_info.minor}-venv",
    lambda: importlib.util.find_spec("ensurepip") is not None,
)

PROFILES = {
    "run": Profile("requirements.lock", LIBRARIES),
    "dev": Profile(
        "requirements-dev.lock",
        LIBRARIES + READERS + SIGNERS,
        covers=("run",),
        sources="requirements-sdist.lock",
    ),
    "bench": Profile("requirements-bench.lock", (), itself=False),
    "bench-peers": Profile("requirements-bench.lock", PEERS, covers=("bench",), itself=False),
    "browser": Profile(
        "requirements-dev.lock",
        (*LIBRARIES, *READERS, *SIGNERS, program("chromium", "chromium")),
        covers=("run", "dev"),
        sources="requirements-sdist.lock",
    ),
    "conformance": Profile("requirements-conformance.lock", CONFORMANCE, itself=False),
    "oracle": Profile("requirements-oracle.lock", (), itself=False, sources="requirements-oracle-sdist.lock"),
    "textlayer": Profile("requirements-textlayer.lock", FURTHER_READERS, itself=False),
}


def say(message: str) -> None:
    """Progress, on stderr: stdout belongs to the target that is being made."""
    print(f"setup: {message}", file=sys.stderr, flush=True)


def missing(needs: Iterable[Need]) -> tuple[Need, ...]:
    """The needs that this machine does not meet."""
    return tuple(need for need in needs if not need.present())


def apt_commands(packages: Sequence[str], prefix: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The two commands that install Debian packages; `prefix` is empty for root, or sudo."""
    apt = (*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=120")
    return ((*apt, "update"), (*apt, "install", "-y", "--no-install-recommends", *packages))


def privilege() -> tuple[str, ...] | None:
    """How this user may install system packages: nothing for root, sudo without a password, or None."""
    if os.geteuid() == 0:
        return ()
    sudo = ("sudo", "-n")
    if (
        shutil.which("sudo")
        and subprocess.run((*sudo, "true"), capture_output=True, check=False).returncode == 0
    ):
        return sudo
    return None


def advice(needs: Sequence[Need], packages: Sequence[str]) -> str:
    """What a person has to do when the packages cannot be installed from here."""
    lacking = ", ".join(need.name for need in needs)
    if shutil.which("apt-get"):
        return (
            f"this machine lacks {lacking}. Installing it takes an administrator; run this, then make again:\n\n"
            f"    sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(packages)}\n"
        )
    return (
        f"this machine lacks {lacking}. Install Pango 1.50 or later with HarfBuzz (its subset library too), "
        "fontconfig and poppler with the system's package manager, then make again. "
        f"Debian's names for them: {' '.join(packages)}"
    )


def provide(needs: Sequence[Need]) -> None:
    """Installs the Debian packages of needs that are not met; raises SetupError when it may not or cannot."""
    packages = tuple(sorted({need.debian for need in needs}))
    prefix = privilege() if shutil.which("apt-get") else None
    if prefix is None:
        raise SetupError(advice(needs, packages))
    say(f"installing with apt: {' '.join(packages)}")
    update, install = apt_commands(packages, prefix)
    # An update may fail for one broken third-party source while the packages are there all the same.
    subprocess.run(update, stdout=sys.stderr, check=False)
    if subprocess.run(install, stdout=sys.stderr, check=False).returncode != 0:
        raise SetupError(f"apt could not install: {' '.join(packages)} (its words stand above)")


def fingerprint(profile: Profile) -> str:
    """A digest of all that an installed environment depends on; another one means: install again."""
    digest = hashlib.sha256()
    for name in (profile.lock, *((profile.sources,) if profile.sources else ()), "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    digest.update(repr((str(ROOT), platform.python_version())).encode())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Environment:
    """The virtual environment, and the note in it of what was installed and for which place and Python."""

    folder: Path

    @property
    def python(self) -> Path:
        """The environment's own interpreter."""
        return self.folder / "bin" / "python"

    @property
    def _note(self) -> Path:
        return self.folder / "briefgen-setup.json"

    def installed(self) -> dict[str, str]:
        """Digest by profile, and the place; empty when nothing was finished here."""
        try:
            return dict(json.loads(self._note.read_text()))
        except (OSError, ValueError):
            return {}

    def serves(self, use: str) -> bool:
        """Whether an installation of this profile, or of one that covers it, is complete and up to date."""
        note = self.installed()
        return self.python.exists() and any(
            note.get(name) == fingerprint(profile)
            for name, profile in PROFILES.items()
            if name == use or use in profile.covers
        )

    def stale(self) -> bool:
        """Whether the folder was made elsewhere or by another Python, so that its scripts and paths are wrong."""
        place = self.installed().get("place", _place())
        return not self.python.exists() or place != _place()

    def create(self) -> None:
        """Makes the environment anew; raises SetupError."""
        say(f"making {self.folder.name} with Python {platform.python_version()}")
        run = subprocess.run((sys.executable, "-m", "venv", "--clear", self.folder), check=False)
        if run.returncode != 0:
            raise SetupError(f"{sys.executable} -m venv failed (its words stand above)")

    def install(self, use: str) -> None:
        """Installs the locked packages, each checked against its hashes, and briefgen from this checkout."""
        profile = PROFILES[use]
        self._note.unlink(missing_ok=True)
        say(f"installing what {profile.lock} lists")
        # Wheels only: a source archive would bring build tools that no lock pins.
        wheels = ("--only-binary", ":all:", *(("--no-deps",) if profile.sources else ()))
        self._pip(*wheels, "--require-hashes", "--requirement", profile.lock)
        if profile.sources:  # built with what was just installed, and nothing that pip would fetch for it
            built = ("--no-build-isolation", "--no-deps", "--no-binary", ":all:", "--require-hashes")
            self._pip(*built, "--requirement", profile.sources)
        if profile.itself:
            self._pip("--no-build-isolation", "--no-deps", "--editable", ".")
        temporary = self._note.with_suffix(".new")
        temporary.write_text(json.dumps({"place": _place(), use: fingerprint(profile)}))
        temporary.replace(self._note)

    def _pip(self, *arguments: str) -> None:
        pip = (self.python, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", "install")
        if subprocess.run((*pip, *arguments), cwd=ROOT, stdout=sys.stderr, check=False).returncode != 0:
            raise SetupError("pip could not install the packages (its words stand above)")


def _place() -> str:
    return f"{ROOT} Python {platform.python_version()}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Brings the checkout to the state a use needs and gives the exit code."""
    parser = argparse.ArgumentParser(description="Make this checkout ready.")
    parser.add_argument("use", choices=sorted(PROFILES))
    parser.add_argument("--venv", default=".venv", help="folder of the virtual environment (default: .venv)")
    parser.add_argument("--after-apt", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    environment = Environment(ROOT / options.venv)
    try:
        lacking = missing((*PROFILES[options.use].needs, *((VENV,) if environment.stale() else ())))
        if lacking and options.after_apt:
            raise SetupError(f"still not found after its package was installed: {lacking[0].name}")
        if lacking:
            provide(lacking)
            # A running process keeps the loader's old list of libraries: look again in a new one.
            os.execv(sys.executable, (sys.executable, *sys.argv, "--after-apt"))
        if not environment.serves(options.use):
            if environment.stale():
                environment.create()
            environment.install(options.use)
            say("ready")
    except SetupError as error:
        print(f"setup: error: {error}", file=sys.stderr)
        return ENVIRONMENT_FAILURE
    return 0


if __name__ == "__main__":
    sys.exit(main())
