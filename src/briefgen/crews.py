"""Warm worker processes of this machine, behind the interface of `concurrent.futures.Executor`.

Each worker is copied from a process that has imported what is needed, and keeps what it has learnt from task to task.
A worker that is lost takes one task with it: that task gets a second chance on a fresh worker, the others never know.
After a number of tasks a worker is replaced, so that no leak in any library below us grows without end. Temporary
files of workers lie in a folder of their crew, which goes with it: a worker that is killed cannot clean up.
"""

from __future__ import annotations

import multiprocessing
import signal
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")
Job = tuple[Callable[..., Any], tuple[Any, ...], "Future[Any]"]
# What workers that print are copied from has imported this.
PRELOADED = ("briefgen.preloading",)
RECYCLED_AFTER = 500
_ATTEMPTS = 2


def prepare(preload: tuple[str, ...] = PRELOADED) -> None:
    """Starts what workers are copied from, so that it imports while its parent does something else.

    It ends when this process does. Ctrl-C is kept from it, also before Python listens, by a mask that it inherits.
    """
    multiprocessing.get_context("forkserver").set_forkserver_preload(list(preload))
    resource_tracker.ensure_running()  # it would undo the mask, and keeps Ctrl-C from itself
    kept = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, kept)


class WorkerLostError(Exception):
    """The process that worked on a task was ended from outside, twice."""


class Crew(Executor):
    """A fixed number of worker processes. Ctrl-C is for the parent alone, which ends them at once with `stop`."""

    def __init__(
        self, workers: int, preload: tuple[str, ...] = (), recycled_after: int = RECYCLED_AFTER
    ) -> None:
        prepare(preload)
        self._context = multiprocessing.get_context("forkserver")
        self._recycled_after = recycled_after
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._closed = self._stopped = False
        self._workers: set[_Worker] = set()
        self._folder = tempfile.TemporaryDirectory(prefix="briefgen-crew-", ignore_cleanup_errors=True)
        self._threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(workers)]
        for each in self._threads:
            each.start()

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """A task for the next worker that is free; function and arguments must be picklable."""
        if kwargs:
            raise TypeError("a crew takes positional arguments only")
        with self._lock:
            if self._closed:
                raise RuntimeError("the crew has been dismissed")
            future: Future[T] = Future()
            self._jobs.put((fn, args, future))
            return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """No new tasks; what was submitted is done first, or cancelled."""
        with self._lock:
            closed, self._closed = self._closed, True
        if cancel_futures:
            self._cancel()
        if not closed:
            for _ in self._threads:
                self._jobs.put(None)
        if wait:
            self._gone()

    def stop(self) -> None:
        """Ends all workers at once, whatever they are doing, and waits until they are gone."""
        with self._lock:
            self._closed = self._stopped = True
            workers = tuple(self._workers)
        self._cancel()
        for each in workers:
            each.kill()
        for _ in self._threads:
            self._jobs.put(None)
        self._gone()

    @property
    def processes(self) -> tuple[int, ...]:
        """The ids of the worker processes that run."""
        with self._lock:
            return tuple(each.pid for each in self._workers)

    def _gone(self) -> None:
        """Waits until nobody works any more, and takes away what they left."""
        for each in self._threads:
            each.join()
        self._folder.cleanup()

    def _cancel(self) -> None:
        while True:
            try:
                job = self._jobs.get_nowait()
            except Empty:
                return
            if job is not None:
                job[2].cancel()

    def _serve(self) -> None:
        """Hands tasks to one worker after the other, in a thread of its own."""
        worker: _Worker | None = None
        done = 0
        try:
            while (job := self._jobs.get()) is not None:
                function, arguments, future = job
                if not future.set_running_or_notify_cancel():
                    continue
                for attempt in range(1, _ATTEMPTS + 1):
                    if worker is None or done >= self._recycled_after:
                        self._dismiss(worker)
                        worker, done = self._hire(), 0
                    if worker and worker.ask(function, arguments, future):
                        done += 1
                        break
                    self._dismiss(worker)
                    worker = None
                    if attempt == _ATTEMPTS or self._stopped:
                        future.set_exception(WorkerLostError())
                        break
        finally:
            self._dismiss(worker)

    def _hire(self) -> _Worker | None:
        """A fresh worker; one that comes after the crew was stopped does no work.

        None where none can be had: what workers are copied from has ended, or the machine has no room for them.
        """
        try:
            worker = _Worker(self._context, self._folder.name)
        except (EOFError, OSError):
            return None
        with self._lock:
            self._workers.add(worker)
            stopped = self._stopped
        if stopped:
            worker.kill()
        return worker

    def _dismiss(self, worker: _Worker | None) -> None:
        if worker is not None:
            worker.dismiss()
            with self._lock:
                self._workers.discard(worker)


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, context: Any, folder: str) -> None:
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, folder), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def pid(self) -> int:
        """The id of the process."""
        return int(self._process.pid or 0)

    def ask(self, function: Callable[..., Any], arguments: tuple[Any, ...], future: Future[Any]) -> bool:
        """Sets the future to what the worker gives back; False when the worker was lost over it."""
        try:
            self._pipe.send((function, arguments))
            good, found = self._pipe.recv()
        except (EOFError, OSError):
            self.kill()
            return False
        except Exception as error:  # noqa: BLE001 - what cannot be pickled is told to whoever waits
            self.kill()
            future.set_exception(error)
            return True
        if good:
            future.set_result(found)
        else:
            future.set_exception(found)
        return True

    def kill(self) -> None:
        """Ends the process at once."""
        self._process.kill()

    def dismiss(self) -> None:
        """Lets the process end by itself, and waits for it; one that does not end is killed."""
        self._pipe.close()
        self._process.join(5)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()


def _work(pipe: Connection, folder: str) -> None:
    """A worker's life: it ends when the parent hangs up, however the parent ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = folder
    while True:
        try:
            function, arguments = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = (True, function(*arguments))
        except Exception as error:  # noqa: BLE001 - told to whoever waits for it
            answer = (False, error)
        try:
            pipe.send(answer)
        except (BrokenPipeError, ConnectionError):
            return
