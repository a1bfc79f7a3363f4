"""Work for a warm process of the environment that holds Typst: a text edited and compiled again."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

from tools.bench.warm import Work


def typst(source: str, pdf: str, fonts: str) -> Work:
    """One compiler for all runs, as `typst watch` keeps one: it sets anew what an edit touches.

    Each run first puts a number after the first heading of a section.
    """
    from typst import Compiler

    compiler: Any = Compiler(input=source, font_paths=[fonts], ignore_system_fonts=True)
    text = Path(source).read_text("utf-8")
    numbers = count(1)

    def work() -> None:
        start, heading, rest = text.partition("#heading(level: 2)[")
        edited = f"{start}{heading}{next(numbers)} {rest}"
        Path(source).write_text(edited, "utf-8")
        compiler.compile(output=pdf)

    return work
