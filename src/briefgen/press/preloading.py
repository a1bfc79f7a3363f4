"""Imports the engine, for processes that are copied from one that has it (`forkserver`, `fork`).

Importing this module is enough; `briefgen.preloading` does, before anything else imports the engine. The engine
reads a fontconfig configuration when it is imported; here it finds one without any face, so that no system font
comes into the process. Each worker then makes its own font map from its own faces.
"""

from __future__ import annotations

import warnings
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from . import fontconfig
from .speed.quickimport import quick

with TemporaryDirectory(prefix="briefgen-press-") as _folder, warnings.catch_warnings():
    warnings.filterwarnings("ignore", "No fonts configured", UserWarning)
    with fontconfig.private(fontconfig.write_configuration(Path(_folder), "")), quick():
        import_module(f"{__package__}.fontmap")
