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
from ssl import SSLError
from typing import Any

from briefgen.diagnostics.texts import phrase
from briefgen.errors import EnvironmentFailedError, UsageError
from briefgen.ondemand import dataclass

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
        said = phrase("needs-package", what="--cluster", package="distributed")
        raise EnvironmentFailedError(said, phrase("install-extra", extra="cluster")) from error
    scheme, _, rest = address.partition("://")
    if not rest or scheme not in _SCHEMES:
        raise UsageError(phrase("not-scheduler", address=address), phrase("write-scheduler"))
    # What Dask has to say of lost connections comes back as failures of tasks.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    client: Any = Client.__new__(Client)
    try:
        client.__init__(address, timeout=timeout, set_as_default=False)
    except (OSError, TimeoutError, ValueError, TypeError, RuntimeError) as error:
        client.status = "closed"  # else its end would wait for what never began
        said = (
            phrase("no-scheduler-since", address=address, reason=_first_line(error))
            if str(error)
            else phrase("no-scheduler", address=address)
        )
        raise EnvironmentFailedError(said, phrase(_advice(scheme, error))) from error
    try:
        yield _ready(client, address, timeout)
    finally:
        client.close(timeout)


def _ready(client: Any, address: str, timeout: float) -> Cluster:
    try:
        client.wait_for_workers(1, timeout=timeout)
    except (OSError, TimeoutError) as error:
        raise EnvironmentFailedError(
            phrase("no-workers", address=address), phrase("start-workers", address=address)
        ) from error
    threads = sum(client.nthreads().values())
    return Cluster(client.get_executor(pure=False), threads, client)


def _advice(scheme: str, error: Exception) -> str:
    """The phrase that helps. Dask ends with a TypeError where nobody told it of certificates."""
    encrypted = scheme in ("tls", "wss") and isinstance(error, TypeError | FileNotFoundError | SSLError)
    return "name-tls-files" if encrypted else "start-scheduler"


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200]
