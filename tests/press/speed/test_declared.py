"""The engine's declarations of C, read beforehand, are what cffi would read in them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tools import declarations as tool

from briefgen.press.speed import declarations
from briefgen.press.speed.declared import Declared, stand_in

TOLD = """
import sys
from contextlib import suppress
from briefgen.press.speed.quickimport import quick
with quick():
    from weasyprint.text import ffi as engine
print("pycparser" in sys.modules)
libraries = ("gobject", "pango", "harfbuzz", "harfbuzz_subset", "fontconfig", "pangoft2")
for library in (getattr(engine, name) for name in libraries):
    for name in sorted(dir(library)):
        with suppress(Exception):  # not in this library, which the two say differently
            value = getattr(library, name)
            print(name, value if isinstance(value, int) else engine.ffi.typeof(value))
for name in ("PangoRectangle", "PangoLogAttr", "PangoGlyphItem", "PangoGlyphInfo", "hb_codepoint_t[3]"):
    kind = engine.ffi.typeof(name)
    print(kind, engine.ffi.sizeof(name), [(at, each.offset, each.type) for at, each in getattr(kind, "fields", ())])
import cffi
print(cffi.__version__, hasattr(cffi.FFI, "set_source"))
"""


def _told(root: Path, mends: str) -> list[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(root / "src"), str(root))),
        "BRIEFGEN_MENDS": mends,
    }
    run = subprocess.run(
        [sys.executable, "-c", TOLD], env=environment, cwd=root, capture_output=True, text=True, check=True
    )
    # A structure with a tag and another name for it is told by either.
    return [re.sub(r"\b(?:struct|enum) _?", "", line) for line in run.stdout.splitlines()]


def test_the_file_is_what_the_tool_writes() -> None:
    """The kept reading is that of the installed engine by the installed cffi."""
    assert Path(declarations.__file__).read_text("utf-8") == tool.page()


def test_functions_constants_and_structures_are_the_same(root: Path) -> None:
    """Each function has the type, each constant the value and each structure the places that cffi reads itself."""
    kept, plain = _told(root, "quick-import"), _told(root, "none")
    assert (kept[0], plain[0]) == ("False", "True")
    assert len(plain) > 100
    assert kept[1:] == plain[1:]


def test_other_declarations_are_read_by_cffi() -> None:
    """What the engine does not say today is read by cffi itself, however often something is declared."""
    made = Declared()
    made.cdef("int abs(int);")
    made.cdef("long labs(long);")
    assert made.dlopen(None).abs(-3) == made.dlopen(None).labs(-3) == 3


def test_another_cffi_reads_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """With another cffi than that of the file, the engine's declarations are read by it."""
    monkeypatch.setattr(declarations, "CFFI", "0.1")
    made = Declared()
    made.cdef(tool.source())
    assert hasattr(made, "set_source")


def test_the_stand_in_has_what_cffi_has() -> None:
    """Whoever imports cffi beside the engine finds all of it."""
    assert stand_in().FFIError.__module__ == "cffi"


HELD = """
import sys
from briefgen.press.speed.quickimport import quick
with quick():
    from weasyprint.text.ffi import ffi, gobject, pangoft2
print("pycparser" in sys.modules)
# The attributes of sys are among the last that Python lets go of.
sys.held = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
"""


def test_what_is_held_to_the_end_is_freed_by_what_is_still_there(root: Path) -> None:
    """A library stays open for the last of what it made, so that no process ends in a segmentation fault."""
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "BRIEFGEN_MENDS": "quick-import"}
    run = subprocess.run(
        [sys.executable, "-c", HELD], env=environment, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout.split()) == (0, ["False"]), run.stderr
