"""Starts commands one after the other and measures each: a process of its own, kept small, standard library only.

The kernel counts into a new process's peak what the process that started it had in memory at that moment. The benchmark
grows, so it does not start the commands itself; this program does, and its few megabytes are the least that any peak
can read. It reads one JSON object a line from stdin: `argv`, `env`, `cwd`, `out`, `err` (files), `limit` (seconds).
It answers with two lines: `{"pid"}`, then `{"code", "seconds", "processor", "mebibytes"}`.
"""

import json
import os
import signal
import sys
import time
from typing import Any


def main() -> None:
    """Serves until stdin ends."""
    for line in sys.stdin:
        order = json.loads(line)
        start = time.perf_counter()
        pid = os.fork()
        if pid == 0:
            _become(order)
        _tell({"pid": pid})
        _tell(_reap(pid, start, order["limit"]))


def _become(order: dict[str, Any]) -> None:
    """In the child: turns into the command, or ends with 127."""
    try:
        os.setsid()
        os.chdir(order["cwd"])
        for number, path, flags in ((0, os.devnull, os.O_RDONLY), *_outputs(order)):
            file = os.open(path, flags, 0o600)
            os.dup2(file, number)
            os.close(file)
        os.execvpe(order["argv"][0], order["argv"], order["env"])
    except OSError as error:
        os.write(2, f"{order['argv'][0]}: {error}\n".encode())
    finally:
        os._exit(127)


def _outputs(order: dict[str, Any]) -> tuple[tuple[int, str, int], ...]:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    return (1, order["out"], flags), (2, order["err"], flags)


def _reap(pid: int, start: float, limit: float) -> dict[str, Any]:
    def end(*_: object) -> None:
        os.killpg(pid, signal.SIGKILL)

    signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, limit)
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    signal.setitimer(signal.ITIMER_REAL, 0)
    # Linux counts the resident set in KiB, macOS in bytes (getrusage(2)).
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return {
        "code": os.waitstatus_to_exitcode(status),
        "seconds": seconds,
        "processor": usage.ru_utime + usage.ru_stime,
        "mebibytes": usage.ru_maxrss / unit,
    }


def _tell(answer: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(answer)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
