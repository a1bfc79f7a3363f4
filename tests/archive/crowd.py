"""Programs that publish: many at a time, or one that is killed before each of its calls in turn.

python -m tests.archive.crowd publish ROOT NAME COUNT
python -m tests.archive.crowd kill ROOT DISK
python -m tests.archive.crowd endless ROOT
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
from pathlib import Path

from tests.archive.faults import DISKS, FIRST, ID, SECOND, Kill, Lacking, publish

from briefgen.archive.storage import Storage


def main(words: list[str]) -> int:
    """Runs one of the programs."""
    match words:
        case ["publish", root, name, count]:
            for number in range(int(count)):
                files = {f"{name}/{number}": f"{name} {number}".encode()}
                publish(Storage.open(Path(root)), files, id=f"{ID}:{number % 5}")
        case ["kill", root, disk]:
            _kill(Path(root), disk)
        case ["endless", root]:
            storage = Storage.open(Path(root))
            for number in itertools.count():
                publish(storage, {"number": f"{os.getpid()} {number}".encode()})
                if not number:
                    print("begun", flush=True)  # noqa: T201  what the test waits for
        case _:
            return 2
    return 0


def _kill(root: Path, disk: str) -> None:
    """Lets children commit a second version, each killed one call later than the one before, until one is done.

    Prints the number of versions after each. Every child has an object of its own.
    """
    for at in itertools.count():
        id = f"{ID}:{at}"
        publish(Storage.open(root), FIRST, id=id)
        child = os.fork()
        if child == 0:
            publish(Storage.open(root), SECOND, Lacking(DISKS[disk], Kill(at, really=True)), id)
            os._exit(0)
        status = os.waitpid(child, 0)[1]
        found = Storage.open(root).object(id)
        print(len(found.versions) if found else 0)  # noqa: T201  what the test reads
        if not os.WIFSIGNALED(status):
            return
        if os.WTERMSIG(status) != signal.SIGKILL:
            sys.exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
