"""A fontconfig of our own: the given faces, and nothing of the system or the user.

fontconfig reads the file that `FONTCONFIG_FILE` names instead of the system's (fontconfig user manual, "Environment
variables"). That file names one folder with our faces, one cache folder, and includes nothing. The variable is set
only while the engine starts and while a font map is made; each font map keeps the configuration it was made with,
so a process in which fontconfig was used before is as safe as a fresh one.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.util import Finalize
from pathlib import Path
from shutil import rmtree
from xml.sax.saxutils import escape

from briefgen.diagnostics.texts import phrase

from .errors import FontMissing
from .fonts import FontFile

_VARIABLES = ("FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT", "FC_LANG", "FC_DEBUG")
_FACES = "faces"
_GENERIC = ("serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui")


def write(fonts: tuple[FontFile, ...], first_family: str) -> Path:
    """Write faces and configuration to a temporary folder, and return the configuration file.

    The folder goes when this process ends (and only then: faces are opened lazily). A child of a fork uses its
    parent's folder and leaves it alone. `first_family` stands for the generic families of CSS.
    """
    if not fonts:
        raise FontMissing(phrase("no-font"), help=phrase("one-face"))
    folder = Path(tempfile.mkdtemp(prefix="briefgen-press-"))
    Finalize(None, rmtree, args=(folder, True), exitpriority=10)
    configuration = write_configuration(folder, first_family)
    unique = {font.sha256: font for font in fonts}
    for number, digest in enumerate(sorted(unique)):
        # Numbered by digest: the order in which fontconfig meets the faces never depends on the file system.
        suffix = Path(unique[digest].path).suffix.lower() or ".ttf"
        (folder / _FACES / f"{number:03d}{suffix}").write_bytes(unique[digest].data)
    return configuration


def write_configuration(folder: Path, first_family: str) -> Path:
    """Write a configuration that reads faces from a folder below this one, empty as yet, and nothing else."""
    faces, cache = folder / _FACES, folder / "cache"
    faces.mkdir()
    cache.mkdir()
    configuration = folder / "fonts.conf"
    configuration.write_text(_xml(faces, cache, first_family), encoding="utf-8")
    return configuration


@contextmanager
def private(configuration: Path) -> Iterator[None]:
    """For the length of the block, fontconfig configurations that are loaded in this process are this one."""
    before = {name: os.environ.get(name) for name in _VARIABLES}
    for name in _VARIABLES:
        os.environ.pop(name, None)
    os.environ["FONTCONFIG_FILE"] = str(configuration)
    os.environ["FC_LANG"] = "ar"  # otherwise the language of the locale decides between faces
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _xml(faces: Path, cache: Path, first_family: str) -> str:
    aliases = (
        ""
        if not first_family
        else "".join(
            f'<alias binding="same"><family>{generic}</family>'
            f"<prefer><family>{escape(first_family)}</family></prefer></alias>\n"
            for generic in _GENERIC
        )
    )
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'
        f"<reset-dirs/>\n<dir>{escape(str(faces))}</dir>\n<cachedir>{escape(str(cache))}</cachedir>\n"
        f"{aliases}</fontconfig>\n"
    )
