"""Writes `src/briefgen/press/speed/declarations.py`: what cffi makes of WeasyPrint's declarations of C.

    python tools/declarations.py

A test compares the file with what this program would write. It is to be run when WeasyPrint or cffi changes.
"""

from __future__ import annotations

import ast
from base64 import b85encode
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import compress

import cffi

FILE = Path(__file__).resolve().parent.parent / "src" / "briefgen" / "press" / "speed" / "declarations.py"
HEAD = '"""What cffi makes of the engine\'s declarations of C; written by `tools/declarations.py`."""'
_COLUMNS = 100


def source() -> str:
    """The declarations that the engine gives to cffi, cut out of its module."""
    found = find_spec("weasyprint")
    if found is None or found.origin is None:
        raise SystemExit("WeasyPrint is not installed")
    tree = ast.parse((Path(found.origin).parent / "text" / "ffi.py").read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    (call,) = (each for each in calls if isinstance(each.func, ast.Attribute) and each.func.attr == "cdef")
    text: str = ast.literal_eval(call.args[0])
    return text


def read(text: str) -> str:
    """What cffi makes of declarations, as the arguments of its lower half."""
    reader = cffi.FFI()
    reader.cdef(text)
    reader.set_source("weasyprint", None)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "read.py"
        reader.emit_python_code(str(file))
        made = ast.parse(file.read_text("utf-8")).body[-1]
    if not isinstance(made, ast.Assign) or not isinstance(made.value, ast.Call):
        raise SystemExit("cffi writes its modules otherwise than this program knows")
    return repr({each.arg: ast.literal_eval(each.value) for each in made.value.keywords})


def page() -> str:
    """The module, as text."""
    text = source()
    packed = b85encode(compress(read(text).encode(), 9)).decode()
    lines = "\n".join(f'    "{packed[at : at + _COLUMNS]}"' for at in range(0, len(packed), _COLUMNS))
    digest = sha256(text.encode()).hexdigest()
    return (
        f'{HEAD}\n\n# SHA-256 of the declarations, and the cffi that read them.\nSOURCE = "{digest}"\n'
        f'CFFI = "{cffi.__version__}"\n'
        f"# Python's text of the arguments by name, compressed, in base 85.\nREAD = (\n{lines}\n)\n"
    )


if __name__ == "__main__":
    FILE.write_text(page(), "utf-8")
