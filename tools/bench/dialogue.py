"""A child process that is asked and answers in lines of JSON."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast


class Broken(Exception):
    """Something that was to be measured did not run; the message says which and what it wrote."""


class Dialogue:
    """The process as a context manager, which ends it by closing its stdin. Its stderr is the benchmark's own."""

    def __init__(self, name: str, argv: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> None:
        self.name = name
        self.process = subprocess.Popen(
            argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=cwd, env=dict(environment)
        )
        self._questions = cast("IO[str]", self.process.stdin)
        self._answers = cast("IO[str]", self.process.stdout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._questions.close()
        self._answers.close()
        self.process.wait()

    def ask(self, question: Any) -> Any:
        """The answer to a question. Raises Broken when the process has ended."""
        try:
            self._questions.write(f"{json.dumps(question)}\n")
            self._questions.flush()
        except BrokenPipeError as error:
            raise Broken(f"{self.name} has ended (its words stand above)") from error
        return self.listen()

    def listen(self) -> Any:
        """The next answer. Raises Broken when the process has ended."""
        line = self._answers.readline()
        if not line:
            raise Broken(f"{self.name} has ended (its words stand above)")
        return json.loads(line)
