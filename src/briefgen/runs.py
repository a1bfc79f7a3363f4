"""Many briefs on an executor: a few tasks under way at a time, outcomes as they are ready, none lost.

Any `concurrent.futures.Executor` will do: threads, processes, a Dask cluster. Memory does not grow with the number of
briefs: tasks are made when there is room for them, and an outcome is forgotten once it was given out.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool

from briefgen.builds import Failed, Outcome, build
from briefgen.cluster import connected
from briefgen.crews import PRELOADED, Crew, WorkerLostError
from briefgen.diagnostics.texts import phrase
from briefgen.errors import EnvironmentFailedError, Exit
from briefgen.materials import Materials
from briefgen.tasks import DamagedError, Parcel, Shared, Task, differing, perform, task_of, versions

_LOST = (BrokenProcessPool, WorkerLostError)
_SENDINGS = 3


def run(briefs: Sequence[str], materials: Materials, processes: int) -> Generator[Outcome]:
    """The outcomes of the named briefs as they are ready, on up to `processes` processes (1: in this one)."""
    workers = min(processes, len(briefs))
    if workers <= 1:
        yield from (build(each, materials) for each in briefs)
        return
    crew = Crew(workers, PRELOADED)
    try:
        yield from run_on(crew, workers, briefs, materials)
    finally:
        crew.stop()  # nothing to wait for: either all is done, or nobody wants the rest


def run_on_cluster(address: str, briefs: Sequence[str], materials: Materials) -> Generator[Outcome]:
    """The same on the workers of a Dask scheduler. Raises BriefgenError where none answers or one prints otherwise.

    Workers that join later are asked too, task by task.
    """
    with connected(address) as cluster:
        here = versions()
        for worker, there in cluster.ask(versions).items():
            unlike = differing(here, there) if isinstance(there, dict) else _missing(there)
            if unlike:
                said = phrase("other-worker", worker=worker, versions=unlike)
                raise EnvironmentFailedError(said, phrase("same-versions"))
        yield from run_on(cluster.executor, cluster.workers, briefs, materials)


def _missing(error: object) -> str:
    return f"briefgen does not run there ({type(error).__name__}: {error})"


def run_on(
    executor: Executor, workers: int, briefs: Sequence[str], materials: Materials
) -> Generator[Outcome]:
    """The same on an executor of `workers` workers, which stays open. A brief that is lost there has failed."""
    shared = Shared.of(materials)
    records = {each.path: each for each in materials.records}
    left = iter(briefs)
    under_way: dict[Future[Parcel], tuple[Task, int]] = {}
    room = 2 * workers + 2
    try:
        while True:
            while len(under_way) < room and (brief := next(left, None)) is not None:
                task = task_of(brief, materials, shared, records)
                under_way[executor.submit(perform, task)] = (task, 1)
            if not under_way:
                return
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                task, sendings = under_way.pop(future)
                outcome = _outcome(future, task, sendings)
                if outcome is None:
                    under_way[executor.submit(perform, task, shared.data)] = (task, sendings + 1)
                else:
                    yield outcome
    finally:
        for future in under_way:
            future.cancel()


def _outcome(future: Future[Parcel], task: Task, sendings: int) -> Outcome | None:
    """What came of a task; None when it must be sent again, together with what all share."""
    try:
        parcel = future.result()
        if not parcel.lacks_shared:
            return parcel.outcome()
        why = phrase("worker-keeps-nothing")
    except DamagedError:
        why = phrase("worker-sent-damage")
    except _LOST:
        return Failed(task.brief, phrase("worker-ended"), Exit.ENVIRONMENT, phrase("too-little-memory"))
    except (Exception, CancelledError) as error:  # noqa: BLE001 - whatever an executor raises for a lost task
        reason = f"{type(error).__name__}: {error}".rstrip(": ")
        return Failed(task.brief, phrase("lost-on-its-way", reason=reason), Exit.ENVIRONMENT)
    return None if sendings < _SENDINGS else Failed(task.brief, why, Exit.ENVIRONMENT)
