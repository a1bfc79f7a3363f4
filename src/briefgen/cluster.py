"""Workers on other machines, by way of a Dask scheduler; the only module that imports `distributed`.

Dask decides which worker gets a task, gives the tasks of a lost worker to another one, and gives up a task that took
three workers with it. Encryption and certificates are set as Dask has them (`distributed.comm.tls` in its
configuration, or `DASK_DISTRIBUTED__COMM__TLS__…` in the environment); an address `tls://…` asks for them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from briefgen.errors import EnvironmentFailedError, UsageError

TIMEOUT = 15.0
_SCHEMES = ("tcp", "tls", "ws", "wss", "ucx")


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler that answers: an executor on all its workers, and how many tasks they can do at once."""

    executor: Executor
    workers: int
    client: Any

    def ask(self, question: Callable[[], Any]) -> Mapping[str, Any]:
        """What each worker answers, by its address; an exception where it could not."""
        answers: Mapping[str, Any] = self.client.run(question, on_error="return")
        return answers


@contextmanager
def connected(address: str, timeout: float = TIMEOUT) -> Iterator[Cluster]:
    """The cluster at the address of a scheduler (`tcp://host:8786`), given up after `timeout` seconds.

    Raises UsageError for what is no address, EnvironmentFailedError when Dask is not installed, when no scheduler
    answers, and when it has no workers.
    """
    try:
        from distributed import Client
    except ImportError as error:
        message = "--cluster needs the package `distributed`"
        raise EnvironmentFailedError(message, "pip install 'briefgen[cluster]'") from error
    scheme, _, rest = address.partition("://")
    if not rest or scheme not in _SCHEMES:
        wanted = "write it as tcp://HOST:8786, or tls://HOST:8786 for an encrypted one"
        raise UsageError(f"`{address}` is not the address of a Dask scheduler", wanted)
    # What Dask has to say of lost connections comes back as failures of tasks.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    client: Any = Client.__new__(Client)
    try:
        client.__init__(address, timeout=timeout, set_as_default=False)
    except (OSError, TimeoutError, ValueError, TypeError, RuntimeError) as error:
        client.status = "closed"  # else its end would wait for what never began
        why = f": {_first_line(error)}" if str(error) else ""
        raise EnvironmentFailedError(
            f"no Dask scheduler answers at {address}{why}",
            "start one with `dask scheduler`, or check the address",
        ) from error
    try:
        yield _ready(client, address, timeout)
    finally:
        client.close(timeout)


def _ready(client: Any, address: str, timeout: float) -> Cluster:
    try:
        client.wait_for_workers(1, timeout=timeout)
    except (OSError, TimeoutError) as error:
        message = f"the Dask scheduler at {address} has no workers"
        raise EnvironmentFailedError(
            message, f"start some with `dask worker {address} --nthreads 1`"
        ) from error
    threads = sum(client.nthreads().values())
    return Cluster(client.get_executor(pure=False), threads, client)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200]
